"""Routes under the Wmo 2015 in the cases of the neighbourhood teams, in each state in which one can be."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from meedoen.casework.vocabulary import WmoDecision, WmoEnd
from meedoen.demo.days import Days
from meedoen.demo.dice import Dice
from meedoen.demo.rows import CaseRow, InvolvementRow
from meedoen.shared.working_days import add_working_days

QUESTIONS = (
    "Ik kom bijna de deur niet meer uit. Ik wil weer ergens heen kunnen.",
    "Het lukt me niet meer om mijn huis op orde te houden.",
    "Mijn man zorgt voor mij. Hij heeft ook eens rust nodig.",
    "Ik raak de post en mijn afspraken kwijt. Ik wil graag hulp om dat te regelen.",
    "Ik wil overdag iets te doen hebben. Alleen durf ik het niet.",
    "Trappen lopen gaat niet meer. Hoe blijf ik hier wonen?",
)


@dataclass(frozen=True)
class WmoRouteRow:
    id: UUID
    case_id: UUID
    question: str
    reported_on: date
    by_id: UUID
    confirmed_on: date | None = None
    support_pointed_out_on: date | None = None
    own_plan_pointed_out_on: date | None = None
    own_plan_received_on: date | None = None
    investigated_on: date | None = None
    report_given_on: date | None = None
    applied_on: date | None = None
    extended_on: date | None = None
    extended_to: date | None = None
    extended_because: str = ""
    decided_on: date | None = None
    decision: str = ""
    decision_words: str = ""
    ended_on: date | None = None
    end: str = ""


@dataclass(frozen=True)
class WmoSuspensionRow:
    id: UUID
    route_id: UUID
    starts_on: date
    ground: str
    by_id: UUID
    ends_on: date | None = None


@dataclass(frozen=True)
class State:
    """How many days ago each thing was; `still`: from and until how many days ago, 0 is not yet over."""

    reported: int
    told: int | None = None
    plan: int | None = None
    investigated: int | None = None
    applied: int | None = None
    longer: int | None = None
    still: tuple[int, int] | None = None
    ended: int | None = None
    end: WmoEnd | None = None
    decision: WmoDecision | None = None
    words: str = ""


STATES: tuple[State, ...] = (
    State(38, told=37, plan=33),
    State(52, told=50),
    State(40, told=39, investigated=16, applied=10),
    State(45, told=44, investigated=24, applied=16, still=(11, 0)),
    State(3),
    State(12, told=11),
    State(30, told=29, investigated=6),
    State(44, told=43, investigated=24, applied=13, longer=2),
    State(
        60,
        told=59,
        plan=55,
        investigated=33,
        applied=25,
        still=(20, 15),
        ended=8,
        end=WmoEnd.DECIDED,
        decision=WmoDecision.GRANTED,
        words="Twee ochtenden per week begeleiding in het Praathuis.",
    ),
    State(
        75,
        told=74,
        investigated=50,
        applied=45,
        ended=33,
        end=WmoEnd.DECIDED,
        decision=WmoDecision.REFUSED,
        words="De buurtbus en de maaltijden in het buurthuis lossen het op.",
    ),
    State(50, told=48, investigated=20, ended=14, end=WmoEnd.NO_APPLICATION),
    State(25, told=24, ended=10, end=WmoEnd.WITHDRAWN),
)


@dataclass
class WmoRoutes:
    routes: list[WmoRouteRow] = field(default_factory=list)
    suspensions: list[WmoSuspensionRow] = field(default_factory=list)


def wmo_routes(
    dice: Dice, days: Days, involvements: Sequence[InvolvementRow], cases: Sequence[CaseRow]
) -> WmoRoutes:
    """In each team a route in as many cases as there are states; each team begins with another state."""
    case_of = {case.involvement_id: case for case in cases}
    by_team: dict[UUID, list[InvolvementRow]] = defaultdict(list)
    for row in involvements:
        if row.team_id is not None and row.legal_domain_id == "wmo" and row.ends_on is None:
            by_team[row.team_id].append(row)
    made = WmoRoutes()
    for first, known in enumerate(by_team.values()):
        states = [STATES[(first + index) % len(STATES)] for index in range(len(STATES))]
        for state, row in zip(states, known, strict=False):
            if row.lead_id is not None:
                _add(made, dice, days, state, case_of[row.id], row.lead_id)
    return made


def _add(made: WmoRoutes, dice: Dice, days: Days, state: State, case: CaseRow, lead_id: UUID) -> None:
    def ago(count: int | None) -> date | None:
        return None if count is None else days.ago(count)

    investigated = state.investigated
    route = WmoRouteRow(
        id=dice.uuid(),
        case_id=case.id,
        question=dice.pick(QUESTIONS),
        reported_on=days.ago(state.reported),
        by_id=lead_id,
        confirmed_on=ago(state.told),
        support_pointed_out_on=ago(state.told),
        own_plan_pointed_out_on=ago(state.told),
        own_plan_received_on=ago(state.plan),
        investigated_on=ago(investigated),
        report_given_on=ago(None if investigated is None else investigated - 2),
        applied_on=ago(state.applied),
        extended_on=ago(state.longer),
        extended_to=None if state.longer is None else add_working_days(days.ahead(12), 0),
        extended_because="" if state.longer is None else "De ergotherapeut komt pas volgende week.",
        decided_on=ago(state.ended) if state.decision else None,
        decision=state.decision or "",
        decision_words=state.words,
        ended_on=ago(state.ended),
        end=state.end or "",
    )
    made.routes.append(route)
    if state.still is not None:
        since, until = state.still
        made.suspensions.append(
            WmoSuspensionRow(
                id=dice.uuid(),
                route_id=route.id,
                starts_on=days.ago(since),
                ends_on=days.ago(until) if until else None,
                ground="De inwoner vroeg om uitstel.",
                by_id=lead_id,
            )
        )
