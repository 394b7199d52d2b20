"""Writes in a route under the Wmo 2015. Every day is judged with the whole route, under a row lock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.casework.models import Case, WmoRoute, WmoSuspension
from meedoen.casework.policy.wmo import Pause
from meedoen.casework.policy.wmo_order import (
    day_of,
    may_close,
    may_decide,
    may_extend,
    may_note,
    may_pause,
    may_start,
)
from meedoen.casework.queries.wmo import WMO, days_of
from meedoen.casework.vocabulary import WmoDecision, WmoEnd, WmoStep
from meedoen.shared.errors import Refused, refuse_unless
from meedoen.trail.actions import record_act

ROUTE = "wmo_route"
CHANGED_MEANWHILE = "Een collega heeft deze dag intussen veranderd. Kijk wat er nu staat en kies opnieuw."


@dataclass(frozen=True)
class Suspension:
    """What a worker writes of days on which the term to decide stands still, with the ground (Awb 4:15)."""

    starts_on: date
    ends_on: date | None
    ground: str


@transaction.atomic
def start_route(*, case: Case, question: str, reported_on: date, by: Actor, at: datetime) -> WmoRoute:
    """Begin a route with the person's question in their own words. The same question twice is one route.

    Raises Refused in another legal domain than the Wmo, or where the day cannot be.
    """
    if case.involvement.legal_domain_id != WMO:
        raise Refused("Een Wmo-route hoort bij een dossier van de Wmo.")
    refuse_unless(may_start(reported_on, at.date()))
    Case.objects.select_for_update().get(id=case.id)
    same = WmoRoute.objects.filter(case=case, question=question, reported_on=reported_on).first()
    if same is not None:
        return same
    route = WmoRoute.objects.create(case=case, question=question, reported_on=reported_on, by_id=by.user_id)
    _record("start_wmo_route", route, by, at)
    return route


@transaction.atomic
def note_day(
    *, route_id: UUID, step: WmoStep, on: date | None, was: date | None, by: Actor, at: datetime
) -> None:
    """Note on which day something happened, or correct that; None takes a mistaken day away.

    `was`: the day the worker saw, so that nobody writes over a colleague unseen. A correction leaves an audit
    line with both days. Raises Refused where the day does not fit in the route.
    """
    route = _locked(route_id)
    days = days_of(route)
    stands = day_of(days, step)
    if stands == on:
        return
    if stands != was:
        raise Refused(CHANGED_MEANWHILE)
    refuse_unless(may_note(days, step, on, at.date()))
    setattr(route, step.value, on)
    if step == WmoStep.DECIDED:
        route.ended_on = on
    route.save(update_fields=[step.value, "ended_on"])
    act = "correct_wmo_day" if stands else "note_wmo_day"
    _record(act, route, by, at, {step.value: (stands, on)})


@transaction.atomic
def extend_term(*, route_id: UUID, told_on: date, to: date, because: str, by: Actor, at: datetime) -> None:
    """Make the term to decide longer, to a day that the person was told with the reason (Awb 4:14)."""
    route = _locked(route_id)
    refuse_unless(may_extend(days_of(route), told_on, to, at.date()))
    changes = {"extended_on": (route.extended_on, told_on), "extended_to": (route.extended_to, to)}
    route.extended_on, route.extended_to, route.extended_because = told_on, to, because
    route.save(update_fields=["extended_on", "extended_to", "extended_because"])
    _record("extend_wmo_term", route, by, at, changes)


@transaction.atomic
def suspend_term(*, route_id: UUID, suspension: Suspension, by: Actor, at: datetime) -> WmoSuspension:
    """Let the term to decide stand still (Awb 4:15). Raises Refused where none runs on that day."""
    route = _locked(route_id)
    twin = route.suspensions.filter(**vars(suspension)).first()
    if twin is not None:
        return twin
    refuse_unless(may_pause(days_of(route), _pause(suspension), at.date()))
    made = WmoSuspension.objects.create(route=route, by_id=by.user_id, **vars(suspension))
    _record("suspend_wmo_term", route, by, at, {"starts_on": (None, made.starts_on)})
    return made


@transaction.atomic
def change_suspension(*, suspension_id: UUID, to: Suspension, by: Actor, at: datetime) -> None:
    """Say when a suspension ends, or correct it. Raises Refused where the days cannot be."""
    route, row = _locked_suspension(suspension_id)
    days = days_of(route)
    others = list(days.pauses)
    others.remove(Pause(row.starts_on, row.ends_on))
    refuse_unless(may_pause(replace(days, pauses=tuple(others)), _pause(to), at.date()))
    changes = {"starts_on": (row.starts_on, to.starts_on), "ends_on": (row.ends_on, to.ends_on)}
    row.starts_on, row.ends_on, row.ground = to.starts_on, to.ends_on, to.ground
    row.save(update_fields=["starts_on", "ends_on", "ground"])
    _record("change_wmo_suspension", route, by, at, changes)


@transaction.atomic
def remove_suspension(*, suspension_id: UUID, by: Actor, at: datetime) -> None:
    """Take away a suspension that was written by mistake; the audit line keeps its days."""
    route, row = _locked_suspension(suspension_id)
    if route.ended_on is not None:
        raise Refused("Deze route is klaar. Wat toen gold blijft staan.")
    changes = {"starts_on": (row.starts_on, None), "ends_on": (row.ends_on, None)}
    row.delete()
    _record("remove_wmo_suspension", route, by, at, changes)


@transaction.atomic
def decide_route(
    *, route_id: UUID, on: date, decision: WmoDecision, words: str, by: Actor, at: datetime
) -> None:
    """Keep what was decided on the application. It cannot be undone, and the route ends with it.

    What still stood still without an end does so up to that day. Raises Refused without an application.
    """
    route = _locked(route_id)
    refuse_unless(may_decide(days_of(route), on, at.date()))
    _close(route, on)
    route.decided_on, route.decision, route.decision_words = on, decision, words
    route.ended_on, route.end = on, WmoEnd.DECIDED
    route.save(update_fields=["decided_on", "decision", "decision_words", "ended_on", "end"])
    _record("decide_wmo_route", route, by, at)


@transaction.atomic
def close_route(*, route_id: UUID, end: WmoEnd, on: date, by: Actor, at: datetime) -> None:
    """End a route without a decision. It cannot be undone. Raises Refused where that end does not fit."""
    route = _locked(route_id)
    refuse_unless(may_close(days_of(route), end, on, at.date()))
    _end(route, end, on, by, at)


@transaction.atomic
def end_routes(*, involvement_id: UUID, end: WmoEnd, at: datetime, by: Actor | None = None) -> int:
    """End the routes that run when their involvement ends. Gives how many.

    `end`: `policy.wmo_order.end_for` tells which one fits. `by` is None where the system acts by its
    timetable. Routes that have ended already keep their own end.
    """
    rows = WmoRoute.objects.select_for_update(of=("self",)).filter(
        case__involvement_id=involvement_id, ended_on__isnull=True
    )
    routes = list(rows.order_by("id"))
    for route in routes:
        _end(route, end, at.date(), by, at)
    return len(routes)


def _end(route: WmoRoute, end: WmoEnd, on: date, by: Actor | None, at: datetime) -> None:
    _close(route, on)
    route.ended_on, route.end = on, end
    route.save(update_fields=["ended_on", "end"])
    _record("end_wmo_route", route, by, at)


def _close(route: WmoRoute, on: date) -> None:
    """Nothing stands still without an end in a route that is over; what had yet to begin never did."""
    route.suspensions.filter(starts_on__gt=on).delete()
    route.suspensions.filter(ends_on__isnull=True).update(ends_on=on)


def _locked(route_id: UUID) -> WmoRoute:
    return WmoRoute.objects.select_for_update(of=("self",)).get(id=route_id)


def _locked_suspension(suspension_id: UUID) -> tuple[WmoRoute, WmoSuspension]:
    """Read once more after the lock: a colleague may have changed it, or taken it away."""
    route_id = WmoSuspension.objects.filter(id=suspension_id).values_list("route_id", flat=True).first()
    route = _locked(route_id) if route_id else None
    row = WmoSuspension.objects.filter(id=suspension_id).first()
    if route is None or row is None:
        raise Refused("Een collega haalde dit intussen weg. Kijk op de pagina van de route wat er nu staat.")
    return route, row


def _pause(suspension: Suspension) -> Pause:
    return Pause(suspension.starts_on, suspension.ends_on)


def _record(
    act: str,
    route: WmoRoute,
    by: Actor | None,
    at: datetime,
    changes: Mapping[str, tuple[object, object]] | None = None,
) -> None:
    record_act(by=by, act=act, object_type=ROUTE, object_id=route.id, at=at, changes=changes)
