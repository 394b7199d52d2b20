"""`meedoen migrate`: the tables, and then the word lists that every installation needs."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as Migrate

from meedoen.accounts.actions import load_legal_domains
from meedoen.casework.actions import load_scales, load_talks
from meedoen.casework.actions.instruments import load_instruments
from meedoen.directory.actions import load_taxonomies
from meedoen.look.commands import missing_migrations
from meedoen.shared.console import Console


class Command(Migrate):
    help = "Maakt de tabellen in orde en zet de woordenlijsten klaar (kaders, schalen, indelingen)."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="één JSON-document op standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        as_json = options.pop("json", False)
        missing = missing_migrations(options["database"]) if as_json else []
        super().handle(*args, **{**options, "verbosity": 0 if as_json else options["verbosity"]})
        if options["app_label"] or options["plan"] or options["check_unapplied"]:
            return
        load_legal_domains()
        load_taxonomies()
        load_scales()
        load_talks()
        load_instruments()
        if as_json:
            console = Console(as_json=True, out=self.stdout._out)
            console.done("De tabellen en woordenlijsten zijn bijgewerkt.", applied=missing)
            console.close()
