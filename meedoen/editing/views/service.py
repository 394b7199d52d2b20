"""Editing a service, adding one, and looking at it before it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.directory.actions.history import RowChange, change_record
from meedoen.directory.models import Location, Organization, Service
from meedoen.directory.policy import next_times, occurrence_text
from meedoen.directory.queries import ServiceDetail, detail
from meedoen.directory.queries.duplicates import Double, likely_doubles
from meedoen.directory.queries.history import tree_of
from meedoen.directory.vocabulary import RevisionKind
from meedoen.editing.actions.proposing import save_own, split
from meedoen.editing.forms.editor import ServiceEditor, fingerprint, one_more
from meedoen.editing.forms.organization import ChooseOrganizationForm
from meedoen.editing.permissions import said_by
from meedoen.editing.queries.lookalikes import same_subject
from meedoen.editing.queries.own import own_locations, own_organizations, own_services
from meedoen.editing.queries.proposals import own_waiting, would_replace
from meedoen.editing.queries.wording import place_text, rhythm_of, words_for
from meedoen.editing.views.parts import (
    DESK,
    MAP,
    edit_url,
    last_changes,
    municipality_code,
    plus,
    posted,
    tell,
)
from meedoen.look.parts import Link
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

MOST_PLACES = 200
NEXT_TIMES = 3


@door("GET", "POST", verb=Verb.EDIT_SERVICES)
def service_page(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """One service, to edit in sections."""
    service = get_object_or_404(own_services(request.actor), pk=service_id)
    return _edit(request, _editor(request, service.id, service.organization_id), service.name, is_new=False)


@door("GET", "POST", verb=Verb.EDIT_SERVICES)
def new_service(request: SignedInRequest) -> HttpResponse:
    """A new service of an own organization."""
    bodies = own_organizations(request.actor).order_by("name")
    known = list(bodies[:2])
    if not known:
        return render(request, "editing/no_organization.html", {"crumbs": [DESK, MAP]})
    asked = request.POST.get("organisatie") or request.GET.get("organisatie") or ""
    choice = ChooseOrganizationForm({"organisatie": asked} if asked else None, bodies=bodies)
    if len(known) == 1:
        organization: Organization | None = known[0]
    else:
        organization = choice.organization if choice.is_valid() else None
    if organization is None:
        context = {"crumbs": [DESK, MAP], "form": choice}
        return render(request, "editing/choose_organization.html", context)
    record_id = _uuid(request.POST.get("nieuw", "")) or uuid4()
    if Service.objects.filter(pk=record_id).exists():
        record_id = uuid4()
    return _edit(request, _editor(request, record_id, organization.id), "", is_new=True)


def _editor(request: SignedInRequest, service_id: UUID, organization_id: UUID) -> ServiceEditor:
    tree = tree_of("service", service_id)
    held = [row["location_id"] for (name, _), row in tree.items() if name == "service_at_location"]
    near = own_locations(request.actor).filter(organization_id=organization_id).prefetch_related("addresses")
    known = [(str(place.id), place_text(place)) for place in near[:MOST_PLACES]]
    names = {
        str(place.id): place_text(place)
        for place in Location.objects.filter(pk__in=held).prefetch_related("addresses")
    }
    return ServiceEditor(
        service_id=service_id,
        organization_id=organization_id,
        municipality_code=municipality_code(request.actor),
        tree=tree,
        known_places=sorted(known, key=lambda one: one[1]),
        place_names=names,
    )


def _edit(request: SignedInRequest, editor: ServiceEditor, name: str, *, is_new: bool) -> HttpResponse:
    if request.method != "POST":
        return _form(request, editor, name, is_new=is_new)
    if prefix := request.POST.get("meer"):
        editor = editor.with_data(plus(request.POST, one_more(request.POST, prefix)))
        return _form(request, editor, name, is_new=is_new, opened=prefix)
    editor = editor.with_data(request.POST)
    step = request.POST.get("stap", "bekijk")
    if not editor.is_valid() or step == "terug":
        status = 200 if step == "terug" else 400
        return _form(request, editor, name, is_new=is_new, status=status)
    rows = editor.changes(said_by(request.actor))
    title = editor.form.cleaned_data["name"]
    seen = request.POST.get("gezien", "")
    if step != "bewaar" or seen != fingerprint(editor.tree):
        return _preview(request, editor, rows, title, is_new=is_new)
    try:
        saved = save_own(
            record_type="service",
            record_id=editor.service_id,
            title=title,
            rows=rows,
            by=request.actor,
            at=now(),
            is_new=is_new,
        )
    except Refused as refusal:
        editor.refuse(refusal.message, refusal.where)
        return _form(request, editor, name, is_new=is_new, status=400)
    tell(request, saved, title)
    return redirect(f"{reverse('editing:services')}#aanbod-{editor.service_id}")


def _form(
    request: SignedInRequest,
    editor: ServiceEditor,
    name: str,
    *,
    is_new: bool,
    opened: str = "",
    status: int = 200,
) -> HttpResponse:
    schedules = [row for (table, _), row in editor.tree.items() if table == "schedule"]
    today = now().date()
    coming = sorted(
        (one for row in schedules for one in next_times(rhythm_of(row), today, NEXT_TIMES)),
        key=lambda one: (one.day, str(one.starts)),
    )
    words = words_for([], editor.tree)
    slug = opened or request.GET.get("deel", "") or ("alles" if is_new else "wat")
    sections = editor.sections(words, SECTION_OF.get(slug, slug))
    context = {
        "crumbs": [DESK, MAP],
        "name": name,
        "service_id": editor.service_id,
        "organization_id": editor.organization_id,
        "places": _places(request, editor),
        "waits": own_waiting(request.actor, "service", editor.service_id),
        "is_new": is_new,
        "form": editor.together,
        "sections": sections,
        "rhythms": [words.of_row("schedule", row) for row in schedules],
        "coming": list(dict.fromkeys(occurrence_text(one) for one in coming))[:NEXT_TIMES],
        "seen": fingerprint(editor.tree),
    }
    return render(request, "editing/service.html", context, status=status)


def _places(request: SignedInRequest, editor: ServiceEditor) -> list[Link]:
    """Where the service is held, as far as that may be edited too."""
    held = own_locations(request.actor).filter(pk__in=editor.place_names).order_by("name", "id")
    return [
        Link(editor.place_names[str(id)], edit_url("location", id))
        for id in held.values_list("pk", flat=True)
    ]


SECTION_OF = {
    "tijden": "wanneer",
    "kosten": "prijs",
    "telefoon": "contact",
    "meenemen": "talen",
    "web": "talen",
    "betaler": "overig",
}


@dataclass(frozen=True)
class Preview:
    """How a service will look: `after` as a visitor sees it when all is taken over."""

    after: ServiceDetail | None
    coming: Sequence[str]
    doubles: Sequence[Double]


class _Shown(Exception):
    """Ends the look ahead, so that nothing of it stays."""

    def __init__(self, found: ServiceDetail | None) -> None:
        self.found = found


def _look_ahead(service_id: UUID, rows: Sequence[RowChange], at: datetime) -> ServiceDetail | None:
    """The service as it will be: written, read, and taken back. Raises Refused where it cannot be kept."""
    try:
        with transaction.atomic():
            change_record(
                record_type="service",
                record_id=service_id,
                rows=rows,
                kind=RevisionKind.EDIT,
                by=None,
                at=at,
                said_by="",
            )
            raise _Shown(detail(service_id, on=at.date()))
    except _Shown as shown:
        return shown.found


def _preview(
    request: SignedInRequest, editor: ServiceEditor, rows: Sequence[RowChange], title: str, *, is_new: bool
) -> HttpResponse:
    at = now()
    try:
        after = _look_ahead(editor.service_id, rows, at)
        divided = split(request.actor, "service", editor.service_id, rows, is_new=is_new)
    except Refused as refusal:
        editor.refuse(refusal.message, refusal.where)
        return _form(request, editor, title, is_new=is_new, status=400)
    first_seen = request.POST.get("gezien", "")
    changed_meanwhile = bool(first_seen) and first_seen != fingerprint(editor.tree)
    coming = [
        one
        for form in editor.lists["tijden"].wanted
        for one in next_times(rhythm_of(form.values()), at.date(), NEXT_TIMES)
    ]
    context: dict[str, Any] = {
        "crumbs": [DESK, MAP, Link(title, reverse("editing:service", args=[editor.service_id]))]
        if not is_new
        else [DESK, MAP],
        "title": title,
        "is_new": is_new,
        "service_id": editor.service_id,
        "card": after.card if after else None,
        "detail": after,
        "live": divided.live,
        "waiting": divided.waiting,
        "replaces": would_replace(request.actor, "service", editor.service_id, divided.waiting),
        "coming": [occurrence_text(one) for one in sorted(coming, key=lambda one: one.day)[:NEXT_TIMES]],
        "doubles": _doubles(editor, title) if is_new or "name" in editor.form.changed_data else [],
        "posted": posted(request),
        "seen": fingerprint(editor.tree),
        "meanwhile": last_changes("service", editor.service_id) if changed_meanwhile else [],
    }
    return render(request, "editing/preview.html", context)


def _doubles(editor: ServiceEditor, name: str) -> list[Double]:
    """What this may be the same as."""
    data, places = editor.form.cleaned_data, editor.places.cleaned_data
    organization = Organization.objects.filter(pk=editor.organization_id).first()
    return likely_doubles(
        name=name,
        organization=organization.name if organization else "",
        postcode=places["postal_code"],
        address=places["address_1"],
        phones=[form.cleaned_data["number"] for form in editor.lists["telefoon"].wanted],
        website=data["url"],
        email=data["email"],
        about=data["summary"],
        exclude=editor.service_id,
        same_subject=same_subject(name, data["summary"]),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
