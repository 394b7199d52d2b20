"""The pages of a route under the Wmo 2015, in a case of that legal domain; elsewhere they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions.wmo import (
    Suspension,
    change_suspension,
    close_route,
    decide_route,
    extend_term,
    note_day,
    remove_suspension,
    start_route,
    suspend_term,
)
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.forms.wmo import (
    DayForm,
    DecisionForm,
    LongerForm,
    RouteEndForm,
    RouteForm,
    SuspensionForm,
)
from meedoen.casework.models import WmoRoute, WmoSuspension
from meedoen.casework.policy.wmo_order import day_of
from meedoen.casework.queries.wmo import (
    WMO,
    days_of,
    helpers_of,
    own_route,
    route_card,
    route_in,
    routes_of,
    suspension_in,
    warn_days,
)
from meedoen.casework.views.wmo_paper import pdf_answer, route_pdf
from meedoen.casework.views.wmo_words import ASKED, SLUGS, step_rows, term_rows
from meedoen.casework.vocabulary import WmoDecision, WmoEnd, WmoStep
from meedoen.look.parts import Link
from meedoen.people.queries import own_person_id, reveal
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

Page = Callable[..., HttpResponse]
ROUTES = "Wmo-route"
CHANGED = "Dat staat in de route."


def wmo_page(*methods: str, verb: Verb = Verb.WRITE_CASE) -> Callable[[Page], Page]:
    """The door of a page of a route: 404 for who works in another legal domain, else that of the case."""

    def decorate(view: Page) -> Page:
        inner = case_page(*methods, task="wmo", verb=verb)(view)

        @wraps(inner)
        def entered(request: SignedInRequest, case_id: UUID, **kwargs: Any) -> HttpResponse:
            actor = request.actor
            enters = request.method in inner.methods and actor and actor.may(verb)  # type: ignore[attr-defined]
            if enters and actor.legal_domain != WMO:
                raise Http404
            return inner(request, case_id, **kwargs)

        return entered

    return decorate


@wmo_page("GET", verb=Verb.OPEN_CASE)
def routes(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """The routes of a case: what runs with its terms, and what was."""
    cards = routes_of(visit.case, visit.today)
    shown = [(card, term_rows(card)) for card in cards]
    return _page(request, visit, "wmo_routes", heading=ROUTES, routes=shown)


@wmo_page("GET", "POST")
def new_route(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Begin a route with the person's question."""
    form = RouteForm(_posted(request), initial={"reported_on": visit.today})
    made: list[WmoRoute] = []

    def act() -> None:
        made.append(start_route(case=visit.case, **form.cleaned_data, by=visit.by, at=visit.at))

    if _done(request, form, act, "De route is begonnen. Bevestig nu dat de vraag ontvangen is."):
        return redirect("casework:wmo_route", case_id=visit.case.id, route_id=made[0].id)
    return _form(request, visit, form, "Nieuwe Wmo-route", button="Begin de route")


@wmo_page("GET", verb=Verb.OPEN_CASE)
def route(request: SignedInRequest, visit: Visit, route_id: UUID) -> HttpResponse:
    """One route: the terms with their article, the steps with their days, and what can be done now."""
    card = route_card(_found(visit, route_id), visit.today)
    planned = visit.case.involvement.next_action_on
    running = card.running
    return _page(
        request,
        visit,
        "wmo_route",
        heading="Route van de vraag",
        route=card,
        steps=step_rows(card),
        terms=term_rows(card),
        after_term=running and planned and planned > running.due_on,
        planned=planned,
        warn_days=warn_days(),
    )


@wmo_page("GET", "POST")
def step(request: SignedInRequest, visit: Visit, route_id: UUID, step_name: str) -> HttpResponse:
    """Note on which day a step was taken, or correct that day."""
    found = _found(visit, route_id)
    which = SLUGS.get(step_name)
    stands = day_of(days_of(found), which) if which else None
    if which is None or (which == WmoStep.DECIDED and stands is None):
        raise Http404
    heading, explanation = ASKED[which]
    fixed = which in (WmoStep.REPORTED, WmoStep.DECIDED)
    form = DayForm(
        _posted(request),
        may_be_empty=stands is not None and not fixed,
        initial={"on": stands or visit.today, "was": stands},
    )

    def act() -> None:
        data = form.cleaned_data
        note_day(route_id=found.id, step=which, on=data["on"], was=data["was"], by=visit.by, at=visit.at)

    said = "De dag is verbeterd. Wat er eerst stond, is bewaard." if stands else CHANGED
    if _done(request, form, act, said):
        return _to_route(visit, found)
    return _form(request, visit, form, heading, explanation=explanation, route=found)


@wmo_page("GET", "POST")
def longer(request: SignedInRequest, visit: Visit, route_id: UUID) -> HttpResponse:
    """Make the term to decide longer, with a reason."""
    found = _found(visit, route_id)
    form = LongerForm(_posted(request), initial={"told_on": visit.today})

    def act() -> None:
        extend_term(route_id=found.id, **form.cleaned_data, by=visit.by, at=visit.at)

    if _done(request, form, act, "De termijn is verlengd."):
        return _to_route(visit, found)
    explanation = (
        "Lukt beslissen niet op tijd? Schrijf de inwoner dan waarom, en wanneer de beslissing er wel is. "
        "Dat vraagt artikel 4:14 van de Algemene wet bestuursrecht."
    )
    return _form(request, visit, form, "Termijn verlengen", explanation=explanation, route=found)


@wmo_page("GET", "POST")
def suspend(request: SignedInRequest, visit: Visit, route_id: UUID) -> HttpResponse:
    """Let the term to decide stand still."""
    found = _found(visit, route_id)
    return _suspension(request, visit, found, None)


@wmo_page("GET", "POST")
def suspension(request: SignedInRequest, visit: Visit, route_id: UUID, suspension_id: UUID) -> HttpResponse:
    """Say when a suspension ends, correct it, or take a mistaken one away."""
    found = _found(visit, route_id)
    row = suspension_in(found, suspension_id)
    if row is None:
        raise Http404
    return _suspension(request, visit, found, row)


@wmo_page("GET", "POST")
def decision(request: SignedInRequest, visit: Visit, route_id: UUID) -> HttpResponse:
    """Keep the decision; the route ends with it."""
    found = _found(visit, route_id)
    form = DecisionForm(_posted(request), initial={"on": visit.today})

    def act() -> None:
        data = form.cleaned_data
        decide_route(
            route_id=found.id,
            on=data["on"],
            decision=WmoDecision(data["decision"]),
            words=data["words"],
            by=visit.by,
            at=visit.at,
        )

    if _done(request, form, act, "De beslissing is bewaard. De route is klaar."):
        return _to_route(visit, found)
    explanation = "Kijk goed: een beslissing kun je hier niet terugdraaien. Een verkeerde dag wel."
    return _form(request, visit, form, "Beslissing", explanation=explanation, route=found)


@wmo_page("GET", "POST")
def end(request: SignedInRequest, visit: Visit, route_id: UUID) -> HttpResponse:
    """End a route without a decision."""
    found = _found(visit, route_id)
    form = RouteEndForm(_posted(request), initial={"on": visit.today})

    def act() -> None:
        data = form.cleaned_data
        close_route(route_id=found.id, end=WmoEnd(data["end"]), on=data["on"], by=visit.by, at=visit.at)

    if _done(request, form, act, "De route is afgesloten."):
        return _to_route(visit, found)
    explanation = (
        "Afsluiten kun je niet terugdraaien. Meldt de inwoner zich weer? Begin dan een nieuwe route."
    )
    return _form(request, visit, form, "Route afsluiten", explanation=explanation, route=found)


@wmo_page("GET", verb=Verb.OPEN_CASE)
def paper(request: SignedInRequest, visit: Visit, route_id: UUID) -> HttpResponse:
    """The route on paper, to give to the person."""
    found = _found(visit, route_id)
    name = visit.card("wmo_paper").name
    card = route_card(found, visit.today, helper=helpers_of([visit.case])[visit.case.id])
    try:
        return pdf_answer(route_pdf(card, name=name, today=visit.today))
    except Refused as refused:
        messages.error(request, refused.message)
        return _to_route(visit, found)


@door("GET", verb=Verb.SEE_OWN)
def own_paper(request: SignedInRequest, route_id: UUID) -> HttpResponse:
    """The own route on paper, for the person themselves."""
    at, by = now(), request.actor
    person_id = own_person_id(by)
    found = own_route(person_id, route_id) if person_id else None
    if found is None or person_id is None:
        raise Http404
    cards = reveal(by=by, persons=[person_id], page="wmo_paper", purpose="eigen gegevens bekijken", at=at)
    card = route_card(found, at.date(), helper=helpers_of([found.case])[found.case_id])
    try:
        return pdf_answer(route_pdf(card, name=cards[person_id].name, today=at.date()))
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("/mijn/")


def _suspension(
    request: SignedInRequest, visit: Visit, found: WmoRoute, row: WmoSuspension | None
) -> HttpResponse:
    initial = vars(row) if row else {"starts_on": visit.today}
    removes = row is not None and "weghalen" in request.POST
    form = SuspensionForm(None if removes else _posted(request), initial=initial)

    def act() -> None:
        if row is None:
            suspend_term(
                route_id=found.id, suspension=Suspension(**form.cleaned_data), by=visit.by, at=visit.at
            )
        else:
            change_suspension(
                suspension_id=row.id, to=Suspension(**form.cleaned_data), by=visit.by, at=visit.at
            )

    def take_away() -> None:
        remove_suspension(suspension_id=row.id if row else found.id, by=visit.by, at=visit.at)

    if removes and _carried_out(request, take_away):
        messages.success(request, "Weggehaald. De termijn is opnieuw berekend.")
        return _to_route(visit, found)
    if _done(request, form, act, "De termijn is opnieuw berekend."):
        return _to_route(visit, found)
    explanation = (
        "Alleen de termijn om te beslissen kan stilstaan, en alleen op een grond uit artikel 4:15 van de "
        "Algemene wet bestuursrecht. Op deze dagen telt de termijn niet door."
    )
    return _form(
        request,
        visit,
        form,
        "Termijn stilzetten",
        explanation=explanation,
        route=found,
        can_remove=row is not None,
    )


def _found(visit: Visit, route_id: UUID) -> WmoRoute:
    found = route_in(visit.case, route_id)
    if found is None:
        raise Http404
    return found


def _posted(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _carried_out(request: SignedInRequest, act: Callable[[], object], form: forms.Form | None = None) -> bool:
    """Do it; what was refused becomes a sentence on the page, and nothing half of it stays written."""
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        if form is None:
            messages.error(request, refused.message)
        else:
            form.add_error(None, refused.message)
        return False
    return True


def _done(request: SignedInRequest, form: forms.Form, act: Callable[[], object], said: str) -> bool:
    if not form.is_bound or not form.is_valid() or not _carried_out(request, act, form):
        return False
    messages.success(request, said)
    return True


def _to_route(visit: Visit, found: WmoRoute) -> HttpResponse:
    return redirect("casework:wmo_route", case_id=visit.case.id, route_id=found.id)


def _form(
    request: SignedInRequest,
    visit: Visit,
    form: forms.Form,
    heading: str,
    *,
    route: WmoRoute | None = None,
    **context: Any,
) -> HttpResponse:
    """A page with one form."""
    links = []
    back = reverse("casework:wmo", args=[visit.case.id])
    if route is not None:
        back = reverse("casework:wmo_route", args=[visit.case.id, route.id])
        links = [Link("Route van de vraag", back)]
    return _page(request, visit, "wmo_form", form=form, heading=heading, back=back, links=links, **context)


def _page(
    request: SignedInRequest, visit: Visit, template: str, *, links: list[Link] | None = None, **context: Any
) -> HttpResponse:
    card = visit.card()
    way = [Link(card.name, visit.url)]
    if template != "wmo_routes":
        way.append(Link(ROUTES, reverse("casework:wmo", args=[visit.case.id])))
    page = {"card": card, "case": visit.case, "crumbs": crumbs(*way, *(links or [])), **context}
    return render(request, f"casework/{template}.html", page)
