"""Writes of the ladder chooser: a choice is added beside the earlier ones, with its measurements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.casework.actions.cases import measure
from meedoen.casework.models import Case, LadderChoice, ScaleStep
from meedoen.casework.policy.cases import happened
from meedoen.casework.policy.ladder import (
    Answers,
    Suggestion,
    needs_reason,
    questions_in,
    suggest_arrangement,
    suggest_step,
)
from meedoen.casework.queries.ladder import steps_of_scale
from meedoen.casework.vocabulary import Aspect, LadderQuestion, ScaleCode, View
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act

ASPECTS = {
    ScaleCode.PARTICIPATION_LADDER: Aspect.DOES,
    ScaleCode.UTRECHT_ARRANGEMENTS: Aspect.CAN,
}
"""The ladder says what somebody does (F2.057); an arrangement what is thought possible (F2.063)."""


@dataclass(frozen=True)
class Choice:
    """What was chosen on one scale, by position; what the person sees and says; why not as suggested."""

    scale: ScaleCode
    chosen: int
    person_sees: int | None = None
    person_says: str = ""
    why_different: str = ""


@transaction.atomic
def choose_on_ladder(
    *, case: Case, answers: Answers, choices: Sequence[Choice], chosen_on: date, by: Actor, at: datetime
) -> list[LadderChoice]:
    """Keep what person and worker chose with the ladder chooser, and the measurements that follow from it.

    The suggestion is made here, from the answers alone. Earlier choices stay.
    Raises Refused where a choice differs from its suggestion without a reason, the day is still to come, or
    the scale belongs to another legal domain.
    """
    verdict = happened(chosen_on, at.date())
    if not verdict:
        raise Refused(verdict.reasons[0])
    asked = {question.code for question in questions_in(by.legal_domain)} - {LadderQuestion.WANTS}
    kept = {str(code): answers[code] for code in LadderQuestion if code in asked and answers.get(code)}
    return [
        _choose(case, kept, choice, chosen_on=chosen_on, by=by, at=at) for choice in choices if choice.chosen
    ]


def _choose(
    case: Case, answers: Answers, choice: Choice, *, chosen_on: date, by: Actor, at: datetime
) -> LadderChoice:
    suggestion = _suggestion(choice.scale, answers, by.legal_domain)
    if needs_reason(suggestion.position, choice.chosen) and not choice.why_different:
        raise Refused("Je kiest iets anders dan het voorstel. Schrijf op waarom.")
    steps = steps_of_scale(choice.scale)
    row = LadderChoice.objects.create(
        case=case,
        chosen_on=chosen_on,
        answers=dict(answers),
        suggested=steps[suggestion.position] if suggestion.position else None,
        because=list(suggestion.because),
        person_sees=steps[choice.person_sees] if choice.person_sees else None,
        person_says=choice.person_says,
        chosen=steps[choice.chosen],
        why_different=choice.why_different,
        by_id=by.user_id,
        recorded_at=at,
    )
    record_act(by=by, act="choose_on_ladder", object_type="ladder_choice", object_id=row.id, at=at)
    _measure(case, View.WORKER, steps[choice.chosen], choice.why_different, chosen_on, by, at)
    if choice.person_sees:
        _measure(case, View.PERSON, steps[choice.person_sees], choice.person_says, chosen_on, by, at)
    return row


def _suggestion(scale: ScaleCode, answers: Answers, legal_domain: str) -> Suggestion:
    if scale == ScaleCode.PARTICIPATION_LADDER:
        return suggest_step(answers)
    made = suggest_arrangement(answers, legal_domain)
    if made is None:
        raise Refused("Arrangementen horen bij de Participatiewet. Kies alleen een trede.")
    return made


def _measure(case: Case, view: View, step: ScaleStep, note: str, on: date, by: Actor, at: datetime) -> None:
    aspect = ASPECTS[ScaleCode(step.scale_id)]
    measure(case=case, step=step, view=view, aspect=aspect, measured_on=on, note=note, by=by, at=at)
