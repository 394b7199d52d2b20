import os
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandParser
from django.db import transaction

from meedoen.funding.models import Agreement
from meedoen.look.commands import ConsoleCommand
from meedoen.monitor.actions import make_report
from meedoen.monitor.documents import report_pdf
from meedoen.monitor.queries import district_names
from meedoen.monitor.shown import document
from meedoen.shared.clock import now
from meedoen.shared.console import Console
from meedoen.shared.errors import Refused
from meedoen.shared.period import half_year

WHY_NOT: dict[type[OSError], str] = {
    FileNotFoundError: "die map bestaat niet",
    NotADirectoryError: "een deel van het pad is geen map",
    IsADirectoryError: "dat is een map",
    PermissionError: "je mag daar niet schrijven",
}


class Command(ConsoleCommand):
    help = "Maak het halfjaarverslag van een afspraak als toegankelijke PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agreement", required=True, help="id van de afspraak (een UUID)")
        parser.add_argument("--period", required=True, help="halfjaar, zoals 2026-H1")
        parser.add_argument("--out", required=True, help="bestand om te maken, zoals verslag.pdf")

    def run(self, console: Console, **options: Any) -> None:
        report = _document(options["agreement"], options["period"])
        path = Path(options["out"])
        write_whole(path, report_pdf(report))
        columns = {"measure": "Wat", "agreed": "Afgesproken", "reached": "Bereikt"}
        rows = [
            (figure["label"], figure["agreed_text"], figure["reached_text"]) for figure in report["figures"]
        ]
        console.table(f"{report['title']}: {report['agreement']}", columns, rows)
        console.done(f"Het verslag staat in {path}.", out=str(path), report=report)


@transaction.atomic
def _document(agreement_id: str, code: str) -> dict[str, Any]:
    """The report as it is shown. Raises Refused where the id or the half-year is not one."""
    period, at = half_year(code), now()
    agreement = _agreement(agreement_id)
    report = make_report(agreement_id=agreement.id, period=period, by=None, at=at)
    return document(report, districts=district_names(agreement.municipality.code), made_on=at.date())


def _agreement(agreement_id: str) -> Agreement:
    try:
        return Agreement.objects.select_related("municipality").get(id=UUID(agreement_id))
    except (ValueError, Agreement.DoesNotExist):
        raise Refused(
            f"Er is geen afspraak met id “{agreement_id}”. Het id staat in het adres van haar pagina."
        ) from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and then put it there, so that nobody finds half a file.

    Raises Refused where that cannot be done; what stood there before stays.
    """
    beside = None
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(beside, path)
    except OSError as error:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)
        why = next(
            (said for kind, said in WHY_NOT.items() if isinstance(error, kind)), "de schijf weigert het"
        )
        raise Refused(f"{path} kan niet geschreven worden: {why}. Kies met --out een andere plek.") from error
