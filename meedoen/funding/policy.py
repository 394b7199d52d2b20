"""Pure decisions about agreements: what a line costs, which line carries a visit, which half-years count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from meedoen.funding.vocabulary import PriceBasis
from meedoen.shared.money import Money
from meedoen.shared.period import Period, half_year, half_year_code


@dataclass(frozen=True)
class LineTerms:
    """What was agreed on one line, for a half-year. `ladder_steps` is None where not agreed."""

    id: UUID
    name: str
    service_id: UUID
    people: int
    half_days: int
    ladder_steps: int | None
    price_basis: PriceBasis
    unit_price: Money


@dataclass(frozen=True)
class Carrier:
    """A line that may carry the use of a service by one provider, while its agreement runs.

    `rank` orders the lines of one service: of two that run on a day the first carries.
    """

    line_id: UUID
    service_id: UUID
    runs: Period
    rank: tuple[date, str, str, str]


def costs_agreed(terms: LineTerms) -> Money:
    """What a line costs in a half-year when everything agreed is reached."""
    return costs_reached(terms, people=terms.people, half_days=terms.half_days, paid=terms.unit_price)


def costs_reached(terms: LineTerms, *, people: int, half_days: int, paid: Money) -> Money:
    """What a line cost, by its price basis.

    In: people reached and half-days used in the period, and what was paid in it (for a lump sum alone).
    """
    if terms.price_basis == PriceBasis.PERSON:
        return terms.unit_price * people
    if terms.price_basis == PriceBasis.HALF_DAY:
        return terms.unit_price * half_days
    return paid


def carrying_line(
    carriers: Iterable[Carrier], *, service_id: UUID, named: UUID | None, day: date
) -> UUID | None:
    """The one line that carries the use of a service on a day, or None: nothing counts twice.

    In: every line of the provider for these services, over all its agreements; `named` is the line that the
    enrolment names, if any: that one carries or none, whatever its service.
    """
    running = [carrier for carrier in carriers if day in carrier.runs]
    if named is not None:
        return next((carrier.line_id for carrier in running if carrier.line_id == named), None)
    same = [carrier for carrier in running if carrier.service_id == service_id]
    return min(same, key=lambda carrier: carrier.rank).line_id if same else None


def half_years_of(runs: Period, *, today: date) -> list[str]:
    """The codes of the half-years that an agreement touches and that have begun, the newest first."""
    codes = []
    day = runs.start
    while day <= min(runs.end, today):
        code = half_year_code(day)
        codes.append(code)
        day = half_year(code).end + timedelta(days=1)
    return codes[::-1]
