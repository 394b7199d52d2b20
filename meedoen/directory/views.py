"""The pages of the social map: a list with filters, its map, and each service. Nobody needs to sign in.

Words that somebody searches for go into the answer and nowhere else.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meedoen.directory import shown
from meedoen.directory.actions import count_not_found
from meedoen.directory.forms import FilterForm, QuestionForm, without_nulls
from meedoen.directory.policy import Sought
from meedoen.directory.queries import (
    Finding,
    cards,
    count_placed,
    detail,
    find_services,
    map_of,
    recognised_terms,
)
from meedoen.look.parts import Link
from meedoen.shared.clock import now

ON_A_PAGE = 20
MOST_ON_THE_MAP = 2000
LONGEST_PAGE_NUMBER = 6


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
    number = _page_number(request)
    offset = (number - 1) * ON_A_PAGE
    finding = find_services(asked.text, asked.sought, limit=ON_A_PAGE, offset=offset)
    if number > 1 and offset >= finding.total:
        raise Http404("this page of the results does not exist")
    today = now().date()
    if request.method == "GET" and not finding.total and finding.match and finding.by_index:
        count_not_found(terms=recognised_terms(asked.text), on=today)
    chosen = asked.filters.chosen()
    context = {
        "q": asked.text,
        "filters": asked.filters,
        "keep": {"q": asked.text} if asked.text else {},
        "chosen": len(chosen),
        "chosen_links": [Link(label, _without(request, name)) for name, label in chosen],
        "total": finding.total,
        "count_text": shown.count_text(finding.total, asked.text),
        "how_found": shown.how_found(finding, asked.text),
        "cards": [shown.result_card(card) for card in cards(finding.ids, on=today)],
        "page_obj": Paginator(range(finding.total), ON_A_PAGE).page(number),
        **_map_context(request, asked, finding),
    }
    return render(request, "directory/services.html", context)


@require_safe
def services_map(request: HttpRequest) -> JsonResponse:
    """The places of the same list, as the map reads them."""
    asked = Asked.of(request)
    if not asked.is_right:
        errors = [message for form in (asked.question, asked.filters) for message in form.errors.values()]
        return JsonResponse({"error": str(errors[0][0])}, status=400)
    finding = find_services(asked.text, asked.sought, limit=MOST_ON_THE_MAP)
    return JsonResponse(map_of(finding.ids, on=now().date()))


@require_safe
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Everything the social map knows of one service."""
    found = detail(service_id, on=now().date())
    if found is None:
        raise Http404("there is no such service")
    context = {
        "detail": found,
        "card": found.card,
        "crumbs": [Link("Voorpagina", "/"), Link("Iets om te doen", "/aanbod/")],
        "status_text": shown.status_text(found),
        "facts": shown.facts(found),
        "background": shown.background(found),
        "source_text": shown.source_text(found),
    }
    return render(request, "directory/service.html", context)


def _wrong(asked: Asked) -> dict[str, object]:
    wrong = asked.question if asked.question.errors else asked.filters
    return {"form": wrong, "filters": asked.filters, "q": asked.question["q"].value() or "", "chosen": 1}


def _page_number(request: HttpRequest) -> int:
    said = request.GET.get("pagina", "1")
    if not (said.isascii() and said.isdigit() and len(said) <= LONGEST_PAGE_NUMBER and int(said) >= 1):
        raise Http404("not a page number")
    return int(said)


def _map_context(request: HttpRequest, asked: Asked, finding: Finding) -> dict[str, object]:
    """The map is only looked up where somebody asked for it."""
    if request.GET.get("kaart") != "1" or not finding.total:
        return {"map_asked": False, "map_possible": finding.total > 0}
    every = find_services(asked.text, asked.sought, limit=MOST_ON_THE_MAP)
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
    query = request.GET.copy()
    query.pop(name, None)
    query.pop("pagina", None)
    return f"/aanbod/?{query.urlencode()}"
