"""Making one record of two, so that all that pointed at either points at the one that stays; and back.

A merge is a batch of revisions: one of the record that stays, one of the record that goes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from meedoen.directory.actions.history import RowChange, change_record, undo
from meedoen.directory.hsds import BY_MODEL, table
from meedoen.directory.models import Attribute, NotDouble, Revision
from meedoen.directory.policy.duplicates import phone_key
from meedoen.directory.queries.history import Values, values_of
from meedoen.directory.vocabulary import RevisionKind, ServiceStatus
from meedoen.shared.errors import Refused
from meedoen.trail.actions import Reader, record_act

# Columns of a part that say where it hangs or how it came, and not what it says.
NOT_SAID = frozenset({"extra", "updated", "description"})


@dataclass(frozen=True)
class Moved:
    """What a merge takes along: `rows` point at the record that stays from then on, `left` stay behind.

    A row stays behind where the record that stays has the same already, or may have only one.
    """

    rows: tuple[RowChange, ...]
    left: int


def moved_by_merge(*, record_type: str, kept_id: UUID, gone_id: UUID) -> Moved:
    """What points at the record that goes, in whatever app, and what becomes of it."""
    rows, left = [], 0
    for row, column in _pointing_at(record_type, gone_id):
        twice = row.pk == kept_id or _has_already(row, column, record_type, kept_id)
        if twice or not _may_point(row, column, kept_id):
            left += 1
            continue
        name = BY_MODEL[type(row)].name if type(row) in BY_MODEL else row._meta.label
        rows.append(RowChange(name, row.pk, {column: str(gone_id)}, {column: str(kept_id)}))
    return Moved(tuple(rows), left)


@transaction.atomic
def merge(
    *,
    record_type: str,
    kept_id: UUID,
    gone_id: UUID,
    chosen: Mapping[str, object],
    by: Reader | None,
    at: datetime,
    said_by: str,
    reason: str = "",
    also: Sequence[RowChange] = (),
) -> UUID:
    """Make one record of two; gives the batch, by which `undo_merge` puts everything back.

    In: `chosen` are the columns of the record that goes whose value is taken over; `also` what else changes
    with it that points at the record that goes by no key. What the record that stays gets is its own from
    then on: its source does not take it away again.
    Raises Refused where the two are one, one of them was merged away before, or both have an agency.
    """
    kept, gone = _locked(record_type, kept_id, gone_id)
    batch = uuid4()
    moved = moved_by_merge(record_type=record_type, kept_id=kept_id, gone_id=gone_id)
    said: dict[str, Any] = {
        "kind": RevisionKind.MERGE,
        "by": by,
        "at": at,
        "said_by": said_by,
        "reason": reason,
        "batch": batch,
    }
    agency = _agency(record_type, kept, gone)
    rows = [*agency, *_difference(record_type, kept, chosen), *moved.rows, *also]
    change_record(record_type=record_type, record_id=kept_id, rows=rows, **said)
    closed = {"merged_into_id": str(kept_id), "is_published": False}
    if record_type == "service":
        closed["status"] = ServiceStatus.DEFUNCT.value
    change_record(
        record_type=record_type, record_id=gone_id, rows=_difference(record_type, gone, closed), **said
    )
    return batch


@transaction.atomic
def undo_merge(*, batch: UUID, by: Reader | None, at: datetime, said_by: str) -> None:
    """Put back what a merge did, in whatever app; done once more, it merges again.

    Raises Refused where something it changed was changed since, with what that is; then nothing is put back.
    """
    standing = Revision.objects.filter(batch=batch, undone_by=None).order_by("-at", "-id")
    revisions = list(standing)
    if not revisions:
        raise Refused("Van dit samenvoegen is niets meer terug te draaien.")
    for revision in revisions:
        undo(revision=revision, by=by, at=at, said_by=said_by)


@transaction.atomic
def not_double(*, record_type: str, first: UUID, second: UUID, by: Reader | None, at: datetime) -> None:
    """Say of two records, for good, that they are not the same."""
    one, other = sorted([first, second])
    try:
        with transaction.atomic():
            NotDouble.objects.create(record_type=record_type, first=one, second=other, at=at)
    except IntegrityError:
        return
    record_act(
        by=by,
        act="not_double",
        object_type=record_type,
        object_id=one,
        at=at,
        changes={"geen dubbel met": ("", str(other))},
    )


def _locked(record_type: str, kept_id: UUID, gone_id: UUID) -> tuple[Model, Model]:
    """Both records, held until this is done; always in one order, so that no two merges wait in a ring."""
    if kept_id == gone_id:
        raise Refused("Kies twee verschillende om samen te voegen.")
    rows = table(record_type).model._default_manager.select_for_update(of=("self",)).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[kept_id, gone_id])}
    if len(found) < 2:
        raise Refused("Een van de twee staat er niet meer. Kijk in de lijst wat er nog dubbel is.")
    if any(values_of(row)["merged_into_id"] for row in found.values()):
        raise Refused("Een van de twee is al samengevoegd. Kijk in de lijst wat er nog dubbel is.")
    return found[kept_id], found[gone_id]


def _agency(record_type: str, kept: Model, gone: Model) -> list[RowChange]:
    """The people of the organization that goes work for the one that stays."""
    if record_type != "organization":
        return []
    mine, theirs = values_of(kept)["agency_id"], values_of(gone)["agency_id"]
    if theirs is None:
        return []
    if mine is not None:
        raise Refused(
            "Van beide organisaties werken mensen met Meedoen. Samenvoegen kan als dat er maar één is. "
            "Vraag de beheerder om de accounts eerst bij elkaar te zetten."
        )
    return [
        RowChange(record_type, gone.pk, {"agency_id": theirs}, {"agency_id": None}),
        RowChange(record_type, kept.pk, {"agency_id": None}, {"agency_id": theirs}),
    ]


def _difference(record_type: str, row: Model, wanted: Mapping[str, object]) -> list[RowChange]:
    standing = values_of(row)
    after = {column: value for column, value in wanted.items() if standing[column] != value}
    before = {column: standing[column] for column in after}
    return [RowChange(record_type, row.pk, before, after)] if after else []


def _pointing_at(record_type: str, id: UUID) -> Iterator[tuple[Model, str]]:
    """Every row of every app that points at a record, also where it cannot be seen from here."""
    for relation in table(record_type).model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        model: type[Model] = relation.related_model  # type: ignore[assignment]
        field = relation.field  # type: ignore[union-attr]
        if field.primary_key:
            # What is worked out for each record by itself, and known by its id.
            continue
        rows = model._default_manager.filter(**{field.name: id}).order_by("pk")
        yield from ((row, field.attname) for row in rows)
    if record_type != "service":
        linked = Attribute.objects.filter(link_entity=record_type, link_id=id).order_by("pk")
        yield from ((row, "link_id") for row in linked)


def _has_already(row: Model, column: str, record_type: str, kept_id: UUID) -> bool:
    """Whether the record that stays has a part that says the same."""
    kind = BY_MODEL.get(type(row))
    if kind is None or (column not in kind.owners and column != "link_id"):
        return False
    owned = {column: kept_id} | ({"link_entity": record_type} if column == "link_id" else {})
    mine = _said(row, column)
    return any(_said(other, column) == mine for other in type(row)._default_manager.filter(**owned))


def _said(row: Model, column: str) -> Values:
    values = values_of(row)
    if phone := phone_key(str(values.get("number", ""))):
        return {"number": phone}
    return {name: value for name, value in values.items() if name not in NOT_SAID | {column} and value}


def _may_point(row: Model, column: str, kept_id: UUID) -> bool:
    """Whether the row can point at the record that stays without breaking what may exist once only."""
    before = getattr(row, column)
    setattr(row, column, kept_id)
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError:
        return False
    finally:
        setattr(row, column, before)
    return True
