"""Reads of plans: their kind with its history, and when they are looked at, as far as the reader may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from meedoen.accounts.actor import Actor
from meedoen.casework.models import Case, Goal, Plan, PlanMove, PlanReview
from meedoen.casework.policy import goal_is_visible
from meedoen.casework.queries.cases import case_person, cases
from meedoen.casework.vocabulary import GoalStatus, PlanKind
from meedoen.privacy.queries import domains_shared
from meedoen.privacy.vocabulary import ConsentSubject


@dataclass(frozen=True)
class MoveCard:
    """That a plan became of a kind; `from_kind` empty: the first choice."""

    from_kind: PlanKind | None
    to_kind: PlanKind
    moved_on: date
    why: str
    by: str


@dataclass(frozen=True)
class ReviewCard:
    """That a plan was looked at together."""

    held_on: date
    with_person: bool
    with_parents: bool
    said: str
    next_on: date
    by: str


@dataclass(frozen=True)
class PlanCard:
    """A plan as far as its reader may see it; moves and reviews newest first."""

    started_on: date
    review_on: date | None
    moves: tuple[MoveCard, ...]
    reviews: tuple[ReviewCard, ...]

    @property
    def kind(self) -> PlanKind | None:
        return self.moves[0].to_kind if self.moves else None


def plan_of_case(case: Case, *, by: Actor, on: date) -> PlanCard | None:
    """The plan of this case's person: moves and reviews of the own legal domain, and of others by consent."""
    person = case_person(case)
    shared = domains_shared(
        person, ConsentSubject.GOALS, to_domain=by.legal_domain, on=on, to_agency=by.agency_id
    )
    return _plan_card(person, reader=by.legal_domain, shared=shared)


def own_plan(person_id: UUID) -> PlanCard | None:
    """The plan of a person for the person: all of it."""
    return _plan_card(person_id, reader=None, shared=())


def kind_seen(case: Case, *, by: Actor, on: date) -> PlanKind | None:
    """The kind of plan this reader knows of, or None."""
    plan = plan_of_case(case, by=by, on=on)
    return plan.kind if plan else None


def reviews_due(by: Actor, *, until: date, on: date) -> QuerySet[Case]:
    """The cases this actor leads whose plan is looked at by a day, soonest first; each has `review_on`.

    Only with a goal that still runs in the own legal domain or in none, and not while the person wants to be
    left alone.
    """
    person = OuterRef("involvement__person_id")
    goals = Goal.objects.filter(
        Q(legal_domain_id=by.legal_domain) | Q(legal_domain__isnull=True),
        plan__person_id=person,
        status=GoalStatus.OPEN,
    )
    alone = Q(involvement__left_alone_until__gt=on)
    running = cases(by, on).filter(involvement__lead_id=by.user_id, involvement__ends_on__isnull=True)
    days = Plan.objects.filter(person_id=person).values("review_on")
    return (
        running.exclude(alone)
        .annotate(review_on=Subquery(days))
        .filter(Exists(goals), review_on__lte=until)
        .order_by("review_on", "id")
    )


def parents_last_there(plan: Plan) -> date:
    """When the parents were at a review for the last time; else when the plan began."""
    held = plan.reviews.filter(with_parents=True).order_by("-held_on").values_list("held_on", flat=True)
    return held.first() or plan.started_on


def _plan_card(person_id: UUID, *, reader: str | None, shared: Collection[str]) -> PlanCard | None:
    plan = Plan.objects.filter(person_id=person_id).first()
    if plan is None:
        return None

    def seen(row: PlanMove | PlanReview) -> bool:
        return reader is None or goal_is_visible(row.legal_domain_id, reader, shared)

    return PlanCard(
        started_on=plan.started_on,
        review_on=plan.review_on,
        moves=tuple(_move_card(row) for row in plan.moves.select_related("by") if seen(row)),
        reviews=tuple(_review_card(row) for row in plan.reviews.select_related("by") if seen(row)),
    )


def _move_card(row: PlanMove) -> MoveCard:
    return MoveCard(
        PlanKind(row.from_kind) if row.from_kind else None,
        PlanKind(row.to_kind),
        row.moved_on,
        row.why,
        row.by.name,
    )


def _review_card(row: PlanReview) -> ReviewCard:
    return ReviewCard(row.held_on, row.with_person, row.with_parents, row.said, row.next_on, row.by.name)
