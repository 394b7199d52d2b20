"""A mistake in the environment is one Dutch sentence, before anything starts."""

import os
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import NOTICE_STATES, listed, networks, notice_working_days
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
