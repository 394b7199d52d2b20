"""The report of a run while it is made: its rows, numbered, and how many there are of each outcome."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.reading.facts import Fact, name_of
from meedoen.importing.vocabulary import Choice, RowOutcome

AT_ONCE = 500
COUNTED = [outcome.value for outcome in RowOutcome]


class Report:
    """Rows go to the database some hundreds at a time, each batch all or nothing."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.counts: Counter[str] = Counter()
        self._rows: list[ImportRow] = []
        self._number = 0

    def add(
        self,
        outcome: RowOutcome,
        *,
        table: str,
        id: str | None,
        name: str,
        place: str,
        message: str = "",
        payload: Mapping[str, Any] | None = None,
        choices: Sequence[Mapping[str, Any]] = (),
        decided: Choice | str = "",
        same_as: UUID | None = None,
    ) -> None:
        self._number += 1
        self.counts[outcome] += 1
        self._rows.append(
            ImportRow(
                run=self.run,
                number=self._number,
                place=place[:200],
                outcome=outcome,
                record_type=table,
                record_id=UUID(id) if id else None,
                name=name[:200],
                message=message,
                payload=msgspec.json.encode(payload).decode() if payload else "",
                choices=list(choices),
                decided=decided,
                same_as=same_as,
            )
        )
        if len(self._rows) >= AT_ONCE:
            self.flush()

    def refuse(self, fact: Fact, message: str) -> None:
        self.add(
            RowOutcome.REFUSED,
            table=fact.table,
            id=fact.id,
            name=name_of(fact.table, fact.values),
            place=fact.place,
            message=message,
        )

    def flush(self) -> None:
        with transaction.atomic():
            ImportRow.objects.bulk_create(self._rows)
            self.save_counts()
        self._rows = []

    def save_counts(self) -> None:
        for outcome in COUNTED:
            setattr(self.run, outcome, self.counts[outcome])
        self.run.save(update_fields=[*COUNTED, "rows_read"])
