"""Gerard, the district nurse, passes on a worry without an account."""

from datetime import timedelta
from html import unescape
from ipaddress import ip_network
from typing import Any

import pytest
from django.test import Client

from meedoen.casework.tests.clock import Clock
from meedoen.outreach.actions import take_notice
from meedoen.outreach.models import Notice
from meedoen.outreach.queries import receipt_of
from meedoen.outreach.tests.makers import CONTACT, FORM, RESIDENT, WORRY, make_areas, make_notice
from tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db


def _text(response: Any) -> str:
    return unescape(response.content.decode())


def test_a_worry_reaches_the_team_and_gives_a_receipt(client: Client) -> None:
    cast = make_cast()
    make_areas()
    response = client.post("/signaal/", FORM)
    notice = Notice.objects.get()
    assert (notice.team, notice.resident_knows) == (cast.overvecht, True)
    assert response.status_code == 302
    thanks = client.get(response["Location"])
    assert f"/signaal/bon/{receipt_of(notice)}/" in _text(thanks)
    assert "Binnen 3 werkdagen" in _text(thanks)


def test_the_receipt_says_how_far_it_is_and_nothing_else(client: Client) -> None:
    cast = make_cast()
    notice = make_notice()
    address = f"/signaal/bon/{receipt_of(notice)}/"
    before = client.get(address)
    take_notice(notice_id=notice.id, by=cast.actor("bram"), at=NOW)
    after = client.get(address)
    assert "Je signaal: ontvangen" in _text(before)
    assert "Je signaal: opgepakt" in _text(after)
    assert "no-store" in after["Cache-Control"]
    thanks = client.get(f"/signaal/bedankt/{receipt_of(notice)}/")
    for hidden in (WORRY, RESIDENT, "Wilma", CONTACT, "Gerard", "Bram", "Overvecht"):
        assert hidden not in _text(after) + _text(thanks)


@pytest.mark.parametrize("page", ["bon", "bedankt"])
def test_a_tampered_receipt_is_not_found(client: Client, page: str) -> None:
    make_cast()
    receipt = receipt_of(make_notice())
    assert client.get(f"/signaal/{page}/{receipt}/").status_code == 200
    for wrong in (receipt[1:], receipt + "a", "x", "%00"):
        assert client.get(f"/signaal/{page}/{wrong}/").status_code == 404


@pytest.mark.parametrize(
    "field",
    ["worry", "resident_name", "resident_contact", "resident_knows", "reporter_kind", "reporter_name"],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_kept(client: Client, field: str) -> None:
    make_cast()
    make_areas()
    response = client.post("/signaal/", {**FORM, field: ""})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert WORRY in _text(response) or field == "worry"
    assert Notice.objects.count() == 0


@pytest.mark.parametrize(
    ("postcode", "said"),
    [
        ("", "Vul de postcode in, of kies hieronder de wijk."),
        ("abc", "Vul een postcode in, zoals 3561 AB, of kies hieronder de wijk."),
        ("9999", "Bij postcode 9999 hoort hier geen team."),
        ("3571 AA", "Bij postcode 3571 hoort hier geen team."),
    ],
)
def test_an_unknown_postcode_says_what_to_do(client: Client, postcode: str, said: str) -> None:
    make_cast()
    make_areas()
    response = client.post("/signaal/", {**FORM, "postcode": postcode})
    assert said in _text(response)
    assert Notice.objects.count() == 0


def test_the_district_does_where_the_postcode_is_not_known(client: Client) -> None:
    make_cast()
    make_areas()
    assert client.post("/signaal/", {**FORM, "postcode": "", "district": "WK034403"}).status_code == 302
    response = client.post("/signaal/", {**FORM, "postcode": "", "district": "WK034406"})
    assert "Kies een wijk uit de lijst." in _text(response)
    assert Notice.objects.count() == 1


def test_a_program_that_fills_in_every_field_sends_nothing(client: Client) -> None:
    make_cast()
    make_areas()
    response = client.post("/signaal/", {**FORM, "website": "koop nu"})
    assert "verborgen vak" in _text(response)
    assert Notice.objects.count() == 0


def test_the_thirty_first_in_ten_minutes_waits_and_another_address_does_not(
    client: Client, clock: Clock
) -> None:
    make_cast()
    make_areas()
    for _ in range(30):
        assert client.post("/signaal/", FORM).status_code == 302
    response = client.post("/signaal/", FORM)
    assert response.status_code == 429
    assert "Wacht tien minuten" in _text(response)
    assert response["Retry-After"] == "600"
    assert Notice.objects.count() == 30
    assert client.post("/signaal/", FORM, REMOTE_ADDR="192.0.2.7").status_code == 302
    clock.time = NOW + timedelta(minutes=10)
    assert client.post("/signaal/", FORM).status_code == 302


def test_behind_a_trusted_proxy_each_visitor_has_turns_of_their_own(
    client: Client, clock: Clock, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1/32")]
    make_cast()
    make_areas()
    for _ in range(30):
        assert client.post("/signaal/", FORM, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 302
    assert client.post("/signaal/", FORM, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 429
    assert client.post("/signaal/", FORM, headers={"X-Forwarded-For": "192.0.2.8"}).status_code == 302


def test_mistakes_cost_no_turn(client: Client) -> None:
    make_cast()
    make_areas()
    for _ in range(10):
        assert client.post("/signaal/", {**FORM, "worry": ""}).status_code == 200
    assert client.post("/signaal/", FORM).status_code == 302


@pytest.mark.parametrize("worry", ["\x00", "a" * 4001, "<script>alert(1)</script>", "🙂" * 10])
def test_strange_text_gives_no_error_page_and_is_never_markup(client: Client, worry: str) -> None:
    make_cast()
    make_areas()
    response = client.post("/signaal/", {**FORM, "worry": worry, "reporter_name": ""})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_other_methods_are_not_allowed(client: Client) -> None:
    make_cast()
    receipt = receipt_of(make_notice())
    assert client.put("/signaal/").status_code == 405
    assert client.delete("/signaal/").status_code == 405
    assert client.post(f"/signaal/bon/{receipt}/").status_code == 405
    assert client.post(f"/signaal/bedankt/{receipt}/").status_code == 405
