from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import CommandParser

from meedoen.activities.vocabulary import EnrolmentStatus
from meedoen.demo.actions import Wanted, seed_demo
from meedoen.demo.offer_words import WORK_LIKE
from meedoen.demo.people_of_the_demo import DEFAULT_PASSWORD
from meedoen.demo.population import A4
from meedoen.demo.queries import day_of_the_demo, sign_ins
from meedoen.demo.story import Story
from meedoen.look.commands import ConsoleCommand
from meedoen.shared.clock import now
from meedoen.shared.console import Console
from meedoen.shared.errors import Refused


class Command(ConsoleCommand):
    help = "Vul een lege database met verzonnen inwoners, aanbod en medewerkers van Utrecht."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--scale", default="0.1", help="deel van Utrecht, van 0.01 tot en met 1 (standaard 0.1)"
        )
        parser.add_argument(
            "--seed", default="1", help="getal; hetzelfde getal geeft dezelfde demo (standaard 1)"
        )
        parser.add_argument(
            "--on", default="", help="dag waarvoor de demo is, zoals 2026-09-15 (standaard vandaag)"
        )
        parser.add_argument(
            "--password", default=DEFAULT_PASSWORD, help="wachtwoord van de mensen uit de demo"
        )

    def run(self, console: Console, **options: Any) -> None:
        wanted = Wanted(_seed(options["seed"]), _scale(options["scale"]), _day(options["on"]))
        story = seed_demo(
            wanted=wanted,
            password=options["password"],
            progress=lambda batches, total: console.progress(batches, "Demo maken", total),
        )
        which = {"seed": wanted.seed, "scale": str(wanted.scale), "on": wanted.on.isoformat()}
        if story is None:
            console.done("Deze demo staat er al; er is niets veranderd.", made=False, **which)
        else:
            console.table("Gemaakt (alles is verzonnen)", {"what": "wat", "count": "aantal"}, _counts(story))
            console.done(f"De demo voor {wanted.on:%d-%m-%Y} is klaar.", made=True, **which)
        _show_sign_ins(console, "" if story is None else options["password"])


def _show_sign_ins(console: Console, password: str) -> None:
    found = sign_ins(password)
    columns = {"name": "naam", "role": "wie", "username": "inlognaam", "password": "wachtwoord"}
    console.table("Inloggen", columns, [(row.name, row.role, row.username, row.password) for row in found])
    console.facts(sign_ins=[vars(row) for row in found])


def _counts(story: Story) -> list[tuple[str, int]]:
    placed = [stay for stay in story.programme.stays if stay.enrolment.status == EnrolmentStatus.PLACED]
    return [
        ("inwoners", len(story.residents)),
        ("van hen met een uitkering", sum(resident.on_benefit for resident in story.residents)),
        ("van hen in arrangement A4", sum(resident.arrangement == A4 for resident in story.residents)),
        ("dossiers", len(story.casework.cases)),
        ("signalen", len(story.notices)),
        ("organisaties", len(story.offer.providers)),
        ("plekken zonder indicatie", _places(story, with_indication=False)),
        ("plekken met indicatie", _places(story, with_indication=True)),
        ("bezette plekken", len(placed)),
        ("bijeenkomsten", len(story.programme.sessions)),
        ("aanwezigheid aangevinkt", len(story.programme.attendances)),
        ("afspraken met aanbieders", len(story.accounts.agreements)),
        ("medewerkers", len(story.staff.memberships)),
    ]


def _places(story: Story, *, with_indication: bool) -> int:
    return sum(
        group.activity.capacity
        for group in story.offer.groups
        if (group.kind.variant == WORK_LIKE) == with_indication
    )


def _scale(given: str) -> Decimal:
    try:
        scale = Decimal(given.replace(",", "."))
    except InvalidOperation:
        raise Refused(f"“{given}” is geen schaal. Schrijf bijvoorbeeld --scale 0.1.") from None
    if not scale.is_finite() or scale != round(scale, 2):
        raise Refused(
            "Schrijf de schaal met ten hoogste twee cijfers achter de punt, bijvoorbeeld --scale 0.25."
        )
    return scale


def _seed(given: str) -> int:
    if not given.isdecimal() or int(given) > 1_000_000_000:
        raise Refused(
            f"“{given[:20]}” is geen seed. Schrijf een heel getal van nul of hoger, bijvoorbeeld --seed 1."
        )
    return int(given)


def _day(given: str) -> date:
    """The day asked for, else that of the demo that stands (asking twice changes nothing), else today."""
    if not given:
        return day_of_the_demo() or now().date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Refused(
            f"“{given}” is geen dag. Schrijf jaar, maand en dag, bijvoorbeeld --on 2026-09-15."
        ) from None
