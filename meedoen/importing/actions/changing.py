"""Changing and closing what stands, one record at a time, each with its history."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from meedoen.directory.actions.history import RowChange, change_record
from meedoen.directory.hsds import table
from meedoen.directory.labels import label_of
from meedoen.directory.models import Revision, Service, Source
from meedoen.directory.queries.history import RECORDS
from meedoen.directory.vocabulary import RevisionKind, Winner
from meedoen.importing.actions.making import make_rows, python_values
from meedoen.importing.actions.moment import Moment, Payload, id_of
from meedoen.importing.actions.pointing import pointers_of, with_aliases
from meedoen.importing.models import ImportRow
from meedoen.importing.queries.standing import standing_ids
from meedoen.shared.errors import Refused

STILL_OPEN = "Niet gesloten. Hier aangepast, blijft staan: {what}."
POINTS_NOWHERE = "Dit verwijst naar iets dat er niet is: het is overgeslagen, geweigerd of weggehaald."


def change(row: ImportRow, payload: Payload, moment: Moment) -> None:
    """Write one change or closing. Raises Refused where what stands was edited since it was judged, or where
    the change points at nothing: the keys of the database may be looked at too late to tell which row it was.
    """
    if payload.get("close"):
        _close(row, moment)
        return
    changes = [
        RowChange(one["table"], UUID(one["id"]), one["before"], one["after"]) for one in payload["changes"]
    ]
    for one in changes:
        if one.after:
            with_aliases(one.after, one.table, moment.aliases)
    _points_somewhere(changes)
    if row.record_type in RECORDS:
        came = _came_with(row, moment)
        _change(row, changes, moment)
        # What this run added is no newer for that.
        Service.objects.bulk_update(came, ["last_modified"], batch_size=500)
        make_rows((("metadata", id, values) for id, values in payload.get("metadata", ())), {})
        _as_the_source_says(row, changes, moment.run.source)
    else:
        _change_other(row, changes, moment)
    # Taking away one thing may take another with it.
    if any(one.after is None for one in changes):
        _points_somewhere(changes)


def _points_somewhere(changes: Sequence[RowChange]) -> None:
    """Raises Refused where something that is pointed at is neither on the map nor comes with this change."""
    coming = {(one.table, str(one.id)) for one in changes if one.before is None}
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for one in changes:
        for column, target, _ in pointers_of(one.table):
            id = (one.after or {}).get(column)
            if id and (target, id) not in coming:
                wanted[target].add(id)
    there = standing_ids(wanted)
    if any(ids - there.get(target, set()) for target, ids in wanted.items()):
        raise Refused(POINTS_NOWHERE)


def _change(row: ImportRow, changes: Sequence[RowChange], moment: Moment) -> None:
    change_record(
        record_type=row.record_type,
        record_id=id_of(row),
        rows=changes,
        kind=RevisionKind.IMPORT,
        by=moment.by,
        at=moment.at,
        said_by=moment.run.by,
        origin=None,
        reason=moment.reason,
        batch=moment.run.pk,
    )


def _came_with(row: ImportRow, moment: Moment) -> list[Service]:
    """The services, hidden still, that this run added to the organization or the place that changes."""
    where = {"organization": "organization_id", "location": "at_locations__location_id"}.get(row.record_type)
    if where is None:
        return []
    hidden = Service.objects.filter(is_published=False, **{where: row.record_id}).only("last_modified")
    found = {one.pk: one for one in hidden.order_by("pk")}
    added = Revision.objects.filter(batch=moment.run.pk, kind=RevisionKind.ADD, record_id__in=found)
    return [found[id] for id in added.values_list("record_id", flat=True)] if found else []


def _as_the_source_says(row: ImportRow, changes: Sequence[RowChange], source: Source) -> None:
    """The source's own moment of change stays, and what it won is not "edited here" any more."""
    model = table(row.record_type).model
    own = [one.after or {} for one in changes if one.id == row.record_id]
    moment = next((after["last_modified"] for after in own if after.get("last_modified")), None)
    rows = model._default_manager.filter(pk=id_of(row))
    if moment:
        rows.update(**python_values(row.record_type, {"last_modified": moment}))
    if source.wins == Winner.SOURCE:
        changed = {column for after in own for column in after} | {one.table for one in changes}
        record = rows.get()
        left = {name: said for name, said in record.origins.items() if name not in changed}  # type: ignore[attr-defined]
        rows.update(origins=left)


def _change_other(row: ImportRow, changes: Sequence[RowChange], moment: Moment) -> None:
    """A word list, term or unit of elsewhere: changed as it stands, with what it was."""
    for one in changes:
        values = python_values(one.table, one.after or {})
        table(one.table).model._default_manager.filter(pk=one.id).update(**values)
    if row.record_type == "metadata":
        return
    Revision.objects.create(
        at=moment.at,
        kind=RevisionKind.IMPORT,
        record_type=row.record_type[:20],
        record_id=id_of(row),
        rows=[one.kept for one in changes],
        by=moment.run.by,
        reason=moment.reason,
        batch=moment.run.pk,
    )


def _close(row: ImportRow, moment: Moment) -> None:
    """The source no longer has it: it is not on offer any more, and never deleted."""
    service = Service.objects.filter(pk=id_of(row)).first()
    if service is None or service.merged_into_id or service.status not in ("active", "temporarily closed"):
        return
    if moment.run.source.wins == Winner.OWN and "status" in service.origins:
        row.message = STILL_OPEN.format(what=label_of("service", "status"))
        row.save(update_fields=["message"])
        return
    closing = RowChange("service", service.pk, {"status": service.status}, {"status": "inactive"})
    _change(row, [closing], moment)
    _as_the_source_says(row, [closing], moment.run.source)
