"""A table as a file for a spreadsheet: semicolons as Dutch programs expect, and no cell that it would run."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_response(name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The rows, the headings first, as a download."""
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(
        [safe(cell) for cell in row] for row in rows
    )
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def safe(cell: object) -> str:
    """The text of a cell; one that a spreadsheet would take for a formula begins with an apostrophe."""
    if isinstance(cell, int):
        return str(cell)
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(RUNS) else text
