"""Who answers for a person: chosen where somebody stood in, and passed on by two who both say yes."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from meedoen.accounts.models import Agency, User
from meedoen.casework.models import Case
from meedoen.casework.tests.clock import Clock
from meedoen.people.jobs import keep_owners
from meedoen.people.models import Involvement, LeadChange
from meedoen.privacy.models import Consent
from meedoen.site.tests.desk_makers import looks, make_known, queries_of, signed_in, state, text
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person, running

pytestmark = pytest.mark.django_db


def _world(*, shielded: bool = False) -> tuple[Cast, Case, str]:
    """Bram leads Samir in the team of Tessa; Olga came to work there too."""
    cast = make_cast()
    case = make_known(cast, "bram", "Samir", "Amrani", shielded=shielded)
    cast.olga.memberships.update(agency=cast.neighbourhood_team, team=cast.overvecht)
    for worker in ("bram", "tessa", "olga"):
        state(cast, case, worker)
    return cast, case, f"/werk/dossiers/{case.id}/"


def _choose(by: User, address: str, lead: User) -> str:
    return text(signed_in(by).post(address + "contactpersoon/", {"lead": str(lead.id)}, follow=True))


def _question() -> str:
    return f"/werk/vragen/{_open().get().id}/"


def _open() -> Any:
    return LeadChange.objects.filter(answer="", answered_at__isnull=True)


def _answer(by: User, answer: str) -> str:
    return text(signed_in(by).post(_question(), {"answer": answer}, follow=True))


def test_the_lead_asks_a_colleague_and_with_a_yes_it_is_passed_on() -> None:
    cast, _case, address = _world()
    assert "De vraag is gesteld." in _choose(cast.bram, address, cast.olga)
    assert running().get().lead == cast.bram
    waiting = (
        "Olga wordt misschien de vaste contactpersoon. Dat wacht op een ja van Olga, uiterlijk di 22 sep."
    )
    assert waiting in text(signed_in(cast.tessa).get(address))
    start = text(signed_in(cast.olga).get("/werk/"))
    assert "Bram vraagt: word jij de vaste contactpersoon?" in start
    assert "Samir" not in start
    assert "Samir Amrani" in text(signed_in(cast.olga).get(_question()))
    assert ("lead_question", "antwoorden op de vraag wie de vaste contactpersoon wordt") in looks()
    assert "Jullie zijn het eens." in _answer(cast.olga, "yes")
    assert running().get().lead == cast.olga
    assert "misschien" not in text(signed_in(cast.tessa).get(address))


def test_with_a_no_or_without_an_answer_nothing_changes(clock: Clock) -> None:
    cast, _case, address = _world()
    _choose(cast.bram, address, cast.olga)
    assert "De vaste contactpersoon blijft wie het was." in _answer(cast.olga, "no")
    _choose(cast.bram, address, cast.olga)
    asked = _question()
    clock.time = NOW + timedelta(days=8)
    assert "vraagt: word jij" not in text(signed_in(cast.olga).get("/werk/"))
    late = text(signed_in(cast.olga).post(asked, {"answer": "yes"}, follow=True))
    assert "Deze vraag is al beantwoord of verlopen." in late
    keep_owners()
    assert not _open().exists()
    assert running().get().lead == cast.bram
    assert signed_in(cast.olga).get(asked).status_code == 404


def test_who_wants_to_take_over_asks_the_lead() -> None:
    cast, _case, address = _world()
    _choose(cast.olga, address, cast.olga)
    asked = text(signed_in(cast.bram).get("/werk/"))
    assert "Olga wil de vaste contactpersoon worden van iemand van jou" in asked
    assert "Geef je deze inwoner over?" in text(signed_in(cast.bram).get(_question()))
    assert signed_in(cast.olga).get(_question()).status_code == 404
    _answer(cast.bram, "yes")
    assert running().get().lead == cast.olga


def test_where_the_team_lead_asks_first_the_colleague_says_yes_and_then_the_lead() -> None:
    cast, _case, address = _world()
    _choose(cast.tessa, address, cast.olga)
    assert signed_in(cast.bram).get(_question()).status_code == 404
    assert "Je zei ja. Nu antwoordt Bram nog." in _answer(cast.olga, "yes")
    assert running().get().lead == cast.bram
    _answer(cast.bram, "yes")
    assert running().get().lead == cast.olga


def test_a_colleague_does_not_pass_somebody_on_over_the_head_of_the_lead() -> None:
    cast, _case, address = _world()
    assert "Alleen de vaste contactpersoon of de teamleider" in _choose(cast.olga, address, cast.tessa)
    assert not _open().exists()


def test_for_who_waits_the_team_lead_chooses_and_a_colleague_takes_it_at_once() -> None:
    cast, _case, address = _world()
    for by, lead in ((cast.tessa, cast.bram), (cast.olga, cast.olga)):
        running().update(lead=cast.tessa, next_action="name_lead")
        assert "De vaste contactpersoon is gekozen." in _choose(by, address, lead)
        assert (running().get().lead, running().get().next_action) == (lead, "contact")
    assert not _open().exists()


def test_a_stranger_is_not_chosen_and_a_colleague_who_left_does_not_answer() -> None:
    cast, _case, address = _world()
    assert "Kies een collega uit de lijst." in _choose(cast.bram, address, cast.fatima)
    _choose(cast.olga, address, cast.olga)
    cast.olga.memberships.update(ends_on=TODAY - timedelta(days=1))
    assert "Deze collega werkt hier niet met dossiers." in _answer(cast.bram, "yes")
    assert running().get().lead == cast.bram


@pytest.mark.parametrize("posted", [{}, {"answer": ""}, {"answer": "misschien"}])
def test_an_answer_that_is_none_is_asked_again(posted: dict[str, str]) -> None:
    cast, _case, address = _world()
    _choose(cast.bram, address, cast.olga)
    assert "Kies ja of nee." in text(signed_in(cast.olga).post(_question(), posted, follow=True))
    assert _open().count() == 1


def test_of_a_shielded_person_nobody_makes_themself_the_lead() -> None:
    cast, _case, address = _world(shielded=True)
    assert "Alleen de vaste contactpersoon of de teamleider" in _choose(cast.olga, address, cast.olga)
    assert "Je kunt niet jezelf kiezen" in _choose(cast.tessa, address, cast.tessa)
    assert not _open().exists()
    _choose(cast.bram, address, cast.tessa)
    _answer(cast.tessa, "yes")
    assert running().get().lead == cast.tessa
    assert "Voorbeeldstraat" not in text(signed_in(cast.bram).get(address))


def _known_elsewhere(cast: Cast, person: UUID, *, days: int, domain: str = "wmo") -> Involvement:
    """Stichting De Kastanje knows the person too, since so many days later."""
    agency: Agency = cast.kastanje
    return Involvement.objects.create(
        municipality=cast.utrecht,
        person_id=person,
        agency=agency,
        legal_domain_id=domain,
        lead=cast.carla,
        starts_on=TODAY + timedelta(days=days),
        next_action="contact",
        next_action_on=TODAY + timedelta(days=1),
    )


THERE = "Er is al een vaste contactpersoon bij Stichting De Kastanje"


def test_in_one_legal_domain_the_first_lead_is_the_lead_over_all_agencies() -> None:
    cast, case, address = _world()
    elsewhere = _known_elsewhere(cast, case.involvement.person_id, days=-3)
    page = text(signed_in(cast.bram).get(address))
    assert f'{THERE} (Wmo 2015): Carla, <a href="mailto:carla@voorbeeld.invalid">' in page
    Involvement.objects.filter(id=case.involvement_id).update(starts_on=TODAY - timedelta(days=4))
    assert THERE not in text(signed_in(cast.bram).get(address))
    Involvement.objects.filter(id=elsewhere.id).update(starts_on=TODAY - timedelta(days=5), ends_on=TODAY)
    assert THERE not in text(signed_in(cast.bram).get(address))


def test_of_another_legal_domain_a_lead_is_told_by_consent_alone() -> None:
    cast, case, address = _world()
    person = case.involvement.person_id
    _known_elsewhere(cast, person, days=-3, domain="jeugdwet")
    client = signed_in(cast.bram)
    assert "De Kastanje" not in text(client.get(address))
    consent = Consent.objects.create(
        person_id=person,
        subject="lead",
        from_domain_id="jeugdwet",
        to_domain_id="wmo",
        text_version="2026-1",
        given_on=TODAY,
        ends_on=TODAY,
        recorded_by=cast.bram,
    )
    assert THERE in text(client.get(address))
    Consent.objects.filter(id=consent.id).update(subject="goals")
    assert "De Kastanje" not in text(client.get(address))


def test_of_a_shielded_person_no_lead_is_told_without_consent() -> None:
    cast, case, address = _world(shielded=True)
    _known_elsewhere(cast, case.involvement.person_id, days=-3)
    assert "De Kastanje" not in text(signed_in(cast.bram).get(address))


def test_the_start_page_takes_as_many_queries_for_three_questions_as_for_one() -> None:
    cast, _case, address = _world()
    client: Client = signed_in(cast.olga)
    _choose(cast.bram, address, cast.olga)
    one = queries_of(client, "/werk/")
    for name in ("Aya", "Noah"):
        case = make_case(involve(make_person(cast.utrecht, name), cast.bram))
        state(cast, case)
        _choose(cast.bram, f"/werk/dossiers/{case.id}/", cast.olga)
    assert text(client.get("/werk/")).count("word jij de vaste contactpersoon?") == 3
    assert queries_of(client, "/werk/") == one
