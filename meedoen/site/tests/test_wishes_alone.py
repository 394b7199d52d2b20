"""Left alone until a day: recorded, taken back, set aside with a reason that person and officer read."""

from datetime import date, timedelta

import pytest

from meedoen.casework.models import Case
from meedoen.casework.tests.clock import Clock
from meedoen.people.models import Person, WishSetAside
from meedoen.people.vocabulary import NextAction
from meedoen.site.tests.desk_makers import make_known, signed_in, state, text
from meedoen.trail.models import AuditLine, Change
from tests.cast import TODAY, Cast, make_cast, running

pytestmark = pytest.mark.django_db

UNTIL = date(2026, 11, 1)
REASON = "De buurvrouw hoorde geschreeuw en zag dat de deur openstond."


def _world() -> tuple[Cast, Case, str]:
    cast = make_cast()
    case = make_known(cast, "bram", "Samir", "Amrani")
    state(cast, case)
    return cast, case, f"/werk/dossiers/{case.id}/"


def _wish(until: date = UNTIL) -> None:
    running().update(left_alone_until=until, next_action=NextAction.ASK_AGAIN, next_action_on=until)


def test_a_wish_is_recorded_and_asks_again_on_its_day() -> None:
    cast, _, address = _world()
    client = signed_in(cast.bram)
    page = text(client.get(address + "rust/"))
    assert "Niemand van jullie plant contact voor die dag." in page
    assert client.post(address + "rust/", {"until": "2026-11-01"})["Location"] == address
    kept = running().get()
    assert (kept.left_alone_until, kept.next_action, kept.next_action_on) == (UNTIL, "ask_again", UNTIL)
    page = text(client.get(address))
    assert "De inwoner wil geen contact tot zo 1 nov." in page
    assert "met rust tot zo 1 nov" in text(client.get("/werk/"))
    assert AuditLine.objects.filter(act="leave_alone").count() == 1


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("", "Kies een datum."),
        ("geen dag", "Vul een datum in, zoals 31-12-2026."),
        ("2026-09-15", "Kies een dag na vandaag"),
        ("2036-01-01", "Kies een dag binnen twee jaar"),
    ],
)
def test_a_wish_without_a_good_day_is_not_kept_and_says_why(until: str, said: str) -> None:
    cast, _, address = _world()
    assert said in text(signed_in(cast.bram).post(address + "rust/", {"until": until}))
    assert running().get().left_alone_until is None


def test_nothing_is_planned_before_the_day_of_the_wish() -> None:
    cast, _, address = _world()
    _wish()
    client = signed_in(cast.bram)
    posted = {"next_action": "contact", "on": "2026-10-01"}
    assert "Deze inwoner wil geen contact tot 01-11-2026." in text(
        client.post(address + "volgende-stap/", posted)
    )
    assert running().get().next_action_on == UNTIL


def test_the_person_takes_the_wish_back() -> None:
    cast, _, address = _world()
    _wish()
    client = signed_in(cast.bram)
    assert "Neem de wens terug" in text(client.get(address + "rust/terug/"))
    client.post(address + "rust/terug/")
    kept = running().get()
    assert (kept.left_alone_until, kept.next_action, kept.next_action_on) == (None, "contact", TODAY)


def test_without_a_wish_there_is_nothing_to_take_back_or_to_set_aside() -> None:
    cast, _, address = _world()
    client = signed_in(cast.bram)
    for task in ("rust/terug/", "rust/opzij/"):
        for answer in (client.get(address + task), client.post(address + task)):
            assert answer["Location"] == address + "rust/"
    assert running().get().next_action == NextAction.CONVERSATION


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({}, "Kies een van deze mogelijkheden."),
        ({"ground": "curious", "reason": REASON}, "Kies uit de lijst."),
        ({"ground": "unsafe", "reason": "Nodig."}, "Schrijf op wat er aan de hand is, in een hele zin."),
        ({"ground": "unsafe", "reason": "Samir werd door de buren gehoord."}, "Haal de naam weg."),
        ({"ground": "unsafe", "reason": "Meneer AMRANI werd gehoord door de buren."}, "Haal de naam weg."),
    ],
)
def test_a_wish_is_not_set_aside_without_ground_or_a_whole_sentence(
    posted: dict[str, str], said: str
) -> None:
    cast, _, address = _world()
    _wish()
    assert said in text(signed_in(cast.bram).post(address + "rust/opzij/", posted))
    assert running().get().left_alone_until == UNTIL
    assert WishSetAside.objects.count() == 0


def test_who_sets_a_wish_aside_is_read_by_the_person_and_by_the_officer_without_a_name() -> None:
    cast, case, address = _world()
    Person.objects.filter(id=case.involvement.person_id).update(user=cast.joke)
    _wish()
    signed_in(cast.bram).post(address + "rust/opzij/", {"ground": "unsafe", "reason": REASON})
    kept = running().get()
    assert (kept.left_alone_until, kept.next_action, kept.next_action_on) == (None, "contact", TODAY)
    officer = text(signed_in(cast.esra).get("/werk/inzage/opzij-gezet/"))
    for said in ("15 september 2026", "Buurtteam Utrecht", "medewerker buurtteam", REASON, "1 november 2026"):
        assert said in officer
    assert "onveiligheid voor de inwoner of een ander" in officer
    assert "Samir" not in officer
    assert "Amrani" not in officer
    own = text(signed_in(cast.joke).get("/mijn/"))
    assert f"De reden: {REASON}" in own
    assert not Change.objects.filter(new__contains="geschreeuw").exists()


def test_the_officer_of_another_municipality_reads_nothing_of_it() -> None:
    cast, _, address = _world()
    _wish()
    signed_in(cast.bram).post(address + "rust/opzij/", {"ground": "nuisance", "reason": REASON})
    agency = cast.olga.memberships.get().agency
    cast.esra.memberships.update(agency=agency)
    assert REASON not in text(signed_in(cast.esra).get("/werk/inzage/opzij-gezet/"))


def test_a_wish_that_holds_stands_on_the_own_page_of_the_person() -> None:
    cast, case, _ = _world()
    Person.objects.filter(id=case.involvement.person_id).update(user=cast.joke)
    _wish()
    assert "Buurtteam Utrecht zoekt geen contact met je tot 1 november 2026" in text(
        signed_in(cast.joke).get("/mijn/")
    )


def test_on_its_day_the_wish_is_over(clock: Clock) -> None:
    cast, _, address = _world()
    _wish(TODAY + timedelta(days=1))
    clock.time += timedelta(days=1)
    state_later = signed_in(cast.bram)
    state_later.post(address + "waarvoor/", {"purpose": "plan"})
    assert "De inwoner wil geen contact" not in text(state_later.get(address))
    assert state_later.get(address + "rust/opzij/")["Location"] == address + "rust/"
