"""`meedoen read-bounces`: mails that came back as undeliverable; who got one is tried another way."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from meedoen.look.commands import ConsoleCommand
from meedoen.outreach.actions.sending import note_arrival
from meedoen.outreach.channels.bounces import failed_references
from meedoen.outreach.vocabulary import MessageStatus
from meedoen.shared.clock import now
from meedoen.shared.console import Console
from meedoen.shared.errors import Refused


class Command(ConsoleCommand):
    help = "Lees e-mails die onbestelbaar terugkwamen; wie er een kreeg, proberen we op een andere manier."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path", type=Path, help="een mbox-bestand, een Maildir of een map met .eml-bestanden"
        )

    def run(self, console: Console, **options: Any) -> None:
        path: Path = options["path"]
        if not path.exists():
            raise Refused("Dit bestand of deze map is er niet.", str(path))
        found = list(failed_references(path))
        new = sum(note_arrival(message_id=one, status=MessageStatus.BOUNCED, at=now()) for one in found)
        console.done(
            f"{len(found)} e-mails kwamen terug, {new} daarvan waren nieuw.", read=len(found), new=new
        )
