"""Pure decisions about consent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from meedoen.privacy.vocabulary import ConsentKind, ConsentSubject, SaidBy
from meedoen.shared.verdict import Verdict, no, yes

LONGEST_YEARS = 2
ADULT = 18


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


@dataclass(frozen=True)
class Ages:
    """Below `parents_below` the parents decide, from `alone_from` the person alone, and between both do."""

    parents_below: int = 12
    alone_from: int = 16
    source: str = "Jeugdwet, artikelen 7.3.4 en 7.3.5; Burgerlijk Wetboek 7, artikelen 447, 450 en 465"


def who_says_yes(age: int | None, ages: Ages) -> SaidBy:
    """Who has to say yes at an age; whose age is not known is taken for grown up."""
    if age is None or age >= ages.alone_from:
        return SaidBy.PERSON
    return SaidBy.PARENTS if age < ages.parents_below else SaidBy.BOTH


def may_say_yes(said_by: SaidBy, needed: SaidBy, *, authority_known: bool) -> Verdict:
    """Whether those who said yes are those who had to. More voices than needed never hurt."""
    if said_by not in (needed, SaidBy.BOTH):
        return no(f"Voor deze leeftijd moet ja zeggen: {needed.label}. Vraag het, en leg vast wie ja zei.")
    if needed != SaidBy.PERSON and not authority_known:
        return no("Leg eerst vast wie het gezag heeft, bij ‘Ouders en verzorgers’ in het dossier.")
    return yes()


def may_set_ages(ages: Ages, starts_on: date, today: date) -> Verdict:
    """Whether ages can hold from a day: in their order, up to eighteen, and not back in time."""
    if not 0 < ages.parents_below <= ages.alone_from <= ADULT:
        return no("De eerste leeftijd is niet hoger dan de tweede, en de tweede is ten hoogste 18.")
    if starts_on < today:
        return no("Kies een dag vanaf vandaag: wat eerder is vastgelegd, blijft zoals het was.")
    return yes()
