"""The pages of the social map: a list with filters, its map, each service and each organization.

Nobody needs to sign in. Words that somebody searches for go into the answer and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from meedoen.accounts.address import client_address
from meedoen.directory import shown, shown_detail, structured
from meedoen.directory.actions import count_not_found
from meedoen.directory.forms import FilterForm, QuestionForm, without_nulls
from meedoen.directory.policy import Sought
from meedoen.directory.queries import (
    Finding,
    cards,
    count_placed,
    detail,
    find_services,
    kept_instead_of,
    map_of,
    nearest_to,
    neighbouring_terms,
    organization_detail,
    organization_kept_instead_of,
    recognised_terms,
    works_elsewhere,
)
from meedoen.directory.vocabulary import Freshness
from meedoen.look.parts import Link, ServiceCard
from meedoen.shared.clock import now
from meedoen.shared.window import window_of
from meedoen.trail.actions import count_attempt

ON_A_PAGE = 20
MOST_ON_THE_MAP = 2000
LONGEST_PAGE_NUMBER = 6
SAME_FORM_SECONDS = 60
SAME_QUESTION = timedelta(minutes=10)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `question` and `filters` hold what is wrong with it."""

    question: QuestionForm
    filters: FilterForm

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        data = without_nulls(request.GET)
        return cls(QuestionForm(data), FilterForm(data))

    @property
    def is_right(self) -> bool:
        return self.question.is_valid() & self.filters.is_valid()

    @property
    def text(self) -> str:
        return str(self.question.cleaned_data["q"])

    @property
    def sought(self) -> Sought:
        return self.filters.sought


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """What there is to do, by word and filter, twenty on a page, with the map on asking."""
    asked = Asked.of(request)
    if not asked.is_right:
        return render(request, "directory/services.html", _wrong(asked), status=400)
    number, at = _page_number(request), now()
    offset = (number - 1) * ON_A_PAGE
    finding = find_services(asked.text, asked.sought, limit=ON_A_PAGE, offset=offset, at=at)
    if number > 1 and offset >= finding.total:
        raise Http404("this page of the results does not exist")
    chosen = asked.filters.chosen()
    keep = {"q": asked.text} if asked.text else {}
    context = {
        "q": asked.text,
        "filters": asked.filters,
        "filter_form": _filter_form(asked.filters, keep, len(chosen)),
        "chosen": len(chosen),
        "chosen_links": [Link(label, _without(request, name)) for name, label in chosen],
        "total": finding.total,
        "count_text": shown.count_text(finding.total, asked.text),
        "order_text": shown.order_text(asked.sought, asked.text),
        "how_found": shown.how_found(finding, asked.text),
        "cards": _result_cards(finding, asked.sought, at),
        "page_obj": Paginator(range(finding.total), ON_A_PAGE).page(number),
        **(
            _map_context(request, asked, finding, at)
            if finding.total
            else _nothing(request, asked, finding, at)
        ),
    }
    return render(request, "directory/services.html", context)


@require_safe
def services_map(request: HttpRequest) -> JsonResponse:
    """The places of the same list, as the map reads them."""
    asked = Asked.of(request)
    if not asked.is_right:
        errors = [message for form in (asked.question, asked.filters) for message in form.errors.values()]
        return JsonResponse({"error": str(errors[0][0])}, status=400)
    at = now()
    finding = find_services(asked.text, asked.sought, limit=MOST_ON_THE_MAP, at=at)
    return JsonResponse(map_of(finding.ids, on=at.date()))


@require_safe
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Everything the social map knows of one service."""
    found = detail(service_id, on=now().date())
    if found is None or not found.is_shown:
        # Not for good: a browser would keep it, and a merge can be put back.
        if kept := kept_instead_of(service_id):
            return HttpResponseRedirect(reverse("directory:service", args=[kept]))
        raise Http404("there is no such service")
    if found.freshness == Freshness.LAPSED:
        return render(request, "directory/lapsed.html", status=404)
    context = {
        "detail": found,
        "card": found.card,
        "crumbs": [Link("Voorpagina", "/"), Link("Iets om te doen", "/aanbod/")],
        "status_text": shown_detail.status_text(found),
        "freshness_text": shown_detail.freshness_text(found),
        "times": shown_detail.times(found),
        "holidays_text": shown_detail.holidays_text(found),
        "facts": shown_detail.facts(found),
        "background": shown_detail.background(found),
        "source_text": shown_detail.source_text(found),
        "organization_url": shown_detail.organization_url(found),
        "structured": structured.of_service(found, request.build_absolute_uri),
    }
    return render(request, "directory/service.html", context)


@require_safe
def organization(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Everything of one organization: what it is, how to reach it, and what it offers."""
    found = organization_detail(organization_id)
    if found is None:
        if kept := organization_kept_instead_of(organization_id):
            return HttpResponseRedirect(reverse("directory:organization", args=[kept]))
        raise Http404("there is no such organization")
    number = _page_number(request)
    pages = Paginator(found.service_ids, ON_A_PAGE)
    if number > pages.num_pages:
        raise Http404("this page of the services does not exist")
    page = pages.page(number)
    context = {
        "organization": found,
        "crumbs": [Link("Voorpagina", "/"), Link("Iets om te doen", "/aanbod/")],
        "offers_text": shown.offers_text(len(found.service_ids)),
        "cards": [shown.result_card(card) for card in cards(tuple(page.object_list), on=now().date())],
        "page_obj": page,
        "structured": structured.of_organization(found, request.build_absolute_uri),
    }
    return render(request, "directory/organization.html", context)


def _result_cards(finding: Finding, sought: Sought, at: datetime) -> list[ServiceCard]:
    area = sought.serves or sought.area
    elsewhere = works_elsewhere(finding.ids, area) if area and finding.ids else {}
    return [
        shown.result_card(
            card,
            reasons=[shown.works_for_text(elsewhere[card.id])] if card.id in elsewhere else [],
            metres=finding.metres.get(card.id),
        )
        for card in cards(finding.ids, on=at.date(), only_on_offer=True)
    ]


def _filter_form(filters: FilterForm, keep: Mapping[str, str], chosen: int) -> SafeString:
    """The form that narrows the list. Untouched it is the same for everybody, and made once a minute."""

    def made() -> str:
        return render_to_string(
            "directory/filters.html", {"form": filters, "keep": list(keep.items()), "chosen": chosen}
        )

    if keep or not filters.is_untouched:
        return mark_safe(made())  # noqa: S308
    known = cache.get("directory:filters")
    if known is None:
        known = made()
        cache.set("directory:filters", known, SAME_FORM_SECONDS)
    return mark_safe(str(known))  # noqa: S308


def _nothing(request: HttpRequest, asked: Asked, finding: Finding, at: datetime) -> dict[str, object]:
    """What to show where nothing was found, which is counted as something that is missing here."""
    sought, text = asked.sought, asked.text
    if request.method == "GET" and finding.match and finding.by_index:
        terms = recognised_terms(text)
        _count_once(request, terms, sought.asked_area, at)
    nearest = nearest_to(text, sought, at=at)
    return {
        "map_asked": False,
        "map_possible": False,
        "nearest_text": shown.nearest_text(nearest, sought) if nearest else "",
        "nearest": _result_cards(nearest.finding, sought, at) if nearest else [],
        "nearest_url": shown.nearest_url(nearest, request.GET) if nearest else "",
        "terms": [Link(term.name, f"/aanbod/?interesse={term.code}") for term in neighbouring_terms(text)],
    }


def _count_once(request: HttpRequest, terms: list[UUID], area: str, at: datetime) -> None:
    """Count what was not found; the same from one address counts once in ten minutes."""

    def is_first(term: UUID | None) -> bool:
        who = f"{client_address(request)} {term or ''} {area}"
        return count_attempt(kind="not_found", who=who, window_start=window_of(at, SAME_QUESTION)) == 1

    fresh = [term for term in sorted(set(terms)) if is_first(term)]
    if fresh or (not terms and is_first(None)):
        count_not_found(terms=fresh, on=at.date(), area_code=area)


def _wrong(asked: Asked) -> dict[str, object]:
    wrong = asked.question if asked.question.errors else asked.filters
    words = str(asked.question["q"].value() or "")
    keep = {"q": words} if words and not asked.question.errors else {}
    return {"form": wrong, "filter_form": _filter_form(asked.filters, keep, 1), "q": words, "chosen": 1}


def _page_number(request: HttpRequest) -> int:
    said = request.GET.get("pagina", "1")
    if not (said.isascii() and said.isdigit() and len(said) <= LONGEST_PAGE_NUMBER and int(said) >= 1):
        raise Http404("not a page number")
    return int(said)


def _map_context(request: HttpRequest, asked: Asked, finding: Finding, at: datetime) -> dict[str, object]:
    """The map is only looked up where somebody asked for it."""
    if request.GET.get("kaart") != "1":
        return {"map_asked": False, "map_possible": True}
    every = find_services(asked.text, asked.sought, limit=MOST_ON_THE_MAP, at=at)
    placed = count_placed(every.ids)
    query = request.GET.copy()
    query.pop("kaart", None)
    query.pop("pagina", None)
    return {
        "map_asked": True,
        "map_possible": placed > 0,
        "map_url": f"/aanbod/kaart.json?{query.urlencode()}",
        "placed_text": shown.placed_text(placed, len(every.ids)),
    }


def _without(request: HttpRequest, name: str) -> str:
    """The same address without this filter; without a place there is no distance either."""
    query = request.GET.copy()
    for gone in (name, "pagina", *(["afstand"] if name == "plaats" else [])):
        query.pop(gone, None)
    return f"/aanbod/?{query.urlencode()}"
