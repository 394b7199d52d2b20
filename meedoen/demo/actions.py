"""Making the demo: one transaction, the same data for the same seed, scale and day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction

from meedoen.accounts.actions import load_legal_domains
from meedoen.accounts.models import Agency, Municipality, User
from meedoen.areas.actions import AreaFacts, PostcodeFacts, area_id, load_areas
from meedoen.areas.vocabulary import AreaKind
from meedoen.casework.actions import load_scales, load_talks
from meedoen.casework.actions.instruments import load_instruments
from meedoen.demo.days import days_of
from meedoen.demo.dice import Dice
from meedoen.demo.models import Demo
from meedoen.demo.people_of_the_demo import DEFAULT_PASSWORD
from meedoen.demo.places import City, utrecht
from meedoen.demo.size import size_of
from meedoen.demo.story import Reference, Story, Teller
from meedoen.demo.writing import Batch, batches
from meedoen.demo.writing_people import real_people, scale_steps
from meedoen.directory.actions import load_taxonomies
from meedoen.directory.models import TaxonomyTerm, Unit
from meedoen.shared.errors import Refused
from meedoen.shared.stable_id import stable_id

UNIT = "plekken"
BUSY = (
    "Iemand anders maakt op dit moment een demo in deze database."
    " Wacht tot die klaar is en probeer het dan opnieuw."
)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)

Progress = Callable[[Iterable[Batch], int], Iterable[Batch]]


@dataclass(frozen=True)
class Wanted:
    """Which demo: all data follows from these three."""

    seed: int
    scale: Decimal
    on: date


def no_progress(items: Iterable[Batch], total: int) -> Iterable[Batch]:
    return items


def seed_demo(
    *, wanted: Wanted, password: str = DEFAULT_PASSWORD, progress: Progress = no_progress
) -> Story | None:
    """Fill this database with the demo, and give what was made; None where the same demo stands already.

    `progress` is handed the batches and their number, and hands them on.
    Raises Refused where a real installation, real people or another demo stands, where somebody is making one
    at this moment, or where the scale, day or password cannot be used. Nothing is written then.
    """
    try:
        return _seed(wanted, password, progress)
    except OperationalError as error:
        # SQLite, where the other one holds the write lock for longer than a command waits.
        if "locked" not in str(error):
            raise
        raise Refused(BUSY) from error


@transaction.atomic
def _seed(wanted: Wanted, password: str, progress: Progress) -> Story | None:
    size = size_of(wanted.scale)
    _refuse_unusable(wanted, password)
    if _stands_already(wanted):
        return None
    _claim(wanted, password)
    load_legal_domains()
    load_taxonomies()
    load_scales()
    load_talks()
    load_instruments()
    city = utrecht()
    _load_areas(city)
    salt = Dice(wanted.seed, "salt").letters(22)
    teller = Teller(
        seed=wanted.seed,
        size=size,
        days=days_of(wanted.on),
        city=city,
        reference=_reference(wanted.seed, city),
        password=make_password(password, salt=salt),
    )
    story = teller.tell()
    work = list(batches(story.tables()))
    for batch in progress(work, len(work)):
        batch.write()
    return story


def _claim(wanted: Wanted, password: str) -> None:
    """Say that the demo stands here, before anything of it is made: a second one waits, then is refused."""
    try:
        with transaction.atomic():
            Demo.objects.create(
                seed=wanted.seed,
                scale=wanted.scale,
                on=wanted.on,
                usual_password=password == DEFAULT_PASSWORD,
            )
    except IntegrityError as error:
        raise Refused(BUSY) from error


def _refuse_unusable(wanted: Wanted, password: str) -> None:
    if not EARLIEST <= wanted.on <= LATEST:
        raise Refused("Kies een dag tussen 2000 en 2100, bijvoorbeeld --on 2026-09-15.")
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused(
            f"Dit wachtwoord kan niet. {' '.join(error.messages)} Kies een ander met --password."
        ) from None


def _stands_already(wanted: Wanted) -> bool:
    demo = Demo.objects.first()
    if demo is not None and Wanted(demo.seed, demo.scale, demo.on) == wanted:
        return True
    if demo is not None:
        raise Refused(
            f"Hier staat al een andere demo (seed {demo.seed}, schaal {demo.scale.normalize():f}, dag"
            f" {demo.on:%Y-%m-%d}). Maak eerst een lege database,"
            " bijvoorbeeld met een andere map in MEEDOEN_VAR."
        )
    count = real_people()
    if count:
        raise Refused(
            f"In deze database staan mensen die niet verzonnen zijn ({count}); daar komt geen demo bij."
            " Gebruik een lege database, bijvoorbeeld met een andere map in MEEDOEN_VAR."
        )
    if _in_use():
        raise Refused(
            "Deze database is van een echte installatie: er staan al accounts, instanties of gemeenten in."
            " Gebruik een lege database, bijvoorbeeld met een andere map in MEEDOEN_VAR."
        )
    return False


def _in_use() -> bool:
    """Whether somebody set this installation up: no demo stands, so what is here of this is not of one."""
    return any(
        rows.exists()
        for rows in (User.objects.filter(is_demo=False), Agency.objects.all(), Municipality.objects.all())
    )


def _load_areas(city: City) -> None:
    districts = [
        AreaFacts(code, AreaKind.DISTRICT, name, city.code, city.outlines[code])
        for code, name in city.districts.items()
    ]
    postcodes = [
        PostcodeFacts(row["postcode4"], row["rd"][0], row["rd"][1], code)
        for code, rows in city.postcodes.items()
        for row in rows
    ]
    municipality = AreaFacts(city.code, AreaKind.MUNICIPALITY, city.name)
    load_areas(areas=[municipality, *districts], postcodes=postcodes)


def _reference(seed: int, city: City) -> Reference:
    municipality, _ = Municipality.objects.get_or_create(
        code=city.code, defaults={"id": Dice(seed, "municipality").uuid(), "name": city.name}
    )
    unit, _ = Unit.objects.get_or_create(name=UNIT, defaults={"id": stable_id("unit", UNIT)})
    terms = TaxonomyTerm.objects.values_list("taxonomy__code", "code", "id")
    return Reference(
        municipality_id=municipality.id,
        terms={(taxonomy, code): id for taxonomy, code, id in terms},
        scale_steps=scale_steps(),
        unit_id=unit.id,
        area_ids={code: area_id(code) for code in city.districts},
    )
