"""Writes of matching: the suggestions made for a case, and the choice of the person."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from meedoen.accounts.actor import Actor
from meedoen.activities.actions import enrol
from meedoen.activities.models import Enrolment
from meedoen.activities.vocabulary import EnrolmentStatus
from meedoen.casework.queries import case_person, cases, goals_of
from meedoen.casework.vocabulary import GoalStatus
from meedoen.matching.models import Placement, Suggestion, SuggestionRound
from meedoen.matching.policy import RULES_VERSION, Match, judge, snapshot_of, suggest
from meedoen.matching.queries import (
    has_place_from_elsewhere,
    latest_round,
    offers_in,
    placements_of,
    seeker_for,
)
from meedoen.people.actions import let_next_follow
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act

ASK_AFTER = timedelta(weeks=4)


@transaction.atomic
def make_suggestions(*, case_id: UUID, by: Actor, at: datetime) -> SuggestionRound:
    """Compute three to five services for a case and keep what was shown: input, rules version, reasons.

    What was chosen in this case already is left out; without wishes there are no suggestions. The last round
    is given back where it is of today and nothing in it would be different.
    Raises Case.DoesNotExist where the actor can't reach the case.
    """
    case = cases(by, at.date()).get(id=case_id)
    seeker = seeker_for(case, by=by, on=at.date())
    wishes = snapshot_of(seeker)
    taken = {card.activity_id for card in placements_of(case_id) if card.status != EnrolmentStatus.ENDED}
    offers = offers_in(case.municipality_id, at.date()) if seeker.has_wishes else []
    matches = suggest(seeker, [offer for offer in offers if offer.activity_id not in taken])
    shown = [(match.offer.activity_id, _reasons(match)) for match in matches]
    last = latest_round(case_id)
    if last is not None and last.made_at.astimezone(at.tzinfo).date() == at.date():
        kept = [(row.activity_id, row.reasons) for row in last.suggestions.all()]
        if (last.rules_version, last.wishes, kept) == (RULES_VERSION, wishes, shown):
            return last
    made = SuggestionRound.objects.create(
        case=case, made_at=at, by_id=by.user_id, rules_version=RULES_VERSION, wishes=wishes
    )
    Suggestion.objects.bulk_create(
        Suggestion(round=made, activity_id=activity_id, position=position, reasons=reasons)
        for position, (activity_id, reasons) in enumerate(shown, start=1)
    )
    record_act(by=by, act="make_suggestions", object_type="case", object_id=case_id, at=at)
    return made


@transaction.atomic
def choose(*, case_id: UUID, activity_id: UUID, goal_id: UUID | None, by: Actor, at: datetime) -> Enrolment:
    """The person chose: take the place (or the next number on the waiting list) and link it to the plan.

    Any activity in the municipality can be chosen, suggested or not. Raises Refused where it can't be joined
    any more, where an age limit or a missing indication bars it, where the goal is not one of the plan, or
    (without saying so) where the person has a place there that was not chosen in this case.
    """
    case = cases(by, at.date()).get(id=case_id)
    person_id = case_person(case)
    offers = offers_in(case.municipality_id, at.date(), activities=[activity_id])
    if not offers:
        raise Refused("Deze activiteit is er niet meer. Kies iets anders uit de lijst.")
    verdict = judge(seeker_for(case, by=by, on=at.date()), offers[0]).may_choose
    if not verdict:
        raise Refused("Dit kan nu niet: " + "; ".join(verdict.reasons) + ". " + " ".join(verdict.remedies))
    open_goals = {goal.id for goal in goals_of(case, by=by, on=at.date()) if goal.status == GoalStatus.OPEN}
    if goal_id is not None and goal_id not in open_goals:
        raise Refused("Dit doel staat niet in het plan. Kies een doel uit de lijst, of geen doel.")
    if has_place_from_elsewhere(case, activity_id):
        raise Refused("Dit kan nu niet vanuit dit dossier. Bespreek het met de inwoner.")
    enrolment = enrol(activity_id=activity_id, person_id=person_id, by=by, at=at)
    suggestion = _suggested(case_id, activity_id, at)
    placement, is_new = Placement.objects.get_or_create(
        case=case,
        enrolment=enrolment,
        defaults={"goal_id": goal_id, "suggestion": suggestion, "made_at": at, "by_id": by.user_id},
    )
    if is_new:
        record_act(by=by, act="choose", object_type="placement", object_id=placement.id, at=at)
        _ask_later(case.involvement_id, by=by, at=at)
    return enrolment


@transaction.atomic
def join_rows(*, cases: Mapping[UUID, UUID], enrolments: Mapping[UUID, UUID]) -> None:
    """Suggestions and choices of a case that became part of another go along; one place is chosen once.

    In: which case, and which enrolment, took the place of which.
    """
    for gone, kept in cases.items():
        SuggestionRound.objects.filter(case_id=gone).update(case_id=kept)
    for placement in Placement.objects.filter(Q(case_id__in=cases) | Q(enrolment_id__in=enrolments)):
        case_id = cases.get(placement.case_id, placement.case_id)
        enrolment_id = enrolments.get(placement.enrolment_id, placement.enrolment_id)
        same = Placement.objects.filter(case_id=case_id, enrolment_id=enrolment_id)
        if same.exclude(id=placement.id).exists():
            placement.delete()
        else:
            Placement.objects.filter(id=placement.id).update(case_id=case_id, enrolment_id=enrolment_id)


def _reasons(match: Match) -> list[dict[str, Any]]:
    return [{name: str(value) for name, value in asdict(finding).items()} for finding in match.findings]


def _suggested(case_id: UUID, activity_id: UUID, at: datetime) -> Suggestion | None:
    """The suggestion of the last round that this choice follows, marked as chosen."""
    last = latest_round(case_id)
    rows = last.suggestions.all() if last else []
    suggestion = next((row for row in rows if row.activity_id == activity_id), None)
    if suggestion is not None and suggestion.chosen_at is None:
        suggestion.chosen_at = at
        suggestion.save(update_fields=["chosen_at"])
    return suggestion


def _ask_later(involvement_id: UUID, *, by: Actor, at: datetime) -> None:
    """Where choosing was the next action it is done now; the next is to ask how it goes. Other plans stay."""
    let_next_follow(
        involvement_id=involvement_id,
        next_action=NextAction.FOLLOW,
        on=at.date() + ASK_AFTER,
        by=by,
        at=at,
        instead_of=NextAction.CHOOSE,
    )
