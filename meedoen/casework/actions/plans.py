"""Writes about plans: goals and steps, their kind both ways along the chain, and looking at them together."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.casework.models import Case, Goal, Plan, PlanMove, PlanReview, Step
from meedoen.casework.policy.cases import happened
from meedoen.casework.policy.plans import (
    first_review,
    is_minor,
    latest_review,
    may_move,
    may_own_step,
    may_review,
    may_review_on,
)
from meedoen.casework.queries import case_person
from meedoen.casework.queries.plans import parents_last_there, plan_of_case
from meedoen.casework.vocabulary import GoalStatus, PlanKind, StepOwner
from meedoen.people.actions import let_next_follow, note_contact
from meedoen.people.policy import is_wish, may_plan_on
from meedoen.people.queries import traits_of
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused, refuse_unless
from meedoen.trail.actions import record_act


def plan_of(case: Case, at: datetime) -> Plan:
    """The plan of this case's person; one is begun where there is none."""
    plan, _ = Plan.objects.get_or_create(
        person_id=case_person(case),
        defaults={"municipality_id": case.municipality_id, "started_on": at.date()},
    )
    return plan


@transaction.atomic
def write_goal(
    *,
    case: Case,
    want: str,
    need: str,
    how: str,
    result: str,
    legal_domain: str | None,
    by: Actor,
    at: datetime,
) -> Goal:
    """Put a goal in the person's plan: the four questions of the Stadskamer (F3.059), in the person's words.

    `legal_domain` None: the goal belongs to no domain, and who works with the person in any domain sees it.
    From the first goal on the plan has a day to look at it again. Raises Refused where it is a domain other
    than the writer's own.
    """
    if legal_domain not in (None, by.legal_domain):
        raise Refused("Een doel hoort bij je eigen wettelijk kader of bij geen. Kies een van die twee.")
    plan = plan_of(case, at)
    _keep_review_day(plan.id, at.date())
    goal = Goal.objects.create(
        plan=plan,
        legal_domain_id=legal_domain,
        want=want,
        need=need,
        how=how,
        result=result,
        made_on=at.date(),
        by_id=by.user_id,
    )
    record_act(by=by, act="write_goal", object_type="goal", object_id=goal.id, at=at)
    return goal


@transaction.atomic
def close_goal(*, goal_id: UUID, status: GoalStatus, by: Actor, at: datetime) -> None:
    """Say that a goal is reached or dropped, or goes on after all; its steps stay as they are."""
    goal = Goal.objects.get(id=goal_id)
    if status == GoalStatus.OPEN:
        _keep_review_day(goal.plan_id, at.date())
    Goal.objects.filter(id=goal_id).update(status=status)
    record_act(by=by, act="close_goal", object_type="goal", object_id=goal_id, at=at)


@transaction.atomic
def add_step(
    *,
    goal_id: UUID,
    text: str,
    due_on: date,
    by: Actor,
    at: datetime,
    owner: StepOwner = StepOwner.PERSON,
    who: str = "",
) -> Step:
    """Add a next step to a goal: who does it, and before when.

    Raises Refused where its date has passed or is over a year ahead, or somebody else does it without a name.
    """
    refuse_unless(may_plan_on(due_on, at.date()))
    refuse_unless(may_own_step(owner, who))
    named = who.strip() if owner == StepOwner.OTHER else ""
    step = Step.objects.create(goal_id=goal_id, text=text, owner=owner, who=named, due_on=due_on)
    record_act(by=by, act="add_step", object_type="step", object_id=step.id, at=at)
    return step


@transaction.atomic
def finish_step(*, step: Step, by: Actor, at: datetime) -> None:
    """Mark a step as done today. A second time changes nothing."""
    if step.done_on is not None:
        return
    step.done_on = at.date()
    step.save(update_fields=["done_on"])
    record_act(by=by, act="finish_step", object_type="step", object_id=step.id, at=at)


@transaction.atomic
def move_plan(
    *, case: Case, to_kind: PlanKind, moved_on: date, why: str, by: Actor, at: datetime
) -> PlanMove:
    """Choose together of which kind the plan is from now on: further along the chain or back, both normal.

    Raises Refused where it is of that kind already, or the day is still to come or before the last choice.
    """
    refuse_unless(happened(moved_on, at.date()))
    plan = Plan.objects.select_for_update().get(id=plan_of(case, at).id)
    seen = plan_of_case(case, by=by, on=at.date())
    last = seen.moves[0] if seen and seen.moves else None
    refuse_unless(may_move(last.to_kind if last else "", to_kind))
    if last and moved_on < last.moved_on:
        raise Refused(f"De vorige keuze was op {last.moved_on:%d-%m-%Y}. Kies die dag of een dag daarna.")
    move = PlanMove.objects.create(
        plan=plan,
        legal_domain_id=by.legal_domain,
        from_kind=last.to_kind if last else "",
        to_kind=to_kind,
        moved_on=moved_on,
        why=why.strip(),
        by_id=by.user_id,
        recorded_at=at,
    )
    newest = plan.moves.values_list("to_kind", flat=True).first()
    changes = {"kind": ("filled" if plan.kind else "empty", "changed")}
    plan.kind = newest or to_kind
    plan.save(update_fields=["kind"])
    record_act(by=by, act="move_plan", object_type="plan", object_id=plan.id, at=at, changes=changes)
    return move


@transaction.atomic
def review_plan(
    *,
    case: Case,
    held_on: date,
    with_person: bool,
    with_parents: bool,
    said: str,
    next_on: date,
    by: Actor,
    at: datetime,
) -> PlanReview:
    """Record that the plan was looked at together; on the next day of that, it stands on the lead's list.

    A wish to be left alone stays as it is. Raises Refused where there is no plan, the person was not there,
    or the next day is too far ahead: a year, and of a minor a year since the parents were there.
    """
    refuse_unless(happened(held_on, at.date()))
    plan = Plan.objects.select_for_update().filter(person_id=case_person(case)).first()
    if plan is None:
        raise Refused("Er is nog geen plan. Schrijf eerst samen een doel op.")
    minor = _is_minor(plan.person_id, at.date())
    refuse_unless(may_review(with_person=with_person, with_parents=with_parents, minor=minor))
    refuse_unless(may_plan_on(next_on, at.date()))
    before = parents_last_there(plan)
    latest = latest_review(held_on=held_on, minor=minor, with_parents=with_parents, parents_last=before)
    refuse_unless(may_review_on(next_on, held_on=held_on, latest=latest, minor=minor))
    review = PlanReview.objects.create(
        plan=plan,
        legal_domain_id=by.legal_domain,
        held_on=held_on,
        with_person=with_person,
        with_parents=with_parents,
        said=said.strip(),
        next_on=next_on,
        by_id=by.user_id,
        recorded_at=at,
    )
    _next_review(case, plan, review, by=by, at=at)
    record_act(by=by, act="review_plan", object_type="plan", object_id=plan.id, at=at)
    return review


def _is_minor(person_id: UUID, on: date) -> bool:
    traits = traits_of([person_id], on).get(person_id)
    return is_minor(traits.age if traits else None)


def _next_review(case: Case, plan: Plan, review: PlanReview, *, by: Actor, at: datetime) -> None:
    plan.review_on = review.next_on
    plan.save(update_fields=["review_on"])
    note_contact(involvement_id=case.involvement_id, on=review.held_on)
    if not is_wish(case.involvement.left_alone_until, at.date()):
        let_next_follow(
            involvement_id=case.involvement_id,
            next_action=NextAction.REVIEW,
            on=review.next_on,
            by=by,
            at=at,
        )


def _keep_review_day(plan_id: UUID, on: date) -> None:
    """A plan that gets its first running goal has a day to come to look at it; a day that stands stays."""
    plan = Plan.objects.select_for_update().get(id=plan_id)
    runs = plan.goals.filter(status=GoalStatus.OPEN).exists()
    if plan.review_on is None or (not runs and plan.review_on < on):
        plan.review_on = first_review(on)
        plan.save(update_fields=["review_on"])
