"""What was done to a record, and putting it back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.directory.actions.history import RowChange, removes_record, undo
from meedoen.directory.actions.merging import undo_merge
from meedoen.directory.hsds import table
from meedoen.directory.labels import label_of
from meedoen.directory.models import Location, Organization, Revision, Service
from meedoen.directory.policy.words import capital
from meedoen.directory.queries.history import PastChange, history_of, history_with_others, tree_of
from meedoen.directory.vocabulary import Origin, RevisionKind
from meedoen.editing.permissions import keeps_map, said_by
from meedoen.editing.queries.comparing import kept_rows
from meedoen.editing.queries.own import editable, own_locations, own_organizations, own_services
from meedoen.editing.queries.wording import OWNERS, UNSAID, Words, label, place_text, words_for
from meedoen.editing.views.parts import DESK, MAP, history_url
from meedoen.look.parts import Link
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

SHOWN = 50


@dataclass(frozen=True)
class Line:
    """One thing that changed: what stood there and what came."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Past:
    """One moment in the history of a record; `along` is where the rest of the same change is told."""

    id: UUID
    at: datetime
    kind: str
    by: str
    reason: str
    lines: Sequence[Line]
    can_undo: bool
    undone: bool
    along: str


@door("GET", verb=Verb.EDIT_SERVICES)
def service_history(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """Every change of a service, the last first."""
    service = get_object_or_404(_with_merged(request, service_id), pk=service_id)
    return _page(request, "service", service, reverse("editing:service", args=[service.id]))


@door("GET", verb=Verb.EDIT_SERVICES)
def organization_history(request: SignedInRequest, organization_id: UUID) -> HttpResponse:
    """Every change of an organization, the last first."""
    body = get_object_or_404(own_organizations(request.actor), pk=organization_id)
    return _page(request, "organization", body, reverse("editing:organization", args=[body.id]))


@door("GET", verb=Verb.EDIT_SERVICES)
def location_history(request: SignedInRequest, location_id: UUID) -> HttpResponse:
    """Every change of a place, the last first, also what changed along with a service or an organization."""
    place = get_object_or_404(own_locations(request.actor), pk=location_id)
    return _page(request, "location", place, reverse("editing:location", args=[place.id]))


@door("POST", verb=Verb.EDIT_SERVICES)
def undo_service(request: SignedInRequest, service_id: UUID, revision_id: UUID) -> HttpResponse:
    """Put back one change of a service."""
    service = get_object_or_404(_with_merged(request, service_id), pk=service_id)
    back = reverse("editing:service_history", args=[service.id])
    return _undo(request, "service", service.id, revision_id, back)


@door("POST", verb=Verb.EDIT_SERVICES)
def undo_organization(
    request: SignedInRequest, organization_id: UUID, body_revision_id: UUID
) -> HttpResponse:
    """Put back one change of an organization."""
    body = get_object_or_404(own_organizations(request.actor), pk=organization_id)
    back = reverse("editing:organization_history", args=[body.id])
    return _undo(request, "organization", body.id, body_revision_id, back)


@door("POST", verb=Verb.EDIT_SERVICES)
def undo_location(request: SignedInRequest, location_id: UUID, place_revision_id: UUID) -> HttpResponse:
    """Put back one change of a place."""
    place = get_object_or_404(own_locations(request.actor), pk=location_id)
    back = reverse("editing:location_history", args=[place.id])
    return _undo(request, "location", place.id, place_revision_id, back)


def _with_merged(request: SignedInRequest, service_id: UUID) -> "object":
    """Own services; for the editor of the map also one that was merged into one of them."""
    own = own_services(request.actor)
    if not keeps_map(request.actor):
        return own
    return own | Service.objects.filter(pk=service_id, merged_into__in=own.values("pk"))


def may_undo(request: SignedInRequest, revision: Revision) -> bool:
    """A merge is put back by whoever looks after the map; an organization puts back its own record's edits.

    What the municipality decided and what it added it does not put back by itself.
    """
    if keeps_map(request.actor):
        return True
    return (
        revision.kind == RevisionKind.EDIT and revision.by == said_by(request.actor) and not revision.reason
    )


def _page(
    request: SignedInRequest, record_type: str, record: Service | Organization | Location, url: str
) -> HttpResponse:
    gone = _merged_into(record_type, record.pk)
    past = _with_silent_merges(record_type, history_of(record_type, record.pk, limit=SHOWN), gone)
    if record_type == "location":
        past = _newest_first([*past, *history_with_others(record.pk, limit=SHOWN)])[:SHOWN]
    words = words_for(row for one in past for row in _told(one))
    origins = tree_of(record_type, record.pk)[record_type, record.pk]["origins"] or {}
    name = place_text(record) if isinstance(record, Location) else record.name
    elsewhere = [(one.revision.record_type, one.revision.record_id) for one in past]
    own = editable(request.actor, [key for key in elsewhere if key[0] != record_type])
    context = {
        "crumbs": [DESK, MAP, Link(record.name or "Plek", url)],
        "name": name,
        "record": record,
        "past": [
            _shown(
                one,
                [Line("Opgegaan in dit", "", gone[one.revision.record_id])]
                if one.revision.record_id in gone
                else _lines(one, record_type, words),
                can_undo=one.can_undo and _undone_here(request, record_type, one.revision, past),
                own=own,
            )
            for one in past
        ],
        "source": record.source.name if record.source else "",
        "origins": [
            (label(name) if name in PART_NAMES else label(record_type, name), Origin(value).label)
            for name, value in sorted(origins.items())
            if value in Origin.values
        ],
        "undo_name": f"editing:undo_{record_type}",
    }
    return render(request, "editing/history.html", context)


def _shown(one: PastChange, lines: list[Line], *, can_undo: bool, own: Collection[tuple[str, UUID]]) -> Past:
    revision = one.revision
    key = (revision.record_type, revision.record_id)
    return Past(
        revision.id,
        revision.at,
        revision.get_kind_display(),
        revision.by,
        revision.reason,
        lines,
        can_undo,
        hasattr(revision, "undone_by"),
        history_url(*key) if key in own else "",
    )


def _undone_here(
    request: SignedInRequest, record_type: str, revision: Revision, past: list[PastChange]
) -> bool:
    """Whether this reader can put a change back on this page."""
    if revision.record_type != record_type:
        return False
    return may_undo(request, revision) and not _stays(revision, past)


def _with_silent_merges(
    record_type: str, past: list[PastChange], gone: Mapping[UUID, str]
) -> list[PastChange]:
    """Also the merges into this record that changed nothing of it: only here can they be put back."""
    told = {one.revision.batch for one in past}
    silent = [
        one
        for id in gone
        for one in history_of(record_type, id, limit=SHOWN)
        if one.revision.kind == RevisionKind.MERGE and one.can_undo and one.revision.batch not in told
    ]
    return _newest_first([*past, *silent]) if silent else past


def _newest_first(past: list[PastChange]) -> list[PastChange]:
    return sorted(past, key=lambda one: one.revision.at, reverse=True)


def _merged_into(record_type: str, record_id: UUID) -> dict[UUID, str]:
    """What was merged into a record, with its name; places are not merged."""
    if record_type == "location":
        return {}
    rows = (Service if record_type == "service" else Organization)._default_manager
    return dict(rows.filter(merged_into=record_id).values_list("pk", "name"))


def _stays(revision: Revision, past: list[PastChange]) -> bool:
    """Whether a record stays though this brought it: an import is taken back as a whole, and what was built
    on it since would go with it."""
    return _came_by_import(revision) or (removes_record(revision) and revision != past[0].revision)


def _came_by_import(revision: Revision) -> bool:
    return revision.kind == RevisionKind.ADD and revision.batch is not None


PART_NAMES = frozenset(
    {"phone", "contact", "schedule", "cost_option", "attribute", "service_at_location", "service_area",
     "language", "required_document", "url", "funding", "organization_identifier", "address", "location",
     "service_capacity", "accessibility", "program"}
)  # fmt: skip


def _is_moved(row: RowChange, record_type: str) -> bool:
    """Whether a part only came to hang on another record, as in a merge."""
    if row.before is None or row.after is None or row.table == record_type:
        return False
    return row.after.keys() <= OWNERS | {"link_id"}


def _told(past: PastChange) -> list[RowChange]:
    return [row for row in kept_rows(past.rows) if "." not in row.table]


def _lines(past: PastChange, record_type: str, words: Words) -> list[Line]:
    rows = _told(past)
    moved = sum(_is_moved(row, record_type) for row in rows)
    found = [Line("Onderdelen die verhuisden tussen de twee", "", str(moved))] if moved else []
    for row in rows:
        if _is_moved(row, record_type):
            continue
        if (row.before is None or row.after is None) and row.table != record_type:
            before = words.of_row(row.table, row.before) if row.before else ""
            after = words.of_row(row.table, row.after) if row.after else ""
            found.append(Line(label(row.table), before, after))
            continue
        found += _columns(row.table, row.before or {}, row.after or {}, words)
    return [line for line in found if line.before != line.after]


def _columns(name: str, before: dict[str, object], after: dict[str, object], words: Words) -> list[Line]:
    columns = sorted((before.keys() | after.keys()) - UNSAID - {"agency_id"})
    return [
        Line(
            capital(label_of(name, column)),
            words.of_column(column, before.get(column)),
            words.of_column(column, after.get(column)),
        )
        for column in columns
    ]


def _undo(
    request: SignedInRequest, record_type: str, record_id: UUID, revision_id: UUID, back: str
) -> HttpResponse:
    ids = [record_id, *_merged_into(record_type, record_id)]
    revision = get_object_or_404(Revision, pk=revision_id, record_type=record_type, record_id__in=ids)
    if not may_undo(request, revision):
        messages.error(request, "Dit kan alleen de redacteur van de sociale kaart terugdraaien.")
        return redirect(back)
    if _came_by_import(revision):
        messages.error(request, "Dit kwam uit een bron. Draai het inlezen terug, of sluit het aanbod af.")
        return redirect(back)
    who = said_by(request.actor)
    try:
        if revision.batch and _is_merge(revision):
            undo_merge(batch=revision.batch, by=request.actor, at=now(), said_by=who)
        else:
            undo(revision=revision, by=request.actor, at=now(), said_by=who)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(back)
    if not table(record_type).model._default_manager.filter(pk=record_id).exists():
        messages.success(request, "Teruggedraaid. Het staat niet meer in de sociale kaart.")
        return redirect("editing:services")
    messages.success(request, "Teruggedraaid. Het staat weer zoals het was.")
    return redirect(back)


def _is_merge(revision: Revision) -> bool:
    """Whether a change is half of a merge, or of the putting back of one."""
    return Revision.objects.filter(batch=revision.batch, kind=RevisionKind.MERGE).exists()
