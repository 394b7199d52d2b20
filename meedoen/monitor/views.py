"""The half-year report of an agreement, for its parties, and the picture of a municipality. No persons."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.transaction import atomic
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.models import Municipality
from meedoen.accounts.vocabulary import Verb
from meedoen.funding.queries import agreements
from meedoen.funding.vocabulary import half_year_name
from meedoen.look.parts import Bar, KeyFigure, Link
from meedoen.monitor.actions import make_report
from meedoen.monitor.charts import NARROW, WIDE, agreed_against_reached, can_draw, with_font
from meedoen.monitor.documents import report_pdf
from meedoen.monitor.policy.facts import Picture
from meedoen.monitor.queries import district_names, municipal_picture
from meedoen.monitor.shown import document, people_text
from meedoen.monitor.vocabulary import ELSEWHERE, ELSEWHERE_NAME, WHY_HIDDEN
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused
from meedoen.shared.period import half_year, half_year_code, last_complete_half_year
from meedoen.shared.suppression import some_hidden

DESK = Link("Werk", "/werk/")
SHOWN_BACK = 4
OPENED = "toon"


@door("GET", verb=Verb.SEE_AGREEMENTS)
def report_page(request: SignedInRequest, agreement_id: UUID, code: str) -> HttpResponse:
    """The report of one agreement over one half-year: the picture first, each figure opens on its making."""
    try:
        report = _document(request, agreement_id, code)
    except Refused as refusal:
        return _missing(request, refusal)
    return _report(request, report)


@door("GET", verb=Verb.SEE_AGREEMENTS, transaction=False)
def chart(request: SignedInRequest, agreement_id: UUID, code: str) -> HttpResponse:
    """The picture of a report; `?smal=1` gives the one for a phone. 404 where nothing here can draw."""
    if not can_draw():
        raise Http404
    try:
        with atomic():
            report = _document(request, agreement_id, code)
    except Refused as refusal:
        return _missing(request, refusal)
    width = NARROW if request.GET.get("smal") == "1" else WIDE
    svg = with_font(agreed_against_reached(report["figures"], width=width))
    return HttpResponse(svg, content_type="image/svg+xml")


@door("GET", verb=Verb.SEE_AGREEMENTS, transaction=False)
def pdf(request: SignedInRequest, agreement_id: UUID, code: str) -> HttpResponse:
    """The report as an accessible PDF, to keep; a name that does not fit in it is said on the page."""
    try:
        with atomic():
            report = _document(request, agreement_id, code)
    except Refused as refusal:
        return _missing(request, refusal)
    try:
        content = report_pdf(report)
    except Refused as refusal:
        return _report(request, report, problem=refusal.message)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="halfjaarverslag-{report["half_year"]}.pdf"'
    return response


@door("GET", verb=Verb.SEE_MONITOR)
def picture_page(request: SignedInRequest) -> HttpResponse:
    """How many people in the own municipality have a place and come, by district, over one half-year."""
    latest = last_complete_half_year(now().date())
    try:
        period = half_year(request.GET.get("halfjaar") or latest)
        if period.end >= now().date():
            raise Refused("Dit halfjaar is nog niet voorbij. Kies een eerder halfjaar.")
    except Refused as refusal:
        return _missing(request, refusal)
    code = half_year_code(period.start)
    municipality = get_object_or_404(Municipality, id=request.actor.municipality_id)
    picture = municipal_picture(
        municipality_id=municipality.id, municipality_code=municipality.code, period=period
    )
    context = {
        "crumbs": [DESK],
        "municipality": municipality.name,
        "half_year": half_year_name(code),
        "bars": _bars(picture, district_names(municipality.code)),
        "empty": not any(count != 0 for count in picture.placed.values()),
        "hides": some_hidden(picture.placed.values(), picture.came.values()),
        "why_hidden": WHY_HIDDEN,
        "half_years": [
            Link(half_year_name(other).capitalize(), f"?halfjaar={other}", current=other == code)
            for other in _half_years_back(latest)
        ],
    }
    return render(request, "monitor/picture.html", context)


def _document(request: SignedInRequest, agreement_id: UUID, code: str) -> dict[str, Any]:
    """The report as it is shown, for a party to the agreement; 404 for anybody else.

    Raises Refused where the code is no half-year of this agreement.
    """
    agreement = get_object_or_404(agreements(request.actor), id=agreement_id)
    at = now()
    report = make_report(agreement_id=agreement.id, period=half_year(code), by=request.actor, at=at)
    return document(report, districts=district_names(agreement.municipality.code), made_on=at.date())


def _report(request: SignedInRequest, report: dict[str, Any], *, problem: str = "") -> HttpResponse:
    place = {"agreement_id": report["agreement_id"], "code": report["half_year"]}
    context = {
        "crumbs": [
            DESK,
            Link("Afspraken", reverse("funding:list")),
            Link(report["agreement"], reverse("funding:detail", args=[report["agreement_id"]])),
        ],
        "report": report,
        "problem": problem,
        "chart_url": reverse("monitor:chart", kwargs=place) if can_draw() else "",
        "pdf_url": reverse("monitor:pdf", kwargs=place),
        "key_figures": [
            KeyFigure(
                figure["label"],
                figure["reached_text"],
                _note(figure),
                f"?{OPENED}={figure['measure']}#cijfer-{figure['measure']}",
            )
            for figure in report["figures"]
        ],
        "explained": [
            {**figure, "is_open": figure["measure"] == request.GET.get(OPENED)}
            for figure in report["figures"]
        ],
        "splits": [_split_bars(report["splits"][:1]), _split_bars(report["splits"][1:])],
    }
    return render(request, "monitor/report.html", context, status=422 if problem else 200)


def _split_bars(splits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One column of splits; one that would show hidden rows and zeros alone is a sentence, not a table."""
    return [
        {
            "title": split["title"],
            "shows": any(row["count"] for row in split["rows"])
            or all(row["count"] is not None for row in split["rows"]),
            "bars": [Bar(row["label"], row["count"], row["text"]) for row in split["rows"]],
        }
        for split in splits
    ]


def _note(figure: dict[str, Any]) -> str:
    if figure["agreed"] is None:
        return "Hierover is niets afgesproken."
    share = "" if figure["percentage"] is None else f" Dat is {figure['percentage']}%."
    return f"Afgesproken: {figure['agreed_text']}.{share}"


def _bars(picture: Picture, names: dict[str, str]) -> list[Bar]:
    labels = {**names, ELSEWHERE: ELSEWHERE_NAME}
    return [
        Bar(
            labels[code],
            came,
            people_text(came),
            goal=picture.placed[code],
            goal_shown=people_text(picture.placed[code]),
        )
        for code, came in picture.came.items()
    ]


def _half_years_back(latest: str) -> list[str]:
    """The codes of the last complete half-years, the newest first."""
    codes = [latest]
    while len(codes) < SHOWN_BACK:
        codes.append(half_year_code(half_year(codes[-1]).start - timedelta(days=1)))
    return codes


def _missing(request: SignedInRequest, refusal: Refused) -> HttpResponse:
    return render(request, "404.html", {"message": refusal.message}, status=404)
