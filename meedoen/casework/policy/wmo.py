"""The terms of a route under the Wmo 2015: pure, days in and terms out. No term is ever stored.

Sources: Wmo 2015, articles 2.3.2 and 2.3.5; Algemene wet bestuursrecht (Awb), articles 4:14, 4:15, 6:7, 6:8;
Algemene termijnenwet, articles 1 to 4. The table with what was decided where the law is silent: docs/wmo.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meedoen.casework.vocabulary import TermStanding, WmoTerm
from meedoen.shared.working_days import is_working_day

OWN_PLAN_DAYS = 7
INVESTIGATION_DAYS = 6 * 7
DECISION_DAYS = 2 * 7
OBJECTION_DAYS = 6 * 7
WARN_DAYS = 7
"""How many days before the end a term is warned about. A choice of this project: the law names none."""

ARTICLES: dict[WmoTerm, str] = {
    WmoTerm.OWN_PLAN: "Wmo 2015 artikel 2.3.2 lid 2: zeven dagen na de melding",
    WmoTerm.INVESTIGATION: "Wmo 2015 artikel 2.3.2 lid 1: zes weken na de melding",
    WmoTerm.DECISION: "Wmo 2015 artikel 2.3.5 lid 2: twee weken na de aanvraag",
    WmoTerm.OBJECTION: "Awb artikel 6:7 en 6:8: zes weken na de beslissing",
}
OF_THE_PERSON = frozenset({WmoTerm.OWN_PLAN, WmoTerm.OBJECTION})
"""Terms in which the person may do something: who lets them pass is never late."""
RUNS = frozenset({TermStanding.AHEAD, TermStanding.SOON, TermStanding.LATE, TermStanding.STILL})
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """Days on which the term to decide stands still, the last one included; None: until somebody says so."""

    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class RouteDays:
    """What happened on which day in one route. The names are those of the columns."""

    reported_on: date
    confirmed_on: date | None = None
    support_pointed_out_on: date | None = None
    own_plan_pointed_out_on: date | None = None
    own_plan_received_on: date | None = None
    investigated_on: date | None = None
    report_given_on: date | None = None
    applied_on: date | None = None
    extended_on: date | None = None
    extended_to: date | None = None
    decided_on: date | None = None
    ended_on: date | None = None
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True)
class Term:
    """One term: its last day, whether it was kept, and where it stands today.

    `due_on` while it stands still without an end: the day it would be if the term ran on tomorrow.
    `left`: days until then, or once it runs on; below 0 it is over. `still_days`: how many it stood still.
    """

    kind: WmoTerm
    due_on: date
    met_on: date | None
    standing: TermStanding
    left: int
    still_days: int = 0

    @property
    def article(self) -> str:
        return ARTICLES[self.kind]

    @property
    def runs(self) -> bool:
        """Whether the municipality still has to do something within it."""
        return self.kind not in OF_THE_PERSON and self.standing in RUNS

    @property
    def presses(self) -> bool:
        """Whether somebody has to be warned: it is late, or nearly."""
        return self.runs and self.standing in (TermStanding.SOON, TermStanding.LATE)


def last_day(start: date, days: int, pauses: Iterable[Pause] = ()) -> date:
    """The last day of a term of so many days after `start`, which itself does not count.

    Days on which it stands still do not count. It ends on a working day on which it does not stand still
    (Algemene termijnenwet article 1); every pause has an end here.
    Raises ValueError where a pause has none.
    """
    still = tuple(pauses)
    if any(pause.ends_on is None for pause in still):
        raise ValueError("a pause without an end moves the last day for ever: close it first")
    day, left = start, days
    while left > 0:
        day += ONE_DAY
        left -= not _stands_still(day, still)
    while _stands_still(day, still) or not is_working_day(day):
        day += ONE_DAY
    return day


def decision_due(route: RouteDays, today: date) -> date | None:
    """The last day to decide on the application; None where there is none.

    Two weeks, longer by each day that it stood still. Was a later day named (Awb 4:14), then that day, longer
    by the pauses that began after the person was told: what stood still already was known when it was named.
    """
    if route.applied_on is None:
        return None
    pauses = closed(route.pauses, route.decided_on or route.ended_on or today)
    due = last_day(route.applied_on, DECISION_DAYS, pauses)
    if route.extended_on is None or route.extended_to is None:
        return due
    told = route.extended_on
    later = [pause for pause in pauses if pause.starts_on > told]
    return max(due, last_day(told, (route.extended_to - told).days, later))


def investigation_due(route: RouteDays) -> date:
    """The last day to finish the investigation. It cannot be suspended: Awb 4:15 is about deciding."""
    return last_day(route.reported_on, INVESTIGATION_DAYS)


def terms_of(route: RouteDays, today: date, warn_days: int = WARN_DAYS) -> list[Term]:
    """The terms that began in this route, in the order in which they begin.

    Of a route that has ended only what was kept or passed is told: nothing runs any more.
    """
    found = [
        _own_plan(route, today),
        _investigation(route, today, warn_days),
        _decision(route, today, warn_days),
        _objection(route, today),
    ]
    return [term for term in found if term is not None]


def running_term(terms: Sequence[Term]) -> Term | None:
    """The term of the municipality that ends first; None where none runs."""
    return min((term for term in terms if term.runs), key=lambda term: term.due_on, default=None)


def term_words(term: Term) -> str:
    """How a term stands, in words after its name: "loopt af over 3 dagen", "te laat, 2 dagen"."""
    if term.kind == WmoTerm.OWN_PLAN and term.met_on is not None:
        return "ontvangen"
    if term.standing == TermStanding.LATE:
        return f"te laat, {_days(-term.left)}"
    if term.standing == TermStanding.STILL:
        return f"staat stil, daarna nog {_days(term.left)}"
    if term.standing not in (TermStanding.AHEAD, TermStanding.SOON):
        return str(term.standing.label)
    return {0: "loopt vandaag af", 1: "loopt morgen af"}.get(term.left, f"loopt af over {_days(term.left)}")


def closed(pauses: Iterable[Pause], on: date) -> tuple[Pause, ...]:
    """The pauses with an end: what stands still without one does so up to and including this day.

    One that has yet to begin, and has no end, moves nothing yet.
    """
    return tuple(
        pause if pause.ends_on is not None else Pause(pause.starts_on, on)
        for pause in pauses
        if pause.ends_on is not None or pause.starts_on <= on
    )


def _own_plan(route: RouteDays, today: date) -> Term | None:
    """Once the investigation is done, or the route has ended, there is nothing left to hand a plan in for."""
    due = last_day(route.reported_on, OWN_PLAN_DAYS)
    received = route.own_plan_received_on
    if received is not None:
        return Term(WmoTerm.OWN_PLAN, due, received, TermStanding.MET, (due - today).days)
    if route.ended_on is not None:
        return None
    over = route.investigated_on is not None or today > due
    return Term(
        WmoTerm.OWN_PLAN, due, None, TermStanding.OVER if over else TermStanding.AHEAD, (due - today).days
    )


def _objection(route: RouteDays, today: date) -> Term | None:
    if route.decided_on is None:
        return None
    due = last_day(route.decided_on, OBJECTION_DAYS)
    standing = TermStanding.OVER if today > due else TermStanding.AHEAD
    return Term(WmoTerm.OBJECTION, due, None, standing, (due - today).days)


def _investigation(route: RouteDays, today: date, warn_days: int) -> Term | None:
    due = investigation_due(route)
    standing = _standing(due, route.investigated_on, route.ended_on, today, warn_days)
    if standing is None:
        return None
    return Term(WmoTerm.INVESTIGATION, due, route.investigated_on, standing, (due - today).days)


def _decision(route: RouteDays, today: date, warn_days: int) -> Term | None:
    due = decision_due(route, today)
    if due is None or route.applied_on is None:
        return None
    standing = _standing(due, route.decided_on, route.ended_on, today, warn_days)
    if standing is None:
        return None
    until = route.decided_on or today
    pauses = closed(route.pauses, until)
    span = (until - route.applied_on).days
    stood = sum(_stands_still(route.applied_on + timedelta(days=day), pauses) for day in range(span + 1))
    runs_on = today
    if standing in RUNS and _stands_still(today, pauses):
        standing = TermStanding.STILL
        while _stands_still(runs_on + ONE_DAY, pauses):
            runs_on += ONE_DAY
    return Term(WmoTerm.DECISION, due, route.decided_on, standing, (due - runs_on).days, stood)


def _standing(
    due: date, met_on: date | None, ended_on: date | None, today: date, warn_days: int
) -> TermStanding | None:
    """None where the route ended before the thing was done: then the term is nobody's any more."""
    if met_on is not None:
        return TermStanding.MET if met_on <= due else TermStanding.MET_LATE
    if ended_on is not None:
        return None
    if today > due:
        return TermStanding.LATE
    return TermStanding.SOON if (due - today).days <= warn_days else TermStanding.AHEAD


def _stands_still(day: date, pauses: Sequence[Pause]) -> bool:
    return any(pause.holds(day) for pause in pauses)


def _days(count: int) -> str:
    return "1 dag" if count == 1 else f"{count} dagen"
