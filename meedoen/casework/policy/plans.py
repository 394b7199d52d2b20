"""Pure decisions about plans: the chain of kinds, both ways, who does a step, and when to look again.

Half a year between two reviews is a choice of Meedoen: the sources name no term. That a minor's plan is
looked at every year with the parents comes from the yearly evaluation with parents; four weeks to arrange
that where they were not there is a choice of Meedoen again.
"""

from calendar import monthrange
from datetime import date, timedelta

from meedoen.casework.vocabulary import PlanKind, StepOwner
from meedoen.shared.verdict import Verdict, no, yes

REVIEW_AFTER_MONTHS = 6
YEAR_IN_MONTHS = 12
ADULT_FROM = 18
TIME_TO_ASK_PARENTS = timedelta(days=28)
CHAIN = tuple(PlanKind)
"""Divosa's order (F2.066)."""

WHAT_IT_IS: dict[PlanKind, str] = {
    PlanKind.REST: "Even op adem komen. Er hoeft nu niets.",
    PlanKind.CARE: "Eerst hulp en zorg, samen met wie daarvoor leert of werkt.",
    PlanKind.PARTICIPATION: "Meedoen met anderen, bijvoorbeeld als vrijwilliger. Zo kom je onder de mensen.",
    PlanKind.GUIDANCE: "Op weg naar een opleiding of naar werk, met of zonder subsidie.",
}
"""What each kind of plan is, in plain words (F2.066)."""


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_review(on: date) -> date:
    """When a plan that begins on a day is looked at again."""
    return months_on(on, REVIEW_AFTER_MONTHS)


def is_minor(age: int | None) -> bool:
    """Whether somebody is under eighteen; where the age is not known, they are taken for grown up."""
    return age is not None and age < ADULT_FROM


def may_move(from_kind: str, to_kind: PlanKind) -> Verdict:
    """Whether a plan can become of this kind: of any other, in either direction (F2.068, F4.030)."""
    if from_kind == to_kind:
        return no(f"Dit is al een {to_kind.label}. Kies een ander soort, of ga terug naar het dossier.")
    return yes()


def goes_back(from_kind: str, to_kind: PlanKind) -> bool:
    """Whether a move goes back along the chain: a normal step, with the level below as safety net."""
    return bool(from_kind) and CHAIN.index(to_kind) < CHAIN.index(PlanKind(from_kind))


def may_own_step(owner: StepOwner, who: str) -> Verdict:
    """Whether it is clear who does a step: somebody else has a name."""
    if owner == StepOwner.OTHER and not who.strip():
        return no("Schrijf op wie de stap doet, bijvoorbeeld: Karim, de buurman.")
    return yes()


def may_review(*, with_person: bool, with_parents: bool, minor: bool) -> Verdict:
    """Whether a plan was looked at together: with the person, or of a minor at least with the parents."""
    if with_person or (minor and with_parents):
        return yes()
    return no("Een plan bespreek je samen met de inwoner. Spreek eerst met de inwoner af.")


def latest_review(*, held_on: date, minor: bool, with_parents: bool, parents_last: date) -> date:
    """The last day on which a plan can be looked at again: within a year; of a minor a year with the parents.

    In: the day of this review, whether the parents were there, and when they were there before (or else when
    the plan began).
    """
    if not minor or with_parents:
        return months_on(held_on, YEAR_IN_MONTHS)
    return max(months_on(parents_last, YEAR_IN_MONTHS), held_on + TIME_TO_ASK_PARENTS)


def may_review_on(next_on: date, *, held_on: date, latest: date, minor: bool) -> Verdict:
    """Whether a plan can be looked at again on this day."""
    if next_on <= held_on:
        return no("Kies voor de volgende keer een dag na dit gesprek.")
    if next_on > latest and minor:
        return no(
            f"Bij een inwoner onder de 18 bespreek je het plan elk jaar met een ouder of verzorger. "
            f"Kies een dag tot en met {latest:%d-%m-%Y}."
        )
    if next_on > latest:
        return no(f"Bespreek een plan minstens één keer per jaar. Kies een dag tot en met {latest:%d-%m-%Y}.")
    return yes()
