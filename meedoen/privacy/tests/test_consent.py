"""A person's consent: given for something, to somebody, until a day, and taken back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.privacy.actions import give_consent, withdraw_consent
from meedoen.privacy.models import Consent
from meedoen.privacy.policy import holds, may_give
from meedoen.privacy.queries import consents_seen_from, consents_that_hold, domains_shared
from meedoen.privacy.vocabulary import ConsentSubject
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine
from tests.cast import NOW, TODAY, Cast, make_cast, make_person

DAYS = st.dates(min_value=date(2026, 8, 1), max_value=date(2026, 10, 31))


@given(given_on=DAYS, ends_on=DAYS, withdrawn_on=st.none() | DAYS, on=DAYS)
def test_a_consent_holds_from_the_day_it_is_given_until_its_end_or_the_day_it_is_taken_back(
    given_on: date, ends_on: date, withdrawn_on: date | None, on: date
) -> None:
    taken_back = withdrawn_on is not None and withdrawn_on <= on
    assert holds(given_on, ends_on, withdrawn_on, on) == (given_on <= on <= ends_on and not taken_back)


def test_a_consent_crosses_domains_and_ends_within_two_years() -> None:
    assert may_give("wmo", "participatiewet", date(2028, 9, 15), TODAY)
    assert not may_give("wmo", "participatiewet", date(2028, 9, 16), TODAY)
    assert not may_give("wmo", "participatiewet", TODAY - timedelta(days=1), TODAY)
    assert not may_give("wmo", "wmo", TODAY, TODAY)
    assert may_give("wmo", "participatiewet", date(2026, 2, 28), date(2024, 2, 29))


def _give(cast: Cast, person: object, days: int = 30) -> Consent:
    return give_consent(
        person_id=person,  # type: ignore[arg-type]
        subject=ConsentSubject.GOALS,
        from_domain="wmo",
        to_domain="participatiewet",
        ends_on=TODAY + timedelta(days=days),
        by=cast.actor("bram"),
        at=NOW,
    )


@pytest.mark.django_db
def test_a_consent_counts_for_its_own_person_and_direction() -> None:
    cast = make_cast()
    person, other = make_person(cast.utrecht, "Samir"), make_person(cast.utrecht, "Ander")
    _give(cast, person)
    asked = [(person, "participatiewet"), (person, "wmo"), (person, "jeugdwet"), (other, "participatiewet")]
    shared = [
        domains_shared(whose, ConsentSubject.GOALS, to_domain=domain, on=TODAY) for whose, domain in asked
    ]
    assert shared == [{"wmo"}, set(), set(), set()]


@pytest.mark.django_db
def test_the_query_and_the_rule_agree_on_every_day() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Samir")
    consent = _give(cast, person, days=5)
    withdraw_consent(consent=consent, by=cast.actor("bram"), at=NOW + timedelta(days=3))
    for days in range(-2, 8):
        on = TODAY + timedelta(days=days)
        rule = holds(consent.given_on, consent.ends_on, consent.withdrawn_on, on)
        assert consents_that_hold(person, on).exists() == rule


@pytest.mark.django_db
def test_taking_back_twice_keeps_the_first_day_and_each_act_has_its_line() -> None:
    cast = make_cast()
    consent = _give(cast, make_person(cast.utrecht, "Samir"))
    withdraw_consent(consent=consent, by=cast.actor("bram"), at=NOW)
    withdraw_consent(consent=consent, by=cast.actor("bram"), at=NOW + timedelta(days=1))
    consent.refresh_from_db()
    assert consent.withdrawn_on == TODAY
    acts = AuditLine.objects.filter(object_id=str(consent.id)).order_by("act").values_list("act", flat=True)
    assert list(acts) == ["give_consent", "withdraw_consent"]


@pytest.mark.django_db
def test_a_refused_consent_leaves_nothing() -> None:
    cast = make_cast()
    with pytest.raises(Refused):
        _give(cast, make_person(cast.utrecht, "Samir"), days=-1)
    assert Consent.objects.count() == 0


@pytest.mark.django_db
def test_a_worker_of_a_third_domain_does_not_learn_of_a_consent() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Samir")
    consent = _give(cast, person)
    seen = {
        code: list(consents_seen_from(person, code, TODAY)) for code in ("wmo", "participatiewet", "jeugdwet")
    }
    assert seen == {"wmo": [consent], "participatiewet": [consent], "jeugdwet": []}
