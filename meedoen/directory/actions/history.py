"""The one way in which a record of the social map is changed by hand, by suggestion, by merge or by undo.

Every change is written with its history (`Revision`, which can be undone; `Metadata`, which is published),
says of each field where its value came from, and leaves a line in the audit trail.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, Q

from meedoen.directory.hsds import TABLES, table
from meedoen.directory.labels import label_of
from meedoen.directory.models import Metadata, Revision, Service
from meedoen.directory.policy.words import capital
from meedoen.directory.queries.history import RECORDS, Key, Values, order_of, plain, tree_of, values_of
from meedoen.directory.vocabulary import Origin, RevisionKind
from meedoen.shared.errors import Refused
from meedoen.trail.actions import Reader, record_act

# Columns that say how a record stands and not what it says: no origin, not published as history.
STANDING = frozenset(
    {
        "origins",
        "extra",
        "source_id",
        "last_modified",
        "is_published",
        "freshness",
        "merged_into_id",
        "agency_id",
    }
)
# What was said of where a value is from stays as it was.
KEEP = "keep"
LONGEST_TEXT = 20_000
PUBLISHED = 2_000
HANGS_ON_IT = "Dit kan niet weg: er hangen nog activiteiten of afspraken aan. Sluit het af."
HELD_HERE = "De plek kan niet weg: er is nog ander aanbod op deze plek. Haal de plek weg bij het aanbod zelf."


@dataclass(frozen=True)
class RowChange:
    """One row: `before` None is new, `after` None is gone; otherwise both hold only the columns that differ.

    Columns by their database name (`organization_id`), values as JSON keeps them. A row of another app that
    points at a record (a merge moves those too) is named `app.Model`; it stands in no published history.
    """

    table: str
    id: UUID
    before: Values | None
    after: Values | None

    @property
    def kept(self) -> dict[str, object]:
        """How it stands in a `Revision`."""
        return {"table": self.table, "id": str(self.id), "before": self.before, "after": self.after}


def changes_between(before: Mapping[Key, Values], after: Mapping[Key, Values]) -> list[RowChange]:
    """What must change to make one tree (`queries.history.tree_of`) into another.

    A row of `after` may leave columns out; those stay as they are. A row that `after` leaves out goes.
    """
    found = []
    for (name, id), values in after.items():
        old = before.get((name, id))
        if old is None:
            found.append(RowChange(name, id, None, values))
            continue
        different = {column for column, value in values.items() if old.get(column) != value}
        if different:
            found.append(
                RowChange(
                    name,
                    id,
                    {column: old.get(column) for column in different},
                    {column: values[column] for column in different},
                )
            )
    gone = [RowChange(name, id, old, None) for (name, id), old in before.items() if (name, id) not in after]
    return found + gone


@transaction.atomic
def change_record(
    *,
    record_type: str,
    record_id: UUID,
    rows: Sequence[RowChange],
    kind: RevisionKind,
    by: Reader | None,
    at: datetime,
    said_by: str,
    origin: Origin | None = Origin.OWN,
    reason: str = "",
    batch: UUID | None = None,
    undoes: Revision | None = None,
    origins: Mapping[str, str | None] | None = None,
) -> Revision | None:
    """Change a record and its parts, all or nothing; None where nothing changes.

    In: `said_by` is a function and an organization, as it is published; `origin` where the new values came
    from, None for the record's own source; `origins` says it for each field. A new record has `before` None.
    Raises Refused, with the field, where a value cannot be kept, or the record was changed since."""
    if not rows:
        return None
    table(record_type).model._default_manager.select_for_update().filter(pk=record_id).first()
    for row in sorted(rows, key=_writing_order):
        _write(row, at)
    said_before = _say_origins(record_type, record_id, origins, _origins_of(record_type, rows, origin))
    _touch(record_type, record_id, at)
    Metadata.objects.bulk_create(_metadata(record_type, record_id, rows, kind, at, said_by))
    _audit(record_type, record_id, rows, kind, by, at)
    return Revision.objects.create(
        at=at,
        kind=kind,
        record_type=record_type,
        record_id=record_id,
        rows=[rows[0].kept | {"origins": said_before}, *(row.kept for row in rows[1:])],
        by=said_by,
        reason=reason,
        batch=batch,
        undoes=undoes,
    )


@transaction.atomic
def undo(*, revision: Revision, by: Reader | None, at: datetime, said_by: str, reason: str = "") -> Revision:
    """Put back what one revision changed.

    Raises Refused where it was undone already, where a field changed since, or where the record would go with
    more than this revision brought.
    """
    locked = Revision.objects.select_for_update().get(pk=revision.pk)
    if Revision.objects.filter(undoes=locked).exists():
        raise Refused("Deze wijziging is al teruggedraaid. Kijk in de geschiedenis wat er nu staat.")
    if not locked.rows:
        raise Refused("Van deze wijziging is niet bewaard wat er stond. Pas het aanbod met de hand aan.")
    back = [
        RowChange(row["table"], UUID(row["id"]), row["after"], row["before"]) for row in reversed(locked.rows)
    ]
    if removes_record(locked):
        _only_what_it_brought(locked, back)
    _no_more_than_the_place(locked, back)
    undone = change_record(
        record_type=locked.record_type,
        record_id=locked.record_id,
        rows=back,
        kind=RevisionKind.UNDO,
        by=by,
        at=at,
        said_by=said_by,
        reason=reason,
        undoes=locked,
        batch=locked.batch,
        origins=locked.rows[0].get("origins"),
    )
    if undone is None:
        raise Refused("Er is niets om terug te draaien.")
    return undone


def removes_record(revision: Revision) -> bool:
    """Whether putting back this revision takes the record itself away."""
    own = (revision.record_type, str(revision.record_id))
    return any((row["table"], row["id"]) == own and row["before"] is None for row in revision.rows)


def _only_what_it_brought(revision: Revision, back: Sequence[RowChange]) -> None:
    """Raises Refused where the record was changed since, or holds what this revision did not bring."""
    chain, link = {revision.pk}, revision.undoes
    while link is not None:
        chain.add(link.pk)
        link = link.undoes
    same = Revision.objects.filter(record_type=revision.record_type, record_id=revision.record_id)
    since = same.filter(at__gte=revision.at).exclude(pk__in=chain)
    brought = {(row.table, row.id): row.before or {} for row in back if row.after is None}
    standing = tree_of(revision.record_type, revision.record_id)
    if since.exists() or any(_is_more(key, values, brought.get(key)) for key, values in standing.items()):
        raise Refused("Dit aanbod is daarna nog aangepast. Sluit het af in plaats van het weg te halen.")


def _no_more_than_the_place(revision: Revision, back: Sequence[RowChange]) -> None:
    """Raises Refused where a place that came along with another record was added to or edited since."""
    brought = {(row.table, row.id): row.before or {} for row in back if row.after is None}
    places = {id for name, id in brought if name == "location"} - {revision.record_id}
    for id in places:
        changed = Revision.objects.filter(record_type="location", record_id=id).exists()
        standing = tree_of("location", id)
        if changed or any(_is_more(key, values, brought.get(key)) for key, values in standing.items()):
            raise Refused(
                "De plek die erbij kwam, is daarna nog aangepast. Haal de plek weg bij het aanbod, "
                "met het vinkje onder 'Waar het is'."
            )


def _is_more(key: Key, standing: Values, brought: Values | None) -> bool:
    if brought is None:
        return True
    expected = values_of(table(key[0]).model()) | brought
    return any(value != expected[name] for name, value in standing.items() if name not in STANDING)


def _writing_order(row: RowChange) -> tuple[int, int]:
    """What is pointed at is made first and taken away last; what goes, goes before what comes.

    A part that moves to another place in a list thus never meets itself on a unique column.
    """
    place = order_of(row.table) if "." not in row.table else len(TABLES)
    return (0, -place) if row.after is None else (1, place)


def _write(row: RowChange, at: datetime) -> None:
    model = apps.get_model(row.table) if "." in row.table else table(row.table).model
    standing = model._default_manager.filter(pk=row.id).first()
    if row.before is None:
        if standing is not None:
            raise Refused(f"Dit staat er al: {label_of(row.table, '')}. Laad de pagina opnieuw.")
        made = model(pk=row.id)
        if hasattr(made, "last_modified"):
            made.last_modified = at
        _fill(made, row.after or {}, row.table)
        _save(made, row.table, force_insert=True)
        return
    if standing is None:
        raise Refused("Wat je wilt aanpassen staat er niet meer. Laad de pagina opnieuw.")
    _unchanged_since(standing, row)
    if row.after is None:
        try:
            standing.delete()
        except ProtectedError as error:
            raise Refused(HELD_HERE if row.table == "location" else HANGS_ON_IT) from error
        return
    _fill(standing, row.after, row.table)
    _save(standing, row.table, update_fields=[_field_name(model, column) for column in row.after])


def _save(row: Model, name: str, **how: Any) -> None:
    """Save a row; Refused where another row stands in the way, as of something that may exist once only."""
    try:
        with transaction.atomic():
            row.save(**how)
    except IntegrityError as error:
        raise Refused(
            f"{capital(label_of(name, ''))}: dit staat er al, of past niet bij wat er nu staat. "
            "Laad de pagina opnieuw en laat dit weg."
        ) from error


def _unchanged_since(standing: Model, row: RowChange) -> None:
    for column, value in (row.before or {}).items():
        if column in STANDING or plain(getattr(standing, column)) == value:
            continue
        raise Refused(
            f"Iemand anders heeft dit intussen aangepast: {label_of(row.table, column)}. "
            "Laad de pagina opnieuw en kijk wat er nu staat."
        )


def _fill(row: Model, values: Values, name: str) -> None:
    """Put the values in the row, each as its column wants it."""
    for column, value in values.items():
        field = row._meta.get_field(_field_name(type(row), column))
        target: Any = getattr(field, "target_field", field)
        try:
            setattr(row, column, target.to_python(value))
        except ValidationError as error:
            raise Refused(f"{capital(label_of(name, column))}: {' '.join(error.messages)}", column) from error
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise Refused(
                f"{capital(label_of(name, column))}: dit is te lang. Gebruik hooguit {LONGEST_TEXT} tekens.",
                column,
            )
    checked = {_field_name(type(row), column) for column in values}
    others = {field.name for field in row._meta.concrete_fields} - checked
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        column, messages = next(iter(error.message_dict.items()))
        raise Refused(f"{capital(label_of(name, column))}: {' '.join(messages)}", column) from error


def _field_name(model: type[Model], column: str) -> str:
    return next(field.name for field in model._meta.concrete_fields if field.attname == column)


def _audit(
    record_type: str,
    record_id: UUID,
    rows: Sequence[RowChange],
    kind: RevisionKind,
    by: Reader | None,
    at: datetime,
) -> None:
    is_new = any(row.table == record_type and row.before is None for row in rows)
    changes = {
        label_of(row.table, column): ((row.before or {}).get(column), (row.after or {}).get(column))
        for row in rows
        for column in (row.before or {}).keys() | (row.after or {}).keys()
    }
    record_act(
        by=by,
        act=f"{'add' if is_new else kind.value}_{record_type}",
        object_type=record_type,
        object_id=record_id,
        at=at,
        changes=changes,
    )


def _origins_of(record_type: str, rows: Iterable[RowChange], origin: Origin | None) -> dict[str, str | None]:
    """Of each field that changes, or each kind of part, where its value is from."""
    named: set[str] = set()
    for row in rows:
        if row.table == record_type:
            named |= ((row.before or {}).keys() | (row.after or {}).keys()) - STANDING
        elif "." not in row.table and row.table not in RECORDS:
            named.add(row.table)
    return dict.fromkeys(sorted(named), origin.value if origin else KEEP)


def _say_origins(
    record_type: str, record_id: UUID, told: Mapping[str, str | None] | None, new: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Note of fields that their value is from here and not from the source; gives what was noted before."""
    record: Any = table(record_type).model._default_manager.filter(pk=record_id).first()
    if record is None or record.source_id is None:
        return {}
    origins = new if told is None else told
    before = {name: record.origins.get(name) for name in origins}
    said = record.origins | {name: value for name, value in origins.items() if value != KEEP}
    record.origins = {name: value for name, value in said.items() if value}
    record.save(update_fields=["origins"])
    return before


def _touch(record_type: str, record_id: UUID, at: datetime) -> None:
    """What is published of a service changes with its organization and its places."""
    of = {
        "service": Q(pk=record_id),
        "organization": Q(organization_id=record_id),
        "location": Q(at_locations__location_id=record_id),
    }[record_type]
    ids = Service.objects.filter(of).values_list("pk", flat=True)
    Service.objects.filter(pk__in=list(ids)).update(last_modified=at)
    if record_type == "organization":
        table("organization").model._default_manager.filter(pk=record_id).update(last_modified=at)


def _metadata(
    record_type: str,
    record_id: UUID,
    rows: Iterable[RowChange],
    kind: RevisionKind,
    at: datetime,
    said_by: str,
) -> list[Metadata]:
    found = []
    for row in rows:
        if "." in row.table:
            continue
        before, after = row.before or {}, row.after or {}
        for column in sorted((before.keys() | after.keys()) - STANDING):
            old, new = _published(before.get(column)), _published(after.get(column))
            if old == new:
                continue
            name = column if row.table == record_type else f"{row.table}.{column}"
            found.append(
                Metadata(
                    id=uuid4(),
                    resource_type=record_type,
                    resource_id=record_id,
                    last_action_date=at.date(),
                    last_action_type="create" if not before else "delete" if row.after is None else "update",
                    field_name=name[:80],
                    previous_value=old,
                    replacement_value=new,
                    updated_by=said_by,
                )
            )
    return found


def _published(value: Any) -> str:
    if value is None:
        return ""
    return (", ".join(map(str, value)) if isinstance(value, list) else str(value))[:PUBLISHED]
