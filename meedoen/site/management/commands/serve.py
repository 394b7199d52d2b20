from typing import Any

from django.core.management.base import CommandParser
from django.db import connection

from meedoen.accounts.models import User
from meedoen.look.commands import ConsoleCommand
from meedoen.shared.console import Console
from meedoen.shared.errors import Refused
from meedoen.site.ports import is_own_machine, port_trouble
from meedoen.site.server import Address, serve

DEMO_IS_OPEN = (
    "Hier staan demo-accounts met een wachtwoord dat iedereen kent. Laat --host weg, of zet --with-demo "
    "erbij als dit een demo is die anderen mogen zien."
)


def demo_accounts_stand() -> bool:
    return User.objects.filter(is_demo=True, is_active=True).exists()


class Command(ConsoleCommand):
    help = "Start de website en één werker ernaast. Stop beide met Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="poort (standaard 8000)")
        parser.add_argument(
            "--host", default="127.0.0.1", help="adres om op te luisteren (standaard 127.0.0.1)"
        )
        parser.add_argument(
            "--workers", type=int, help="webprocessen (standaard 1 bij SQLite, 2 bij PostgreSQL)"
        )

        parser.add_argument(
            "--with-demo", action="store_true", help="ook met de demo-accounts bereikbaar voor anderen"
        )

    def run(self, console: Console, **options: Any) -> None:
        workers = options["workers"] or (1 if connection.vendor == "sqlite" else 2)
        if workers < 1:
            raise Refused("Het aantal webprocessen is 1 of meer. Kies bijvoorbeeld --workers 2.")
        trouble = port_trouble(options["host"], options["port"])
        if trouble:
            raise Refused(f"{trouble} Kies een andere met --port.")
        if not (options["with_demo"] or is_own_machine(options["host"])) and demo_accounts_stand():
            raise Refused(DEMO_IS_OPEN)
        address = Address(options["host"], options["port"])
        console.say(f"Meedoen draait op {address.url} (stop met Ctrl-C).")
        serve(address, workers)
        console.done("Meedoen is gestopt.", url=address.url)
