"""Cases, sign-in and reading pages, for the tests of the desk."""

from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.accounts.models import User
from meedoen.casework.actions import state_purpose
from meedoen.casework.models import Case
from meedoen.casework.vocabulary import Purpose
from meedoen.trail.models import AccessLine, AccessReader
from tests.cast import NOW, Cast, involve, make_case, make_person

Looks = list[tuple[str, str]]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def make_known(
    cast: Cast, worker: str, first_name: str = "Samir", last_name: str = "Amrani", **more: Any
) -> Case:
    """A case of a person that this worker leads, with a name that stands nowhere else."""
    return make_case(involve(make_person(cast.utrecht, first_name, last_name, **more), getattr(cast, worker)))


def state(cast: Cast, case: Case, worker: str = "bram", purpose: Purpose = Purpose.PLAN) -> None:
    state_purpose(case=case, purpose=purpose, by=cast.actor(worker), at=NOW)


def text(response: Any) -> str:
    return unescape(response.content.decode())


def queries_of(client: Client, address: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def looks() -> Looks:
    """The page and purpose of each access line."""
    purposes = dict(AccessReader.objects.values_list("span_id", "purpose"))
    lines = AccessLine.objects.values_list("name", "span_id")
    return sorted((page, purposes[span]) for page, span in lines)
