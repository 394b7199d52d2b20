"""Every address and method, for every role, for nobody, and for another agency's objects: the exact answer
of each cell.

The table is `tests/access_table.txt`. An address or method that stands in no row fails, so a new page needs
its row.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access_table import WHO, Row, read_table
from tests.access_world import World, make_world
from tools import access

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ROWS = read_table()
STATUS = {"ok": 200, "in": 302, "to": 302}
SETTINGS = "beheer/"
ROOT = Path(__file__).parent.parent


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield "/" + route


def own_routes() -> set[str]:
    """All addresses but those of the settings pages, which follow one rule (tested below)."""
    return {route for route in routes(get_resolver().url_patterns) if not route.startswith("/" + SETTINGS)}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {row.route for row in ROWS} == own_routes()


def test_every_address_with_an_object_is_tried_with_another_agencys() -> None:
    """Where an address names a record of somebody, one of its rows is about a record of strangers."""
    alone = {
        row.route
        for row in ROWS
        if "<" in row.route
        and row.route.startswith(("/werk/", "/mijn/"))
        and not any(other.about == "strange" for other in ROWS if other.route == row.route)
    }
    assert alone == set()


@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
def test_each_cell_gives_exactly_its_answer(who: str, client: Client, settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX = tmp_path
    world = make_world()
    wrong = []
    for row in ROWS:
        answer = row.answers[WHO.index(who)]
        got = _answer(world, client, who, row)
        if got != answer:
            wrong.append(f"{row.method} {row.route} ({row.about}): {got}, expected {answer}")
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["nobody", "bram", "hanna"])
def test_a_method_without_a_row_is_not_allowed(who: str, client: Client) -> None:
    """For every address and every method that no row names: 405, before anything is told."""
    world = make_world()
    named = {(row.route, row.method) for row in ROWS}
    wrong = []
    for row in {row.route: row for row in ROWS}.values():
        for method in METHODS:
            if (row.route, method) in named or (method == "HEAD" and (row.route, "GET") in named):
                continue
            got = _answer(world, client, who, Row(row.route, method, row.about, ()))
            if got != "405":
                wrong.append(f"{method} {row.route}: {got}")
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", WHO)
def test_settings_let_in_the_functional_manager_alone(who: str, client: Client) -> None:
    world = make_world()
    _sign_in(world, client, who)
    for address in (
        "",
        "accounts/user/",
        "accounts/user/add/",
        "accounts/agency/",
        "directory/taxonomyterm/",
    ):
        status = client.get(f"/{SETTINGS}{address}").status_code
        assert status == (200 if who == "hanna" else 302), address


def test_settings_hold_no_people_cases_trail_or_activities() -> None:
    """Settings and word lists only: no table with persons in it can be opened there."""
    closed = ("people", "casework", "privacy", "trail", "activities", "outreach", "matching", "funding")
    settings = [route for route in routes(get_resolver().url_patterns) if route.startswith("/" + SETTINGS)]
    assert [route for route in settings if route.split("/")[2] in closed] == []


def _sign_in(world: World, client: Client, who: str) -> None:
    client.logout()
    if who != "nobody":
        client.force_login(getattr(world.cast, who))


def _answer(world: World, client: Client, who: str, row: Row) -> str:
    """The answer of one cell, tried in a savepoint so that no cell changes the world of the next."""
    with transaction.atomic():
        _sign_in(world, client, who)
        world.prepare(client, who, row.about)
        response = client.generic(
            row.method,
            world.address(row.route, row.about),
            "",
            content_type="application/x-www-form-urlencoded",
            REMOTE_ADDR=world.next_address(),
        )
        transaction.set_rollback(True)
    if response.status_code == 302:
        return "in" if response["Location"].startswith("/inloggen/") else "to"
    return "ok" if response.status_code == 200 else str(response.status_code)


def test_the_page_for_people_says_what_the_table_says() -> None:
    """`make access` writes docs/access.md anew."""
    assert (ROOT / "docs" / "access.md").read_text() == access.page()
