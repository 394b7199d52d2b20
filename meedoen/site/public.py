"""The front page and the two pages in the footer. Everybody may see them; they ask and keep nothing."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meedoen.directory.queries import area_choices, cards
from meedoen.directory.shown import result_card
from meedoen.look.parts import Link
from meedoen.shared.clock import now
from meedoen.site.public_queries import few_services, interests_with_services, map_counts

OFFERS = 4


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """One search box, a few ways in, a few real offers, and how sure the map is."""
    context = {
        "interests": [
            Link(interest.name, _search("interesse", interest.code), count=interest.services)
            for interest in interests_with_services()
        ],
        "cards": [result_card(card) for card in cards(few_services(OFFERS), on=now().date())],
        "areas": _districts_first((name, _areas(choices)) for name, choices in area_choices()),
        "counts": map_counts(),
    }
    return render(request, "site/public/front.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Meedoen is, what happens with data, where the information comes from."""
    return render(request, "site/public/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What is done for everybody to use this site, how that is checked, and what is not good yet."""
    return render(request, "site/public/accessibility.html")


def _search(name: str, value: str) -> str:
    return f"/aanbod/?{urlencode({name: value})}"


def _areas(choices: Iterable[tuple[str, str]]) -> list[Link]:
    return [Link(name, _search("wijk", code)) for code, name in choices]


def _districts_first(groups: Iterable[tuple[str, list[Link]]]) -> list[tuple[str, list[Link]]]:
    """Somebody looks in their own district before they look in a town; the groups keep their order else."""
    return sorted(groups, key=lambda group: group[0] == "Gemeenten")
