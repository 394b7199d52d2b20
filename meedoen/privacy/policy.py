"""Pure decisions about consent."""

from collections.abc import Collection
from datetime import date

from meedoen.privacy.vocabulary import ConsentKind, ConsentSubject
from meedoen.shared.verdict import Verdict, no, yes

LONGEST_YEARS = 2


def holds(given_on: date, ends_on: date, withdrawn_on: date | None, on: date) -> bool:
    """Whether a consent holds on a day. On the day it is taken back it holds no more."""
    return given_on <= on <= ends_on and (withdrawn_on is None or withdrawn_on > on)


def kinds_needed(subject: ConsentSubject, *, crosses: bool) -> tuple[ConsentKind, ...]:
    """Which yeses it takes before something is shared; `crosses`: from one legal domain to another.

    One is never taken for another. A hand-over takes three: the ground where it crosses, that the worker may
    break the silence about it, and that the person wants the help. What only shows takes the ground.
    """
    ground = (ConsentKind.GROUND,) if crosses else ()
    if subject == ConsentSubject.REFERRAL:
        return (*ground, ConsentKind.SECRECY, ConsentKind.HELP)
    return (ConsentKind.GROUND,)


def all_given(needed: Collection[ConsentKind], given: Collection[ConsentKind]) -> Verdict:
    """Whether every yes that is needed was given; else the sentence that says which one is missing."""
    missing = [str(kind.label) for kind in needed if kind not in given]
    if not missing:
        return yes()
    what = " en ".join(f"‘{label}’" for label in missing)
    return no(f"Nog niet gevraagd, of de inwoner zei nee: {what}. Zonder die toestemming kan dit niet.")


def may_give(
    from_domain: str, to_domain: str, ends_on: date, on: date, kind: ConsentKind = ConsentKind.GROUND
) -> Verdict:
    """Whether a consent can be recorded as asked.

    A ground crosses from one legal domain to another; the other kinds need not. Each ends within two years,
    so that it is asked again (the term is a choice of this project: the sources name none).
    """
    if kind == ConsentKind.GROUND and from_domain == to_domain:
        return no("Kies een ander wettelijk kader: binnen hetzelfde kader is geen toestemming nodig.")
    if ends_on < on:
        return no("Kies een einddatum vanaf vandaag.")
    if ends_on > _years_later(on, LONGEST_YEARS):
        return no("Toestemming geldt ten hoogste twee jaar. Kies een eerdere einddatum.")
    return yes()


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
