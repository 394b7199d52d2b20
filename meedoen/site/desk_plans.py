"""On the start page of the desk: the plans that are looked at together soon, or should have been."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.policy import is_late
from meedoen.casework.queries import Case, case_person
from meedoen.casework.queries.plans import reviews_due
from meedoen.look.parts import PersonRow
from meedoen.people.queries import PersonCard
from meedoen.site.desk_words import day

AHEAD = timedelta(days=14)
MOST = 10


@dataclass(frozen=True)
class PlanList:
    """The cases shown, soonest first, and how many there are in all."""

    cases: list[Case]
    total: int


def plan_list(actor: Actor, today: date) -> PlanList:
    """The cases this actor leads whose plan is looked at within two weeks, or is late for that."""
    if not actor.may(Verb.SEE_CASELOAD):
        return PlanList([], 0)
    rows = reviews_due(actor, until=today + AHEAD, on=today)
    first = list(rows[:MOST])
    return PlanList(first, rows.count() if len(first) == MOST else len(first))


def plan_rows(plans: PlanList, cards: Mapping[UUID, PersonCard], today: date) -> list[PersonRow]:
    """A row for each; without a card there is no row."""
    return [
        PersonRow(
            name=cards[case_person(case)].name,
            url=reverse("desk:case", args=[case.id]),
            next_action="plan samen bespreken",
            due=day(case.review_on, today),
            late=is_late(case.review_on, today),
        )
        for case in plans.cases
        if case_person(case) in cards
    ]
