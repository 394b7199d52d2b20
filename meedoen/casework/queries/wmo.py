"""Reads of the routes under the Wmo 2015, with their terms as they stand today."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.models import Case, WmoRoute, WmoSuspension
from meedoen.casework.policy.wmo import (
    DECISION_DAYS,
    INVESTIGATION_DAYS,
    Pause,
    RouteDays,
    Term,
    running_term,
    terms_of,
)
from meedoen.casework.policy.wmo_order import next_step
from meedoen.casework.vocabulary import WmoDecision, WmoEnd, WmoStep
from meedoen.directory.models import Phone
from meedoen.people.queries import on_a_road

WMO = "wmo"
OWN_SHOWN_FOR = timedelta(days=365)
_DAYS = [field.name for field in fields(RouteDays) if field.name != "pauses"]


@dataclass(frozen=True)
class SuspensionCard:
    """Days on which the term to decide stands still. `ends_on` None: until somebody says so."""

    id: UUID
    starts_on: date
    ends_on: date | None
    ground: str

    def holds(self, day: date) -> bool:
        return Pause(self.starts_on, self.ends_on).holds(day)


@dataclass(frozen=True)
class Helper:
    """Whom the person can call: the lead and where they work. Without a number it is written on by hand."""

    name: str
    place: str
    phone: str


@dataclass(frozen=True)
class RouteCard:
    """One route as it stands today. `next_step`: what the municipality does next, with its words."""

    id: UUID
    case_id: UUID
    question: str
    days: RouteDays
    terms: tuple[Term, ...]
    next_step: tuple[WmoStep, str] | None
    extended_because: str
    decision: WmoDecision | None
    decision_words: str
    end: WmoEnd | None
    suspensions: tuple[SuspensionCard, ...]
    helper: Helper | None = None

    @property
    def running(self) -> Term | None:
        return running_term(self.terms)


@dataclass(frozen=True)
class PressingTerm:
    """A term of a route that is late, or nearly, and the case it is in."""

    case: Case
    route_id: UUID
    term: Term


def warn_days() -> int:
    """How many days before its end a term is warned about: a setting, since the law names none."""
    return int(settings.WMO_WARN_DAYS)


def days_of(route: WmoRoute) -> RouteDays:
    """What a route says, for the policy."""
    noted = {name: getattr(route, name) for name in _DAYS}
    return RouteDays(**noted, pauses=tuple(Pause(one.starts_on, one.ends_on) for one in _pauses(route)))


def routes_of(case: Case, today: date) -> list[RouteCard]:
    """The routes of a case in the domain Wmo, those that run first. Two queries, none in another domain."""
    if case.involvement.legal_domain_id != WMO:
        return []
    rows = WmoRoute.objects.filter(case=case).prefetch_related("suspensions")
    return sorted((_card(row, today) for row in rows), key=lambda card: card.days.ended_on is not None)


def route_in(case: Case, route_id: UUID) -> WmoRoute | None:
    """A route of this case, and of no other."""
    rows = WmoRoute.objects.filter(case=case, case__involvement__legal_domain=WMO)
    return rows.prefetch_related("suspensions").filter(id=route_id).first()


def route_card(route: WmoRoute, today: date, *, helper: Helper | None = None) -> RouteCard:
    return _card(route, today, helper)


def suspension_in(route: WmoRoute, suspension_id: UUID) -> WmoSuspension | None:
    """A suspension of this route, and of no other."""
    return next((one for one in _pauses(route) if one.id == suspension_id), None)


def term_of_case(case: Case, today: date) -> Term | None:
    """The running term of a case that ends first."""
    found = [card.running for card in routes_of(case, today)]
    return min((term for term in found if term), key=lambda term: term.due_on, default=None)


def pressing_terms(actor: Actor, on: date, *, own: bool) -> list[PressingTerm]:
    """The terms within reach that are late or nearly so, the first one first. Two queries.

    `own`: of the cases this actor answers for, else of those that others do. Who works in another domain
    reaches none, and asks nothing.
    """
    if actor.legal_domain != WMO or not actor.may(Verb.OPEN_CASE):
        return []
    lead = Q(case__involvement__lead_id=actor.user_id)
    rows = _could_press(on).filter(on_a_road(actor, on, "case__involvement__"), lead if own else ~lead)
    rows = rows.select_related("case__involvement__lead", "case__involvement__legal_domain")
    found = [
        PressingTerm(row.case, row.id, term)
        for row in rows.prefetch_related("suspensions")
        for term in terms_of(days_of(row), on, warn_days())
        if term.presses
    ]
    return sorted(found, key=lambda one: (one.term.due_on, one.route_id))


def own_routes(person_id: UUID, today: date) -> list[RouteCard]:
    """The routes of a person for themselves: what runs, and what ended within a year. Three queries."""
    recent = Q(ended_on__isnull=True) | Q(ended_on__gt=today - OWN_SHOWN_FOR)
    rows = list(_with_helper(WmoRoute.objects.filter(recent, case__involvement__person_id=person_id)))
    helpers = helpers_of([row.case for row in rows])
    return [_card(row, today, helpers[row.case_id]) for row in rows]


def own_route(person_id: UUID, route_id: UUID) -> WmoRoute | None:
    """A route of this person, and of nobody else."""
    return _with_helper(WmoRoute.objects.filter(case__involvement__person_id=person_id, id=route_id)).first()


def helpers_of(cases: Sequence[Case]) -> dict[UUID, Helper]:
    """Whom to call about each case: its lead, and the number of the agency in the social map. One query."""
    agencies = {case.involvement.agency_id for case in cases}
    numbers: dict[UUID, str] = {}
    if agencies:
        rows = Phone.objects.filter(organization__agency_id__in=agencies).order_by("number", "id")
        for agency_id, number in rows.values_list("organization__agency_id", "number"):
            numbers.setdefault(agency_id, number)
    return {
        case.id: Helper(
            name=case.involvement.lead.name if case.involvement.lead else "",
            place=(case.involvement.team or case.involvement.agency).name,
            phone=numbers.get(case.involvement.agency_id, ""),
        )
        for case in cases
    }


def _with_helper(rows: QuerySet[WmoRoute]) -> QuerySet[WmoRoute]:
    joined = rows.filter(case__involvement__legal_domain=WMO).select_related(
        "case__involvement__lead", "case__involvement__team", "case__involvement__agency"
    )
    return joined.prefetch_related("suspensions")


def _could_press(on: date) -> QuerySet[WmoRoute]:
    """The routes of which a term could end soon: no day that is counted makes one end earlier than these."""
    warned_from = on + timedelta(days=warn_days())
    investigates = Q(
        investigated_on__isnull=True, reported_on__lte=warned_from - timedelta(days=INVESTIGATION_DAYS)
    )
    decides = Q(decided_on__isnull=True, applied_on__lte=warned_from - timedelta(days=DECISION_DAYS))
    return WmoRoute.objects.filter(investigates | decides, ended_on__isnull=True)


def _pauses(route: WmoRoute) -> list[WmoSuspension]:
    return list(route.suspensions.all())


def _card(route: WmoRoute, today: date, helper: Helper | None = None) -> RouteCard:
    days = days_of(route)
    return RouteCard(
        id=route.id,
        case_id=route.case_id,
        question=route.question,
        days=days,
        terms=tuple(terms_of(days, today, warn_days())),
        next_step=next_step(days),
        extended_because=route.extended_because,
        decision=WmoDecision(route.decision) if route.decision else None,
        decision_words=route.decision_words,
        end=WmoEnd(route.end) if route.end else None,
        suspensions=tuple(
            SuspensionCard(one.id, one.starts_on, one.ends_on, one.ground) for one in _pauses(route)
        ),
        helper=helper,
    )
