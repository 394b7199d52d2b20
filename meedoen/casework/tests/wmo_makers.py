"""Routes under the Wmo 2015 for the tests, somebody who is signed in, and the words of a page."""

from datetime import date, timedelta
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.casework.actions import state_purpose
from meedoen.casework.models import Case, WmoRoute
from meedoen.casework.vocabulary import Purpose
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_person

QUESTION = "Ik kom de deur niet meer uit."


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def known(cast: Cast, worker: str = "bram", name: str = "Samir", **more: Any) -> Case:
    """A case of somebody this worker leads."""
    return make_case(involve(make_person(cast.utrecht, name, "Amrani", **more), getattr(cast, worker)))


def make_route(case: Case, **days: Any) -> WmoRoute:
    """A route that was reported ten days ago, unless told otherwise."""
    lead = case.involvement.lead_id
    return WmoRoute.objects.create(
        case=case, by_id=lead, **{"question": QUESTION, "reported_on": ago(10)} | days
    )


def told(reported: int = 30) -> dict[str, date]:
    """The days of a route in which the person was told all that has to be told."""
    names = ("confirmed_on", "support_pointed_out_on", "own_plan_pointed_out_on")
    return {"reported_on": ago(reported)} | dict.fromkeys(names, ago(reported - 1))


def applied(days: int = 5) -> dict[str, date]:
    """The days of a route with an application so many days ago."""
    before = {"investigated_on": ago(days + 5), "report_given_on": ago(days + 3)}
    return told(days + 25) | before | {"applied_on": ago(days)}


def opened(cast: Cast, case: Case, worker: str = "bram") -> Client:
    """Somebody who is signed in and said why this case is opened."""
    client = Client()
    client.force_login(getattr(cast, worker))
    state_purpose(case=case, purpose=Purpose.PLAN, by=cast.actor(worker), at=NOW)
    return client


def text(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def queries_of(client: Client, address: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)
