"""Reads of casework, scoped to the reader: a case is reached by the involvement it is the record of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import F, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import User
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.models import Case as Case
from meedoen.casework.models import Conversation, Goal, Measurement, Opening, Plan, Scale, Step
from meedoen.casework.policy import PURPOSE_HOLDS, goal_is_visible, may_use_scale
from meedoen.casework.reference import ONLY_IN
from meedoen.casework.vocabulary import Aspect, GoalStatus, Purpose, ScaleCode, StepOwner, View
from meedoen.directory.models import TaxonomyTerm
from meedoen.directory.vocabulary import TaxonomyCode
from meedoen.people.queries import could_lead, on_a_road
from meedoen.people.vocabulary import NextAction
from meedoen.privacy.queries import domains_shared
from meedoen.privacy.vocabulary import ConsentSubject


@dataclass(frozen=True)
class Wishes:
    """What the person wants, as far as asked: input of suggestions. Distance in metres, None is no limit."""

    interests: tuple[str, ...] = ()
    parts_of_week: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    activation_level: str = ""
    max_distance: int | None = None


@dataclass(frozen=True)
class StepCard:
    """A step towards a goal. `who` names a third one where that is who does it."""

    id: UUID
    text: str
    owner: StepOwner
    who: str
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class GoalCard:
    """A goal with its steps, for a reader who may see it. `legal_domain` is the name on screen, or empty.

    `may_change`: seen by consent only is read only.
    """

    id: UUID
    want: str
    need: str
    how: str
    result: str
    status: GoalStatus
    legal_domain: str
    made_on: date
    steps: tuple[StepCard, ...]
    may_change: bool


@dataclass(frozen=True)
class MeasurementCard:
    """Where somebody stood on a scale on a day, in one view."""

    scale: str
    position: int
    step: str
    view: View
    aspect: Aspect
    measured_on: date
    note: str
    by: str


def cases(actor: Actor, on: date) -> QuerySet[Case]:
    """The cases this actor can reach: those of the involvements that give a road to a person."""
    if not actor.may(Verb.OPEN_CASE):
        return Case.objects.none()
    return Case.objects.filter(on_a_road(actor, on, "involvement__")).select_related(
        "involvement__lead", "involvement__legal_domain", "involvement__team"
    )


def caseload(actor: Actor, on: date) -> QuerySet[Case]:
    """The cases this actor answers for, by the date of the next action; what has none comes first."""
    return _by_next_action(cases(actor, on).filter(involvement__lead_id=actor.user_id))


def without_lead(actor: Actor, on: date) -> QuerySet[Case]:
    """The cases within reach for which a lead has still to be chosen; who stands in answers until then."""
    return _by_next_action(cases(actor, on).filter(involvement__next_action=NextAction.NAME_LEAD))


def late_of_others(actor: Actor, on: date) -> QuerySet[Case]:
    """The cases within reach that somebody else answers for and whose next action is late."""
    others = cases(actor, on).filter(involvement__next_action_on__lt=on)
    others = others.exclude(involvement__next_action=NextAction.NAME_LEAD)
    return _by_next_action(others.exclude(involvement__lead_id=actor.user_id))


def cases_of_persons(actor: Actor, persons: Iterable[UUID], on: date) -> dict[UUID, Case]:
    """Of these persons the case this actor can reach, by person."""
    found = cases(actor, on).filter(involvement__person_id__in=list(persons))
    return {case_person(case): case for case in found}


def case_person(case: Case) -> UUID:
    """Whose case it is."""
    person: UUID = case.involvement.person_id
    return person


def stated_purpose(*, case_id: UUID, user_id: UUID, at: datetime) -> Purpose | None:
    """The purpose for which this user opened this case within the last hour, the newest; None: ask again."""
    # In UTC: an hour before 03.01 on the night of summer time is no moment on the clocks of the Netherlands.
    hour_ago = at.astimezone(UTC) - PURPOSE_HOLDS
    stated = (
        Opening.objects.filter(case_id=case_id, user_id=user_id, at__gt=hour_ago, at__lte=at)
        .order_by("-at")
        .values_list("purpose", flat=True)
        .first()
    )
    return Purpose(stated) if stated else None


def wishes_of(case: Case) -> Wishes:
    """The wishes in the person's plan; empty where there is no plan yet."""
    return wishes_of_person(case_person(case))


def wishes_of_person(person_id: UUID) -> Wishes:
    plan = Plan.objects.filter(person_id=person_id).first()
    if plan is None:
        return Wishes()
    return Wishes(
        interests=tuple(plan.interests),
        parts_of_week=tuple(plan.parts_of_week),
        languages=tuple(plan.languages),
        activation_level=plan.activation_level,
        max_distance=plan.max_distance,
    )


def goals_of(case: Case, *, by: Actor, on: date) -> list[GoalCard]:
    """The goals of the person that this reader may see: own legal domain, none, and others by consent."""
    person = case_person(case)
    shared = domains_shared(
        person, ConsentSubject.GOALS, to_domain=by.legal_domain, on=on, to_agency=by.agency_id
    )
    return [
        _goal_card(goal, may_change=goal_is_visible(goal.legal_domain_id, by.legal_domain, ()))
        for goal in _goals(person)
        if goal_is_visible(goal.legal_domain_id, by.legal_domain, shared)
    ]


def own_goals(person_id: UUID) -> list[GoalCard]:
    """All goals of a person, for the person to read."""
    return [_goal_card(goal, may_change=False) for goal in _goals(person_id)]


def conversations_of(case: Case) -> QuerySet[Conversation]:
    """The conversations of a case with who wrote them, newest first."""
    return case.conversations.select_related("by")


def measurements_of(case: Case, scale_code: str | None = None) -> list[MeasurementCard]:
    """The measurements of a case, newest first; of one scale where it is named."""
    rows = Measurement.objects.filter(case=case).select_related("step__scale", "by")
    if scale_code:
        rows = rows.filter(step__scale_id=scale_code)
    return [
        MeasurementCard(
            scale=row.step.scale.name,
            position=row.step.position,
            step=row.step.name,
            view=View(row.view),
            aspect=Aspect(row.aspect),
            measured_on=row.measured_on,
            note=row.note,
            by=row.by.name,
        )
        for row in rows
    ]


def latest_by_view(measurements: Iterable[MeasurementCard]) -> dict[tuple[View, Aspect], MeasurementCard]:
    """Of measurements on one scale, newest first: the latest of each view and aspect."""
    latest: dict[tuple[View, Aspect], MeasurementCard] = {}
    for card in measurements:
        latest.setdefault((card.view, card.aspect), card)
    return latest


def scales_for(legal_domain: str) -> list[Scale]:
    """The scales that may be used in a legal domain, with their steps; the ladder first."""
    rows = Scale.objects.prefetch_related("steps").order_by("name")
    usable = [scale for scale in rows if may_use_scale(ONLY_IN.get(scale.code, ()), legal_domain)]
    return sorted(usable, key=lambda scale: scale.code != ScaleCode.PARTICIPATION_LADDER)


def step_within_reach(step_id: UUID, case: Case, *, by: Actor, on: date) -> Step | None:
    """A step of a goal of this case's person that this worker may change, or None."""
    step = (
        Step.objects.select_related("goal")
        .filter(id=step_id, goal__plan__person_id=case_person(case))
        .first()
    )
    own = {goal.id for goal in goals_of(case, by=by, on=on) if goal.may_change} if step else set()
    return step if step and step.goal_id in own else None


def possible_leads(case: Case, on: date) -> list[User]:
    """Who could answer for this case: colleagues of its agency, domain and team who write cases."""
    return list(could_lead(case.involvement, on))


def interest_choices() -> list[tuple[str, str]]:
    """What somebody can want to do: code and name, in the order of the list."""
    return _terms(TaxonomyCode.INTEREST)


def level_choices() -> list[tuple[str, str]]:
    """Deventer's four activation levels: code and name, in their order."""
    return _terms(TaxonomyCode.ACTIVATION_LEVEL)


def _terms(taxonomy: TaxonomyCode) -> list[tuple[str, str]]:
    rows = TaxonomyTerm.objects.filter(taxonomy__code=taxonomy).order_by("position", "code")
    return list(rows.values_list("code", "name"))


def _by_next_action(rows: QuerySet[Case]) -> QuerySet[Case]:
    running = rows.filter(involvement__ends_on__isnull=True)
    return running.order_by(F("involvement__next_action_on").asc(nulls_first=True), "opened_at", "id")


def _goals(person_id: UUID) -> QuerySet[Goal]:
    return (
        Goal.objects.filter(plan__person_id=person_id)
        .select_related("legal_domain")
        .prefetch_related("steps")
    )


def _goal_card(goal: Goal, *, may_change: bool) -> GoalCard:
    return GoalCard(
        id=goal.id,
        want=goal.want,
        need=goal.need,
        how=goal.how,
        result=goal.result,
        status=GoalStatus(goal.status),
        legal_domain=goal.legal_domain.name if goal.legal_domain else "",
        made_on=goal.made_on,
        steps=tuple(
            StepCard(step.id, step.text, StepOwner(step.owner), step.who, step.due_on, step.done_on)
            for step in goal.steps.all()
        ),
        may_change=may_change,
    )
