"""`meedoen hsds-export DIR`: the open data as files, to hand over, to serve or to keep."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from meedoen.look.commands import ConsoleCommand
from meedoen.publishing.actions.export import Files, export
from meedoen.shared.console import Console

COLUMNS = {"file": "Bestand", "rows": "Regels"}


class Command(ConsoleCommand):
    help = "Zet de openbare sociale kaart in een map: een tabular data package (HSDS 3.1.1) en JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="map die nog niet bestaat, leeg is, of een eerdere export"
        )
        parser.add_argument(
            "--files",
            choices=[files.value for files in Files],
            default=Files.BOTH.value,
            help="csv: alleen de tabellen; json: alleen json/*.ndjson; both: allebei (standaard)",
        )

    def run(self, console: Console, **options: Any) -> None:
        folder = options["folder"].absolute()
        counts = export(folder=folder, files=Files(options["files"]), progress=console.progress)
        console.table("Geschreven", COLUMNS, list(counts.items()))
        console.done(f"De sociale kaart staat in {folder}.", folder=str(folder), rows=counts)
