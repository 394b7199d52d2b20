"""A colleague leaves: seen first in numbers, then handed on in one go; and /beheer/ says what it means."""

from datetime import timedelta

import pytest
from django.test import Client

from meedoen.accounts.models import User
from meedoen.people.jobs import keep_owners
from meedoen.site.tests.desk_makers import looks, make_known, signed_in, text
from tests.cast import TODAY, Cast, involve, make_cast, make_person, running

pytestmark = pytest.mark.django_db
LIST = "/werk/vertrek/"


def _world() -> tuple[Cast, str]:
    """Bram answers for three, one of whom is shielded; Olga works there now too."""
    cast = make_cast()
    cast.olga.memberships.update(agency=cast.neighbourhood_team, team=cast.overvecht)
    for name in ("Samir", "Aya"):
        make_known(cast, "bram", name)
    make_known(cast, "bram", "Verborgen", shielded=True)
    return cast, f"{LIST}{cast.bram.id}/"


def _leads() -> list[str]:
    return sorted(running().exclude(legal_domain="open").values_list("lead__name", flat=True))


def test_a_team_lead_sees_the_numbers_first_and_then_hands_on_everything() -> None:
    cast, address = _world()
    client = signed_in(cast.tessa)
    assert "3 inwoners" in text(client.get(LIST))
    assert "Bram staat in voor 3 inwoners." in text(client.get(address))
    preview = text(client.post(address, {"way": "everybody"}))
    assert "Wmo 2015, Buurtteam Overvecht" in preview
    assert "Eén inwoner is afgeschermd." in preview
    assert "Samir" not in preview
    assert _leads() == ["Bram", "Bram", "Bram"]
    done = text(client.post(address, {"way": "everybody", "sure": "1"}, follow=True))
    assert "3 inwoners van Bram: overgedragen." in done
    assert _leads() == ["Olga", "Tessa", "Tessa"]
    assert client.get(address).status_code == 404
    assert looks() == []


def test_everything_goes_to_the_colleague_who_was_chosen() -> None:
    cast, address = _world()
    client = signed_in(cast.tessa)
    assert "Kies ten minste één collega." in text(client.post(address, {"way": "chosen", "sure": "1"}))
    posted = {"way": "chosen", "colleagues": [str(cast.fatima.id)], "sure": "1"}
    assert "Kies collega's uit de lijst." in text(client.post(address, posted))
    assert "Kies aan wie." in text(client.post(address, {"sure": "1"}))
    assert _leads() == ["Bram", "Bram", "Bram"]
    client.post(address, {"way": "chosen", "colleagues": [str(cast.olga.id)], "sure": "1"})
    assert _leads() == ["Olga", "Olga", "Tessa"]


def test_who_manages_accounts_sees_one_number_and_nothing_that_tells_more() -> None:
    cast, address = _world()
    client = signed_in(cast.hanna)
    assert "3 inwoners" in text(client.get(LIST))
    preview = text(client.post(address, {"way": "stand_in"}))
    assert "Je draagt 3 inwoners over." in preview
    assert "Buurtteam Overvecht" not in preview
    assert "Wmo" not in preview
    client.post(address, {"way": "stand_in", "sure": "1"})
    assert _leads() == ["Tessa", "Tessa", "Tessa"]


def test_another_team_or_municipality_hands_on_nothing() -> None:
    cast, address = _world()
    make_known(cast, "fatima", "Ander")
    cast.tessa.memberships.update(team=cast.zuilen)
    assert signed_in(cast.tessa).get(address).status_code == 404
    cast.hanna.memberships.update(agency=cast.deventer.agencies.get())
    assert signed_in(cast.hanna).get(address).status_code == 404
    assert "Bram" not in text(signed_in(cast.hanna).get(LIST))
    assert signed_in(cast.dirk).get(LIST).status_code == 403


def test_where_nobody_can_stand_in_it_says_so_and_hands_on_nothing() -> None:
    cast = make_cast()
    involve(make_person(cast.utrecht, "Samir"), cast.fatima)
    client = signed_in(cast.hanna)
    answer = text(client.post(f"{LIST}{cast.fatima.id}/", {"way": "everybody"}))
    assert "Dit kan nog niet" in answer
    forced = text(client.post(f"{LIST}{cast.fatima.id}/", {"way": "everybody", "sure": "1"}))
    assert "Geef eerst een collega een rol" in forced
    assert _leads() == ["Fatima"]


def _save(client: Client, user: User, **changes: str) -> str:
    """The page of an account in /beheer/, sent back as it is but for these changes."""
    membership = user.memberships.get()
    posted = {
        "email": user.email,
        "name": user.name,
        "is_active": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": str(membership.id),
        "memberships-0-user": str(user.id),
        "memberships-0-role": membership.role,
        "memberships-0-agency": str(membership.agency_id),
        "memberships-0-team": str(membership.team_id),
        "memberships-0-legal_domain": membership.legal_domain_id,
        "memberships-0-starts_on": "2026-01-01",
        **changes,
    }
    kept = {name: value for name, value in posted.items() if value}
    return text(client.post(f"/beheer/accounts/user/{user.id}/change/", kept, follow=True))


@pytest.mark.parametrize(
    "change", [{"is_active": ""}, {"memberships-0-ends_on": str(TODAY - timedelta(days=1))}]
)
def test_the_settings_say_for_how_many_an_account_answers_that_ends(change: dict[str, str]) -> None:
    cast, address = _world()
    client = signed_in(cast.hanna)
    assert "staat nog in voor" not in _save(client, cast.bram)
    said = _save(client, cast.bram, **change)
    assert "Bram staat nog in voor 3 inwoners, maar werkt daar niet meer." in said
    assert f'href="{address}"' in said
    keep_owners()
    assert _leads() == ["Tessa", "Tessa", "Tessa"]
