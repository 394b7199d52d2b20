"""Suggesting a change, by anybody: no account, no name. What stands stays until somebody took it over."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from meedoen.accounts.address import client_address
from meedoen.directory.models import Location, Service
from meedoen.directory.queries.history import tree_of
from meedoen.editing.actions.proposing import suggest
from meedoen.editing.forms.rows import with_one_more
from meedoen.editing.forms.suggest import LISTS, Suggestion
from meedoen.editing.policy.approval import SENDING_WINDOW, too_often
from meedoen.editing.queries.proposals import by_receipt, municipality_of
from meedoen.editing.queries.wording import place_text, words_for
from meedoen.editing.views.parts import plus
from meedoen.editing.vocabulary import ProposalState, Topic
from meedoen.look.pages import too_many
from meedoen.look.parts import Link
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused
from meedoen.shared.window import seconds_left, window_of
from meedoen.trail.actions import count_attempt

TOO_OFTEN = (
    "Vanaf jouw netwerk zijn kort achter elkaar veel voorstellen verstuurd. Dit voorstel is niet verstuurd. "
    "Wacht tien minuten en verstuur het dan opnieuw."
)
SENTENCES = {
    ProposalState.PENDING: "De organisatie of de gemeente kijkt ernaar. Tot die tijd verandert er niets.",
    ProposalState.APPROVED: "Je voorstel staat nu in de sociale kaart. Dank je wel.",
    ProposalState.PARTLY: "Een deel van je voorstel staat nu in de sociale kaart. Dank je wel.",
    ProposalState.DECLINED: "Je voorstel is bekeken en niet overgenomen.",
    ProposalState.WITHDRAWN: "Dit voorstel is ingetrokken.",
    ProposalState.REPLACED: "Dit voorstel is vervangen door een nieuwer voorstel.",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest_page(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The form. Only what is complete counts as sent, so that a mistake costs nobody a turn."""
    service = get_object_or_404(Service.objects.published().filter(merged_into=None), pk=service_id)
    data = request.POST if request.method == "POST" else None
    more = request.POST.get("meer", "")
    if data is not None and more in LISTS:
        data = plus(request.POST, with_one_more(request.POST, more))
    suggestion = _suggestion(service.id, data)
    if data is None or more in LISTS:
        return _form(request, service, suggestion, 200)
    if not suggestion.is_valid():
        return _form(request, service, suggestion, 400)
    at = now()
    window = window_of(at, SENDING_WINDOW)
    if too_often(count_attempt(kind="suggestion", who=client_address(request), window_start=window)):
        return too_many(request, TOO_OFTEN, seconds_left(at, SENDING_WINDOW))
    try:
        made = suggest(
            service_id=service.id,
            title=service.name,
            rows=suggestion.changes(),
            topic=Topic(suggestion.form.cleaned_data["topic"]),
            remark=suggestion.form.cleaned_data["remark"],
            municipality_id=municipality_of(service.id),
            at=at,
        )
    except Refused as refusal:
        suggestion.refuse(refusal.message, refusal.where)
        return _form(request, service, suggestion, 400)
    return redirect(f"{reverse('editing:receipt', args=[made.code])}?net=1")


def _suggestion(service_id: UUID, data: object) -> Suggestion:
    tree = tree_of("service", service_id)
    held = [row["location_id"] for (name, _), row in tree.items() if name == "service_at_location"]
    places = Location.objects.filter(pk__in=held).prefetch_related("addresses")
    return Suggestion(service_id, tree, {str(one.id): place_text(one) for one in places}, data)  # type: ignore[arg-type]


def _form(request: HttpRequest, service: Service, suggestion: Suggestion, status: int) -> HttpResponse:
    url = reverse("directory:service", args=[service.id])
    lists = suggestion.shown(words_for([], suggestion.tree))
    context = {
        "crumbs": [Link("Voorpagina", "/"), Link("Iets om te doen", "/aanbod/"), Link(service.name, url)],
        "service": service,
        "form": suggestion.together,
        "own": suggestion.form,
        "places": list(suggestion.places),
        "times": lists["tijden"],
        "phones": lists["telefoon"],
        "opened": suggestion.form.is_bound,
        "back": url,
    }
    return render(request, "editing/suggest.html", context, status=status)


@never_cache
@require_safe
def receipt(request: HttpRequest, proposal_code: str) -> HttpResponse:
    """How far a suggestion is, and why it was not taken over; nothing of what was written."""
    proposal = by_receipt(proposal_code)
    if proposal is None:
        raise Http404("there is no such receipt")
    there = Service.objects.published().filter(pk=proposal.record_id).exists()
    context = {
        "proposal": proposal,
        "sentence": SENTENCES[ProposalState(proposal.state)],
        "just_sent": request.GET.get("net") == "1" and proposal.state == ProposalState.PENDING,
        "receipt_url": request.build_absolute_uri(reverse("editing:receipt", args=[proposal.code])),
        "service_url": reverse("directory:service", args=[proposal.record_id]) if there else "",
    }
    return render(request, "editing/receipt.html", context)
