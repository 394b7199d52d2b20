"""Reads of the ladder chooser: what was suggested, what the person sees, what was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from meedoen.casework.models import Case, LadderChoice, ScaleStep
from meedoen.casework.vocabulary import ScaleCode


@dataclass(frozen=True)
class ChoiceCard:
    """One use of the ladder chooser, in words. Empty: nothing suggested, not asked, no reason needed."""

    scale: str
    chosen_on: date
    suggested: str
    because: tuple[str, ...]
    person_sees: str
    person_says: str
    chosen: str
    meaning: str
    why_different: str
    by: str


def steps_of_scale(scale: ScaleCode) -> dict[int, ScaleStep]:
    """The steps of a scale by their position."""
    rows = ScaleStep.objects.filter(scale_id=scale).order_by("position")
    return {step.position: step for step in rows}


def ladder_choices_of(case: Case) -> list[ChoiceCard]:
    """The uses of the ladder chooser in a case."""
    return _cards(LadderChoice.objects.filter(case=case))


def own_ladder_choices(person_id: UUID) -> list[ChoiceCard]:
    """The uses of the ladder chooser with a person, for the person to read."""
    return _cards(LadderChoice.objects.filter(case__involvement__person_id=person_id))


def latest_of_each_scale(cards: Iterable[ChoiceCard]) -> list[ChoiceCard]:
    """Of cards with the newest first: the latest of each scale."""
    latest: dict[str, ChoiceCard] = {}
    for card in cards:
        latest.setdefault(card.scale, card)
    return list(latest.values())


def step_name(step: ScaleStep) -> str:
    """A step as it is called on screen: the arrangements have their number in their name."""
    if step.scale_id == ScaleCode.UTRECHT_ARRANGEMENTS:
        return step.name
    return f"{step.position}. {step.name}"


def _cards(rows: QuerySet[LadderChoice]) -> list[ChoiceCard]:
    rows = rows.select_related("chosen__scale", "suggested", "person_sees", "by")
    return [
        ChoiceCard(
            scale=row.chosen.scale.name,
            chosen_on=row.chosen_on,
            suggested=step_name(row.suggested) if row.suggested else "",
            because=tuple(row.because),
            person_sees=step_name(row.person_sees) if row.person_sees else "",
            person_says=row.person_says,
            chosen=step_name(row.chosen),
            meaning=row.chosen.explanation,
            why_different=row.why_different,
            by=row.by.name,
        )
        for row in rows.order_by("-chosen_on", "-recorded_at", "chosen__scale__name")
    ]
