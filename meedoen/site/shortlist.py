"""The visitor's own list. It lives in the browser; the server only turns ids into cards, and keeps nothing.

The ids come in the body of a request and the address of a list holds them behind the `#`, so that neither
reaches a log. Notes never come here at all.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from meedoen.directory.queries import cards
from meedoen.directory.shown import result_card
from meedoen.shared.clock import now

MOST = 50
TOO_MANY = f"Er passen {MOST} mogelijkheden op een lijst. Haal er een paar af."
NOT_AN_ID = "Dit is geen lijst van Meedoen. Open je lijst opnieuw."


@dataclass(frozen=True)
class Item:
    """A place on the list; `card` is None where the offer is no longer shown."""

    id: UUID
    card: Any


@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    return render(request, "site/public/shortlist.html")


@require_POST
def shortlist_cards(request: HttpRequest) -> HttpResponse:
    """The cards of these ids in the order asked, with the address of the list as a QR code."""
    try:
        ids = list(dict.fromkeys(UUID(said) for said in request.POST.getlist("id")))
    except ValueError:
        return HttpResponseBadRequest(NOT_AN_ID, content_type="text/plain; charset=utf-8")
    if not 0 < len(ids) <= MOST:
        return HttpResponseBadRequest(
            TOO_MANY if ids else NOT_AN_ID, content_type="text/plain; charset=utf-8"
        )
    found = {card.id: result_card(card) for card in cards(ids, on=now().date(), only_on_offer=True)}
    address = f"{request.build_absolute_uri('/lijst/')}#{'.'.join(map(str, ids))}"
    context = {
        "items": [Item(id, found.get(id)) for id in ids],
        "address": address,
        "code": segno.make(address, error="l").svg_data_uri(scale=4, border=2),
    }
    return render(request, "site/public/shortlist_cards.html", context)
