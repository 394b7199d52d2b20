"""Amounts in whole cents."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.shared.money import Money

cents = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "€ 0,00"),
        ("720", "€ 720,00"),
        ("1234.5", "€ 1.234,50"),
        ("4300000", "€ 4.300.000,00"),
        ("-0.05", "€ -0,05"),
        ("0.005", "€ 0,01"),
    ],
)
def test_an_amount_is_written_as_in_dutch(amount: str, written: str) -> None:
    assert str(Money.of(Decimal(amount))) == written


@given(cents, cents, st.integers(0, 10_000))
def test_sums_and_multiples_are_exact(one: int, other: int, times: int) -> None:
    assert Money(one) + Money(other) == Money(one + other)
    assert (Money(one) + Money(other)) - Money(other) == Money(one)
    assert Money(one) * times == Money(one * times)


@given(cents)
def test_an_amount_in_euros_gives_its_cents_back(amount: int) -> None:
    assert Money.of(Decimal(amount) / 100) == Money(amount)


def test_amounts_are_ordered() -> None:
    assert max(Money(5), Money(-7), Money(3)) == Money(5)
