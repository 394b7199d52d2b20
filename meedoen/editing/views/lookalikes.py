"""What looks like that which somebody is typing: a piece of the page, asked for by `look/lookalikes.js`.

What was typed comes by POST, so that it stands in no address, and is kept nowhere.
"""

import re
from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.directory.queries.duplicates import Double, likely_doubles
from meedoen.editing.queries.lookalikes import same_subject, seen_by
from meedoen.editing.queries.own import own_organizations

SHORTEST_NAME, LONGEST, LONGEST_TEXT = 3, 200, 600
MOST_PHONES = 5
PHONE = re.compile(r"telefoon-\d{1,3}-number")
NUMBER = re.compile(r"nummer-\d{1,3}-identifier")


@door("POST", verb=Verb.EDIT_SERVICES)
def lookalikes(request: SignedInRequest) -> HttpResponse:
    """What stands on the map that may be what somebody adds, with the reasons; empty where nothing is."""
    data = request.POST
    name = _said(data, "name")
    found: list[Double] = []
    kind = "organization" if data.get("soort") == "organization" else "service"
    if len(name) >= SHORTEST_NAME:
        found = _organizations(data, name) if kind == "organization" else _services(request, name)
    shown = [(one, _address(kind, one.id, own=own)) for one, own in seen_by(request.actor, found, kind)]
    return render(request, "editing/lookalikes.html", {"found": shown})


def _services(request: SignedInRequest, name: str) -> list[Double]:
    data, summary = request.POST, _said(request.POST, "summary", LONGEST_TEXT)
    return likely_doubles(
        name=name,
        organization=_organization(request),
        postcode=_said(data, "plek-postal_code"),
        address=_said(data, "plek-address_1"),
        phones=_several(data, PHONE),
        website=_said(data, "url"),
        email=_said(data, "email"),
        about=summary,
        same_subject=same_subject(name, summary),
    )


def _organizations(data: Mapping[str, str], name: str) -> list[Double]:
    numbers = _several(data, NUMBER)
    return likely_doubles(
        name=name,
        phones=_several(data, PHONE),
        website=_said(data, "website"),
        email=_said(data, "email"),
        identifier=numbers[0] if numbers else "",
        record_type="organization",
    )


def _organization(request: SignedInRequest) -> str:
    """The name of the own organization for which somebody adds something; empty for any other."""
    try:
        asked = UUID(_said(request.POST, "organisatie"))
    except ValueError:
        return ""
    rows = own_organizations(request.actor).filter(pk=asked)
    return rows.values_list("name", flat=True).first() or ""


def _said(data: Mapping[str, str], name: str, most: int = LONGEST) -> str:
    return data.get(name, "")[:most].replace("\0", " ").strip()


def _several(data: Mapping[str, str], pattern: re.Pattern[str]) -> list[str]:
    """What was filled in, in the first few rows of a list."""
    names = sorted(name for name in data if pattern.fullmatch(name))[:MOST_PHONES]
    return [said for name in names if (said := _said(data, name))]


def _address(kind: str, id: UUID, *, own: bool) -> str:
    return reverse(f"editing:{kind}" if own else f"directory:{kind}", args=[id])
