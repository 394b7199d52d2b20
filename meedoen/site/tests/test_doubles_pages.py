"""The pages on which a worker makes two records one."""

from datetime import timedelta

import pytest

from meedoen.casework.tests.clock import Clock
from meedoen.people.models import (
    Person,
    PersonDetails,
)
from meedoen.site.tests.desk_makers import make_known, signed_in, state, text
from meedoen.site.tests.test_doubles import _join, _person, _world
from meedoen.trail.models import AuditLine
from tests.cast import make_cast, running

pytestmark = pytest.mark.django_db


def test_the_worker_searches_compares_chooses_and_joins() -> None:
    cast, kept, _, address = _world()
    client = signed_in(cast.bram)
    search = f"/werk/dossiers/{kept.id}/dubbel/"
    assert "Sameer El Amrani" in text(client.post(search, {"name": "sameer"}))
    page = text(client.get(address))
    for said in ("Sameer", "3562 CD", "Samir", "3561 AB", "Voornaam: wat klopt?", "Adres: wat klopt?"):
        assert said in page
    assert "Telefoon: wat klopt?" not in page
    assert "Zet een vinkje als je het zeker weet." in text(client.post(address, {"first_name": "here"}))
    posted = {"first_name": "here", "last_name": "there", "address": "there", "sure": "on"}
    assert client.post(address, posted)["Location"] == f"/werk/dossiers/{kept.id}/"
    details = PersonDetails.objects.get(person_id=_person(kept))
    assert (details.first_name, details.last_name, details.postcode) == ("Samir", "El Amrani", "3562 CD")
    assert details.email == "sameer@voorbeeld.invalid"
    assert details.languages == ["nl", "ar"]
    assert AuditLine.objects.filter(act="join_persons").count() == 1


def test_a_likely_double_is_shown_without_a_search() -> None:
    cast = make_cast()
    cases = [make_known(cast, "bram", "Samir", "Amrani") for _ in range(2)]
    for case in cases:
        state(cast, case)
    page = text(signed_in(cast.bram).get(f"/werk/dossiers/{cases[0].id}/dubbel/"))
    assert f"/werk/dossiers/{cases[0].id}/dubbel/{cases[1].id}/" in page


def test_the_old_address_leads_to_the_case_that_goes_on(clock: Clock) -> None:
    cast, kept, gone, _ = _world()
    _join(cast, kept, gone)
    client = signed_in(cast.bram)
    old = f"/werk/dossiers/{gone.id}/"
    for _ in range(2):
        assert client.get(old)["Location"] == f"/werk/dossiers/{kept.id}/"
        assert client.post(old + "gesprek/")["Location"] == f"/werk/dossiers/{kept.id}/"
        clock.time += timedelta(days=20)
    assert signed_in(cast.olga).get(old).status_code == 404
    assert signed_in(cast.fatima).get(old).status_code == 404


def test_the_person_reads_who_looked_at_both() -> None:
    cast, kept, gone, _ = _world()
    Person.objects.filter(id=_person(gone)).update(user=cast.joke)
    signed_in(cast.bram).get(f"/werk/dossiers/{gone.id}/")
    signed_in(cast.bram).get(f"/werk/dossiers/{kept.id}/")
    joke = signed_in(cast.joke)
    assert "Er is 2 keer gekeken." in text(joke.get("/mijn/"))
    _join(cast, kept, gone)
    assert "Er is 4 keer gekeken." in text(joke.get("/mijn/"))


def test_two_accounts_stay_apart_until_somebody_chose() -> None:
    cast, kept, gone, address = _world()
    Person.objects.filter(id=_person(gone)).update(user=cast.joke)
    Person.objects.filter(id=_person(kept)).update(user=cast.noor)
    posted = {"first_name": "here", "last_name": "there", "address": "there", "sure": "on"}
    assert "Vraag de beheerder welk account blijft." in text(signed_in(cast.bram).post(address, posted))
    assert running().filter(legal_domain="wmo").count() == 2


def test_of_a_shielded_person_only_who_sees_the_address_joins() -> None:
    cast, kept, gone, address = _world()
    Person.objects.filter(id=_person(gone)).update(shielded=True)
    for case in (kept, gone):
        state(cast, case, "tessa")
    tessa = signed_in(cast.tessa)
    page = text(tessa.get(address))
    assert "Een van deze inwoners is afgeschermd." in page
    assert "3562 CD" not in page
    tessa.post(address, {"first_name": "here", "last_name": "there", "address": "there", "sure": "on"})
    assert running().filter(legal_domain="wmo").count() == 2
    signed_in(cast.bram).post(
        address, {"first_name": "here", "last_name": "there", "address": "here", "sure": "on"}
    )
    assert Person.objects.get(id=_person(kept)).shielded


def test_nobody_joins_with_whom_they_do_not_know() -> None:
    cast, kept, _, _ = _world()
    stranger = make_known(cast, "olga", "Vreemde", "Naam")
    client = signed_in(cast.bram)
    address = f"/werk/dossiers/{kept.id}/dubbel/{stranger.id}/"
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert client.get(f"/werk/dossiers/{kept.id}/dubbel/{kept.id}/").status_code == 404
    assert "Vreemde" not in text(client.post(f"/werk/dossiers/{kept.id}/dubbel/", {"name": "Naam"}))
