"""How a run and its rows look on the page and in a file."""

from collections.abc import Iterator
from urllib.parse import urlencode

from meedoen.directory.labels import PARTS
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.vocabulary import Choice, RowOutcome, RunState
from meedoen.look.csv_file import safe
from meedoen.look.parts import KeyFigure, Link

TONES = {
    RowOutcome.ADDED: "positive",
    RowOutcome.CHANGED: "info",
    RowOutcome.SAME: "neutral",
    RowOutcome.DOUBTFUL: "warning",
    RowOutcome.REFUSED: "negative",
    RowOutcome.MISSING: "warning",
}
STATE_TONES = {
    RunState.DONE: "positive",
    RunState.FAILED: "negative",
    RunState.READY: "warning",
    RunState.COLUMNS: "warning",
}
OTHERS = {
    "taxonomy": "woordenlijst",
    "taxonomy_term": "term",
    "metadata": "geschiedenis",
    "meta_table_description": "over de tabellen",
}
HEADINGS = ("plek in het bestand", "wat", "soort", "naam", "bericht", "keuze", "geschreven")


def type_of(row: ImportRow) -> str:
    """What kind of thing a row is, in Dutch."""
    return PARTS.get(row.record_type) or OTHERS.get(row.record_type, row.record_type)


def tabs_of(run: ImportRun, outcome: str, path: str) -> list[Link]:
    """One tab for each outcome that occurs, and one for all."""
    total = sum(getattr(run, one.value) for one in RowOutcome)
    links = [Link("Alles", path, not outcome, total)]
    for one in RowOutcome:
        count = getattr(run, one.value)
        if count:
            query = urlencode({"uitkomst": one.value})
            links.append(Link(one.label.capitalize(), f"{path}?{query}", outcome == one.value, count))
    return links


def figures_of(run: ImportRun) -> list[KeyFigure]:
    said = {
        RowOutcome.ADDED: "nieuw op de kaart",
        RowOutcome.CHANGED: "staat hier al en wordt bijgewerkt",
        RowOutcome.DOUBTFUL: "kijk hier even naar",
        RowOutcome.REFUSED: "kan niet worden ingelezen",
    }
    return [
        KeyFigure(one.label.capitalize(), str(getattr(run, one.value)), note) for one, note in said.items()
    ]


def report_lines(run: ImportRun) -> Iterator[list[str]]:
    """The report as rows of a table, its heading first."""
    yield list(HEADINGS)
    rows = ImportRow.objects.filter(run=run).defer("payload").order_by("number")
    for row in rows.iterator(chunk_size=1000):
        cells = (
            row.place,
            row.get_outcome_display(),
            type_of(row),
            row.name,
            row.message,
            Choice(row.decided).label if row.decided else "",
            "ja" if row.written else "nee",
        )
        yield [safe(cell) for cell in cells]
