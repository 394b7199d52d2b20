"""Details change by who answers for a person; anybody shields an address; showing it again has a reason."""

from typing import Any

import pytest

from meedoen.casework.models import Case
from meedoen.people.models import Person, PersonDetails, ShieldChange
from meedoen.site.tests.desk_makers import looks, make_known, signed_in, state, text
from meedoen.trail.models import AuditLine, Change
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db

POSTED = {
    "first_name": "Samir",
    "last_name": "Amrani",
    "birth_date": "1971-05-01",
    "street": "Nieuwstraat 9",
    "postcode": "3562cd",
    "town": "Utrecht",
    "phone": "030-0000000",
    "email": "",
    "languages": ["nl", "ar"],
}
WHY = "De inwoner woont weer veilig en wil gewoon post krijgen."


def _world(**more: Any) -> tuple[Cast, Case, str]:
    cast = make_cast()
    case = make_known(cast, "bram", "Samir", "Amrani", **more)
    for worker in ("bram", "tessa"):
        state(cast, case, worker)
    return cast, case, f"/werk/dossiers/{case.id}/"


def _colleague(cast: Cast, case: Case) -> Any:
    """A colleague of Bram in the same team, who is neither the lead nor leads the team."""
    cast.olga.memberships.update(agency=cast.neighbourhood_team, team=cast.overvecht)
    state(cast, case, "olga")
    return signed_in(cast.olga)


def test_the_lead_changes_details_and_the_audit_names_fields_without_values() -> None:
    cast, case, address = _world()
    client = signed_in(cast.bram)
    assert 'value="Voorbeeldstraat 1"' in text(client.get(address + "gegevens/"))
    assert client.post(address + "gegevens/", POSTED)["Location"] == address
    row = PersonDetails.objects.get(person_id=case.involvement.person_id)
    assert (row.street, row.postcode, row.languages) == ("Nieuwstraat 9", "3562 CD", ["nl", "ar"])
    line = AuditLine.objects.get(act="change_details")
    changes = {row.field: (row.old, row.new) for row in Change.objects.filter(audit_id=line.id)}
    assert set(changes) == {"birth_date", "street", "postcode", "languages"}
    assert set(changes.values()) == {("filled", "changed")}
    assert ("details", "gegevens van de inwoner bijwerken") in looks()


def test_what_stays_the_same_leaves_no_line() -> None:
    cast, _, address = _world()
    same = {**POSTED, "street": "Voorbeeldstraat 1", "postcode": "3561 AB", "birth_date": "1970-05-01"}
    signed_in(cast.bram).post(address + "gegevens/", {**same, "languages": ["nl"]})
    assert not AuditLine.objects.filter(act="change_details").exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("first_name", "", "Vul de voornaam in."),
        ("birth_date", "1871-01-01", "Vul een geboortedatum in na 1900"),
        ("postcode", "35", "Vul een postcode in, zoals 3561 AB."),
        ("email", "samir", "Vul een e-mailadres in"),
        ("languages", ["klingon"], "Kies talen uit de lijst."),
    ],
)
def test_a_wrong_detail_is_said_and_nothing_is_kept(field: str, value: object, said: str) -> None:
    cast, case, address = _world()
    assert said in text(signed_in(cast.bram).post(address + "gegevens/", {**POSTED, field: value}))
    assert PersonDetails.objects.get(person_id=case.involvement.person_id).street == "Voorbeeldstraat 1"


def test_a_colleague_who_is_not_the_lead_changes_nothing() -> None:
    cast, case, address = _world()
    client = _colleague(cast, case)
    for answer in (client.get(address + "gegevens/"), client.post(address + "gegevens/", POSTED)):
        assert answer["Location"] == address
    assert "Alleen de vaste contactpersoon of de teamleider" in text(client.get(address))
    assert PersonDetails.objects.get(person_id=case.involvement.person_id).street == "Voorbeeldstraat 1"


def test_a_team_lead_changes_the_name_of_a_shielded_person_and_not_the_address() -> None:
    cast, case, address = _world(shielded=True)
    client = signed_in(cast.tessa)
    page = text(client.get(address + "gegevens/"))
    assert "Voorbeeldstraat" not in page
    assert 'name="street"' not in page
    client.post(address + "gegevens/", {**POSTED, "first_name": "Sameer"})
    row = PersonDetails.objects.get(person_id=case.involvement.person_id)
    assert (row.first_name, row.street, row.phone) == ("Sameer", "Voorbeeldstraat 1", "030-0000000")


def test_anybody_who_works_with_a_person_shields_them() -> None:
    cast, case, address = _world()
    client = _colleague(cast, case)
    assert "ziet alleen nog de vaste contactpersoon" in text(client.get(address + "afschermen/"))
    client.post(address + "afschermen/", {"reason": ""})
    assert Person.objects.get(id=case.involvement.person_id).shielded
    assert "Voorbeeldstraat" not in text(client.get(address))
    kept = ShieldChange.objects.get()
    assert (kept.shielded, kept.by) == (True, cast.olga)


def test_only_the_lead_or_the_team_lead_takes_it_off_and_says_why() -> None:
    cast, case, address = _world(shielded=True)
    colleague = _colleague(cast, case)
    assert colleague.post(address + "afschermen/", {"reason": WHY})["Location"] == address
    assert Person.objects.get(id=case.involvement.person_id).shielded
    client = signed_in(cast.tessa)
    for reason in ("", "Mag weer."):
        said = text(client.post(address + "afschermen/", {"reason": reason}))
        assert "Schrijf in een hele zin op waarom afschermen niet meer nodig is." in said
    assert client.post(address + "afschermen/", {"reason": WHY})["Location"] == address
    assert not Person.objects.get(id=case.involvement.person_id).shielded
    assert (ShieldChange.objects.get().reason, ShieldChange.objects.get().by) == (WHY, cast.tessa)
    assert not Change.objects.filter(new__contains="veilig").exists()
