"""The coordinator's pages: the programme of the week, one activity, the attendance list of one session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as written

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.activities import actions, queries
from meedoen.activities.forms import EndForm, MarkForm, SessionsForm
from meedoen.activities.models import Activity, Enrolment, Session
from meedoen.activities.policy import week_code, week_of
from meedoen.activities.vocabulary import EnrolmentStatus, Presence
from meedoen.look.parts import Link
from meedoen.people.queries import reveal
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

WEEK = timedelta(days=7)
PLAN_AHEAD = timedelta(weeks=6)
SHOWN_AHEAD, SHOWN_BACK = 6, 4
PARTICIPANTS, ATTENDANCE = "participants", "attendance"
PURPOSES = {PARTICIPANTS: "deelnemers van het eigen programma", ATTENDANCE: "aanwezigheid bijhouden"}
DESK = Link("Werk", "/werk/")


@door("GET", verb=Verb.SEE_ACTIVITIES)
def programme_page(request: SignedInRequest) -> HttpResponse:
    """The sessions of the own agency in one week."""
    at = now()
    today = at.date()
    problem = ""
    try:
        week = week_of(request.GET.get("week") or week_code(today))
    except Refused as refusal:
        problem, week = refusal.message, week_of(week_code(today))
    sessions = queries.programme(request.actor, week)
    days = [(day, list(rows)) for day, rows in groupby(sessions, key=lambda row: row.starts_at.date())]
    context = {
        "crumbs": [DESK],
        "problem": problem,
        "week": week,
        "this_week": today in week,
        "number": week.start.isocalendar().week,
        "days": days,
        "today": today,
        "previous": week_code(week.start - WEEK),
        "next": week_code(week.start + WEEK),
        "activities": queries.running_activities(request.actor, at),
    }
    return render(request, "activities/programme.html", context, status=400 if problem else 200)


@door("GET", verb=Verb.SEE_ACTIVITIES)
def activity_page(request: SignedInRequest, activity_id: UUID) -> HttpResponse:
    """Who takes part and who waits, and the sessions of one activity."""
    activity = get_object_or_404(queries.own_activities(request.actor), id=activity_id)
    return _activity(request, activity, SessionsForm(initial={"until": now().date() + PLAN_AHEAD}))


@door("POST", verb=Verb.MARK_ATTENDANCE)
def add_sessions(request: SignedInRequest, activity_id: UUID) -> HttpResponse:
    """Plan the sessions of the coming weeks."""
    activity = get_object_or_404(queries.own_activities(request.actor), id=activity_id)
    form = SessionsForm(request.POST)
    if not form.is_valid():
        return _activity(request, activity, form)
    until = form.cleaned_data["until"]
    try:
        made = actions.make_sessions(activity_id=activity.id, until=until, by=request.actor, at=now())
    except Refused as refusal:
        form.add_error("until", refusal.message)
        return _activity(request, activity, form)
    messages.success(request, _sessions_made(made, until))
    return redirect("activities:activity", activity_id=activity.id)


@door("GET", "POST", verb=Verb.MARK_ATTENDANCE)
def attendance_page(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """The attendance list: one tap a person."""
    session = get_object_or_404(queries.own_sessions(request.actor), id=session_id)
    if request.method != "POST":
        return _attendance(request, session)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return _attendance(request, session, "Kies bij iemand op de lijst: was er, afgemeld of niet.")
    enrolment = get_object_or_404(Enrolment, id=form.cleaned_data["enrolment"], activity=session.activity)
    try:
        actions.mark_attendance(
            session_id=session.id,
            enrolment_id=enrolment.id,
            presence=Presence(form.cleaned_data["presence"]),
            by=request.actor,
            at=now(),
        )
    except Refused as refusal:
        return _attendance(request, session, refusal.message)
    return redirect(f"{reverse('activities:attendance', args=[session.id])}#rij-{enrolment.id}")


@door("GET", "POST", verb=Verb.MARK_ATTENDANCE)
def end_page(request: SignedInRequest, enrolment_id: UUID) -> HttpResponse:
    """End somebody's place or spot, with a reason."""
    running = queries.own_enrolments(request.actor).exclude(status=EnrolmentStatus.ENDED)
    enrolment = get_object_or_404(running, id=enrolment_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.end_enrolment(
            enrolment_id=enrolment.id, reason=form.cleaned_data["reason"], by=request.actor, at=now()
        )
        messages.success(request, "De deelname is gestopt. Een plek die vrijkomt, gaat naar de wachtlijst.")
        return redirect("activities:activity", activity_id=enrolment.activity_id)
    names = _names(request, [enrolment.person_id], PARTICIPANTS)
    context = {
        "crumbs": [*_crumbs(), Link(enrolment.activity.name, _address(enrolment.activity_id))],
        "form": form,
        "enrolment": enrolment,
        "name": names.get(enrolment.person_id, "deze persoon"),
        "back": _address(enrolment.activity_id),
        "waits": enrolment.status == EnrolmentStatus.WAITING,
    }
    return render(request, "activities/end.html", context)


@dataclass(frozen=True)
class ParticipantRow:
    """Somebody with a place or a spot, as the page shows it."""

    enrolment_id: UUID
    name: str
    spot: int | None
    since: date | None
    asked_on: date


@dataclass(frozen=True)
class AttendanceRow:
    """Somebody on the attendance list; `name` is empty where the provider knows them no longer."""

    enrolment_id: UUID
    name: str
    presence: Presence | None


def _activity(request: SignedInRequest, activity: Activity, form: SessionsForm) -> HttpResponse:
    enrolments = queries.open_enrolments(activity.id)
    names = _names(request, (row.person_id for row in enrolments), PARTICIPANTS)
    rows = [
        ParticipantRow(
            enrolment_id=row.id,
            name=names.get(row.person_id, "naam niet te zien"),
            spot=row.spot,
            since=row.starts_on,
            asked_on=timezone.localtime(row.asked_at).date(),
        )
        for row in enrolments
    ]
    today = now().date()
    context = {
        "crumbs": _crumbs(),
        "activity": activity,
        "fill": queries.fills([activity.id])[activity.id],
        "placed": sorted((row for row in rows if row.spot is None), key=lambda row: row.name.casefold()),
        "waiting": [row for row in rows if row.spot is not None],
        "coming": queries.sessions_from(activity.id, today, SHOWN_AHEAD),
        "past": queries.sessions_before(activity.id, today, SHOWN_BACK),
        "today": today,
        "form": form,
    }
    return render(request, "activities/activity.html", context)


def _attendance(request: SignedInRequest, session: Session, problem: str = "") -> HttpResponse:
    lines = queries.attendance_list(session)
    names = _names(request, (line.person_id for line in lines), ATTENDANCE)
    rows = sorted(
        (AttendanceRow(line.enrolment_id, names.get(line.person_id, ""), line.presence) for line in lines),
        key=lambda row: (row.name == "", row.name.casefold(), str(row.enrolment_id)),
    )
    starts_at = timezone.localtime(session.starts_at)
    totals = [(label, sum(row.presence == value for row in rows)) for value, label in Presence.choices]
    context = {
        "crumbs": [*_crumbs(), Link(session.activity.name, _address(session.activity_id))],
        "session": session,
        "rows": rows,
        "totals": totals,
        "marked": sum(count for _, count in totals),
        "to_come": starts_at.date() > now().date(),
        "problem": problem,
    }
    return render(request, "activities/attendance.html", context, status=400 if problem else 200)


def _names(request: SignedInRequest, persons: Iterable[UUID], page: str) -> dict[UUID, str]:
    """The names of these persons, after an access line for each."""
    cards = reveal(by=request.actor, persons=persons, page=page, purpose=PURPOSES[page], at=now())
    return {id: card.name for id, card in cards.items()}


def _crumbs() -> list[Link]:
    return [DESK, Link("Programma", reverse("activities:programme"))]


def _address(activity_id: UUID) -> str:
    return reverse("activities:activity", args=[activity_id])


def _sessions_made(made: int, until: date) -> str:
    day = written(until, "j F Y")
    if made == 0:
        return f"Alle bijeenkomsten tot en met {day} stonden er al."
    return f"{made} bijeenkomst{'en' if made > 1 else ''} gepland, tot en met {day}."
