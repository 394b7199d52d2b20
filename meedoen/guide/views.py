"""The wegwijzer: questions on a page, and what fits on the page that answers the POST. Keeps nothing."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from meedoen.directory.queries import cards
from meedoen.directory.shown import result_card
from meedoen.guide.forms import GuideForm
from meedoen.guide.policy import Match, Place, Wishes, judge, match, reasons
from meedoen.guide.queries import find_place, interest_names, offers
from meedoen.guide.vocabulary import LifeDomain
from meedoen.look.parts import ServiceCard
from meedoen.shared.clock import now

# More than fits on three sheets of paper helps nobody to choose; the rest is one press away.
FIRST = 10
CHANGE, ALL = "change", "all"


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: HttpRequest) -> HttpResponse:
    """Ask (GET), and answer on the same address (POST). What stands in the address itself is not read."""
    interests = interest_names()
    if request.method != "POST":
        return _page(request, "guide/questions.html", {"form": GuideForm(interests=interests)})
    form = GuideForm(request.POST, interests=interests)
    if not form.is_valid() or request.POST.get("do") == CHANGE:
        return _page(request, "guide/questions.html", {"form": form})
    return _page(
        request, "guide/result.html", _result(form, interests, everything=request.POST.get("do") == ALL)
    )


@sensitive_variables()
def _result(form: GuideForm, interests: dict[str, str], *, everything: bool) -> dict[str, Any]:
    today = now().date()
    text = form.cleaned_data["place"]
    place = find_place(text) if text else None
    standing = judge(form.answers)
    wishes = Wishes(
        life_domains=frozenset(standing.domains),
        interests=frozenset(form.cleaned_data["interests"]),
        place=place,
    )
    found = match(offers(interests=interests), wishes)
    shown = found if everything else found[:FIRST]
    groups = [
        (f"In de buurt van {place.name}" if place else "", [one for one in shown if one.nearby]),
        ("Verder weg, of we weten niet waar" if place else "", [one for one in shown if not one.nearby]),
    ]
    return {
        "form": form,
        "standing": standing,
        "domains": [domain.label for domain in standing.domains],
        "wanted": [_inside(name) for code, name in interests.items() if code in wishes.interests],
        "place": place,
        "unknown_place": text if text and place is None else "",
        "asked": bool(wishes),
        "groups": [(title, _cards(matches, interests, place, today)) for title, matches in groups if matches],
        "total": len(found),
        "hidden_rest": len(found) - len(shown),
        "today": today,
    }


def _cards(
    matches: list[Match], interests: dict[str, str], place: Place | None, today: date
) -> list[ServiceCard]:
    labels = {domain.value: str(domain.label) for domain in LifeDomain}
    words = {code: _inside(name) for code, name in interests.items()}
    found = {one.service_id: one for one in matches}
    return [
        result_card(card, reasons(found[card.id], labels=labels, interest_names=words, place=place))
        for card in cards([one.service_id for one in matches], on=today)
    ]


def _inside(name: str) -> str:
    """A name as it stands inside a sentence: "Koken en eten" becomes "koken en eten"."""
    return name[:1].lower() + name[1:]


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    # Answers stay out of every cache, also that of the browser on a shared computer.
    add_never_cache_headers(response)
    return response
