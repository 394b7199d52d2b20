"""What is read of a hand-over, by whom, and in how many queries."""

import pytest

from meedoen.casework.actions.referrals import (
    accept_referral,
)
from meedoen.casework.models import Case
from meedoen.casework.queries.referrals import recipients_for, sent_from, to_answer
from meedoen.casework.tests.referral_makers import (
    Handing,
    make_handing,
    telling_all,
)
from meedoen.people.queries import reveal, reveal_told
from meedoen.shared.errors import Refused
from meedoen.trail.models import AccessLine
from tests.cast import NOW, TODAY, involve

pytestmark = pytest.mark.django_db


def test_a_shielded_person_is_handed_over_by_the_lead_alone_and_no_contact_is_told() -> None:
    handing = make_handing(shielded=True)
    own = handing.own()
    own.lead = handing.cast.dirk
    own.save()
    with pytest.raises(Refused, match="afgeschermd"):
        handing.send("overvecht")
    own.lead = handing.cast.fatima
    own.save()
    handing.send("overvecht", telling=telling_all())
    told = reveal_told(
        by=handing.actor("bram"),
        person_id=own.person_id,
        name=True,
        contact=True,
        page="referral",
        purpose="lezen",
        at=NOW,
    )
    assert (told.name, told.phone, told.email) == ("Samir Amrani", "", "")


def test_the_card_stays_closed_until_it_is_accepted_and_each_look_has_its_line() -> None:
    handing = make_handing()
    person, bram = handing.own().person_id, handing.actor("bram")
    referral = handing.send("overvecht")
    assert reveal(by=bram, persons=[person], page="case", purpose="plan", at=NOW) == {}
    told = reveal_told(
        by=bram, person_id=person, name=False, contact=False, page="referral", purpose="lezen", at=NOW
    )
    assert (told.name, told.phone, told.email) == ("", "", "")
    assert AccessLine.objects.filter(name="referral").count() == 1
    accept_referral(referral_id=referral.id, by=bram, at=NOW)
    assert person in reveal(by=bram, persons=[person], page="case", purpose="plan", at=NOW)


def test_recipients_are_where_somebody_writes_cases_in_this_municipality_but_not_the_own_office() -> None:
    handing = make_handing()
    named = {(place.agency, place.team, place.domain) for place in recipients_for(handing.case, TODAY)}
    assert {(agency, team) for agency, team, _ in named} == {
        ("Buurtteam Utrecht", "Buurtteam Overvecht"),
        ("Jeugdteam Utrecht", ""),
        ("Stichting Wijkhulp", ""),
    }


def test_lists_take_as_many_queries_for_three_as_for_one(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    handing = make_handing()
    fatima, bram = handing.actor("fatima"), handing.actor("bram")
    first, rest = handing.case, []
    handing.send("overvecht")
    for count in (1, 3):
        while len(rest) < count - 1:
            handing.case = _another(handing)
            rest.append(handing.send("overvecht"))
        with django_assert_num_queries(1):
            rows = list(to_answer(bram, TODAY))
            assert [row.referral.case.involvement.agency.name for row in rows] == [
                "Werk en Inkomen Utrecht"
            ] * count
        with django_assert_num_queries(5):
            sent = list(sent_from(fatima, TODAY))
            assert sum(len(one.turns.all()) for one in sent) == count
    assert first.referrals.count() == 1


def _another(handing: Handing) -> Case:
    from tests.cast import make_case, make_person

    person = make_person(handing.cast.utrecht, "Ander")
    return make_case(involve(person, handing.cast.fatima))
