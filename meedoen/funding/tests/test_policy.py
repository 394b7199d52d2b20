"""Costs by price basis, the one line that carries a visit, and the half-years of an agreement."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.funding.policy import (
    Carrier,
    LineTerms,
    carrying_line,
    costs_agreed,
    costs_reached,
    half_years_of,
)
from meedoen.funding.vocabulary import PER, PriceBasis, half_year_name
from meedoen.shared.money import Money
from meedoen.shared.period import Period

KITCHEN, WORKSHOP = uuid4(), uuid4()
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
MARCH = date(2026, 3, 3)


def terms(basis: PriceBasis, price: str = "18.50") -> LineTerms:
    return LineTerms(uuid4(), "Keuken", KITCHEN, 40, 1000, None, basis, Money.of(price))


def carrier(number: int, service: UUID = KITCHEN, runs: Period = YEAR, reference: str = "SP-1") -> Carrier:
    return Carrier(UUID(int=number), service, runs, (runs.start, reference, "Regel", str(number)))


@pytest.mark.parametrize(
    ("basis", "agreed", "reached"),
    [
        (PriceBasis.PERSON, 40 * 1850, 3 * 1850),
        (PriceBasis.HALF_DAY, 1000 * 1850, 7 * 1850),
        (PriceBasis.LUMP_SUM, 1850, 900),
    ],
)
def test_costs_follow_the_price_basis(basis: PriceBasis, agreed: int, reached: int) -> None:
    assert costs_agreed(terms(basis)) == Money(agreed)
    assert costs_reached(terms(basis), people=3, half_days=7, paid=Money(900)) == Money(reached)


def test_every_price_basis_says_what_the_price_is_for() -> None:
    assert set(PER) == set(PriceBasis)


def test_a_line_of_the_service_carries_it_while_its_agreement_runs() -> None:
    lines = [carrier(1), carrier(2, WORKSHOP)]
    assert carrying_line(lines, service_id=WORKSHOP, named=None, day=MARCH) == UUID(int=2)
    assert carrying_line(lines, service_id=WORKSHOP, named=None, day=date(2027, 1, 1)) is None
    assert carrying_line(lines, service_id=uuid4(), named=None, day=MARCH) is None


def test_a_named_line_carries_whatever_the_service_and_no_other_does() -> None:
    lines = [carrier(1), carrier(2, WORKSHOP)]
    assert carrying_line(lines, service_id=KITCHEN, named=UUID(int=2), day=MARCH) == UUID(int=2)
    assert carrying_line(lines, service_id=KITCHEN, named=uuid4(), day=MARCH) is None
    assert carrying_line(lines, service_id=KITCHEN, named=UUID(int=1), day=date(2025, 1, 1)) is None


def test_of_two_lines_the_one_whose_agreement_began_first_carries() -> None:
    early = carrier(9, runs=Period(date(2025, 7, 1), date(2026, 6, 30)), reference="SP-9")
    lines = [carrier(1), early]
    assert carrying_line(lines, service_id=KITCHEN, named=None, day=MARCH) == early.line_id
    assert carrying_line(lines, service_id=KITCHEN, named=None, day=date(2026, 7, 1)) == UUID(int=1)


@given(st.permutations([carrier(number) for number in range(5)]))
def test_the_order_in_which_lines_are_read_does_not_matter(lines: list[Carrier]) -> None:
    assert carrying_line(lines, service_id=KITCHEN, named=None, day=MARCH) == UUID(int=0)


def test_the_half_years_of_an_agreement_are_those_that_have_begun() -> None:
    runs = Period(date(2025, 4, 1), date(2026, 12, 31))
    assert half_years_of(runs, today=date(2026, 6, 30)) == ["2026-H1", "2025-H2", "2025-H1"]
    assert half_years_of(runs, today=date(2030, 1, 1))[0] == "2026-H2"
    assert half_years_of(runs, today=date(2025, 3, 31)) == []


def test_a_half_year_has_a_name() -> None:
    assert half_year_name("2026-H1") == "eerste helft van 2026"
    assert half_year_name("2025-H2") == "tweede helft van 2025"
