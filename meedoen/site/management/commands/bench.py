"""`meedoen bench NAME`: one measurement of benchmarks/, beside what it is to be faster or better than."""

import subprocess
import sys
from argparse import REMAINDER, ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Doe een meting van benchmarks/ (zonder naam: welke er zijn); eindigt met 1 onder een doel."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", help="de naam van de meting")
        parser.add_argument("--json", action="store_true", help="de uitkomst als JSON")
        parser.add_argument(
            "options", nargs=REMAINDER, help="wat de meting zelf nog wil weten, zoals --sizes"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.ROOT / "benchmarks"
        there = sorted(path.stem for path in folder.glob("[a-z]*.py"))
        if not there:
            raise CommandError(
                "De metingen staan alleen in de broncode van Meedoen. Draai dit vanuit een kloon."
            )
        name = options["name"]
        if not name:
            self.stdout.write(f"Metingen: {', '.join(there)}.")
            return
        if name not in there:
            raise CommandError(f"De meting {name!r} bestaat niet. Er zijn: {', '.join(there)}.")
        asked = ["--json"] if options["json"] else []
        # In a process of its own: a measurement makes an installation for itself.
        command = [sys.executable, str(folder / "kit" / "run.py"), name, *asked, *options["options"]]
        code = subprocess.run(command, cwd=settings.ROOT, check=False).returncode
        if code:
            sys.exit(code)
