"""The files to take along: the report of a run, and an example of a table with all its columns."""

import csv
import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.importing.policy.columns import FIELDS
from meedoen.importing.queries.runs import runs_in_reach
from meedoen.importing.shown import report_lines
from meedoen.look.csv_file import csv_response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


class _Echo:
    def write(self, text: str) -> str:
        return text


@door("GET", verb=Verb.KEEP_MAP)
def report_csv(request: SignedInRequest, run_id: UUID) -> StreamingHttpResponse:
    """The report of a run, for a spreadsheet."""
    run = get_object_or_404(runs_in_reach(request.actor), id=run_id)
    response = StreamingHttpResponse(_csv(report_lines(run)), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="verslag-{run.started:%Y-%m-%d}.csv"'
    return response


def _csv(lines: Iterator[list[str]]) -> Iterator[str]:
    writer: Any = csv.writer(_Echo(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield "\ufeff"
    for line in lines:
        yield writer.writerow(line)


@door("GET", verb=Verb.KEEP_MAP)
def example_csv(request: SignedInRequest) -> HttpResponse:
    """An example with every column, as CSV that opens rightly in a Dutch spreadsheet."""
    rows = [[field.label for field in FIELDS], [field.example for field in FIELDS]]
    return csv_response("voorbeeld", rows)


@door("GET", verb=Verb.KEEP_MAP)
def example_xlsx(request: SignedInRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Aanbod"
    sheet.append([field.label for field in FIELDS])
    sheet.append([field.example for field in FIELDS])
    sheet.freeze_panes = "A2"
    body = io.BytesIO()
    book.save(body)
    response = HttpResponse(body.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="voorbeeld.xlsx"'
    return response
