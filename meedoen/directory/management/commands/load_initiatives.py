"""`meedoen load-initiatives`: put the initiatives of the data files in the social map."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from meedoen.directory.actions import LoadedInitiative, load_initiatives
from meedoen.directory.initiative import read_initiatives
from meedoen.look.commands import ConsoleCommand
from meedoen.shared.clock import now
from meedoen.shared.console import Console

FOLDER = Path(__file__).resolve().parents[2] / "data" / "initiatives"
COLUMNS = {
    "name": "Initiatief",
    "organization": "Organisatie",
    "services": "Aanbod",
    "new": "Nieuw",
    "changed": "Gewijzigd",
    "same": "Gelijk",
    "ended": "Gestopt",
}


class Command(ConsoleCommand):
    help = "Zet de initiatieven uit de databestanden in de sociale kaart. Nog een keer laden verandert niets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=FOLDER, help="map met één .yaml-bestand per initiatief"
        )

    def run(self, console: Console, **options: Any) -> None:
        initiatives = read_initiatives(options["folder"])
        loaded = load_initiatives(initiatives=initiatives, by=None, at=now())
        rows = [[getattr(initiative, column) for column in COLUMNS] for initiative in loaded]
        console.table("Initiatieven", COLUMNS, rows)
        totals = {
            name: sum(getattr(row, name) for row in loaded)
            for name in ("services", "new", "changed", "ended")
        }
        console.done(_in_words(loaded, totals), initiatives=len(loaded), **totals)


def _in_words(loaded: list[LoadedInitiative], totals: dict[str, int]) -> str:
    counted = f"{len(loaded)} initiatieven met samen {totals['services']} keer aanbod"
    if not any(totals[name] for name in ("new", "changed", "ended")):
        return f"{counted}. Er is niets veranderd."
    return f"{counted}: {totals['new']} nieuw, {totals['changed']} gewijzigd, {totals['ended']} gestopt."
