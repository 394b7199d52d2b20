"""Who has to say yes at which age, from which day that holds, and that nobody is passed by."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from meedoen.people.models import Guardian, PersonDetails
from meedoen.privacy.actions import give_consent, set_ages
from meedoen.privacy.models import Consent
from meedoen.privacy.policy import Ages, may_set_ages, who_says_yes
from meedoen.privacy.queries import ages_on, needed_yes
from meedoen.privacy.vocabulary import ConsentSubject, SaidBy
from meedoen.shared.errors import Refused
from tests.cast import NOW, TODAY, Cast, involve, make_cast, make_person


@pytest.mark.parametrize(
    ("age", "needed"),
    [
        (0, SaidBy.PARENTS),
        (11, SaidBy.PARENTS),
        (12, SaidBy.BOTH),
        (15, SaidBy.BOTH),
        (16, SaidBy.PERSON),
        (40, SaidBy.PERSON),
        (None, SaidBy.PERSON),
    ],
)
def test_who_says_yes_follows_the_age(age: int | None, needed: SaidBy) -> None:
    assert who_says_yes(age, Ages()) == needed


@pytest.mark.parametrize(("below", "alone"), [(13, 12), (0, 16), (12, 19)])
def test_ages_out_of_their_order_are_not_set(below: int, alone: int) -> None:
    assert not may_set_ages(Ages(below, alone), TODAY, TODAY)


def test_ages_are_not_set_back_in_time() -> None:
    assert may_set_ages(Ages(), TODAY, TODAY)
    assert not may_set_ages(Ages(), TODAY - timedelta(days=1), TODAY)


@pytest.mark.django_db
def test_a_setting_holds_from_its_day() -> None:
    cast = make_cast()
    day = TODAY + timedelta(days=10)
    set_ages(ages=Ages(10, 14, "Een nieuwe wet"), starts_on=day, by=cast.actor("hanna"), at=NOW)
    assert ages_on(day - timedelta(days=1)) == Ages()
    assert ages_on(day) == Ages(10, 14, "Een nieuwe wet")
    set_ages(ages=Ages(11, 14, "Verbeterd"), starts_on=day, by=cast.actor("hanna"), at=NOW)
    assert ages_on(day) == Ages(11, 14, "Verbeterd")


def _child(cast: Cast, age: int) -> UUID:
    person = make_person(cast.utrecht, "Sem")
    born = date(TODAY.year - age, TODAY.month, TODAY.day)
    PersonDetails.objects.filter(person_id=person).update(birth_date=born)
    involve(person, cast.bram)
    return person


def _give(cast: Cast, person: UUID, said_by: SaidBy) -> Consent:
    return give_consent(
        person_id=person,
        subject=ConsentSubject.GOALS,
        from_domain="wmo",
        to_domain="participatiewet",
        ends_on=TODAY + timedelta(days=90),
        said_by=said_by,
        by=cast.actor("bram"),
        at=NOW,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "said_by", "is_enough"),
    [
        (11, SaidBy.PERSON, False),
        (11, SaidBy.PARENTS, True),
        (11, SaidBy.BOTH, True),
        (14, SaidBy.PERSON, False),
        (14, SaidBy.PARENTS, False),
        (14, SaidBy.BOTH, True),
        (16, SaidBy.PARENTS, False),
        (16, SaidBy.PERSON, True),
    ],
)
def test_a_yes_of_somebody_else_is_not_recorded(age: int, said_by: SaidBy, is_enough: bool) -> None:
    cast = make_cast()
    person = _child(cast, age)
    Guardian.objects.create(person_id=person, kind="parent", name="Ouder", starts_on=TODAY)
    if is_enough:
        assert _give(cast, person, said_by).said_by == said_by
    else:
        with pytest.raises(Refused, match="Voor deze leeftijd moet ja zeggen"):
            _give(cast, person, said_by)
        assert not Consent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [None, "carer"])
def test_without_somebody_with_authority_there_is_no_yes_of_parents(kind: str | None) -> None:
    cast = make_cast()
    person = _child(cast, 13)
    if kind:
        Guardian.objects.create(person_id=person, kind=kind, name="Tante", starts_on=TODAY)
    with pytest.raises(Refused, match="Leg eerst vast wie het gezag heeft"):
        _give(cast, person, SaidBy.BOTH)


@pytest.mark.django_db
def test_on_the_birthday_somebody_decides_alone() -> None:
    cast = make_cast()
    person = _child(cast, 16)
    assert needed_yes(person, TODAY) == SaidBy.PERSON
    assert needed_yes(person, TODAY - timedelta(days=1)) == SaidBy.BOTH
