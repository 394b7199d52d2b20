"""What a command shows: tables and progress for people, or one JSON document for programs."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO, TypeVar

from rich.console import Console as RichConsole
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from meedoen.shared.errors import Refused

Item = TypeVar("Item")


class Console:
    """Collects what a command has to say, in the order it says it.

    For people each call prints at once. With `as_json` nothing is printed until `close`, which writes one
    document: the facts given to `facts` and `done` at the top, next to `messages` and `tables`.
    """

    def __init__(
        self, *, as_json: bool = False, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.as_json = as_json
        self._out = out or sys.stdout
        # A pipe has no width of its own: wide enough that a row of a table stays on one line.
        self._rich = RichConsole(file=self._out, highlight=False, width=None if self._out.isatty() else 140)
        self._bar = RichConsole(file=err or sys.stderr, highlight=False)
        self._document: dict[str, Any] = {}
        self._messages: list[str] = []
        self._tables: list[dict[str, Any]] = []

    def table(
        self, title: str, columns: Sequence[str] | Mapping[str, str], rows: Iterable[Sequence[Any]]
    ) -> None:
        """Show rows under a title. A mapping gives each column its name in JSON and its Dutch heading."""
        headings = dict(columns) if isinstance(columns, Mapping) else {name: name for name in columns}
        if self.as_json:
            found = [dict(zip(headings, row, strict=True)) for row in rows]
            self._tables.append({"title": title, "rows": found})
            return
        table = Table(title=title, title_justify="left")
        for heading in headings.values():
            table.add_column(heading, overflow="fold")
        for row in rows:
            table.add_row(*(Text(_for_people(value)) for value in row))
        self._rich.print(table)

    def say(self, text: str) -> None:
        """Say something on the way to the result."""
        if self.as_json:
            self._messages.append(text)
        else:
            self._rich.print(text, markup=False, soft_wrap=True)

    def done(self, text: str, **facts: Any) -> None:
        """Say that the work is done; `facts` are the same in figures, for a program."""
        self.say(text)
        self.facts(**facts)

    def facts(self, **facts: Any) -> None:
        """Add named values to the JSON document; a person sees nothing of it."""
        self._document.update(facts)

    def progress(self, iterable: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:
        """Hand on each item, with a bar on standard error when that is a terminal."""
        if not self._bar.is_terminal:
            yield from iterable
            return
        if total is None and isinstance(iterable, Sequence):
            total = len(iterable)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._bar, transient=True) as progress:
            yield from progress.track(iterable, total=total, description=label)

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal in the JSON document; the sentence for people goes to standard error elsewhere."""
        self.facts(error={"message": refusal.message, "where": refusal.where})

    def close(self) -> None:
        """Write the JSON document, if that is what was asked."""
        if self.as_json:
            document = {**self._document, "messages": self._messages, "tables": self._tables}
            self._out.write(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")


def _for_people(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value)
