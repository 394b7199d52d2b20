"""Parents stand in the case of who is under eighteen, and the consent page says who has to say yes."""

from datetime import date

import pytest

from meedoen.casework.models import Case
from meedoen.people.models import Guardian, PersonDetails
from meedoen.privacy.models import ConsentAge
from meedoen.site.tests.desk_makers import make_known, signed_in, state, text
from meedoen.trail.models import AuditLine
from tests.cast import TODAY, Cast, make_cast

pytestmark = pytest.mark.django_db

POSTED = {"kind": "parent", "name": "Nadia Amrani", "phone": "030-0000001", "email": ""}


def _world(born: date | None = date(2012, 3, 4)) -> tuple[Cast, Case, str]:
    cast = make_cast()
    case = make_known(cast, "bram", "Sem", "Amrani")
    PersonDetails.objects.filter(person_id=case.involvement.person_id).update(birth_date=born)
    state(cast, case)
    return cast, case, f"/werk/dossiers/{case.id}/"


def test_a_parent_is_added_and_leaves_again() -> None:
    cast, case, address = _world()
    client = signed_in(cast.bram)
    assert "Ouders en verzorgers" in text(client.get(address))
    page = text(client.get(address + "ouders/"))
    assert "de inwoner en de ouders of voogd" in page
    client.post(address + "ouders/", POSTED)
    guardian = Guardian.objects.get()
    assert (guardian.person_id, guardian.name, guardian.starts_on) == (
        case.involvement.person_id,
        "Nadia Amrani",
        TODAY,
    )
    assert "Nadia Amrani" in text(client.get(address + "ouders/"))
    assert "Deze persoon staat er al bij." in text(client.post(address + "ouders/", POSTED))
    client.post(f"{address}ouders/{guardian.id}/stopt/")
    assert "Nadia Amrani" not in text(client.get(address + "ouders/"))
    guardian.refresh_from_db()
    assert guardian.ends_on == TODAY
    assert AuditLine.objects.filter(act__in=["add_guardian", "end_guardian"]).count() == 2


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("kind", "", "Kies een van deze mogelijkheden."),
        ("kind", "buurman", "Kies uit de lijst."),
        ("name", "", "Vul een naam in."),
        ("phone", "bel maar", "Vul een telefoonnummer in"),
        ("email", "nadia", "Vul een e-mailadres in"),
    ],
)
def test_a_wrong_answer_is_said_and_nobody_is_added(field: str, value: str, said: str) -> None:
    cast, _, address = _world()
    assert said in text(signed_in(cast.bram).post(address + "ouders/", {**POSTED, field: value}))
    assert not Guardian.objects.exists()


@pytest.mark.parametrize(
    ("born", "said"),
    [(date(1970, 5, 1), "Deze inwoner is 18 jaar of ouder."), (None, "De geboortedatum is nog niet")],
)
def test_a_grown_up_has_no_parents_here(born: date | None, said: str) -> None:
    cast, _, address = _world(born)
    client = signed_in(cast.bram)
    assert "Ouders en verzorgers" not in text(client.get(address))
    assert said in text(client.get(address + "ouders/", follow=True))
    client.post(address + "ouders/", POSTED)
    assert not Guardian.objects.exists()


def test_who_grew_up_still_reads_who_was_there_and_adds_nobody() -> None:
    cast, case, address = _world(date(1970, 5, 1))
    Guardian.objects.create(
        person_id=case.involvement.person_id, kind="parent", name="Nadia", starts_on=date(2020, 1, 1)
    )
    client = signed_in(cast.bram)
    page = text(client.post(address + "ouders/", POSTED))
    assert "Nadia" in page
    assert "Deze inwoner is 18 jaar of ouder." in page
    assert Guardian.objects.count() == 1


def test_the_guardian_of_a_stranger_is_not_touched() -> None:
    cast, _, address = _world()
    stranger = make_known(cast, "olga", "Vreemde", "Naam")
    theirs = Guardian.objects.create(
        person_id=stranger.involvement.person_id, kind="parent", name="Ouder", starts_on=TODAY
    )
    assert signed_in(cast.bram).post(f"{address}ouders/{theirs.id}/stopt/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.ends_on is None


def test_the_consent_page_says_who_has_to_say_yes_for_who_is_young() -> None:
    cast, _, address = _world()
    page = text(signed_in(cast.bram).get(address + "toestemming/"))
    assert "Op deze leeftijd moet ja zeggen: de inwoner en de ouders of voogd." in page
    grown_up = make_known(cast, "bram", "Joke", "Verzonnen")
    state(cast, grown_up)
    assert "Deze inwoner is jong" not in text(
        signed_in(cast.bram).get(f"/werk/dossiers/{grown_up.id}/toestemming/")
    )


def test_the_functional_manager_sets_ages_from_a_day() -> None:
    cast = make_cast()
    client = signed_in(cast.hanna)
    assert "Nu geldt: onder 12 jaar" in text(client.get("/werk/leeftijden/"))
    posted = {
        "starts_on": "2026-10-01",
        "parents_below": "11",
        "alone_from": "15",
        "source": "Een nieuwe wet",
    }
    assert client.post("/werk/leeftijden/", posted)["Location"] == "/werk/leeftijden/"
    row = ConsentAge.objects.get()
    assert (row.starts_on, row.parents_below, row.alone_from) == (date(2026, 10, 1), 11, 15)
    page = text(client.get("/werk/leeftijden/"))
    assert "Nu geldt: onder 12 jaar" in page
    assert "Een nieuwe wet" in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("starts_on", "2026-09-01", "Kies een dag vanaf vandaag"),
        ("parents_below", "17", "De eerste leeftijd is niet hoger dan de tweede"),
        ("alone_from", "21", "Vul een leeftijd in tot en met 18."),
        ("alone_from", "zestien", "Vul een heel getal in."),
        ("source", "", "Vul in waar het staat."),
    ],
)
def test_wrong_ages_are_said_and_not_set(field: str, value: str, said: str) -> None:
    cast = make_cast()
    posted = {"starts_on": "2026-10-01", "parents_below": "12", "alone_from": "16", "source": "Jeugdwet"}
    assert said in text(signed_in(cast.hanna).post("/werk/leeftijden/", {**posted, field: value}))
    assert not ConsentAge.objects.exists()
