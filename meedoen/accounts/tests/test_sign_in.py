"""Signing in: who gets where, and what a mistake gives away."""

import logging
from datetime import date, timedelta
from ipaddress import ip_network
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from meedoen.accounts import views
from meedoen.accounts.models import Membership, User
from meedoen.accounts.queries import actor_of
from meedoen.accounts.vocabulary import RoleCode
from tests.cast import NOW, TODAY, make_cast

PASSWORD = "meedoen-voorbeeld"
POST_ONLY = f"/werk/signalen/{UUID(int=0)}/oppakken/"
pytestmark = pytest.mark.django_db


def _sign_in(client: Client, address: str, password: str = PASSWORD, following: str = ""):
    return client.post("/inloggen/", {"username": address, "password": password, "next": following})


def test_a_worker_goes_to_the_desk_and_a_resident_to_their_own_pages(client: Client) -> None:
    make_cast()
    assert _sign_in(client, "bram@voorbeeld.invalid").url == "/start/"
    assert client.get("/start/").url == "/werk/"
    client.post("/uitloggen/")
    _sign_in(client, "JOKE@voorbeeld.invalid")
    assert client.get("/start/").url == "/mijn/"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("fatima", "/werk/"),
        ("tessa", "/werk/"),
        ("carla", "/werk/programma/"),
        ("dirk", "/werk/cijfers/"),
        ("ravi", "/werk/cijfers/"),
        ("esra", "/werk/inzage/"),
        ("hanna", "/beheer/"),
        ("noor", "/mijn/"),
    ],
)
def test_each_role_begins_where_its_work_is(client: Client, name: str, first: str) -> None:
    client.force_login(getattr(make_cast(), name))
    assert client.get("/start/").url == first


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    make_cast()
    known = _sign_in(client, "bram@voorbeeld.invalid", "niet-dit-wachtwoord")
    unknown = _sign_in(client, "piet@voorbeeld.invalid", "niet-dit-wachtwoord")
    assert known.status_code == unknown.status_code == 200
    sentence = "horen niet bij elkaar"
    assert sentence in known.content.decode() and sentence in unknown.content.decode()


@pytest.fixture
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still, so that a minute does not end within a test."""
    monkeypatch.setattr(views, "now", lambda: NOW)


@pytest.mark.usefixtures("one_moment")
def test_signing_in_well_is_not_counted(client: Client) -> None:
    make_cast()
    for _ in range(8):
        assert _sign_in(client, "bram@voorbeeld.invalid").status_code == 302
        client.post("/uitloggen/")


@pytest.mark.usefixtures("one_moment")
def test_one_network_address_waits_after_thirty_bad_tries(client: Client) -> None:
    make_cast()
    statuses = [_sign_in(client, f"{n}@voorbeeld.invalid", "fout").status_code for n in range(31)]
    assert statuses == [200] * 30 + [429]


@pytest.mark.usefixtures("one_moment")
def test_after_six_bad_tries_from_one_place_even_the_right_password_waits(client: Client) -> None:
    make_cast()
    for _ in range(6):
        _sign_in(client, "bram@voorbeeld.invalid", "fout")
    answer = _sign_in(client, "bram@voorbeeld.invalid")
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60


@pytest.mark.usefixtures("one_moment")
def test_bad_tries_from_elsewhere_do_not_lock_a_worker_out_until_there_are_thirty(client: Client) -> None:
    make_cast()
    data = {"username": "bram@voorbeeld.invalid", "password": "fout"}
    for n in range(29):
        assert client.post("/inloggen/", data, REMOTE_ADDR=f"192.0.2.{n}").status_code == 200
    assert _sign_in(client, "bram@voorbeeld.invalid").status_code == 302
    client.post("/uitloggen/")
    client.post("/inloggen/", data, REMOTE_ADDR="192.0.2.99")
    assert _sign_in(client, "bram@voorbeeld.invalid").status_code == 429


@pytest.mark.usefixtures("one_moment")
def test_behind_a_trusted_proxy_bad_tries_count_for_the_visitor(client: Client, settings: Any) -> None:
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1/32")]
    make_cast()
    data = {"username": "bram@voorbeeld.invalid", "password": "fout"}
    answers = [
        client.post("/inloggen/", data, headers={"X-Forwarded-For": "192.0.2.7"}).status_code
        for _ in range(7)
    ]
    assert answers == [200] * 6 + [429]
    assert client.post("/inloggen/", data, headers={"X-Forwarded-For": "192.0.2.8"}).status_code == 200


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/werk/?pagina=2", "/werk/%3Fpagina%3D2"),
        ("http://elders.invalid/werk/", "/start/"),
        ("http://testserver/uitloggen-bestaat-niet/", "/start/"),
        ("http://[kapot", "/start/"),
        ("", "/start/"),
    ],
)
def test_a_form_sent_after_the_session_ended_goes_back_to_a_page(
    client: Client, referer: str, back: str
) -> None:
    answer = client.post(POST_ONLY, headers={"Referer": referer} if referer else {})
    assert answer.url == f"/inloggen/?next={back}"


def test_a_form_that_came_from_an_address_without_a_page_goes_to_the_start(client: Client) -> None:
    answer = client.post(POST_ONLY, headers={"Referer": f"http://testserver{POST_ONLY}"})
    assert answer.url == "/inloggen/?next=/start/"


def test_an_address_is_kept_in_lower_case_and_only_once(client: Client) -> None:
    user = User(email="Piet@Voorbeeld.invalid", name="Piet")
    user.set_password(PASSWORD)
    user.save()
    assert _sign_in(client, "piet@voorbeeld.invalid").url == "/start/"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="PIET@voorbeeld.invalid", name="Een ander")])
    with pytest.raises(ValidationError):
        User(email="PIET@voorbeeld.invalid", name="Een ander", password="x").full_clean()


def test_the_session_key_changes_at_sign_in_and_dies_at_sign_out(client: Client) -> None:
    make_cast()
    _sign_in(client, "bram@voorbeeld.invalid")
    cookie = client.cookies["sessionid"].value
    client.post("/uitloggen/")
    thief = Client(headers={"cookie": f"sessionid={cookie}"})
    assert thief.get("/werk/").status_code == 302


def test_sign_in_goes_on_only_to_an_address_of_this_house(client: Client) -> None:
    make_cast()
    assert _sign_in(client, "bram@voorbeeld.invalid", following="https://elders.invalid/").url == "/start/"
    client.post("/uitloggen/")
    assert _sign_in(client, "bram@voorbeeld.invalid", following="/werk/signalen/").url == "/werk/signalen/"


def test_a_role_that_ended_is_gone_on_the_next_request(client: Client) -> None:
    cast = make_cast()
    client.force_login(cast.bram)
    assert client.get("/start/").url == "/werk/"
    Membership.objects.filter(user=cast.bram).update(ends_on=date(2026, 1, 2))
    assert client.get("/start/").url == "/mijn/"


def test_a_membership_counts_from_its_first_to_its_last_day() -> None:
    cast = make_cast()
    Membership.objects.filter(user=cast.bram).update(starts_on=TODAY, ends_on=TODAY)
    assert actor_of(cast.bram, TODAY).role == RoleCode.TEAM_WORKER
    assert actor_of(cast.bram, TODAY - timedelta(days=1)).role == RoleCode.RESIDENT
    assert actor_of(cast.bram, TODAY + timedelta(days=1)).role == RoleCode.RESIDENT


@pytest.mark.parametrize("address", ["", "geen adres", "x" * 5000, "a\x00b@voorbeeld.invalid"])
def test_a_malformed_address_is_told_what_to_do(client: Client, address: str) -> None:
    answer = _sign_in(client, address)
    assert answer.status_code == 200
    assert "E-mailadres" in answer.content.decode()


def test_a_failed_sign_in_leaves_no_address_in_the_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    make_cast()
    with caplog.at_level(logging.DEBUG):
        _sign_in(client, "bram@voorbeeld.invalid", "kanarie-wachtwoord")
    assert "bram@" not in caplog.text
    assert "kanarie" not in caplog.text


def test_settings_open_for_the_functional_manager_alone(client: Client) -> None:
    cast = make_cast()
    assert client.get("/beheer/").status_code == 302
    client.force_login(cast.hanna)
    assert client.get("/beheer/").status_code == 200
    assert client.get("/beheer/accounts/user/").status_code == 200
    client.force_login(cast.bram)
    assert client.get("/beheer/").status_code == 302
    assert client.get("/beheer/login/").status_code == 403
