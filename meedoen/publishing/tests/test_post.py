"""Asking by POST, which keeps the words out of every log of addresses; a body that is nothing of the kind."""

from typing import Any

import pytest
from django.test import Client

from meedoen.publishing.tests.world import Full, make_full
from meedoen.publishing.vocabulary import Listing

pytestmark = pytest.mark.django_db

ROOT = "/api/hsds/"
A_FILE = b'--x\r\nContent-Disposition: form-data; name="search"; filename="a.txt"\r\n\r\nkoken\r\n--x--\r\n'


@pytest.fixture
def full() -> Full:
    return make_full()


@pytest.mark.parametrize("listing", list(Listing))
@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"search": "Koken", "per_page": 1}},
        {"data": '{"search": "Koken", "per_page": 1}', "content_type": "application/json"},
        {"data": "search=Koken&per_page=1", "content_type": "application/x-www-form-urlencoded"},
        {"query_params": {"search": "Koken", "per_page": 1}},
    ],
)
def test_post_gives_what_get_gives(client: Client, full: Full, listing: Listing, sent: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    asked = client.get(f"{ROOT}{listing.value}?search=Koken&per_page=1").json()
    assert strict.post(f"{ROOT}{listing.value}", **sent).json() == asked
    assert asked["size"] == 1


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b'{"search": ["a"]}', "application/json", 400),
        (b'{"page": 1.5}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"search": "\\ud800"}', "application/json", 400),
        (b'{"page": 1, "page": 2}', "application/json", 400),
        (b"page=1", "", 400),
        (A_FILE, "multipart/form-data; boundary=x", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"<search/>", "application/xml", 400),
        (b"--x\r\n", "multipart/form-data; boundary=", 400),
        (b"search=" + b"a" * 10_000_000, "application/x-www-form-urlencoded", 413),
        (b'{"search": "' + b"a" * 10_000_000 + b'"}', "application/json", 413),
        (b"&".join(b"a%d=1" % number for number in range(2000)), "application/x-www-form-urlencoded", 400),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem(client: Client, body: bytes, kind: str, status: int) -> None:
    response = client.post(f"{ROOT}services", data=body, content_type=kind)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["detail"]
