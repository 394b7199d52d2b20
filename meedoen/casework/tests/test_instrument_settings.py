"""The functional manager's own instruments: added, changed until filled in, then a new version."""

import pytest
from django.test import Client

from meedoen.casework.actions.instrument_settings import (
    About,
    Asked,
    add_instrument,
    change_instrument,
    new_version,
    remove_item,
    save_item,
    switch_instrument,
)
from meedoen.casework.actions.instruments import fill_in
from meedoen.casework.models import Instrument
from meedoen.casework.policy.instruments import Answer
from meedoen.casework.vocabulary import AnswerKind, MeasureMoment, View
from meedoen.shared.errors import Refused
from meedoen.trail.models import Change
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person

pytestmark = pytest.mark.django_db

MATRIX = "self_sufficiency_matrix"
GARDEN = About("Tuin en zin", "Hoe het gaat in de tuin.", "Eigen lijst", ())
FUN = Asked("Hoeveel zin heb je?", "", AnswerKind.NUMBER, 1, 5)


def _garden(cast: Cast, *, on: bool = True) -> Instrument:
    hanna = cast.actor("hanna")
    row = add_instrument(about=GARDEN, by=hanna, at=NOW)
    save_item(code=row.code, position=None, asked=FUN, by=hanna, at=NOW)
    return switch_instrument(code=row.code, on=True, by=hanna, at=NOW) if on else row


def _answer(cast: Cast, code: str, value: int = 3) -> None:
    fill_in(
        case=make_case(involve(make_person(cast.utrecht, "Samir"), cast.bram)),
        instrument_code=code,
        moment=MeasureMoment.BASELINE,
        measured_on=TODAY,
        answers={View.PERSON: {1: Answer(value)}},
        note="",
        by=cast.actor("bram"),
        at=NOW,
    )


def test_an_own_instrument_begins_off_and_is_used_once_it_asks_something() -> None:
    cast = make_cast()
    hanna = cast.actor("hanna")
    row = add_instrument(about=GARDEN, by=hanna, at=NOW)
    assert (row.code, row.in_use) == ("tuin-en-zin", False)
    with pytest.raises(Refused, match="vraagt nog niets"):
        switch_instrument(code=row.code, on=True, by=hanna, at=NOW)
    save_item(code=row.code, position=None, asked=FUN, by=hanna, at=NOW)
    switch_instrument(code=row.code, on=True, by=hanna, at=NOW)
    _answer(cast, row.code)


def test_two_instruments_of_the_same_name_have_codes_of_their_own() -> None:
    cast = make_cast()
    codes = [add_instrument(about=GARDEN, by=cast.actor("hanna"), at=NOW).code for _ in range(3)]
    assert len(set(codes)) == 3
    nameless = add_instrument(about=About("منزل", "", "", ()), by=cast.actor("hanna"), at=NOW)
    assert nameless.code == "instrument"


def test_what_was_filled_in_never_changes() -> None:
    cast = make_cast()
    hanna = cast.actor("hanna")
    row = _garden(cast)
    save_item(code=row.code, position=1, asked=Asked("Zin?", "", AnswerKind.NUMBER), by=hanna, at=NOW)
    _answer(cast, row.code)
    for change in (
        lambda: save_item(code=row.code, position=1, asked=FUN, by=hanna, at=NOW),
        lambda: save_item(code=row.code, position=None, asked=FUN, by=hanna, at=NOW),
        lambda: remove_item(code=row.code, position=1, by=hanna, at=NOW),
        lambda: change_instrument(code=row.code, about=GARDEN, by=hanna, at=NOW),
    ):
        with pytest.raises(Refused, match="Maak een nieuwe versie"):
            change()
    assert [item.name for item in row.items.all()] == ["Zin?"]


def test_a_new_version_takes_the_place_of_the_old_one_whose_answers_stay() -> None:
    cast = make_cast()
    hanna = cast.actor("hanna")
    old = _garden(cast)
    _answer(cast, old.code)
    new = new_version(code=old.code, by=hanna, at=NOW)
    assert (new.code, new.in_use) == ("tuin-en-zin-v2", False)
    save_item(code=new.code, position=1, asked=Asked("Zin?", "", AnswerKind.NUMBER), by=hanna, at=NOW)
    switch_instrument(code=new.code, on=True, by=hanna, at=NOW)
    old.refresh_from_db()
    assert not old.in_use
    assert [item.name for item in old.items.all()] == ["Hoeveel zin heb je?"]
    with pytest.raises(Refused, match="uitgezet"):
        _answer(cast, old.code)
    _answer(cast, new.code)


def test_the_matrix_is_used_only_after_the_municipality_said_that_it_may_in_any_version() -> None:
    cast = make_cast()
    hanna = cast.actor("hanna")
    copy = new_version(code=MATRIX, by=hanna, at=NOW)
    for code in (MATRIX, copy.code):
        with pytest.raises(Refused, match="mag gebruiken"):
            switch_instrument(code=code, on=True, by=hanna, at=NOW)
    switch_instrument(code=MATRIX, on=True, has_leave=True, by=hanna, at=NOW)
    said = Change.objects.filter(field="municipality may use it").values_list("object_id", "new")
    assert list(said) == [(MATRIX, "True")]


def test_the_last_item_of_an_instrument_in_use_stays() -> None:
    cast = make_cast()
    row = _garden(cast)
    with pytest.raises(Refused, match="laatste onderdeel"):
        remove_item(code=row.code, position=1, by=cast.actor("hanna"), at=NOW)


def test_levels_give_their_own_range() -> None:
    cast = make_cast()
    row = _garden(cast, on=False)
    asked = Asked("Hoe gaat het?", "", AnswerKind.LEVEL, 1, 10, ("slecht", "gaat", "goed"))
    item = save_item(code=row.code, position=None, asked=asked, by=cast.actor("hanna"), at=NOW)
    assert (item.position, item.least, item.most, item.level_names) == (2, 1, 3, ["slecht", "gaat", "goed"])


# What the pages do


def test_hanna_makes_an_instrument_on_the_pages(client: Client) -> None:
    cast = make_cast()
    client.force_login(cast.hanna)
    posted = {"name": "Tuin en zin", "source": "Eigen lijst", "legal_domains": ["wmo"]}
    answer = client.post("/werk/meetinstrument-nieuw/", posted)
    page = answer.headers["Location"]
    assert page == "/werk/meetinstrumenten/tuin-en-zin/"
    asked = {"name": "Hoeveel zin heb je?", "kind": "level", "level_names": "weinig\r\n\r\nveel\r\n"}
    assert client.post(page + "onderdelen/nieuw/", asked).status_code == 302
    assert client.post(page + "stand/", {"on": "1"}).status_code == 302
    row = Instrument.objects.get(code="tuin-en-zin")
    assert (row.in_use, row.legal_domains, row.items.get().level_names) == (True, ["wmo"], ["weinig", "veel"])
    shown = client.get(page).content.decode()
    assert "weinig, veel" in shown
    assert "Alleen in: Wmo 2015." in shown


@pytest.mark.parametrize(
    ("task", "posted", "said"),
    [
        ("onderdelen/nieuw/", {}, "Schrijf op wat je vraagt."),
        ("onderdelen/nieuw/", {"name": "x", "kind": "level", "level_names": "een"}, "Geef 2 tot 20 niveaus"),
        ("onderdelen/nieuw/", {"name": "x", "kind": "number", "least": "9", "most": "3"}, "hoogste cijfer"),
        ("onderdelen/nieuw/", {"name": "x", "kind": "number", "least": "a"}, "heel getal"),
        ("onderdelen/nieuw/", {"name": "x", "kind": "number", "least": "9" * 40}, "hoogste cijfer"),
        ("onderdelen/nieuw/", {"name": "x" * 161, "kind": "words"}, "160 tekens"),
        ("stand/", {}, "Kies aan of uit."),
        ("stand/", {"on": "1"}, "De gemeente mag dit instrument gebruiken"),
        ("wijzigen/", {"name": ""}, "Geef het een naam."),
        ("wijzigen/", {"name": "x", "legal_domains": "open"}, "Kies uit de lijst."),
    ],
)
def test_what_cannot_be_is_said_in_dutch(
    client: Client, task: str, posted: dict[str, str], said: str
) -> None:
    cast = make_cast()
    client.force_login(cast.hanna)
    before = Instrument.objects.get(code=MATRIX)
    answer = client.post(f"/werk/meetinstrumenten/{MATRIX}/{task}", posted)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    row = Instrument.objects.get(code=MATRIX)
    assert (row.name, row.in_use, row.items.count()) == (before.name, False, 13)
