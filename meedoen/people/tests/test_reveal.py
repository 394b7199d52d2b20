"""The one door to a name: who has a road gets the card, after the line; who has none gets nothing."""

from uuid import uuid4

import pytest

from meedoen.people.queries import reaching, reveal
from meedoen.trail.models import AccessLine
from tests.cast import NOW, TODAY, involve, make_cast, make_person

pytestmark = pytest.mark.django_db


def _reveal(actor, *persons):
    return reveal(by=actor, persons=persons, page="caseload", purpose="caseload", at=NOW)


def test_only_persons_with_a_road_are_shown_and_logged() -> None:
    cast = make_cast()
    known, unknown = make_person(cast.utrecht, "Bekend"), make_person(cast.utrecht, "Onbekend")
    involve(known, cast.bram)
    involve(unknown, cast.fatima)
    cards = _reveal(cast.actor("bram"), known, unknown, uuid4())
    assert {card.first_name for card in cards.values()} == {"Bekend"}
    assert AccessLine.objects.count() == 1


def test_the_same_agency_in_another_legal_domain_has_no_road() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Bekend")
    involvement = involve(person, cast.bram)
    involvement.legal_domain_id = "jeugdwet"
    involvement.save()
    assert _reveal(cast.actor("bram"), person) == {}


def test_a_case_of_another_team_is_reached_by_its_lead_alone() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Bekend")
    involvement = involve(person, cast.bram)
    involvement.team = cast.zuilen
    involvement.save()
    assert set(_reveal(cast.actor("bram"), person)) == {person}
    assert _reveal(cast.actor("tessa"), person) == {}


def test_an_involvement_that_ended_is_no_road() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Bekend")
    involvement = involve(person, cast.bram)
    involvement.starts_on = TODAY.replace(month=1)
    involvement.ends_on = TODAY.replace(day=14)
    involvement.save()
    assert _reveal(cast.actor("bram"), person) == {}


def test_roles_without_a_legal_domain_reach_nobody() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Bekend")
    involve(person, cast.fatima)
    for name in ("dirk", "esra", "hanna", "ravi", "noor"):
        assert _reveal(cast.actor(name), person) == {}
    assert AccessLine.objects.count() == 0


def test_a_resident_sees_themselves_alone() -> None:
    cast = make_cast()
    joke = make_person(cast.utrecht, "Joke", user=cast.joke)
    other = make_person(cast.utrecht, "Ander")
    assert set(_reveal(cast.actor("joke"), joke, other)) == {joke}


def test_a_shielded_address_shows_to_the_lead_alone() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Bekend", shielded=True)
    involve(person, cast.bram)
    assert _reveal(cast.actor("bram"), person)[person].street == "Voorbeeldstraat 1"
    colleague = _reveal(cast.actor("tessa"), person)[person]
    assert (colleague.first_name, colleague.street, colleague.phone) == ("Bekend", "", "")


def test_when_the_line_cannot_be_written_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Bekend")
    involve(person, cast.bram)

    def fail(**_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(reaching, "record_access", fail)
    with pytest.raises(OSError):
        _reveal(cast.actor("bram"), person)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_number_of_queries_does_not_grow_with_the_list(number: int, django_assert_num_queries) -> None:
    cast = make_cast()
    persons = [make_person(cast.utrecht, f"Persoon {index}") for index in range(number)]
    for person in persons:
        involve(person, cast.bram)
    bram = cast.actor("bram")
    with django_assert_num_queries(4):
        assert len(_reveal(bram, *persons)) == number
