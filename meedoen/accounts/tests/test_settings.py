"""/beheer/: what a functional manager may change, what stays closed, and what is written down of it."""

from typing import Any

import pytest
from django.test import Client

from meedoen.accounts.forms import TeamForm
from meedoen.accounts.models import Membership, Team, User
from meedoen.accounts.vocabulary import RoleCode
from meedoen.trail.models import AuditLine, Change
from tests.cast import Cast, make_cast, make_person

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "een-heel-nieuw-wachtwoord"
OWN = "Je kunt je eigen rollen niet veranderen"


@pytest.fixture
def cast(client: Client) -> Cast:
    """The cast, with Hanna the functional manager signed in, and Joke a resident with an account."""
    cast = make_cast()
    make_person(cast.utrecht, "Joke", user=cast.joke)
    client.force_login(cast.hanna)
    return cast


def _account(user: User, cast: Cast, *, role: str = "", **changed: str) -> dict[str, str]:
    """The form of one account as it stands, with one more role where `role` is given."""
    memberships = list(user.memberships.all())
    data = {
        "email": user.email,
        "name": user.name,
        "is_active": "on",
        "memberships-TOTAL_FORMS": str(len(memberships) + bool(role)),
        "memberships-INITIAL_FORMS": str(len(memberships)),
    }
    rows = [(str(m.pk), m.role, str(m.agency_id), str(m.team_id or ""), m) for m in memberships]
    for n, (pk, code, agency, team, membership) in enumerate(rows):
        data |= _row(
            n, pk, user, code, agency, membership.legal_domain_id or "", team, str(membership.starts_on)
        )
    if role:
        data |= _row(len(rows), "", user, role, str(cast.neighbourhood_team.pk), "wmo", "", "2026-02-01")
    return data | changed


def _row(
    n: int, pk: str, user: User, role: str, agency: str, domain: str, team: str, starts_on: str = "2026-01-01"
) -> dict[str, str]:
    row = {
        "id": pk,
        "user": str(user.pk),
        "role": role,
        "agency": agency,
        "team": team,
        "legal_domain": domain,
        "starts_on": starts_on,
        "ends_on": "",
    }
    return {f"memberships-{n}-{name}": value for name, value in row.items()}


def _acts() -> list[tuple[str, str]]:
    return list(AuditLine.objects.order_by("at").values_list("act", "object_id"))


def test_nobody_gives_themselves_a_role(client: Client, cast: Cast) -> None:
    address = f"/beheer/accounts/user/{cast.hanna.pk}/change/"
    refused = client.post(address, _account(cast.hanna, cast, role="team_lead"))
    assert refused.status_code == 200 and OWN in refused.content.decode()
    for change in ({"memberships-0-role": "team_lead"}, {"memberships-0-DELETE": "on"}):
        assert OWN in client.post(address, _account(cast.hanna, cast, **change)).content.decode()
    assert [m.role for m in cast.hanna.memberships.all()] == ["functional_manager"]
    assert client.post(address, _account(cast.hanna, cast, name="Hanna B")).status_code == 302


def test_each_change_of_a_role_is_written_down_without_a_name(client: Client, cast: Cast) -> None:
    address = f"/beheer/accounts/user/{cast.bram.pk}/change/"
    assert client.post(address, _account(cast.bram, cast, role="team_lead")).status_code == 302
    ended = {"memberships-0-ends_on": "2026-09-30"}
    assert client.post(address, _account(cast.bram, cast, **ended)).status_code == 302
    gone = ended | {"memberships-1-DELETE": "on"}
    assert client.post(address, _account(cast.bram, cast, **gone)).status_code == 302
    bram = str(cast.bram.pk)
    assert _acts() == [("role_given", bram), ("role_changed", bram), ("role_taken_away", bram)]
    line = AuditLine.objects.get(act="role_given")
    assert (line.user_id, line.role, line.object_type) == (cast.hanna.pk, "functional_manager", "account")
    changed = Change.objects.filter(audit_id=line.id).values_list("field", "old", "new")
    assert ("role", "", "team_lead") in changed
    ended_line = AuditLine.objects.get(act="role_changed")
    assert list(Change.objects.filter(audit_id=ended_line.id).values_list("field", "new")) == [
        ("ends_on", "2026-09-30")
    ]
    stored = str(list(Change.objects.values())) + str(list(AuditLine.objects.values()))
    assert "Bram" not in stored and "bram@" not in stored


def test_a_new_account_is_written_down_and_can_be_found(client: Client, cast: Cast) -> None:
    data = {
        "email": "Nieuw@Voorbeeld.invalid",
        "name": "Nieuw",
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD,
        "usable_password": "true",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }
    assert client.post("/beheer/accounts/user/add/", data).status_code == 302
    made = User.objects.get(email="nieuw@voorbeeld.invalid")
    assert _acts() == [("account_made", str(made.pk))]
    assert "Nieuw" in client.get("/beheer/accounts/user/").content.decode()
    twice = client.post("/beheer/accounts/user/add/", data | {"email": "NIEUW@voorbeeld.invalid"})
    assert twice.status_code == 200
    assert User.objects.filter(name="Nieuw").count() == 1


def test_an_account_that_is_changed_or_deleted_is_written_down(client: Client, cast: Cast) -> None:
    data = _account(cast.bram, cast)
    del data["is_active"]
    assert client.post(f"/beheer/accounts/user/{cast.bram.pk}/change/", data).status_code == 302
    assert client.post(f"/beheer/accounts/user/{cast.ravi.pk}/delete/", {"post": "yes"}).status_code == 302
    many = {"action": "delete_selected", "_selected_action": str(cast.dirk.pk), "post": "yes"}
    assert client.post("/beheer/accounts/user/", many).status_code == 302
    assert _acts() == [
        ("account_changed", str(cast.bram.pk)),
        ("account_deleted", str(cast.ravi.pk)),
        ("account_deleted", str(cast.dirk.pk)),
    ]
    assert not User.objects.filter(pk__in=[cast.ravi.pk, cast.dirk.pk]).exists()


def test_a_password_that_a_manager_sets_is_written_down(client: Client, cast: Cast) -> None:
    address = f"/beheer/accounts/user/{cast.bram.pk}/password/"
    data = {"password1": NEW_PASSWORD, "password2": "iets-heel-anders-dan-dat", "usable_password": "true"}
    assert client.post(address, data).status_code == 200
    assert _acts() == []
    assert client.post(address, data | {"password2": NEW_PASSWORD}).status_code == 302
    assert _acts() == [("password_set", str(cast.bram.pk))]


def test_the_account_that_set_up_the_installation_is_not_called_a_resident(
    client: Client, cast: Cast
) -> None:
    client.force_login(User.objects.create_superuser("begin@voorbeeld.invalid", NEW_PASSWORD, name="Begin"))
    client.post(f"/beheer/accounts/user/{cast.bram.pk}/change/", _account(cast.bram, cast, role="team_lead"))
    assert AuditLine.objects.get().role == "superuser"


def test_an_account_of_a_resident_cannot_be_found_seen_or_changed(client: Client, cast: Cast) -> None:
    Membership.objects.create(
        user=cast.noor, agency=cast.linde, role=RoleCode.RESIDENT, starts_on="2026-01-01"
    )
    for address in ("", "?q=joke", "?q=noor"):
        shown = client.get(f"/beheer/accounts/user/{address}").content.decode()
        assert "joke@" not in shown and "noor@" not in shown
    assert "bram@" in client.get("/beheer/accounts/user/").content.decode()
    for page in ("change", "delete", "history"):
        assert client.get(f"/beheer/accounts/user/{cast.joke.pk}/{page}/").status_code == 302
    data = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "usable_password": "true"}
    assert client.post(f"/beheer/accounts/user/{cast.joke.pk}/password/", data).status_code == 404
    cast.joke.refresh_from_db()
    assert not cast.joke.check_password(NEW_PASSWORD)


@pytest.mark.parametrize("text", ["5", "null", '"WK034403"', '{"a": 1}', "WK03440", "WK034403 en WK034402"])
def test_what_is_no_list_of_districts_is_refused(client: Client, cast: Cast, text: str) -> None:
    answer = client.post(f"/beheer/accounts/team/{cast.overvecht.pk}/change/", _team(cast, text))
    assert answer.status_code == 200
    assert "is geen CBS-code" in answer.content.decode()
    assert Team.objects.get(pk=cast.overvecht.pk).area_codes == ["WK034403"]
    assert client.get("/signaal/").status_code == 200


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("wk034403\r\n\r\nBU03440311, GM0344\nWK034403", ["WK034403", "BU03440311", "GM0344"]),
        (" \n,", []),
    ],
)
def test_districts_are_written_one_a_line(client: Client, cast: Cast, text: str, codes: list[str]) -> None:
    answer = client.post(f"/beheer/accounts/team/{cast.overvecht.pk}/change/", _team(cast, text))
    assert answer.status_code == 302
    team = Team.objects.get(pk=cast.overvecht.pk)
    assert team.area_codes == codes
    assert TeamForm(instance=team)["area_codes"].value() == "\n".join(codes)


def _team(cast: Cast, area_codes: str) -> dict[str, Any]:
    return {
        "municipality": str(cast.utrecht.pk),
        "agency": str(cast.neighbourhood_team.pk),
        "name": "Buurtteam Overvecht",
        "area_codes": area_codes,
    }


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    "address",
    ["x%00y/change/", "x%00y/delete/", "?code=%00", "?q=a%00b", "?%00=a"],
)
def test_a_null_byte_in_an_address_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/beheer/accounts/legaldomain/{address}").status_code == 404


def test_a_null_byte_in_a_form_is_a_bad_request(client: Client, cast: Cast) -> None:
    many = {"action": "delete_selected", "_selected_action": "a\0b"}
    assert client.post("/beheer/accounts/legaldomain/", many).status_code == 400
    domain = {"memberships-0-legal_domain": "w\0mo"}
    address = f"/beheer/accounts/user/{cast.bram.pk}/change/"
    assert client.post(address, _account(cast.bram, cast, **domain)).status_code == 400


@pytest.mark.usefixtures("cast")
def test_the_settings_speak_dutch_and_show_no_background_work(client: Client) -> None:
    shown = client.get("/beheer/").content.decode()
    for word in ("Gemeenten", "Instanties", "Wettelijke kaders", "Accounts", "Woordenlijsten", "Termen"):
        assert word in shown
    for word in ("Municipalities", "Agencies", "Legal domain", "Users", "Taxonom", "Tasks Database"):
        assert word not in shown
    assert client.get("/beheer/django_tasks_database/dbtaskresult/").status_code == 404
