"""The people of the stories: who signs in, and the record of Joke, written by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from meedoen.accounts.vocabulary import RoleCode
from meedoen.casework.vocabulary import ConversationKind
from meedoen.demo.casework import Desk, Records, WhatNext
from meedoen.demo.days import Days, office_day, weekday
from meedoen.demo.dice import Dice
from meedoen.demo.population import A4, Resident
from meedoen.demo.programme import Stay
from meedoen.demo.rows import CaseRow, UserRow
from meedoen.demo.staff import Staff
from meedoen.demo.talks import Talk
from meedoen.demo.words import REASONS, WISHES
from meedoen.people.vocabulary import NextAction
from meedoen.shared.working_days import add_working_days

DEFAULT_PASSWORD = "meedoen-demo-wachtwoord"
DOMAIN = "meedoen.invalid"
GERARD = "Gerard, wijkverpleegkundige"
OVERVECHT = "WK034403"


@dataclass(frozen=True)
class Character:
    """Somebody of the cast, with what they are in Dutch."""

    key: str
    role: RoleCode
    title: str

    @property
    def name(self) -> str:
        return self.key.capitalize()

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


CAST: tuple[Character, ...] = (
    Character("fatima", RoleCode.CLIENT_MANAGER, "consulent, Werk en Inkomen"),
    Character("bram", RoleCode.TEAM_WORKER, "medewerker, Buurtteam Overvecht"),
    Character("tessa", RoleCode.TEAM_LEAD, "teamleider, Buurtteam Overvecht"),
    Character("carla", RoleCode.COORDINATOR, "coördinator, Stichting De Linde"),
    Character("dirk", RoleCode.POLICY_LEAD, "beleid en contracten, gemeente"),
    Character("esra", RoleCode.PRIVACY_OFFICER, "functionaris gegevensbescherming"),
    Character("hanna", RoleCode.FUNCTIONAL_MANAGER, "functioneel beheerder"),
    Character("ravi", RoleCode.RESEARCHER, "onderzoeker"),
    Character("mila", RoleCode.MAP_EDITOR, "redacteur van de sociale kaart"),
    Character("joke", RoleCode.RESIDENT, "inwoner met een plan"),
    Character("noor", RoleCode.RESIDENT, "buurvrouw, zonder dossier"),
)


def cast(dice: Dice, password: str) -> dict[str, UserRow]:
    """The accounts of the cast; `password` is the hash, the same for all."""
    return {
        character.key: UserRow(
            dice.uuid(),
            character.email,
            character.name,
            password,
            is_staff=character.role == RoleCode.FUNCTIONAL_MANAGER,
        )
        for character in CAST
    }


def employ_at_city_hall(staff: Staff, dice: Dice, users: Mapping[str, UserRow], agency_id: UUID) -> None:
    """Dirk, Esra, Hanna, Ravi and Mila work for the municipality, in no legal domain: they see no persons."""
    for character in CAST:
        if character.role in (
            RoleCode.POLICY_LEAD,
            RoleCode.PRIVACY_OFFICER,
            RoleCode.FUNCTIONAL_MANAGER,
            RoleCode.RESEARCHER,
            RoleCode.MAP_EDITOR,
        ):
            staff.employ(dice, users[character.key], agency_id, character.role)


def joke(dice: Dice, on: date) -> Resident:
    """Joke, 58, in arrangement 4, from Overvecht."""
    return Resident(
        id=dice.uuid(),
        number=1,
        first_name="Joke",
        last_name="Verzonnen",
        birth_date=on - timedelta(days=58 * 365 + 200),
        gender="woman",
        street="Zonnestippad 12",
        postcode="3562 XZ",
        town="Utrecht",
        area_code=OVERVECHT,
        languages=("nl",),
        shielded=False,
        arrangement=A4,
    )


@dataclass(frozen=True)
class Desks:
    """Where Joke is known: with Fatima at Work and Income, with Bram in the neighbourhood team."""

    fatima: Desk
    bram: Desk


def jokes_record(records: Records, days: Days, resident: Resident, desks: Desks, stays: list[Stay]) -> None:
    """Two cases and one plan. She lets Work and Income see her goals. Worker and Joke see her step
    differently, and both views stand."""
    places = [stay for stay in stays if stay.enrolment.spot is None]
    first = office_day(min(stay.enrolment.asked_at.date() for stay in places) - timedelta(days=20))
    _with_fatima(records, days, resident, desks.fatima, first)
    case = _with_bram(records, days, resident, desks.bram, first + timedelta(days=7))
    _plan(records, days, resident, desks.bram, case, first + timedelta(days=7), places)
    records.consents(resident, desks.bram.writer_id, sure=True)


def _with_fatima(records: Records, days: Days, resident: Resident, desk: Desk, first: date) -> None:
    in_nine_days = WhatNext(NextAction.CONVERSATION, add_working_days(days.ahead(9), 0))
    case = records.case(resident, desk, days.ago(2300), REASONS["participatiewet"][0], in_nine_days, first)
    records.talk(
        case,
        desk.writer_id,
        Talk(first, 1, 2),
        ConversationKind.OFFICE,
        "Joke kwam met de bus en was blij met het gesprek dicht bij huis. Sinds de val op de trap komt ze"
        " weinig buiten. Ze kookte vroeger in een schoolkantine en vertelt daar graag over.",
        "Joke gaat zelf naar het buurtteam. Ik bel over een half jaar.",
    )
    records.arrangement(case, desk.writer_id, first, A4)


def _with_bram(records: Records, days: Days, resident: Resident, desk: Desk, since: date) -> CaseRow:
    in_two_days = WhatNext(NextAction.REVIEW, add_working_days(days.ahead(2), 0))
    last = office_day(days.ago(40))
    case = records.case(resident, desk, since, REASONS["wmo"][0], in_two_days, last)
    records.talk(
        case,
        desk.writer_id,
        Talk(since, 1, 2),
        ConversationKind.HOME,
        "Koffie bij Joke thuis. Ze wil weer eens voor een groep koken, maar niet meteen alleen naar een"
        " nieuwe plek. Trappen lopen gaat nog niet goed, de bus wel.",
        "We gaan samen een keer kijken bij De Linde.",
    )
    records.talk(
        case,
        desk.writer_id,
        Talk(last, 3, 2),
        ConversationKind.PHONE,
        "Joke kookt nu elke week mee en heeft twee mensen leren kennen. Vorige week maakte ze soep voor tien"
        " man. Naaien lijkt haar ook leuk, daar staat ze op de wachtlijst.",
        "Over een paar weken bespreken we of één dag genoeg is.",
    )
    return case


def _plan(
    records: Records, days: Days, resident: Resident, desk: Desk, case: CaseRow, on: date, places: list[Stay]
) -> None:
    """A goal with the team, and one that belongs to no legal domain."""
    today, tomorrow = weekday(days.on), weekday(days.ahead(1))
    parts = [f"{day}-{part}" for day in (today, tomorrow) for part in ("morning", "afternoon")]
    plan = records.wishes(resident, on, ["cooking", "meeting", "creative"], parts)
    cooking, moving = WISHES["cooking"][0], WISHES["sport"][0]
    goal = records.goal(plan, desk.writer_id, desk.domain, cooking, on)
    records.step(goal, cooking.steps[0], on + timedelta(days=10), on + timedelta(days=8))
    records.step(goal, cooking.steps[1], days.ahead(6))
    other = records.goal(plan, desk.writer_id, None, moving, days.ago(40))
    records.step(other, moving.steps[0], days.ago(20), days.ago(24))
    records.step(other, moving.steps[1], days.ahead(15))
    for stay in places:
        cooks = "cooking" in stay.group.kind.interests
        records.place(case, goal if cooks else None, stay, desk.writer_id)
