"""Cases with their talks, measurements, plans and goals, at Work and Income and
in the neighbourhood teams.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

from meedoen.casework.vocabulary import (
    DISTANCES,
    PARTS_OF_WEEK,
    Aspect,
    ConversationKind,
    GoalStatus,
    ScaleCode,
    View,
)
from meedoen.demo.days import Days, moment, office_day
from meedoen.demo.dice import Dice
from meedoen.demo.population import Resident
from meedoen.demo.programme import Stay
from meedoen.demo.rows import (
    CaseRow,
    ConsentRow,
    ConversationRow,
    GoalRow,
    InvolvementRow,
    MeasurementRow,
    PlacementRow,
    PlanRow,
    StepRow,
)
from meedoen.demo.talks import Talk
from meedoen.demo.words import AGREED, OPENINGS, SITUATIONS, STEP_NOTES, TALKS, WISHES, Wish
from meedoen.people.vocabulary import NextAction
from meedoen.privacy.vocabulary import CONSENT_TEXT_VERSION, ConsentSubject
from meedoen.shared.working_days import add_working_days

LEVELS = {4: ("1", "2"), 3: ("2", "3"), 2: ("3", "4"), 1: ("3", "4")}
TALK_KINDS = {
    ConversationKind.OFFICE: 50,
    ConversationKind.PHONE: 20,
    ConversationKind.HOME: 20,
    ConversationKind.WALK_IN: 10,
}
SHARE_LATE = 0.12
SHARE_LEFT_ALONE = 0.04
SHARE_WITH_CONSENT = {ConsentSubject.GOALS: 0.3}


@dataclass
class Casework:
    involvements: list[InvolvementRow] = field(default_factory=list)
    cases: list[CaseRow] = field(default_factory=list)
    conversations: list[ConversationRow] = field(default_factory=list)
    plans: dict[UUID, PlanRow] = field(default_factory=dict)
    """By person: a plan is one, and theirs."""
    goals: list[GoalRow] = field(default_factory=list)
    steps: list[StepRow] = field(default_factory=list)
    measurements: list[MeasurementRow] = field(default_factory=list)
    placements: list[PlacementRow] = field(default_factory=list)
    consents: list[ConsentRow] = field(default_factory=list)
    placed: set[UUID] = field(default_factory=set)
    """The enrolments that came from a case."""


@dataclass(frozen=True)
class Desk:
    """Who works on a case: the agency, its domain, perhaps a team. Where no lead `is_chosen` yet,
    `lead_id` stands in.
    """

    agency_id: UUID
    domain: str
    lead_id: UUID
    writer_id: UUID
    team_id: UUID | None = None
    is_chosen: bool = True


@dataclass(frozen=True)
class WhatNext:
    """What the lead does next and on which day."""

    action: NextAction
    on: date
    left_alone_until: date | None = None


class Records:
    """Writes the record of one person at one desk. `scale_steps`: the ids of the steps
    by scale and position.
    """

    def __init__(
        self, dice: Dice, days: Days, municipality_id: UUID, scale_steps: Mapping[tuple[str, int], UUID]
    ) -> None:
        self.dice, self.days, self.municipality_id = dice, days, municipality_id
        self.scale_steps = scale_steps
        self.made = Casework()

    def open(
        self,
        resident: Resident,
        desk: Desk,
        *,
        since: date,
        reason: str,
        talks: list[Talk],
        stays: list[Stay],
        wants_a_plan: bool,
    ) -> None:
        """A case with its talks and measurements, and where wanted a goal in the person's plan."""
        running = any(stay.enrolment.ends_on is None for stay in stays)
        what_next = self._next(talks[-1].on, running, wants_a_plan)
        case = self.case(resident, desk, min(since, talks[0].on), reason, what_next, talks[-1].on)
        self._talks(case, desk, talks)
        if resident.arrangement is not None and desk.domain == "participatiewet":
            self.arrangement(case, desk.writer_id, talks[0].on, resident.arrangement)
        if wants_a_plan:
            self._plan(resident, case, desk, talks[0].on, stays)

    def case(
        self,
        resident: Resident,
        desk: Desk,
        since: date,
        reason: str,
        what_next: WhatNext,
        last_contact_on: date,
    ) -> CaseRow:
        """An involvement that goes on, and its record."""
        waits_for_lead = not desk.is_chosen and what_next.left_alone_until is None
        involvement = InvolvementRow(
            id=self.dice.uuid(),
            municipality_id=self.municipality_id,
            person_id=resident.id,
            agency_id=desk.agency_id,
            legal_domain_id=desk.domain,
            starts_on=since,
            next_action=NextAction.NAME_LEAD if waits_for_lead else what_next.action,
            next_action_on=max(what_next.on, what_next.left_alone_until or what_next.on),
            team_id=desk.team_id,
            lead_id=desk.lead_id,
            left_alone_until=what_next.left_alone_until,
            last_contact_on=last_contact_on,
        )
        case = CaseRow(
            self.dice.uuid(), self.municipality_id, involvement.id, moment(since, time(10)), reason
        )
        self.made.involvements.append(involvement)
        self.made.cases.append(case)
        return case

    def arrangement(self, case: CaseRow, by: UUID, on: date, position: int) -> None:
        """The arrangement, by the worker: what the municipality thinks somebody can."""
        self.measure(case, by, on, ScaleCode.UTRECHT_ARRANGEMENTS, position, View.WORKER, Aspect.CAN)

    def measure(
        self, case: CaseRow, by: UUID, on: date, scale: ScaleCode, position: int, view: View, aspect: Aspect
    ) -> None:
        self.made.measurements.append(
            MeasurementRow(
                id=self.dice.uuid(),
                case_id=case.id,
                step_id=self.scale_steps[scale, position],
                view=view,
                aspect=aspect,
                measured_on=on,
                by_id=by,
                recorded_at=moment(on, time(16)),
                note=self.dice.pick(STEP_NOTES) if scale == ScaleCode.PARTICIPATION_LADDER else "",
            )
        )

    def talk(
        self, case: CaseRow, by: UUID, talk: Talk, kind: ConversationKind, story: str, agreed: str
    ) -> None:
        """A conversation, and both views of the ladder step at the end of it."""
        self.made.conversations.append(
            ConversationRow(
                self.dice.uuid(), case.id, talk.on, kind, story, agreed, by, moment(talk.on, time(15, 30))
            )
        )
        ladder = ScaleCode.PARTICIPATION_LADDER
        self.measure(case, by, talk.on, ladder, talk.step, View.WORKER, Aspect.DOES)
        self.measure(case, by, talk.on, ladder, talk.own_step, View.PERSON, Aspect.DOES)

    def wishes(self, resident: Resident, started_on: date, interests: list[str], parts: list[str]) -> PlanRow:
        """The plan of a person with their wishes; the one that stands is given back."""
        levels = ("1", "2", "3") if resident.arrangement is None else LEVELS[resident.arrangement]
        plan = self.made.plans.get(resident.id) or PlanRow(
            id=self.dice.uuid(),
            municipality_id=self.municipality_id,
            person_id=resident.id,
            started_on=started_on,
            interests=interests,
            parts_of_week=parts,
            languages=list(resident.languages),
            activation_level=self.dice.pick(levels),
            max_distance=self.dice.pick([*DISTANCES, None]),
        )
        self.made.plans[resident.id] = plan
        return plan

    def goal(
        self,
        plan: PlanRow,
        by: UUID,
        domain: str | None,
        wish: Wish,
        made_on: date,
        status: GoalStatus = GoalStatus.OPEN,
    ) -> GoalRow:
        """A goal by the four questions, without its steps."""
        goal = GoalRow(
            self.dice.uuid(),
            plan.id,
            domain,
            wish.want,
            wish.need,
            wish.how,
            wish.result,
            status,
            made_on,
            by,
        )
        self.made.goals.append(goal)
        return goal

    def step(self, goal: GoalRow, text: str, due_on: date, done_on: date | None = None) -> None:
        self.made.steps.append(StepRow(self.dice.uuid(), goal.id, text, due_on, done_on))

    def steps(self, goal: GoalRow, wish: Wish) -> None:
        """The steps of a wish: those whose day has come mostly done, the others to come."""
        due = goal.made_on + timedelta(days=self.dice.number(7, 28))
        for text in wish.steps:
            over = due < self.days.on and (goal.status != GoalStatus.OPEN or not self.dice.chance(0.2))
            self.step(goal, text, due, due if over else None)
            due += timedelta(days=self.dice.number(14, 60))

    def place(self, case: CaseRow, goal: GoalRow | None, stay: Stay, by: UUID) -> None:
        """That a place came from this case; an enrolment comes from one case at most."""
        if stay.enrolment.id in self.made.placed:
            return
        self.made.placed.add(stay.enrolment.id)
        self.made.placements.append(
            PlacementRow(
                self.dice.uuid(),
                case.id,
                goal.id if goal else None,
                stay.enrolment.id,
                stay.enrolment.asked_at,
                by,
            )
        )

    def consents(self, resident: Resident, recorded_by: UUID, *, sure: bool = False) -> None:
        """What somebody known to both lets the team share with Work and Income: some do, most do not."""
        for subject, share in SHARE_WITH_CONSENT.items():
            if sure or self.dice.chance(share):
                self.made.consents.append(
                    ConsentRow(
                        self.dice.uuid(),
                        resident.id,
                        subject,
                        "wmo",
                        "participatiewet",
                        CONSENT_TEXT_VERSION,
                        self.days.ago(self.dice.number(5, 150)),
                        self.days.ahead(self.dice.number(60, 360)),
                        recorded_by,
                    )
                )

    def _talks(self, case: CaseRow, desk: Desk, talks: list[Talk]) -> None:
        dice = self.dice
        for talk in talks:
            kind = dice.weighted(list(TALK_KINDS), list(TALK_KINDS.values()))
            story = f"{dice.pick(OPENINGS)} {dice.pick(SITUATIONS)} {dice.pick(TALKS)}"
            self.talk(case, desk.writer_id, talk, kind, story, dice.pick(AGREED))

    def _plan(self, resident: Resident, case: CaseRow, desk: Desk, on: date, stays: list[Stay]) -> None:
        """Goals towards the places somebody has or had, else one towards what they would like."""
        dice = self.dice
        liked = [stay.group.kind.interests[0] for stay in stays]
        interests = list(dict.fromkeys([*liked, *dice.some(sorted(WISHES), 1, 3)]))
        plan = self.wishes(resident, on, interests, dice.some(list(PARTS_OF_WEEK)[:15], 3, 8))
        if not stays:
            wish = dice.pick(WISHES[interests[0]])
            self.steps(self.goal(plan, desk.writer_id, desk.domain, wish, on), wish)
        for stay in stays:
            ended = stay.enrolment.ends_on is not None
            status = dice.pick((GoalStatus.REACHED, GoalStatus.DROPPED)) if ended else GoalStatus.OPEN
            made_on = stay.enrolment.asked_at.date()
            wish = dice.pick(WISHES[stay.group.kind.interests[0]])
            goal = self.goal(plan, desk.writer_id, desk.domain, wish, made_on, status)
            self.steps(goal, wish)
            self.place(case, goal, stay, desk.writer_id)

    def _next(self, last_talk: date, takes_part: bool, has_plan: bool) -> WhatNext:
        """Some are late, and who wants to be left alone is, until a date."""
        dice, days = self.dice, self.days
        if not takes_part and dice.chance(SHARE_LEFT_ALONE):
            until = add_working_days(days.ahead(dice.number(30, 200)), 0)
            return WhatNext(NextAction.ASK_AGAIN, until, until)
        late = dice.chance(SHARE_LATE)
        soon = add_working_days(days.ahead(dice.number(0, 75)), 0)
        on = office_day(days.ago(dice.number(1, 30))) if late else soon
        if takes_part:
            return WhatNext(dice.pick((NextAction.FOLLOW, NextAction.REVIEW)), on)
        if has_plan:
            return WhatNext(NextAction.CHOOSE, on)
        in_a_year = add_working_days(last_talk + timedelta(days=365), 0)
        if in_a_year > days.on:
            return WhatNext(NextAction.CONVERSATION, in_a_year)
        return WhatNext(NextAction.CONTACT, on)
