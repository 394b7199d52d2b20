"""Measuring in a case: what there is to measure with, filling in, over time, and on paper; and one's own."""

import re
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions.instruments import fill_in
from meedoen.casework.charts import can_draw, has_a_line, trend_svg
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.forms.instruments import FillInForm, ItemsForm
from meedoen.casework.models import Instrument, InstrumentItem
from meedoen.casework.policy.instruments import items_fit, next_moment
from meedoen.casework.queries.instruments import (
    ItemTrend,
    asked_last,
    asks_leave,
    filled_in,
    instrument_measured,
    instrument_to_fill_in,
    instruments_for,
    ladder_trends_of,
    own_ladder_trends,
    own_trends,
    summaries_of,
    taken_before,
    trend_of,
)
from meedoen.casework.queries.ladder import own_ladder_choices
from meedoen.casework.vocabulary import MeasureMoment
from meedoen.look.parts import Link, TaskRow
from meedoen.people.queries import own_person_id, reveal
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

ALL_AT_ONCE = 3
POSITION = re.compile("[0-9]{1,4}")
OWN_PURPOSE = "eigen gegevens bekijken"


@case_page("GET", task="metingen", verb=Verb.OPEN_CASE)
def measurements(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """What this person was measured with, and what there is to measure with; the ladder as it went.

    Drawn while the page is put together, which is after the transaction of its door.
    """
    case_id = visit.case.id
    done = summaries_of(visit.case)
    rows = [
        TaskRow(
            one.name,
            reverse("casework:trend", args=[case_id, one.code]),
            f"{one.times} keer, de laatste keer een {one.last_moment.label}",
            date_format(one.last_on, "j F Y"),
        )
        for one in done
    ]
    context = {
        "rows": rows,
        "offered": instruments_for(visit.by.legal_domain),
        "trends": [(one, _picture(one)) for one in ladder_trends_of(visit.case)],
    }
    return TemplateResponse(request, "casework/instruments.html", _context(visit, **context))


@case_page("GET", task="metingen", verb=Verb.OPEN_CASE)
def trend(request: SignedInRequest, visit: Visit, instrument: str) -> HttpResponse:
    """The answers over time: a line for each view, its table beside it, and each time it was filled in.

    Drawn while the page is put together, which is after the transaction of its door.
    """
    row = _or_404(instrument_measured(visit.case, instrument, visit.by.legal_domain))
    shown = [(one, _picture(one)) for one in trend_of(visit.case, row.code)]
    context = {
        "instrument": row,
        "trends": shown,
        "filled": filled_in(visit.case, row.code),
        "may_fill_in": instrument_to_fill_in(row.code, visit.by.legal_domain) is not None,
    }
    return TemplateResponse(request, "casework/instrument_trend.html", _context(visit, **context))


@case_page("GET", "POST", task="metingen")
def fill_in_page(request: SignedInRequest, visit: Visit, instrument: str) -> HttpResponse:
    """First what to ask, then the answers of both; what is not chosen is not asked."""
    row = _or_404(instrument_to_fill_in(instrument, visit.by.legal_domain))
    items = list(row.items.all())
    asked = _asked(request, items)
    if asked is None:
        return _choose_items(request, visit, row, items)
    form = FillInForm(
        request.POST if request.method == "POST" else None,
        items=asked,
        initial={
            "measured_on": visit.today,
            "moment": next_moment(taken_before(visit.case, row.code)),
        },
    )
    if request.method == "POST" and form.is_valid() and _kept(visit, row, form):
        messages.success(request, "De meting is bewaard. Eerdere metingen blijven staan.")
        return redirect("casework:trend", case_id=visit.case.id, instrument=row.code)
    return _page(request, visit, "instrument_fill_in", form=form, instrument=row, asked=asked)


@case_page("GET", task="metingen")
def paper(request: SignedInRequest, visit: Visit, instrument: str) -> HttpResponse:
    """The form for on paper, with what was chosen and no name: a paper gets lost."""
    row = _or_404(instrument_to_fill_in(instrument, visit.by.legal_domain))
    items = list(row.items.all())
    asked = _asked(request, items)
    if asked is None:
        return _choose_items(request, visit, row, items)
    rows = [(item, [value.choice_label for value in _choices(item)]) for item in asked]
    page = {"instrument": row, "rows": rows, "back": visit.url, "moments": MeasureMoment.labels}
    return render(request, "casework/instrument_paper.html", page)


@door("GET", verb=Verb.SEE_OWN)
def own_measurements(request: SignedInRequest) -> HttpResponse:
    """For the person: each step that was chosen and why, and what was answered, in both views."""
    at = now()
    person_id = own_person_id(request.actor)
    if person_id is None:
        return redirect("own_home")
    reveal(by=request.actor, persons=[person_id], page="own_pages", purpose=OWN_PURPOSE, at=at)
    shown = [(name, [(one, _picture(one)) for one in of]) for name, of in own_trends(person_id)]
    context = {
        "choices": own_ladder_choices(person_id),
        "instruments": shown,
        "ladder": [(one, _picture(one)) for one in own_ladder_trends(person_id)],
        "crumbs": [Link("Mijn pagina", "/mijn/")],
    }
    return TemplateResponse(request, "casework/instruments_own.html", context)


def summary_of(trend: ItemTrend) -> str:
    """What the picture of an item tells, in a sentence: the text for who does not see it."""
    told = []
    for who, view in (("Volgens de inwoner zelf", "person"), ("Volgens de medewerker", "worker")):
        values = [point.value for point in trend.points if point.view == view and point.value is not None]
        if values:
            told.append(f"{who} van {trend.said(values[0])} naar {trend.said(values[-1])}.")
    return f"{trend.name}. {' '.join(told)}"


def _picture(one: ItemTrend) -> object:
    """The drawing, made when the page asks for it; empty where there is nothing to draw, or to draw with."""
    if not (can_draw() and has_a_line(one)):
        return ""
    return SimpleLazyObject(lambda: trend_svg(one, summary_of(one)))


def _asked(request: SignedInRequest, items: list[InstrumentItem]) -> list[InstrumentItem] | None:
    """The items that are asked now; None where that has still to be chosen, or cannot be like this."""
    if len(items) <= ALL_AT_ONCE:
        return items
    posted = request.POST if request.method == "POST" else request.GET
    wanted = {int(said) for said in posted.getlist("vraag") if POSITION.fullmatch(said)}
    if not items_fit(wanted, [item.position for item in items]):
        return None
    return [item for item in items if item.position in wanted]


def _choose_items(
    request: SignedInRequest, visit: Visit, row: Instrument, items: list[InstrumentItem]
) -> HttpResponse:
    """Which items to ask; the ones of the last time are ticked, so that the answers can be compared."""
    sent = request.POST if request.method == "POST" else request.GET
    form = ItemsForm(
        sent if "vraag" in sent or "kies" in sent else None,
        items=items,
        initial={"vraag": asked_last(visit.case, row.code)},
    )
    return _page(request, visit, "instrument_items", form=form, instrument=row, leave=asks_leave(row.code))


def _choices(item: InstrumentItem) -> list[Any]:
    values = FillInForm(items=[item]).rows()[0].values
    return list(values[0].subwidgets)[1:] if values else []


def _kept(visit: Visit, row: Instrument, form: FillInForm) -> bool:
    data = form.cleaned_data
    try:
        with transaction.atomic():
            fill_in(
                case=visit.case,
                instrument_code=row.code,
                moment=MeasureMoment(data["moment"]),
                measured_on=data["measured_on"],
                answers=form.answers(),
                note=data["note"],
                by=visit.by,
                at=visit.at,
            )
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    return True


def _or_404(row: Instrument | None) -> Instrument:
    if row is None:
        raise Http404
    return row


def _page(request: SignedInRequest, visit: Visit, template: str, **context: Any) -> HttpResponse:
    return render(request, f"casework/{template}.html", _context(visit, **context))


def _context(visit: Visit, **context: Any) -> dict[str, Any]:
    card = visit.card()
    list_url = reverse("casework:measurements", args=[visit.case.id])
    return {
        "card": card,
        "case": visit.case,
        "back": visit.url,
        "list_url": list_url,
        "crumbs": crumbs(Link(card.name, visit.url), Link("Metingen", list_url)),
        **context,
    }
