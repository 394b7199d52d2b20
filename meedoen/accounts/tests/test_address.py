"""Whose network address counts: the visitor's, and never one that the visitor made up."""

from ipaddress import ip_network

import pytest
from django.test import RequestFactory

from meedoen.accounts.address import client_address

PROXIES = [ip_network("10.0.0.0/24"), ip_network("2001:db8::/32")]


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("192.0.2.1", "198.51.100.9", "192.0.2.1"),
        ("10.0.0.5", "198.51.100.9", "198.51.100.9"),
        ("10.0.0.5", "1.1.1.1, 198.51.100.9", "198.51.100.9"),
        ("10.0.0.5", "1.1.1.1, 198.51.100.9, 10.0.0.6", "198.51.100.9"),
        ("2001:db8::1", "2A00::1", "2a00::1"),
        ("::ffff:10.0.0.5", "198.51.100.9", "198.51.100.9"),
        ("10.0.0.5", "198.51.100.9, onzin", "10.0.0.5"),
        ("10.0.0.5", "", "10.0.0.5"),
        ("", "198.51.100.9", ""),
    ],
)
def test_the_last_untrusted_address_counts_behind_a_trusted_proxy(
    rf: RequestFactory, settings: object, remote: str, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = PROXIES  # type: ignore[attr-defined]
    request = rf.get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=remote)
    assert client_address(request) == expected


def test_nobody_is_trusted_unless_the_installation_says_so(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"X-Forwarded-For": "198.51.100.9"}, REMOTE_ADDR="127.0.0.1")
    assert client_address(request) == "127.0.0.1"
