"""Pure decisions about consent."""

from datetime import date

from meedoen.shared.verdict import Verdict, no, yes

LONGEST_YEARS = 2


def holds(given_on: date, ends_on: date, withdrawn_on: date | None, on: date) -> bool:
    """Whether a consent holds on a day. On the day it is taken back it holds no more."""
    return given_on <= on <= ends_on and (withdrawn_on is None or withdrawn_on > on)


def may_give(from_domain: str, to_domain: str, ends_on: date, on: date) -> Verdict:
    """Whether a consent can be recorded as asked.

    It crosses from one legal domain to another, and ends within two years, so that it is asked again
    (the term is a choice of this project: the sources name none).
    """
    if from_domain == to_domain:
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
