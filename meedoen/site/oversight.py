"""The privacy officer's page: how often was looked, by which agency and role, and why. No persons."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import RoleCode, Verb
from meedoen.shared.clock import now
from meedoen.trail.queries import totals_by_purpose

PERIOD = timedelta(days=30)


@door("GET", verb=Verb.SEE_ACCESS_LOG)
def look_totals(request: SignedInRequest) -> HttpResponse:
    """Looks of the last thirty days in the officer's municipality."""
    at = now()
    municipality_id = request.actor.municipality_id
    totals = totals_by_purpose(municipality_id, at - PERIOD) if municipality_id else []
    rows = [(total, RoleCode(total.role).label) for total in totals]
    context = {"rows": rows, "looks": sum(total.looks for total in totals), "since": (at - PERIOD).date()}
    return render(request, "site/oversight/look_totals.html", context)
