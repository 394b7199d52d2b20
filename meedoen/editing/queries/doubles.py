"""The pairs that may be one, for whoever looks after the map, and two records beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from meedoen.accounts.actor import Actor
from meedoen.directory.actions.merging import moved_by_merge
from meedoen.directory.hsds import table
from meedoen.directory.models import NotDouble, Organization, Service
from meedoen.directory.policy.duplicates import Sureness
from meedoen.directory.queries.history import Values, tree_of
from meedoen.editing.models import LikelyDouble
from meedoen.editing.queries.own import own_organizations, own_services
from meedoen.editing.queries.wording import UNSAID, label, words_for

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
    """The pairs of which somebody may merge both, the surest first. Five queries."""
    order = Case(
        *(When(sureness=sure.value, then=Value(place)) for place, sure in enumerate(Sureness)),
        default=Value(9),
        output_field=IntegerField(),
    )
    found = LikelyDouble.objects.alias(place=order).order_by("place", "record_type", "first", "second")
    pairs: list[Pair] = []
    rows = list(found[: limit * 5])
    for record_type in ("service", "organization"):
        mine = [row for row in rows if row.record_type == record_type]
        records = _records(actor, record_type, [id for row in mine for id in (row.first, row.second)])
        said = set(NotDouble.objects.filter(record_type=record_type).values_list("first", "second"))
        for row in mine:
            if row.first in records and row.second in records and (row.first, row.second) not in said:
                sure, tone = SURENESS[Sureness(row.sureness)]
                pairs.append(
                    Pair(records[row.first], records[row.second], record_type, sure, tone, row.reasons)
                )
    return pairs[:limit]


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
