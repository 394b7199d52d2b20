"""A mistake in the environment is one Dutch sentence, before anything starts."""

import os
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import (
    NOTICE_STATES,
    daily_mail_hour,
    listed,
    mail_settings,
    networks,
    notice_working_days,
    site_url,
    whole_number,
)
from meedoen.outreach.vocabulary import NOTICE_WORKING_DAYS

ROOT = Path(__file__).resolve().parent.parent


def test_spaces_around_a_comma_do_not_matter() -> None:
    assert listed(" meedoen.invalid, 127.0.0.1 ,,") == ["meedoen.invalid", "127.0.0.1"]
    assert networks("10.0.0.5, 192.168.1.0/24") == [ip_network("10.0.0.5"), ip_network("192.168.1.0/24")]
    assert networks("") == []


@pytest.mark.parametrize("text", ["proxy.invalid", "10.0.0.1/24", "10.0.0.1;10.0.0.2"])
def test_a_proxy_is_an_address_or_a_network(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MEEDOEN_PROXIES"):
        networks(text)


def test_the_terms_of_notices_are_those_of_the_states_that_have_one() -> None:
    assert set(NOTICE_STATES) == set(NOTICE_WORKING_DAYS)
    assert notice_working_days('{"received": 2}') == {"received": 2}
    assert notice_working_days("") == {}


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "2",
        '{"received": "2"}',
        '{"received": true}',
        '{"received": -1}',
        '{"received": 251}',
        '{"received": null}',
        '{"gesloten": 2}',
    ],
)
def test_wrong_terms_are_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MEEDOEN_NOTICE_WORKING_DAYS klopt niet"):
        notice_working_days(text)


def test_the_command_line_says_that_sentence_and_no_traceback(tmp_path: Path) -> None:
    env = {**os.environ, "MEEDOEN_VAR": str(tmp_path), "MEEDOEN_NOTICE_WORKING_DAYS": "{"}
    command = [sys.executable, "-m", "meedoen", "migrate"]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("MEEDOEN_NOTICE_WORKING_DAYS klopt niet.")
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1


def test_without_a_mail_server_each_mail_is_a_file(tmp_path: Path) -> None:
    assert mail_settings("", tmp_path) == {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(tmp_path),
    }


@pytest.mark.parametrize(
    ("text", "port", "tls", "ssl"),
    [
        ("smtp://localhost", 25, False, False),
        ("smtp+tls://naam:geh%40im@mail.example.nl", 587, True, False),
        ("smtp+ssl://naam:geh%40im@mail.example.nl:4650", 4650, False, True),
    ],
)
def test_a_mail_server_is_one_address(tmp_path: Path, text: str, port: int, tls: bool, ssl: bool) -> None:
    found = mail_settings(text, tmp_path)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)
    assert found["EMAIL_HOST_PASSWORD"] == ("geh@im" if "naam" in text else "")


@pytest.mark.parametrize(
    "text",
    ["mail.example.nl", "http://mail.example.nl", "smtp+tls://", "smtp://geheim@host:poort", "smtp://[::1"],
)
def test_a_wrong_mail_address_is_refused_without_its_password(tmp_path: Path, text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL klopt niet") as refused:
        mail_settings(text, tmp_path)
    assert "geheim@" not in str(refused.value)


def test_the_address_of_the_site_is_a_scheme_and_a_name() -> None:
    assert site_url("https://kaart.example.nl/") == "https://kaart.example.nl"
    assert site_url("http://127.0.0.1:8000") == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "text", ["", "kaart.example.nl", "ftp://kaart.example.nl", "https://a.nl/pad", "https://[a"]
)
def test_what_is_no_address_of_a_site_is_refused(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MEEDOEN_URL"):
        site_url(text)


def test_the_mail_of_the_day_has_an_hour_and_is_off_without_a_mail_server() -> None:
    assert daily_mail_hour("7", has_mail=True) == 7
    assert daily_mail_hour("0", has_mail=True) == 0
    assert daily_mail_hour("7", has_mail=False) is None
    assert daily_mail_hour(" Uit ", has_mail=True) is None


@pytest.mark.parametrize("text", ["24", "-1", "", "zeven", "7.5", "²"])
def test_an_hour_that_is_none_is_refused_in_dutch(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="heel getal van 0 tot en met 23"):
        daily_mail_hour(text, has_mail=False)


@pytest.mark.parametrize(("text", "fits"), [("1", True), ("60", True), ("0", False), ("61", False)])
def test_the_term_of_a_hand_over_stays_within_its_bounds(text: str, fits: bool) -> None:
    given = {"least": 1, "most": 60, "example": 5}
    if fits:
        assert whole_number("MEEDOEN_REFERRAL_WORKING_DAYS", text, **given) == int(text)
    else:
        with pytest.raises(ImproperlyConfigured, match="MEEDOEN_REFERRAL_WORKING_DAYS"):
            whole_number("MEEDOEN_REFERRAL_WORKING_DAYS", text, **given)
