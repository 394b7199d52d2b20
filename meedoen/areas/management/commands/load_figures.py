"""`meedoen load-figures FILE`: what CBS and others counted per area, from a CSV file."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from meedoen.areas.actions import load_figures
from meedoen.areas.figure_file import FigureFile, read_figures
from meedoen.areas.queries import area_codes
from meedoen.look.commands import ConsoleCommand
from meedoen.shared.console import Console
from meedoen.shared.errors import Refused

MOST_SHOWN = 20


class Command(ConsoleCommand):
    help = "Laad cijfers per gebied uit een CSV-bestand. Nog een keer laden verandert niets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV met area_code, measure, period, value en source")
        parser.add_argument(
            "--only-known", action="store_true", help="sla gebieden over die hier niet bekend zijn"
        )
        parser.add_argument("--dry-run", action="store_true", help="alleen kijken wat er zou veranderen")

    def run(self, console: Console, **options: Any) -> None:
        path = options["file"]
        found = read_figures(path, known=area_codes(), only_known=options["only_known"])
        if found.mistakes:
            _refuse(console, found, path)
        loaded = load_figures(figures=found.figures, dry_run=options["dry_run"])
        per_measure = sorted({facts.measure for facts in found.figures})
        rows = [[name, sum(facts.measure == name for facts in found.figures)] for name in per_measure]
        console.table("Cijfers", {"measure": "Wat", "figures": "Cijfers"}, rows)
        if found.empty:
            console.say(f"Overgeslagen, want er staat geen cijfer: {found.empty}.")
        if found.elsewhere:
            console.say(f"Overgeslagen, want het gebied is hier niet bekend: {found.elsewhere}.")
        start = "Zou worden" if options["dry_run"] else "Gedaan"
        console.done(
            f"{start}: {loaded.new} nieuw, {loaded.changed} gewijzigd, {loaded.same} gelijk.",
            new=loaded.new,
            changed=loaded.changed,
            same=loaded.same,
            empty=found.empty,
            elsewhere=found.elsewhere,
            dry_run=options["dry_run"],
        )


def _refuse(console: Console, found: FigureFile, path: Path) -> None:
    rows = [[mistake.line, mistake.text] for mistake in found.mistakes[:MOST_SHOWN]]
    console.table("Dit klopt niet", {"line": "Regel", "mistake": "Wat er mis is"}, rows)
    count = len(found.mistakes)
    lines = "één regel" if count == 1 else f"{count} regels"
    first = found.mistakes[0]
    raise Refused(
        f"In {lines} klopt iets niet, de eerste is regel {first.line}: {first.text} Er is niets geladen.",
        str(path),
    )
