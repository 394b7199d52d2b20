"""What somebody looks after: the list, with free places in one click."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.directory.actions import set_capacity
from meedoen.directory.policy import when_text
from meedoen.directory.queries.history import values_of
from meedoen.directory.vocabulary import Freshness, ServiceStatus
from meedoen.editing.forms.capacity import CapacityForm
from meedoen.editing.permissions import keeps_map
from meedoen.editing.queries.own import (
    UNIT,
    FreePlaces,
    OwnService,
    fed_by_enrolments,
    listed,
    own_organizations,
    own_services,
    with_times,
)
from meedoen.editing.queries.proposals import in_order, proposals_for
from meedoen.editing.queries.wording import rhythm_of
from meedoen.editing.views.parts import DESK
from meedoen.editing.vocabulary import ProposalState
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

ON_A_PAGE = 30
LONGEST_QUESTION = 100
STATUS_TONES = {
    ServiceStatus.ACTIVE: "positive",
    ServiceStatus.TEMPORARILY_CLOSED: "warning",
    ServiceStatus.INACTIVE: "neutral",
    ServiceStatus.DEFUNCT: "neutral",
}
FRESHNESS_TONES = {Freshness.AGING: "warning", Freshness.LAPSED: "negative"}


@dataclass(frozen=True)
class Line:
    """A service in the list, as it is shown."""

    id: UUID
    name: str
    organization: str
    when: str
    status: str
    status_tone: str
    freshness: str
    freshness_tone: str
    is_hidden: bool
    waiting: int
    places: FreePlaces
    less: int
    more: int

    @classmethod
    def of(cls, own: OwnService) -> "Line":
        row = own.service
        free = own.places.available
        return cls(
            id=row.id,
            name=row.name,
            organization=row.organization.name,
            when=when_text([rhythm_of(values_of(one)) for one in row.schedules.all()]),
            status="" if row.status == ServiceStatus.ACTIVE else row.get_status_display(),
            status_tone=STATUS_TONES[ServiceStatus(row.status)],
            freshness="" if row.freshness == Freshness.CURRENT else row.get_freshness_display(),
            freshness_tone=FRESHNESS_TONES.get(Freshness(row.freshness), "neutral"),
            is_hidden=not row.is_published,
            waiting=own.waiting,
            places=own.places,
            less=max((free or 0) - 1, 0),
            more=(free or 0) + 1,
        )


@door("GET", verb=Verb.EDIT_SERVICES)
def services_page(request: SignedInRequest) -> HttpResponse:
    """The services that somebody looks after, thirty on a page, with what needs doing."""
    words = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST_QUESTION]
    found = own_services(request.actor)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(organization__name__icontains=words))
    page = Paginator(with_times(found.order_by("name", "id")), ON_A_PAGE).get_page(request.GET.get("pagina"))
    waiting = proposals_for(request.actor).filter(state=ProposalState.PENDING).count()
    context = {
        "crumbs": [DESK],
        "q": words,
        "page_obj": page,
        "total": page.paginator.count,
        "lines": [Line.of(one) for one in listed(page.object_list)],
        "waiting": waiting,
        "keeps_map": keeps_map(request.actor),
        "bodies": [] if keeps_map(request.actor) else list(own_organizations(request.actor)),
    }
    return render(request, "editing/services.html", context)


@door("POST", verb=Verb.EDIT_SERVICES)
def capacity(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """How many places are free now, in one click."""
    service = get_object_or_404(own_services(request.actor), pk=service_id)
    back = f"{reverse('editing:services')}#plekken-{service.id}"
    form = CapacityForm(request.POST)
    if not form.is_valid():
        return _wrong(request, service.name, [str(one[0]) for one in form.errors.values()])
    if fed_by_enrolments([service.id]):
        return _wrong(request, service.name, ["De vrije plekken tellen we hier uit de inschrijvingen."])
    row = service.capacities.filter(unit__name=UNIT).first()
    maximum = form.cleaned_data.get("maximum")
    try:
        set_capacity(
            service_id=service.id,
            unit=UNIT,
            available=form.cleaned_data["available"],
            maximum=maximum if "maximum" in request.POST else row.maximum if row else None,
            by=request.actor,
            at=now(),
        )
    except Refused as refusal:
        return _wrong(request, service.name, [refusal.message])
    return redirect(back)


def _wrong(request: SignedInRequest, name: str, problems: list[str]) -> HttpResponse:
    context = {"crumbs": [DESK], "name": name, "problems": problems, "back": reverse("editing:services")}
    return render(request, "editing/refused.html", context, status=400)


@door("GET", verb=Verb.EDIT_SERVICES)
def proposals_page(request: SignedInRequest) -> HttpResponse:
    """What waits for a decision, the oldest first; with `?welke=alles` what was decided too."""
    every = request.GET.get("welke") == "alles"
    found = in_order(proposals_for(request.actor))
    if not every:
        found = found.filter(state=ProposalState.PENDING)
    number = request.GET.get("pagina", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        raise Http404("not a page number")
    page = Paginator(found, ON_A_PAGE).get_page(number)
    context = {
        "crumbs": [DESK],
        "page_obj": page,
        "every": every,
        "today": now().date(),
        "keeps_map": keeps_map(request.actor),
    }
    return render(request, "editing/proposals.html", context)
