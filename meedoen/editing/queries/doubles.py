"""The pairs that may be one, for whoever looks after the map, and two records beside each other."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from meedoen.accounts.actor import Actor
from meedoen.directory.actions.history import RowChange
from meedoen.directory.actions.merging import moved_by_merge
from meedoen.directory.hsds import table
from meedoen.directory.models import NotDouble, Organization, Service
from meedoen.directory.policy.duplicates import Sureness
from meedoen.directory.queries.history import Values, tree_of
from meedoen.editing.models import LikelyDouble, Proposal
from meedoen.editing.queries.own import own_organizations, own_services
from meedoen.editing.queries.wording import UNSAID, label, words_for
from meedoen.editing.vocabulary import ProposalState

SURENESS = {
    Sureness.SURE: ("bijna zeker dezelfde", "negative"),
    Sureness.LIKELY: ("waarschijnlijk dezelfde", "warning"),
    Sureness.POSSIBLE: ("misschien dezelfde", "neutral"),
}
NOT_CHOSEN = UNSAID | {"is_published", "freshness", "merged_into_id", "agency_id", "invented", "initiative"}


@dataclass(frozen=True)
class Pair:
    """Two records that may be one, as the list shows them."""

    first: Service | Organization
    second: Service | Organization
    record_type: str
    sure: str
    tone: str
    reasons: Sequence[str]


@dataclass(frozen=True)
class Side:
    """One column of two records: `column` and what each says, as text."""

    column: str
    label: str
    first: str
    second: str
    best: str


@dataclass(frozen=True)
class Beside:
    """Two records beside each other, and what a merge into either takes along."""

    record_type: str
    first: Service | Organization
    second: Service | Organization
    differing: Sequence[Side]
    taken: Sequence[tuple[str, int]]
    left: int


def likely_pairs(actor: Actor, *, limit: int = 100) -> list[Pair]:
    """The pairs of which somebody may merge both, the surest first. Seven queries."""
    order = Case(
        *(When(sureness=sure.value, then=Value(place)) for place, sure in enumerate(Sureness)),
        default=Value(9),
        output_field=IntegerField(),
    )
    said = NotDouble.objects.filter(
        record_type=OuterRef("record_type"), first=OuterRef("first"), second=OuterRef("second")
    )
    services, bodies = own_services(actor).values("pk"), own_organizations(actor).values("pk")
    mine = Q(record_type="service", first__in=services, second__in=services) | Q(
        record_type="organization", first__in=bodies, second__in=bodies
    )
    found = LikelyDouble.objects.filter(mine, ~Exists(said)).alias(place=order)
    rows = list(found.order_by("place", "record_type", "first", "second")[:limit])
    records: dict[UUID, Service | Organization] = {}
    for record_type in ("service", "organization"):
        ids = [id for row in rows if row.record_type == record_type for id in (row.first, row.second)]
        records |= _records(actor, record_type, ids)
    return [
        Pair(
            records[row.first],
            records[row.second],
            row.record_type,
            *SURENESS[Sureness(row.sureness)],
            row.reasons,
        )
        for row in rows
        if row.first in records and row.second in records
    ]


def _records(actor: Actor, record_type: str, ids: Sequence[UUID]) -> dict[UUID, Service | Organization]:
    if record_type == "service":
        return {row.pk: row for row in own_services(actor).filter(pk__in=ids).select_related("organization")}
    return {row.pk: row for row in own_organizations(actor).filter(pk__in=ids)}


def two_records(actor: Actor, first: UUID, second: UUID) -> tuple[str, dict[UUID, Service | Organization]]:
    """What kind two records are, and the records; empty where somebody may not edit both."""
    for record_type in ("service", "organization"):
        found = _records(actor, record_type, [first, second])
        if len(found) == 2:
            return record_type, found
    return "", {}


def beside(record_type: str, kept: Service | Organization, gone: Service | Organization) -> Beside:
    """Two records beside each other, as the page of a merge shows them: `first` stays, `second` goes."""
    one, other = _columns(record_type, kept.pk), _columns(record_type, gone.pk)
    words = words_for([], {("a", kept.pk): one, ("b", gone.pk): other})
    differing = [
        Side(
            column,
            label(record_type, column),
            words.of_column(column, one[column]),
            words.of_column(column, other[column]),
            "first" if one[column] or not other[column] else "second",
        )
        for column in [field.column for field in table(record_type).fields]
        if column in one and column not in NOT_CHOSEN and (one[column] or "") != (other[column] or "")
    ]
    moved = moved_by_merge(record_type=record_type, kept_id=kept.pk, gone_id=gone.pk)
    counts: dict[str, int] = {}
    for row in moved.rows:
        name = _said(row.table)
        counts[name] = counts.get(name, 0) + 1
    return Beside(record_type, kept, gone, differing, sorted(counts.items()), moved.left)


def waiting_changes(*, kept_id: UUID, gone_id: UUID) -> list[RowChange]:
    """What a merge changes of the proposals that wait: what names the record that goes, names the other."""
    found = []
    for one in Proposal.objects.filter(state=ProposalState.PENDING).order_by("pk"):
        before = {"record_id": str(one.record_id), "rows": one.rows}
        after = json.loads(json.dumps(before).replace(str(gone_id), str(kept_id)))
        names = [name for name in before if before[name] != after[name]]
        if names:
            old, new = ({name: side[name] for name in names} for side in (before, after))
            found.append(RowChange(Proposal._meta.label, one.pk, old, new))
    return found


def _columns(record_type: str, id: UUID) -> Values:
    return tree_of(record_type, id).get((record_type, id), {})


def _said(name: str) -> str:
    if "." not in name:
        return label(name)
    return {
        "activities.Activity": "Activiteit met deelnemers",
        "funding.AgreementLine": "Onderdeel van een afspraak",
        "directory.Partner": "Partner",
    }.get(name, "Gegevens van een ander onderdeel van Meedoen")
