"""Money in whole cents of one currency, so that sums are exact."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, order=True)
class Money:
    """An amount in euro cents."""

    cents: int

    @classmethod
    def of(cls, amount: Decimal | str | int) -> "Money":
        """From an amount in euros, rounded to the cent, half up."""
        return cls(int((Decimal(amount) * 100).quantize(Decimal(1), ROUND_HALF_UP)))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.cents - other.cents)

    def __mul__(self, times: int) -> "Money":
        return Money(self.cents * times)

    def __str__(self) -> str:
        """As it is written in Dutch: € 1.234,50."""
        sign = "-" if self.cents < 0 else ""
        euros, cents = divmod(abs(self.cents), 100)
        return f"€ {sign}{euros:,}".replace(",", ".") + f",{cents:02d}"
