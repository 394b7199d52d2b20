"""Who asks for everything again and again has to wait; who reads everything each hour never notices."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from meedoen.publishing.policy.parameters import Asked
from meedoen.publishing.policy.rates import CALENDARS, FULL_PAGES, WHOLE_LISTS, limit_of
from meedoen.publishing.tests.world import Full, make_full
from meedoen.publishing.vocabulary import Listing
from meedoen.trail.models import Attempts
from tests.cast import NOW

pytestmark = pytest.mark.django_db
ROOT = "/api/hsds/"
IN_FULL, LINES = "services?full=true", "services?format=ndjson"


@pytest.fixture
def full() -> Full:
    return make_full()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of each in an hour, at ten minutes past."""
    for limit, name in (
        (WHOLE_LISTS, "policy.rates.WHOLE_LISTS"),
        (FULL_PAGES, "policy.rates.FULL_PAGES"),
        (CALENDARS, "views.calendars.CALENDARS"),
    ):
        monkeypatch.setattr(f"meedoen.publishing.{name}", replace(limit, most=2))
    at = NOW.replace(minute=10, second=0, microsecond=0)
    for door in ("api.views", "views.calendars"):
        monkeypatch.setattr(f"meedoen.publishing.{door}.now", lambda: at)


def statuses(client: Client, address: str, times: int, **headers: str) -> list[int]:
    return [client.get(address, headers=headers).status_code for _ in range(times)]


def calendar(full: Full) -> str:
    return f"/aanbod/organisatie/{full.organization.id}/agenda.ics"


@pytest.mark.usefixtures("few", "full")
@pytest.mark.parametrize("question", [IN_FULL, LINES, "organizations?full_service=true"])
def test_one_too_many_is_a_problem_that_says_when_to_ask_again(client: Client, question: str) -> None:
    assert statuses(client, ROOT + question, 2) == [200, 200]

    response = client.get(ROOT + question)

    assert (response.status_code, response["Content-Type"]) == (429, "application/problem+json")
    assert response["Retry-After"] == "3000"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in response["Access-Control-Expose-Headers"]
    told = json.loads(response.content)
    assert (told["status"], told["title"]) == (429, "Te vaak gevraagd")
    assert "over 3000 seconden opnieuw" in told["detail"]


@pytest.mark.usefixtures("few", "full")
def test_by_post_it_counts_as_well(client: Client) -> None:
    answers = [client.post(f"{ROOT}services", {"full": "true"}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


@pytest.mark.usefixtures("few", "full")
def test_pages_in_full_and_whole_lists_are_counted_apart_and_each_address_by_itself(client: Client) -> None:
    assert statuses(client, ROOT + IN_FULL, 3) == [200, 200, 429]
    assert statuses(client, ROOT + LINES, 2) == [200, 200]
    assert Client(REMOTE_ADDR="192.0.2.7").get(ROOT + IN_FULL).status_code == 200


@pytest.mark.usefixtures("few", "full")
def test_a_new_hour_begins_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert statuses(client, ROOT + IN_FULL, 3)[-1] == 429
    monkeypatch.setattr("meedoen.publishing.api.views.now", lambda: NOW + timedelta(hours=1))
    assert client.get(ROOT + IN_FULL).status_code == 200


@pytest.mark.usefixtures("few")
def test_what_did_not_change_is_not_counted_and_is_answered_also_to_who_has_to_wait(
    client: Client, full: Full
) -> None:
    mark = client.get(ROOT + IN_FULL)["ETag"]
    assert statuses(client, ROOT + IN_FULL, 5, **{"If-None-Match": mark}) == [304] * 5
    assert statuses(client, ROOT + IN_FULL, 2) == [200, 429]
    assert statuses(client, ROOT + IN_FULL, 1, **{"If-None-Match": mark}) == [304]


@pytest.mark.usefixtures("few")
def test_what_is_light_is_never_counted(client: Client, full: Full) -> None:
    light = [
        ROOT, f"{ROOT}openapi.json", f"{ROOT}services", f"{ROOT}services?minimal=true",
        f"{ROOT}services/{full.service.id}", f"/aanbod/{full.service.id}/agenda.ics",
    ]  # fmt: skip
    for address in light:
        assert statuses(client, address, 4) == [200] * 4
    assert [client.head(ROOT + LINES).status_code for _ in range(4)] == [200] * 4
    wrong = f"{ROOT}services?full=misschien"
    assert statuses(client, wrong, 4) == [400] * 4
    assert not Attempts.objects.exists()


@pytest.mark.usefixtures("few")
def test_the_calendar_of_an_organization_is_limited_and_304_is_not_counted(
    client: Client, full: Full
) -> None:
    mark = client.get(calendar(full))["ETag"]
    assert statuses(client, calendar(full), 5, **{"If-None-Match": mark}) == [304] * 5
    assert statuses(client, calendar(full), 1) == [200]

    page = client.get(calendar(full))

    assert (page.status_code, page["Retry-After"]) == (429, "3000")
    assert "heel veel agenda" in page.content.decode()


@pytest.mark.usefixtures("few", "full")
def test_a_calendar_that_is_not_there_is_not_counted(client: Client) -> None:
    address = "/aanbod/organisatie/00000000-0000-4000-8000-000000000000/agenda.ics"
    assert statuses(client, address, 4) == [404] * 4


def test_reading_everything_six_times_an_hour_stays_below_the_limits() -> None:
    lists, services, on_a_page = len(Listing), 50_000, 100
    assert WHOLE_LISTS.most >= 6 * lists
    assert FULL_PAGES.most >= 6 * services / on_a_page


def test_what_counts_for_what() -> None:
    asked: Any = Asked()
    assert limit_of(asked) is None
    assert limit_of(replace(asked, full=True)) == FULL_PAGES
    assert limit_of(replace(asked, full_service=True)) == FULL_PAGES
    assert limit_of(replace(asked, full=True, format="ndjson")) == WHOLE_LISTS
