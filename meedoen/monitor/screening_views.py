"""The inventory of a municipality and whether each service belongs under social activation."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.models import Municipality
from meedoen.accounts.vocabulary import Verb
from meedoen.look.csv_file import csv_response
from meedoen.look.parts import Event, Link
from meedoen.monitor.actions import decide
from meedoen.monitor.forms import DecisionForm, InventoryForm
from meedoen.monitor.permissions import may_decide
from meedoen.monitor.policy.screening import Found, Screened
from meedoen.monitor.queries.screening import Line, history, inventory, lines
from meedoen.monitor.shown import day_text
from meedoen.monitor.vocabulary import Advice, ScreeningVerdict
from meedoen.shared.clock import HERE, now
from meedoen.shared.errors import Refused

CRUMBS = [Link("Werk", "/werk/"), Link("Cijfers", "/werk/cijfers/")]
ON_A_PAGE = 25
MOST_IN_FILE = 20_000
LONGEST_PAGE_NUMBER = 6
TONES = {Advice.FITS: "positive", Advice.DOUBT: "warning", Advice.MISSING: "neutral"}
FOUND = {
    Found.MET: ("ja", "positive"),
    Found.DOUBT: ("twijfel", "warning"),
    Found.MISSING: ("niet bekend", "neutral"),
}


@door("GET", verb=Verb.SEE_MONITOR)
def inventory_page(request: SignedInRequest) -> HttpResponse:
    """Every service of the municipality with its advice and decision, twenty-five on a page."""
    municipality = _municipality(request)
    form = InventoryForm(_data(request))
    context: dict[str, Any] = {"crumbs": CRUMBS, "form": form}
    if not form.is_valid():
        return render(request, "monitor/screening.html", context, status=400)
    asked = form.cleaned_data
    services = inventory(municipality, text=asked["q"], part=asked["deel"])
    pages = Paginator(services.only("id"), ON_A_PAGE)
    number = _page_number(request)
    if number > pages.num_pages:
        raise Http404("this page of the list does not exist")
    page = pages.page(number)
    context |= {
        "chosen": sum(bool(value) for value in asked.values()),
        "total": pages.count,
        "page_obj": page,
        "rows": [_row(line) for line in lines(list(page.object_list), municipality)],
        "csv_url": f"{reverse('monitor:screening_file')}?{urlencode(asked)}",
    }
    return render(request, "monitor/screening.html", context)


@door("GET", verb=Verb.SEE_MONITOR)
def inventory_file(request: SignedInRequest) -> HttpResponse:
    """The same list as a file, whole."""
    municipality = _municipality(request)
    form = InventoryForm(_data(request))
    if not form.is_valid():
        raise Http404("not in the list")
    asked = form.cleaned_data
    services = list(inventory(municipality, text=asked["q"], part=asked["deel"]).only("id")[:MOST_IN_FILE])
    rows: list[list[object]] = [
        [
            "aanbod",
            "organisatie",
            "advies",
            "waarom",
            "wat mist",
            "na te vragen",
            "besluit",
            "reden",
            "op",
            "door",
        ]
    ]
    rows += [_file_row(line) for line in lines(services, municipality)]
    return csv_response(f"screening-{now().date().isoformat()}", rows)


@door("GET", "POST", verb=Verb.SEE_MONITOR)
def screening_page(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """One service: every criterion with its reason, what was decided, and deciding now."""
    municipality = _municipality(request)
    service = get_object_or_404(inventory(municipality), id=service_id)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_decide(request.actor):
            raise PermissionDenied
        if form.is_valid() and _decided(request, form, service_id, municipality):
            return redirect("monitor:screening_of", service_id)
    (line,) = lines([service], municipality)
    context = {
        "crumbs": [*CRUMBS, Link("Screening", reverse("monitor:screening"))],
        "line": line,
        "advice": line.screened.advice.label,
        "tone": TONES[line.screened.advice],
        "criteria": _criteria(line.screened),
        "form": form if may_decide(request.actor) else None,
        "events": [
            Event(
                day_text(decision.at.astimezone(HERE).date()),
                decision.verdict.label.capitalize(),
                decision.reason,
                by=decision.by,
            )
            for decision in history(service_id, municipality)
        ],
        "service_url": reverse("directory:service", args=[service_id]),
    }
    return render(request, "monitor/screening_of.html", context, status=422 if form.errors else 200)


def _decided(
    request: SignedInRequest, form: DecisionForm, service_id: UUID, municipality: Municipality
) -> bool:
    try:
        decide(
            service_id=service_id,
            municipality_id=municipality.id,
            verdict=ScreeningVerdict(form.cleaned_data["verdict"]),
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=now(),
        )
    except Refused as refusal:
        form.add_error("reason", refusal.message)
        return False
    return True


def _municipality(request: SignedInRequest) -> Municipality:
    return get_object_or_404(Municipality, id=request.actor.municipality_id)


def _data(request: SignedInRequest) -> dict[str, str]:
    return {name: value.replace("\0", " ") for name, value in request.GET.items()}


def _page_number(request: SignedInRequest) -> int:
    said = request.GET.get("pagina", "1")
    if not (said.isascii() and said.isdigit() and len(said) <= LONGEST_PAGE_NUMBER and int(said) >= 1):
        raise Http404("not a page number")
    return int(said)


def _row(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "organization": line.organization,
        "url": reverse("monitor:screening_of", args=[line.id]),
        "advice": line.screened.advice.label,
        "tone": TONES[line.screened.advice],
        "why": " ".join(line.screened.reasons[:2]),
        "missing": _list(line.screened.missing),
        "decision": line.decision.verdict.label if line.decision else "",
        "reason": line.decision.reason if line.decision else "",
    }


def _file_row(line: Line) -> list[object]:
    decision = line.decision
    return [
        line.name,
        line.organization,
        line.screened.advice.label,
        " ".join(line.screened.reasons),
        _list(line.screened.missing),
        _list(line.screened.to_ask),
        decision.verdict.label if decision else "",
        decision.reason if decision else "",
        decision.at.astimezone(HERE).date().isoformat() if decision else "",
        decision.by if decision else "",
    ]


def _criteria(result: Screened) -> list[dict[str, str]]:
    found = []
    for criterion in result.criteria:
        label, tone = FOUND[criterion.found]
        found.append(
            {
                "name": criterion.name,
                "label": label,
                "tone": tone,
                "why": criterion.why,
                "document": criterion.document,
            }
        )
    return found


def _list(names: list[str]) -> str:
    return ", ".join(name[:1].lower() + name[1:] for name in names)
