"""Offer beside need: a table, its picture, what stands out in sentences, and a file. No persons."""

from dataclasses import dataclass
from typing import Any

from django.db.transaction import atomic
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.models import Municipality
from meedoen.accounts.vocabulary import Verb
from meedoen.areas.queries import measures
from meedoen.look.csv_file import csv_response
from meedoen.look.parts import Link
from meedoen.monitor import shown_gap
from meedoen.monitor.actions import settle_need
from meedoen.monitor.charts import NARROW, can_draw, heat_map, with_font
from meedoen.monitor.forms import FILTERS, QuestionForm
from meedoen.monitor.models import NeedSnapshot
from meedoen.monitor.queries.gap import Answer, Question, answer, names_of
from meedoen.monitor.vocabulary import Axis, Shows
from meedoen.shared.clock import now

CRUMBS = [Link("Werk", "/werk/"), Link("Cijfers", "/werk/cijfers/")]
FIRST_GAPS, FIRST_OVERLAP = 6, 3
PICTURE_WIDTH = 680


@dataclass(frozen=True)
class Asked:
    """What the address asks, and what was found; `found` None where the form is wrong."""

    form: QuestionForm
    question: Question
    shows: Shows
    snapshot: NeedSnapshot | None = None
    found: Answer | None = None


@door("GET", verb=Verb.SEE_MONITOR)
def gap_page(request: SignedInRequest) -> HttpResponse:
    """Where something is wanted and not offered, and where much is alike."""
    asked = _asked(request)
    context: dict[str, Any] = {"crumbs": CRUMBS, "form": asked.form, "chosen": _chosen(request)}
    if asked.found is None or asked.snapshot is None:
        return render(request, "monitor/gap.html", context, status=400)
    question, found = asked.question, asked.found
    query = request.GET.urlencode()
    gaps = [sentence for sentence in found.sentences if sentence.is_gap]
    overlap = [sentence for sentence in found.sentences if not sentence.is_gap]
    every = request.GET.get("alles") == "1"
    context |= {
        "table": shown_gap.table(found, question, asked.shows, request.GET.get("sort", "")),
        "gaps": shown_gap.sentence_rows(gaps if every else gaps[:FIRST_GAPS]),
        "overlap": shown_gap.sentence_rows(overlap if every else overlap[:FIRST_OVERLAP]),
        "more": 0 if every else len(gaps[FIRST_GAPS:]) + len(overlap[FIRST_OVERLAP:]),
        "all_url": _address(request, alles="1"),
        "caption": f"Aanbod en vraag per {question.rows.label} en {question.columns.label}",
        "shows": asked.shows.label,
        "measure": question.measure if question.rows == Axis.AREA else "",
        "sources": shown_gap.sources(asked.snapshot, found, question),
        "chart_url": f"{reverse('monitor:gap_chart')}?{query}" if can_draw() else "",
        "csv_url": f"{reverse('monitor:gap_file')}?{query}",
        "chart_alt": _in_words(found, asked),
    }
    return render(request, "monitor/gap.html", context)


@door("GET", verb=Verb.SEE_MONITOR, transaction=False)
def gap_chart(request: SignedInRequest) -> HttpResponse:
    """The heat map of the same table; `?smal=1` for a phone. 404 where nothing here can draw."""
    if not can_draw():
        raise Http404
    with atomic():
        asked = _asked(request)
    if asked.found is None:
        raise Http404
    question, found = asked.question, asked.found
    cells = [
        {
            "row": shown_gap.label_of(found, question.rows, cell.row),
            "column": shown_gap.label_of(found, question.columns, cell.column),
            "value": said.value,
            "text": said.text,
            "state": said.state,
        }
        for row in found.rows
        for cell in row.cells
        if (said := shown_gap.said(cell, question, asked.shows, ""))
    ]
    width = NARROW if request.GET.get("smal") == "1" else PICTURE_WIDTH
    return HttpResponse(with_font(heat_map(cells, width=width)), content_type="image/svg+xml")


@door("GET", verb=Verb.SEE_MONITOR)
def gap_file(request: SignedInRequest) -> HttpResponse:
    """The same table as a file for a spreadsheet, with below it where the numbers come from."""
    asked = _asked(request)
    if asked.found is None or asked.snapshot is None:
        raise Http404
    rows = shown_gap.file_rows(asked.found, asked.question)
    rows += [[], *([line] for line in shown_gap.sources(asked.snapshot, asked.found, asked.question))]
    return csv_response(f"aanbod-en-vraag-{now().date().isoformat()}", rows)


def _asked(request: SignedInRequest) -> Asked:
    municipality = get_object_or_404(Municipality, id=request.actor.municipality_id)
    at = now()
    data = {name: value.replace("\0", " ") for name, value in request.GET.items()}
    form = QuestionForm(data, names=names_of(municipality.code, Question()), measures=measures())
    if not form.is_valid():
        return Asked(form, Question(), Shows.SHORT)
    snapshot = settle_need(municipality_id=municipality.id, municipality_code=municipality.code, at=at)
    found = answer(
        municipality_code=municipality.code, snapshot=snapshot, question=form.question, on=at.date()
    )
    return Asked(form, form.question, Shows(form.cleaned_data["kleur"]), snapshot, found)


def _chosen(request: SignedInRequest) -> int:
    return sum(bool(request.GET.get(name)) for name in FILTERS)


def _address(request: SignedInRequest, **values: str) -> str:
    query = request.GET.copy()
    for name, value in values.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _in_words(found: Answer, asked: Asked) -> str:
    """What the picture shows, for who does not see it; the table below says all of it."""
    return (
        f"Vakken per {asked.question.rows.label} en {asked.question.columns.label}, gekleurd naar "
        f"{asked.shows.label}. De tabel hieronder zegt hetzelfde."
    )
