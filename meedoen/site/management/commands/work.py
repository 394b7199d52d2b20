import logging
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from meedoen.look.commands import ConsoleCommand
from meedoen.shared.console import Console
from meedoen.site.timetable import Timetable
from meedoen.site.worker import Loop, only_worker, resume_interrupted


class Command(ConsoleCommand):
    help = (
        "Draait de werker: taken uit de wachtrij, het dagelijkse werk en de zoekindex. Eén per installatie."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--parent", type=int, help="stop ook als dit proces er niet meer is (voor meedoen serve)"
        )
        parser.add_argument("--once", action="store_true", help="doe wat er nu te doen is en stop dan")

    def run(self, console: Console, **options: Any) -> None:
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
        with only_worker(settings.VAR):
            resumed = resume_interrupted()
            loop = Loop(Timetable(settings.VAR / "timetable.json"), options["parent"])
            if options["once"]:
                while loop.turn():
                    continue
                console.done("De werker is klaar.", resumed=resumed)
                return
            loop.stop_on_signals()
            console.say("De werker draait.")
            loop.run()
            console.done("De werker is gestopt.", resumed=resumed)
