"""What every step of one writing needs to know, and how far it tells that it is."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.vocabulary import Choice, RowOutcome, RunState
from meedoen.shared.errors import Refused
from meedoen.trail.actions import Reader

NO_OWNER = "Waar dit bij hoort is overgeslagen of geweigerd, dus dit ook."

logger = logging.getLogger(__name__)

Tell = Callable[[int, int], None]
Payload = dict[str, Any]
# Table, id and values of one row that is made.
Part = list[Any]
New = tuple[ImportRow, list[Part]]


@dataclass(frozen=True)
class Moment:
    """`aliases`: which id of the list is which id here; `has_gaps`: whether something of it was skipped."""

    run: ImportRun
    by: Reader | None
    at: datetime
    aliases: Mapping[tuple[str, str], str]
    has_gaps: bool

    @property
    def reason(self) -> str:
        return f"Ingelezen uit {self.run.source.name}"[:400]


def moment_of(run: ImportRun, by: Reader | None, at: datetime) -> Moment:
    doubtful = ImportRow.objects.filter(run=run, outcome=RowOutcome.DOUBTFUL)
    same = doubtful.filter(decided=Choice.SAME).values_list("record_type", "record_id", "same_as")
    return Moment(
        run=ImportRun.objects.select_related("source").get(pk=run.pk),
        by=by,
        at=at,
        aliases={(name, str(id)): str(other) for name, id, other in same if other},
        has_gaps=doubtful.exclude(decided=Choice.TAKE).exists(),
    )


class Progress:
    """Counts what is written and tells it: once counted, then by hand, however many rows there are."""

    def __init__(self, run: ImportRun, tell: Tell | None) -> None:
        self._tell, self._total = tell, run.total
        self._written = ImportRow.objects.filter(run=run, written=True).count() if tell else 0

    def on(self, more: int) -> None:
        self._written += more
        if self._tell is not None and more:
            self._tell(self._written, self._total)


def check_writing(run: ImportRun) -> None:
    """Raises Refused where the run is not being written (any more)."""
    if run.state != RunState.WRITING:
        raise Refused(f"Deze lezing is “{run.get_state_display()}” en wordt niet geschreven.")


def refuse(row: ImportRow, message: str) -> None:
    row.outcome, row.message = RowOutcome.REFUSED, message
    row.save(update_fields=["outcome", "message"])


def mark_written(rows: Sequence[ImportRow]) -> None:
    """In the transaction that writes; what was written need not be kept twice."""
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(written=True, payload="")


def id_of(row: ImportRow) -> UUID:
    if row.record_id is None:
        raise ValueError(f"row {row.number} is of no record")
    return row.record_id


def payload_of(row: ImportRow) -> Payload:
    payload: Payload = msgspec.json.decode(row.payload)
    return payload


def parts_of(payload: Payload) -> list[Part]:
    """The rows that are made: all of a new record, or what comes with a change."""
    if payload.get("rows"):
        rows: list[Part] = payload["rows"]
        return rows
    changes = payload.get("changes", ())
    return [[one["table"], one["id"], one["after"]] for one in changes if one["before"] is None]
