"""`meedoen migrate`: the tables, and then the word lists that every installation needs."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from meedoen.accounts.actions import load_legal_domains
from meedoen.casework.actions import load_scales
from meedoen.directory.actions import load_taxonomies


class Command(Migrate):
    help = "Maakt de tabellen in orde en zet de woordenlijsten klaar (kaders, schalen, indelingen)."

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if options["app_label"] or options["plan"] or options["check_unapplied"]:
            return
        load_legal_domains()
        load_taxonomies()
        load_scales()
