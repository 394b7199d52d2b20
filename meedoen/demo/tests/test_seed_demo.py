import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.db.models import AutoField, Model
from django.test import Client

from meedoen.accounts.models import Agency, Municipality, User
from meedoen.accounts.vocabulary import AgencyKind
from meedoen.activities.models import Activity, Enrolment
from meedoen.areas.geometry import contains, rd_to_wgs84
from meedoen.areas.models import Area
from meedoen.casework.models import Case
from meedoen.demo import actions
from meedoen.demo.actions import Wanted, seed_demo
from meedoen.demo.models import Demo
from meedoen.demo.places import DATA, utrecht
from meedoen.demo.queries import sign_ins
from meedoen.directory.models import Location
from meedoen.people.models import Person
from meedoen.shared.errors import Refused
from meedoen.trail.models import AccessLine, AuditLine
from tests.cast import make_cast, make_person

ON = date(2026, 9, 15)
WANTED = Wanted(seed=7, scale=Decimal("0.01"), on=ON)
MOST_BYTES = 60_000


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of Meedoen, by table; without the numbers that the database gives itself."""
    models = [model for model in apps.get_models() if model.__module__.startswith("meedoen.")]
    return {
        model._meta.label: sorted(_rows(model), key=lambda row: str(sorted(row.items(), key=str)))
        for model in models
    }


def _rows(model: type[Model]) -> Iterator[dict[str, Any]]:
    own_number = isinstance(model._meta.pk, AutoField)
    for row in model._default_manager.values():
        yield {name: value for name, value in row.items() if not (own_number and name == "id")}


class Undone(Exception):
    pass


@pytest.mark.django_db
def test_the_same_seed_scale_and_day_give_the_same_rows_ids_included() -> None:
    dumps = []
    for wanted in (WANTED, WANTED, Wanted(8, WANTED.scale, WANTED.on)):
        with pytest.raises(Undone), transaction.atomic():
            seed_demo(wanted=wanted)
            dumps.append(dump())
            raise Undone

    first, again, other = dumps
    assert len(first["activities.Attendance"]) > 500
    assert again == first
    assert other["people.PersonDetails"] != first["people.PersonDetails"]


@pytest.mark.django_db
def test_everything_is_written_and_nobody_has_looked() -> None:
    story = seed_demo(wanted=WANTED)

    assert story is not None
    assert Person.objects.filter(invented=True).count() == Person.objects.count() == len(story.residents)
    assert Case.objects.count() == len(story.casework.cases)
    assert Enrolment.objects.count() == len(story.programme.stays)
    assert (AccessLine.objects.count(), AuditLine.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_each_place_lies_in_its_district() -> None:
    seed_demo(wanted=WANTED)
    outlines: dict[str, Any] = dict(Area.objects.values_list("code", "outline"))
    placed = [
        contains(outlines[row.area_code], *rd_to_wgs84(row.rd_x, row.rd_y))
        for row in Location.objects.exclude(area_code="")
        if row.rd_x is not None and row.rd_y is not None
    ]

    assert len(placed) == 3
    assert all(placed)


@pytest.mark.django_db
def test_each_of_the_cast_signs_in_with_the_password_shown(client: Client) -> None:
    assert sign_ins() == []
    seed_demo(wanted=WANTED)

    shown = sign_ins()
    assert [row.name for row in shown] == [
        "Fatima", "Bram", "Tessa", "Carla", "Dirk", "Esra", "Hanna", "Ravi", "Mila", "Joke", "Noor"
    ]  # fmt: skip
    assert [client.login(username=row.username, password=row.password) for row in shown] == [True] * 11
    assert list(User.objects.filter(is_staff=True).values_list("email", flat=True)) == [
        "hanna@meedoen.invalid"
    ]
    assert not User.objects.get(email="medewerker1@meedoen.invalid").has_usable_password()


@pytest.mark.django_db
def test_a_chosen_password_is_shown_once_and_kept_nowhere(client: Client) -> None:
    seed_demo(wanted=WANTED, password="een-eigen-wachtwoord")

    assert sign_ins("een-eigen-wachtwoord")[0].password == "een-eigen-wachtwoord"
    assert sign_ins()[0].password == "(gekozen bij het maken)"
    assert client.login(username="joke@meedoen.invalid", password="een-eigen-wachtwoord")


@pytest.mark.django_db
def test_the_same_demo_again_changes_nothing() -> None:
    seed_demo(wanted=WANTED)
    before = dump()

    assert seed_demo(wanted=WANTED) is None
    assert dump() == before


@pytest.mark.django_db
def test_another_demo_beside_it_is_refused() -> None:
    seed_demo(wanted=WANTED)
    before = dump()

    with pytest.raises(Refused, match="Hier staat al een andere demo"):
        seed_demo(wanted=Wanted(8, WANTED.scale, WANTED.on))
    assert dump() == before


@pytest.mark.django_db
def test_beside_people_who_are_not_invented_it_is_refused_and_nothing_is_written() -> None:
    make_person(make_cast().utrecht, "Echt")
    before = dump()

    with pytest.raises(Refused, match=r"mensen die niet verzonnen zijn \(1\)"):
        seed_demo(wanted=WANTED)
    assert dump() == before


def _superuser() -> None:
    User.objects.create_superuser("beheer@voorbeeld.invalid", "een-eigen-wachtwoord", name="Beheer")


def _municipality() -> None:
    Municipality.objects.create(code="GM0344", name="Utrecht")


def _agency() -> None:
    deventer = Municipality.objects.create(code="GM0150", name="Deventer")
    Agency.objects.create(municipality=deventer, name="Wijkteam", kind=AgencyKind.NEIGHBOURHOOD_TEAM)


@pytest.mark.django_db
@pytest.mark.parametrize("set_up", [_superuser, _municipality, _agency])
def test_in_a_real_installation_it_is_refused_and_nothing_is_written(set_up: Callable[[], None]) -> None:
    set_up()
    before = dump()

    with pytest.raises(Refused, match="van een echte installatie"):
        seed_demo(wanted=WANTED)
    assert dump() == before


@pytest.mark.django_db
def test_of_two_at_once_the_second_is_refused_and_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first commits just after the second looked: the second sees no demo, and then cannot claim one."""
    Demo.objects.create(seed=7, scale=WANTED.scale, on=ON, usual_password=True)
    before = dump()
    monkeypatch.setattr(actions, "_stands_already", lambda wanted: False)

    with pytest.raises(Refused, match="maakt op dit moment een demo"):
        seed_demo(wanted=WANTED)
    assert dump() == before


def test_a_write_lock_that_stays_taken_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(actions, "_seed", locked)
    with pytest.raises(Refused, match="maakt op dit moment een demo"):
        seed_demo(wanted=WANTED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--scale", "0"], "Kies een schaal van 0.01"),
        (["--scale", "2"], "Kies een schaal van 0.01"),
        (["--scale", "veel"], "is geen schaal"),
        (["--scale", "nan"], "Schrijf de schaal met"),
        (["--scale", "0.123"], "Schrijf de schaal met"),
        (["--seed", "een"], "is geen seed"),
        (["--on", "gisteren"], "is geen dag"),
        (["--on", "1900-01-01"], "Kies een dag tussen"),
        (["--password", "kort"], "Dit wachtwoord kan niet"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(arguments: list[str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        call_command("seed_demo", "--json", *arguments, stdout=StringIO())
    assert (Demo.objects.count(), Activity.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_the_command_says_in_json_what_was_made_and_how_to_sign_in() -> None:
    out = StringIO()
    call_command("seed_demo", "--json", "--scale", "0.01", "--on", "2026-09-15", stdout=out)
    said = json.loads(out.getvalue())

    assert (said["made"], said["seed"], said["scale"], said["on"]) == (True, 1, "0.01", "2026-09-15")
    assert {"what": "van hen met een uitkering", "count": 130} in said["tables"][0]["rows"]
    assert said["sign_ins"][0] == {
        "name": "Fatima",
        "role": "consulent, Werk en Inkomen",
        "username": "fatima@meedoen.invalid",
        "password": "meedoen-demo-wachtwoord",
    }


@pytest.mark.django_db
def test_without_a_day_the_demo_that_stands_is_meant() -> None:
    seed_demo(wanted=Wanted(1, WANTED.scale, WANTED.on))
    out = StringIO()
    call_command("seed_demo", "--json", "--scale", "0.01", stdout=out)

    assert (json.loads(out.getvalue())["made"], json.loads(out.getvalue())["on"]) == (False, "2026-09-15")


def test_the_geo_file_is_small_names_its_source_and_its_points_lie_in_their_districts() -> None:
    city = utrecht()
    points = [(code, row["rd"]) for code, rows in city.postcodes.items() for row in rows]

    assert Path(DATA).stat().st_size <= MOST_BYTES
    assert city.facts["attribution"] == "CBS / Kadaster, CC BY 4.0"
    assert (len(city.districts), len(points)) == (10, 47)
    assert all(contains(city.outlines[code], *rd_to_wgs84(*point)) for code, point in points)
