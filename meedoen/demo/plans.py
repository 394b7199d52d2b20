"""What the demo tells of plans and talks: kinds, steps back, reviews, owners of steps, and summaries.

It goes over what was made before with dice of its own, so that nobody's story changes by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from meedoen.casework.policy.plans import CHAIN, first_review
from meedoen.casework.vocabulary import PlanKind, StepOwner, TalkKind
from meedoen.demo.casework import Casework
from meedoen.demo.days import Days, moment, office_day
from meedoen.demo.dice import Dice
from meedoen.demo.rows import ConversationRow, GoalRow, PlanRow, StepRow
from meedoen.shared.working_days import add_working_days

SHARE_WITH_SUMMARY = 0.4
SHARE_LATE = 0.05
SHARE_BACK = 0.2
KINDS = {PlanKind.REST: 15, PlanKind.CARE: 20, PlanKind.PARTICIPATION: 50, PlanKind.GUIDANCE: 15}
OWNERS = {StepOwner.PERSON: 70, StepOwner.LEAD: 20, StepOwner.OTHER: 10}
OTHERS = ("Karim, de buurman", "mijn zus", "een maatje van De Linde", "de wijkverpleegkundige")
BACK = ("Het was even te veel.", "Ik wil eerst rust.", "Eerst naar de dokter, dan verder.")
SAID = ("Het bevalt me goed.", "Ik wil graag iets meer doen.", "Een dag in de week is genoeg voor nu.")
SUMMARY = "We spraken over hoe het gaat en wat je graag doet. Dit spraken we af: {agreed}"
NOT_RIGHT = "Ik bel niet zelf naar De Linde. Bram zou met me meegaan."


@dataclass(frozen=True)
class PlanMoveRow:
    id: UUID
    plan_id: UUID
    legal_domain_id: str | None
    from_kind: str
    to_kind: str
    moved_on: date
    why: str
    by_id: UUID
    recorded_at: datetime


@dataclass(frozen=True)
class PlanReviewRow:
    id: UUID
    plan_id: UUID
    legal_domain_id: str | None
    held_on: date
    said: str
    next_on: date
    by_id: UUID
    recorded_at: datetime
    with_person: bool = True
    with_parents: bool = False


@dataclass
class PlanStory:
    moves: list[PlanMoveRow] = field(default_factory=list)
    reviews: list[PlanReviewRow] = field(default_factory=list)


def story_of_plans(dice: Dice, days: Days, made: Casework, joke_id: UUID) -> PlanStory:
    """Give the plans of `made` their kind, review and owners, and its talks their kind and summary."""
    teller = _Teller(dice, days)
    first_goal: dict[UUID, GoalRow] = {}
    for goal in made.goals:
        first_goal.setdefault(goal.plan_id, goal)
    for person_id, plan in made.plans.items():
        goal = first_goal.get(plan.id)
        if goal is not None:
            made.plans[person_id] = teller.plan(plan, goal, is_joke=person_id == joke_id)
    made.steps[:] = [teller.step(step) for step in made.steps]
    persons = {row.id: row.person_id for row in made.involvements}
    jokes = {case.id for case in made.cases if persons[case.involvement_id] == joke_id}
    made.conversations[:] = teller.talks(made.conversations, jokes)
    return teller.made


class _Teller:
    def __init__(self, dice: Dice, days: Days) -> None:
        self.dice, self.days, self.made = dice, days, PlanStory()

    def plan(self, plan: PlanRow, goal: GoalRow, *, is_joke: bool) -> PlanRow:
        """Its kind, sometimes after a step back, and when it is looked at; some are late for that."""
        dice, days = self.dice, self.days
        kinds: Sequence[PlanKind] = [dice.weighted(list(KINDS), list(KINDS.values()))]
        if dice.chance(SHARE_BACK) and kinds[0] != PlanKind.GUIDANCE:
            kinds = [CHAIN[CHAIN.index(kinds[0]) + 1], *kinds]
        if is_joke:
            kinds = [PlanKind.PARTICIPATION, PlanKind.REST, PlanKind.PARTICIPATION]
        self._moves(plan, goal, kinds)
        late = dice.chance(SHARE_LATE)
        review_on = days.ago(dice.number(1, 20)) if late else days.ahead(dice.number(3, 180))
        if is_joke:
            review_on = days.ahead(2)
            self._review(plan, goal, review_on)
        return replace(plan, kind=kinds[-1], review_on=add_working_days(review_on, 0))

    def step(self, step: StepRow) -> StepRow:
        owner = self.dice.weighted(list(OWNERS), list(OWNERS.values()))
        who = self.dice.pick(OTHERS) if owner == StepOwner.OTHER else ""
        return replace(step, owner=owner, who=who)

    def talks(self, rows: Sequence[ConversationRow], jokes: set[UUID]) -> list[ConversationRow]:
        """The first talk of a case is a first talk; Joke reads all of hers, and answers to the oldest."""
        seen: set[UUID] = set()
        told = []
        for row in rows:
            talk = TalkKind.FOLLOW if row.case_id in seen else TalkKind.FIRST
            seen.add(row.case_id)
            summary = SUMMARY.format(agreed=row.agreed)
            if row.case_id not in jokes and not self.dice.chance(SHARE_WITH_SUMMARY):
                summary = ""
            told.append(replace(row, talk=talk, summary=summary))
        hers = [index for index, row in enumerate(told) if row.case_id in jokes and "De Linde" in row.summary]
        for index in hers[:1]:
            on = moment(told[index].held_on + timedelta(days=2), time(19, 30))
            told[index] = replace(told[index], person_says=NOT_RIGHT, person_said_at=on)
        return told

    def _moves(self, plan: PlanRow, goal: GoalRow, kinds: Sequence[PlanKind]) -> None:
        """Spread over the time since the plan began, the last one at most yesterday."""
        length = max((self.days.on - plan.started_on).days - 1, 0)
        before = ""
        for index, kind in enumerate(kinds):
            on = plan.started_on + timedelta(days=length * index // max(len(kinds), 1))
            back = bool(before) and CHAIN.index(kind) < CHAIN.index(PlanKind(before))
            self.made.moves.append(
                PlanMoveRow(
                    self.dice.uuid(),
                    plan.id,
                    goal.legal_domain_id,
                    before,
                    kind,
                    on,
                    self.dice.pick(BACK) if back else "",
                    goal.by_id,
                    moment(on, time(15)),
                )
            )
            before = kind

    def _review(self, plan: PlanRow, goal: GoalRow, next_on: date) -> None:
        held_on = office_day(max(plan.started_on, next_on - (first_review(next_on) - next_on)))
        self.made.reviews.append(
            PlanReviewRow(
                self.dice.uuid(),
                plan.id,
                goal.legal_domain_id,
                held_on,
                self.dice.pick(SAID),
                next_on,
                goal.by_id,
                moment(held_on, time(16)),
            )
        )
