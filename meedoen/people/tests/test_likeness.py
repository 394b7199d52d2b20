"""Doubles are proposed only among persons the worker knows already; names are found without accents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.areas.models import Area, PostcodePoint
from meedoen.areas.vocabulary import AreaKind
from meedoen.people.actions import NewPerson, begin_involvement, register_person
from meedoen.people.models import Involvement, PersonDetails
from meedoen.people.policy import Identity, likeness, plain_name
from meedoen.people.queries import find_by_name, likely_doubles, roads
from meedoen.people.vocabulary import NextAction
from meedoen.trail.models import AccessLine
from tests.cast import NOW, TODAY, involve, make_cast, make_person

BORN = date(1970, 5, 1)
NAMES = st.text(alphabet="abcdeéïü -'ABC", max_size=8)
IDENTITIES = st.builds(
    Identity, NAMES, NAMES, st.none() | st.just(BORN), st.sampled_from(["", "030-1234567", "+31 30 1234567"])
)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Identity("Zoë", "van der Berg"), Identity("ZOE", "Berg"), True),
        (Identity("Samir", "El Amrani"), Identity("Samir", "Amrani"), True),
        (Identity("Samir", "Bakker", BORN), Identity("Samira", "Bakker", BORN), True),
        (Identity("Els", "Bakker", BORN), Identity("Els", "Jansen", BORN), True),
        (
            Identity("Els", "Bakker", None, "030-1234567"),
            Identity("Els", "Jansen", None, "+31 30 1234567"),
            True,
        ),
        (Identity("Els", "Bakker"), Identity("Els", "Jansen"), False),
        (Identity("Els", "Bakker", BORN), Identity("Jan", "Jansen", BORN), False),
        (Identity("", ""), Identity("", ""), False),
    ],
)
def test_alike_or_not(one: Identity, other: Identity, alike: bool) -> None:
    assert bool(likeness(one, other)) is alike


@given(IDENTITIES, IDENTITIES)
def test_likeness_works_both_ways_and_gives_a_reason(one: Identity, other: Identity) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert bool(likeness(one, other).reasons) == bool(likeness(one, other))


@given(NAMES)
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    assert plain_name(plain_name(name)) == plain_name(name)


@pytest.mark.django_db
def test_doubles_are_sought_only_among_persons_within_reach() -> None:
    cast = make_cast()
    known = make_person(cast.utrecht, "Samir", "Amrani")
    involve(known, cast.bram)
    involve(make_person(cast.utrecht, "Samir", "Amrani"), cast.fatima)
    make_person(cast.utrecht, "Samir", "Amrani")
    new = NewPerson(first_name="Samir", last_name="El Amrani")
    assert likely_doubles(new.identity, by=cast.actor("bram"), on=TODAY) == {known: "dezelfde naam"}
    assert likely_doubles(new.identity, by=cast.actor("carla"), on=TODAY) == {}
    assert AccessLine.objects.count() == 0


@pytest.mark.django_db
def test_names_are_found_by_parts_without_accents_and_only_within_reach() -> None:
    cast = make_cast()
    zoe, zora = make_person(cast.utrecht, "Zoë", "Yıldız"), make_person(cast.utrecht, "Zora", "Abels")
    involve(zoe, cast.bram)
    involve(zora, cast.bram)
    involve(make_person(cast.utrecht, "Zoë", "Yıldız"), cast.fatima)

    def found(words: str, limit: int = 20) -> list[object]:
        return list(find_by_name(words, by=cast.actor("bram"), on=TODAY, limit=limit))

    assert found("zo") == [zora, zoe]
    assert found("ZOE") == [zoe]
    assert found("abels zora") == [zora]
    assert found("zo", limit=1) == [zora]
    assert found("  ") == []
    assert found("%") == []


@pytest.mark.django_db
def test_the_district_follows_from_the_postcode_where_it_is_known() -> None:
    cast = make_cast()
    area = Area.objects.create(code="WK034403", kind=AreaKind.DISTRICT, name="Overvecht")
    PostcodePoint.objects.create(postcode4="3561", rd_x=0, rd_y=0, area=area)
    found = {}
    for postcode in ("3561 AB", "9999 ZZ", ""):
        new = NewPerson(first_name="Samir", last_name="Amrani", postcode=postcode)
        person = register_person(new=new, municipality_id=cast.utrecht.id, by=cast.actor("bram"), at=NOW)
        begin_involvement(
            person_id=person.id,
            involvement_id=person.first_involvement_id,
            municipality_id=cast.utrecht.id,
            agency_id=cast.linde.id,
            team_id=None,
            legal_domain="open",
            lead_id=None,
            next_action=NextAction.ATTEND,
            next_action_on=TODAY,
            by=cast.actor("bram"),
            at=NOW,
        )
        found[postcode] = PersonDetails.objects.get(person=person).area_code
    assert found == {"3561 AB": "WK034403", "9999 ZZ": "", "": ""}


@pytest.mark.django_db
def test_a_team_knows_its_own_persons_and_a_lead_those_they_answer_for() -> None:
    cast = make_cast()
    involvement = involve(make_person(cast.utrecht, "Samir"), cast.bram)
    Involvement.objects.update(team=cast.zuilen)
    assert list(roads(cast.actor("tessa"), TODAY)) == []
    assert list(roads(cast.actor("bram"), TODAY)) == [involvement]
    Involvement.objects.filter(id=involvement.id).update(lead=cast.tessa)
    assert list(roads(cast.actor("tessa"), TODAY)) == [involvement]
    assert list(roads(cast.actor("bram"), TODAY)) == []
