"""Three kinds of consent are three records, to a legal domain or to one agency, in words that are kept."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from meedoen.accounts.queries import workplaces
from meedoen.privacy.actions import end_all_about, give_consent, give_consents, move_consents
from meedoen.privacy.forms import ConsentForm
from meedoen.privacy.models import Consent
from meedoen.privacy.policy import all_given, kinds_needed, may_give
from meedoen.privacy.queries import consents_seen_from, domains_shared, same_consents
from meedoen.privacy.vocabulary import (
    CONSENT_QUESTIONS,
    CONSENT_TEXT_VERSION,
    CONSENT_TEXTS,
    ConsentHow,
    ConsentKind,
    ConsentSubject,
)
from meedoen.shared.errors import Refused
from tests.cast import NOW, TODAY, Cast, make_cast, make_person


def _give(cast: Cast, person: UUID, kind: ConsentKind, agency: UUID | None = None, **more: object) -> Consent:
    given = {
        "person_id": person,
        "subject": ConsentSubject.GOALS,
        "from_domain": "wmo",
        "to_domain": "participatiewet",
        "ends_on": TODAY + timedelta(days=30),
        "kind": kind,
        "to_agency_id": agency,
        "by": cast.actor("bram"),
        "at": NOW,
    }
    return give_consent(**(given | more))  # type: ignore[arg-type]


def test_every_kind_has_its_question_and_its_words_in_every_version() -> None:
    assert set(CONSENT_QUESTIONS) == set(ConsentKind)
    assert all(set(texts) == set(ConsentKind) for texts in CONSENT_TEXTS.values())
    now = CONSENT_TEXTS[CONSENT_TEXT_VERSION]
    assert len(set(now.values())) == len(ConsentKind)
    assert all("terugnemen" in text and "geen gevolgen voor mijn uitkering" in text for text in now.values())


def test_a_hand_over_takes_three_and_showing_takes_the_ground() -> None:
    assert kinds_needed(ConsentSubject.REFERRAL, crosses=True) == tuple(ConsentKind)
    assert kinds_needed(ConsentSubject.GOALS, crosses=True) == (ConsentKind.GROUND,)
    verdict = all_given(tuple(ConsentKind), [ConsentKind.SECRECY])
    assert not verdict
    assert "gegevens delen tussen wettelijke kaders" in verdict.reasons[0]
    assert "instemmen met de hulp" in verdict.reasons[0]
    assert "geheimhouding" not in verdict.reasons[0]


def test_only_a_ground_has_to_cross_from_one_law_to_another() -> None:
    assert not may_give("wmo", "wmo", TODAY, TODAY, ConsentKind.GROUND)
    assert may_give("wmo", "wmo", TODAY, TODAY, ConsentKind.SECRECY)
    assert may_give("wmo", "wmo", TODAY, TODAY, ConsentKind.HELP)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(ConsentKind))
def test_one_yes_is_never_another(kind: ConsentKind) -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Samir")
    _give(cast, person, kind)
    shared = domains_shared(person, ConsentSubject.GOALS, to_domain="participatiewet", on=TODAY)
    assert shared == ({"wmo"} if kind == ConsentKind.GROUND else set())


@pytest.mark.django_db
def test_what_one_agency_may_see_no_other_sees() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Samir")
    consent = _give(cast, person, ConsentKind.GROUND, cast.work_and_income.id)
    seen = {
        name: domains_shared(
            person, ConsentSubject.GOALS, to_domain="participatiewet", on=TODAY, to_agency=agency
        )
        for name, agency in (("it", cast.work_and_income.id), ("other", cast.linde.id), ("unsaid", None))
    }
    assert seen == {"it": {"wmo"}, "other": set(), "unsaid": set()}
    known = {
        agency: list(consents_seen_from(person, "participatiewet", TODAY, agency_id=agency))
        for agency in (cast.work_and_income.id, cast.linde.id)
    }
    assert known == {cast.work_and_income.id: [consent], cast.linde.id: []}


@pytest.mark.django_db
def test_refused_as_a_whole_nothing_of_it_is_kept() -> None:
    cast = make_cast()
    with pytest.raises(Refused):
        give_consents(
            given={ConsentKind.SECRECY: ConsentHow.SPOKEN, ConsentKind.GROUND: ConsentHow.SPOKEN},
            person_id=make_person(cast.utrecht, "Samir"),
            subject=ConsentSubject.GOALS,
            from_domain="wmo",
            to_domain="wmo",
            to_agency_id=None,
            what="",
            ends_on=TODAY,
            by=cast.actor("bram"),
            at=NOW,
        )
    assert not Consent.objects.exists()


@pytest.mark.django_db
def test_what_they_were_asked_for_is_over_for_all_but_the_one_that_said_yes() -> None:
    cast = make_cast()
    person, about = make_person(cast.utrecht, "Samir"), uuid4()
    mine = _give(cast, person, ConsentKind.HELP, cast.linde.id, about=about)
    _give(cast, person, ConsentKind.HELP, cast.work_and_income.id, about=about)
    other = _give(cast, person, ConsentKind.HELP, about=uuid4())
    assert end_all_about(about=about, but_for=cast.linde.id, by=None, at=NOW) == 1
    still = Consent.objects.filter(ends_on__gt=TODAY)
    assert set(still) == {mine, other}


@pytest.mark.django_db
def test_another_consent_for_the_same_is_found_and_of_a_double_they_go_along() -> None:
    cast = make_cast()
    gone, kept = make_person(cast.utrecht, "Samir"), make_person(cast.utrecht, "Sameer")
    one = _give(cast, gone, ConsentKind.GROUND)
    two = _give(cast, gone, ConsentKind.GROUND, ends_on=TODAY + timedelta(days=90))
    assert list(same_consents(one, TODAY)) == [two]
    move_consents(gone_id=gone, kept_id=kept)
    assert Consent.objects.filter(person_id=kept).count() == 2


@pytest.mark.django_db
def test_the_form_keeps_an_agency_to_the_law_it_works_with_and_wants_a_yes() -> None:
    cast = make_cast()
    places = workplaces(municipality_id=cast.utrecht.id, on=TODAY)
    domains = [("participatiewet", "Participatiewet"), ("jeugdwet", "Jeugdwet")]
    filled = {
        "subject": "goals",
        "to_domain": "jeugdwet",
        "to_agency": str(cast.work_and_income.id),
        "ends_on": "2026-12-01",
        "ground": "spoken",
    }
    wrong = ConsentForm(filled, domains=domains, places=places)
    assert wrong.errors["to_agency"] == ["Deze instantie werkt niet met die wet. Kies een andere."]
    right = ConsentForm(filled | {"to_domain": "participatiewet"}, domains=domains, places=places)
    assert right.is_valid()
    assert right.given() == {ConsentKind.GROUND: ConsentHow.SPOKEN}
    silent = ConsentForm(
        filled | {"to_domain": "participatiewet", "ground": ""}, domains=domains, places=places
    )
    assert "Leg toestemming alleen vast als de inwoner ja zei." in silent.errors["__all__"][0]
