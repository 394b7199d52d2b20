"""A cookie that no browser of ours ever got is as if it were not sent."""

import pytest
from django.test import Client

from tests.cast import make_cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["sessionid", "csrftoken"])
@pytest.mark.parametrize("value", [r'"aaaaaaaaaa\000b"', r'"aaaaaaaaaa\012b"', "aaaaaaaaaa\x7fb"])
def test_a_cookie_with_a_control_character_is_dropped(name: str, value: str) -> None:
    client = Client(headers={"cookie": f"{name}={value}"})
    assert client.get("/inloggen/").status_code == 200
    assert client.get("/werk/")["Location"].startswith("/inloggen/")


def test_a_cookie_of_ours_stays(client: Client) -> None:
    client.force_login(make_cast().bram)
    assert client.get("/werk/").status_code == 200
