"""The desk of a contact day: who comes when, one tap for who is here, walk-ins, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.doors import crumbs
from meedoen.look.doors import carried_out, done
from meedoen.look.parts import Link, TaskRow
from meedoen.outreach.actions.days import close_day, mark, note_outcome, walk_in
from meedoen.outreach.forms.days import MarkForm, OutcomeForm, WalkInForm
from meedoen.outreach.models import ContactDay
from meedoen.outreach.queries.days import DeskRow, desk_days, desk_rows
from meedoen.outreach.vocabulary import DayOutcome, InvitationStatus
from meedoen.people.forms import SearchForm
from meedoen.people.queries import PersonCard, find_by_name, reveal
from meedoen.shared.clock import now

PAGE, PURPOSE = "contact_day", "mensen ontvangen op een contactdag"
HITS = 20


@dataclass(frozen=True)
class Expected:
    """One row of the desk list, as the page shows it."""

    key: UUID
    time: str
    name: str
    mark: str
    status: str
    outcome: str
    talk_url: str
    outcome_url: str
    team_url: str


@door("GET", verb=Verb.WRITE_CASE)
def desk_list(request: SignedInRequest) -> HttpResponse:
    """The contact days at which this worker receives people."""
    today = now().date()
    days = list(desk_days(request.actor, today))
    context = {
        "today": [_day_row(day) for day in days if day.held_on == today],
        "coming": [_day_row(day) for day in days if day.held_on > today],
        "past": [_day_row(day) for day in days if day.held_on < today],
        "crumbs": crumbs(),
    }
    return render(request, "outreach/day_list.html", context)


@door("GET", "POST", verb=Verb.WRITE_CASE)
def desk(request: SignedInRequest, day_id: UUID) -> HttpResponse:
    """The list of a day by time, with names; posted: somebody is here, or did not come."""
    at, by = now(), request.actor
    day = get_object_or_404(desk_days(by, at.date()), id=day_id)
    if request.method != "POST":
        return _desk(request, day, at)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return _desk(request, day, at, "Kies bij iemand op de lijst of die er is.")
    key, came = form.cleaned_data["person"], form.cleaned_data["mark"] == "present"
    get_object_or_404(day.invitations, id=key)
    done(request, lambda: mark(invitation_id=key, came=came, by=by, at=at), "")
    return redirect(f"{_url(day)}#rij-{key}")


@door("GET", "POST", verb=Verb.WRITE_CASE)
def outcome(request: SignedInRequest, day_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Say what came of a talk."""
    at, by = now(), request.actor
    day = get_object_or_404(desk_days(by, at.date()), id=day_id)
    rows = [row for row in desk_rows(day, by=by, on=at.date()) if row.invitation.id == invitation_id]
    if not rows:
        raise Http404
    form = OutcomeForm(
        request.POST if request.method == "POST" else None, initial={"outcome": rows[0].invitation.outcome}
    )

    def act() -> None:
        note_outcome(invitation_id=invitation_id, outcome=form.cleaned_data["outcome"], by=by, at=at)

    if form.is_valid() and carried_out(form, act):
        return redirect(f"{_url(day)}#rij-{invitation_id}")
    cards = reveal(by=by, persons=[rows[0].person_id], page=PAGE, purpose=PURPOSE, at=at)
    context = {
        "form": form,
        "day": day,
        "row": _expected(rows[0], cards, day),
        "back": _url(day),
        "crumbs": _crumbs(day),
    }
    return render(request, "outreach/day_outcome.html", context)


@door("GET", "POST", verb=Verb.WRITE_CASE)
def walk_ins(request: SignedInRequest, day_id: UUID) -> HttpResponse:
    """Find who walks in by name, and put them on the list. Posted: no name stands in an address or a log."""
    at, by = now(), request.actor
    day = get_object_or_404(desk_days(by, at.date()), id=day_id)
    form = SearchForm(request.POST if "name" in request.POST else None)
    context: dict[str, object] = {"form": form, "day": day, "crumbs": _crumbs(day), "back": _url(day)}
    chosen = WalkInForm(request.POST if "person" in request.POST else None)
    if chosen.is_valid():
        done(
            request,
            lambda: walk_in(day_id=day.id, person_id=chosen.chosen(), by=by, at=at),
            "Staat op de lijst.",
        )
        return redirect(_url(day))
    if form.is_valid():
        persons = find_by_name(form.cleaned_data["name"], by=by, on=at.date(), limit=HITS)
        cards = reveal(by=by, persons=persons, page="contact_day_search", purpose=PURPOSE, at=at)
        context["found"] = [cards[person] for person in persons if person in cards]
        context["searched"] = True
    return render(request, "outreach/day_walk_in.html", context)


@door("POST", verb=Verb.WRITE_CASE)
def close(request: SignedInRequest, day_id: UUID) -> HttpResponse:
    """The day is over."""
    at, by = now(), request.actor
    day = get_object_or_404(desk_days(by, at.date()), id=day_id)
    done(
        request,
        lambda: close_day(day_id=day.id, by=by, at=at),
        "De dag is afgesloten. Wie er niet was, wordt later nog eens gevraagd of met rust gelaten.",
    )
    return redirect(_url(day))


def _desk(request: SignedInRequest, day: ContactDay, at: datetime, problem: str = "") -> HttpResponse:
    by = request.actor
    rows = desk_rows(day, by=by, on=at.date())
    persons = [row.person_id for row in rows]
    cards = reveal(by=by, persons=persons, page=PAGE, purpose=PURPOSE, at=at)
    came = sum(row.invitation.status == InvitationStatus.CAME for row in rows)
    context = {
        "day": day,
        "rows": [_expected(row, cards, day) for row in rows],
        "came": came,
        "expected": sum(row.invitation.status != InvitationStatus.CAME for row in rows),
        "is_today": day.held_on == at.date(),
        "has_begun": day.held_on <= at.date(),
        "problem": problem,
        "crumbs": crumbs(Link("Contactdagen", reverse("outreach:desk_list"))),
    }
    return render(request, "outreach/day_desk.html", context, status=400 if problem else 200)


def _expected(row: DeskRow, cards: dict[UUID, PersonCard], day: ContactDay) -> Expected:
    invitation, card = row.invitation, cards.get(row.person_id)
    marks = {InvitationStatus.CAME: "present", InvitationStatus.MISSED: "absent"}
    is_here = invitation.status == InvitationStatus.CAME
    outcome_url = reverse("outreach:outcome", args=[day.id, invitation.id])
    return Expected(
        key=invitation.id,
        time=f"{invitation.starts_at:%H:%M}" if invitation.starts_at else "inloop",
        name=card.name if card else "een inwoner",
        mark=marks.get(InvitationStatus(invitation.status), ""),
        status=str(InvitationStatus(invitation.status).label),
        outcome=str(DayOutcome(invitation.outcome).label) if invitation.outcome else "",
        talk_url=f"{_case_url('desk:conversation', row)}?talk=contact_day" if is_here and row.case_id else "",
        outcome_url=outcome_url if is_here else "",
        team_url=_case_url("casework:hand_over", row) if is_here else "",
    )


def _case_url(name: str, row: DeskRow) -> str:
    """An address of the case, or empty where there is no case or this installation has no such page."""
    if row.case_id is None:
        return ""
    try:
        return reverse(name, args=[row.case_id])
    except NoReverseMatch:
        return ""


def _day_row(day: ContactDay) -> TaskRow:
    times = f"{day.starts_at:%H:%M} tot {day.ends_at:%H:%M}"
    return TaskRow(f"{day.held_on:%d-%m-%Y}, {day.place}", _url(day), times)


def _url(day: ContactDay) -> str:
    return reverse("outreach:desk", args=[day.id])


def _crumbs(day: ContactDay) -> list[Link]:
    list_link = Link("Contactdagen", reverse("outreach:desk_list"))
    return crumbs(list_link, Link(f"{day.held_on:%d-%m-%Y}, {day.place}", _url(day)))
