"""What a visitor reads of a service: price, for whom, free places, where, and how sure it is.

What a source leaves open is said to be unknown and never guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meedoen.directory.policy.words import date_text, listed
from meedoen.directory.vocabulary import Access
from meedoen.shared.money import Money

SINGULAR = {"plekken": "plek", "deelnemers": "deelnemer", "dagdelen": "dagdeel"}
COUNTED_LONG_AGO_DAYS = 30
UNKNOWN_PRICE = "prijs niet bekend"
UNKNOWN_PLACES = "vrije plekken niet bekend"
UNKNOWN_GROUP = "doelgroep niet bekend"
UNKNOWN_WHERE = "plek niet bekend"
MOST_PLACES = 3
LONGEST_GROUP = 120


@dataclass(frozen=True)
class Cost:
    """What a participant pays: an amount in `currency`, per `per`; `amount_to` where it is a range."""

    amount: Decimal
    amount_to: Decimal | None = None
    per: str = ""
    condition: str = ""
    currency: str = "EUR"

    @property
    def is_free(self) -> bool:
        return self.amount == 0 and not self.amount_to


def price_text(costs: Sequence[Cost], fees_description: str = "") -> str:
    """What a participant pays, in words; `gratis` only where a source says that it costs nothing."""
    if not costs:
        return fees_description or UNKNOWN_PRICE
    return "; ".join(dict.fromkeys(_cost_text(cost) for cost in costs))


def _cost_text(cost: Cost) -> str:
    if cost.is_free:
        if "gratis" in cost.condition.lower():
            return cost.condition
        return f"gratis ({cost.condition})" if cost.condition else "gratis"
    said = _amount(cost.amount, cost.currency)
    if cost.amount_to:
        said += f" tot {_amount(cost.amount_to, cost.currency)}"
    if cost.condition.startswith("per "):
        return f"{said} {cost.condition}"
    if cost.per:
        said += f" per {cost.per.removeprefix('per ')}"
    return f"{said} ({cost.condition})" if cost.condition else said


def _amount(amount: Decimal, currency: str) -> str:
    said = str(Money.of(amount))
    return said if currency == "EUR" else said.replace("€", currency)


def for_whom_text(
    groups: Sequence[str], minimum_age: int | None, maximum_age: int | None, access: str = ""
) -> str:
    """For whom a service is, short enough for a card: the first target group, the ages, and an indication."""
    said = []
    if groups:
        said.append(_short(groups[0]) + (" en anderen" if len(groups) > 1 else ""))
    if age := age_text(minimum_age, maximum_age):
        said.append(age)
    if access == Access.INDICATION:
        said.append("met een indicatie")
    if said:
        return ", ".join(said)
    return "iedereen" if access == Access.OPEN else UNKNOWN_GROUP


def age_text(minimum_age: int | None, maximum_age: int | None) -> str:
    """The ages between which somebody can come, in words."""
    if minimum_age is not None and maximum_age is not None:
        return f"{minimum_age} tot en met {maximum_age} jaar"
    if minimum_age is not None:
        return f"vanaf {minimum_age} jaar"
    return f"tot en met {maximum_age} jaar" if maximum_age is not None else ""


def _short(text: str) -> str:
    text = text.rstrip(". ")
    if len(text) <= LONGEST_GROUP:
        return text
    return text[:LONGEST_GROUP].rsplit(" ", 1)[0].rstrip(",;:") + " …"


@dataclass(frozen=True)
class Counted:
    """Places of a service in one unit, counted on `updated`; `available` None was not counted."""

    unit: str
    available: int | None
    updated: date | None = None


def free_places_text(counts: Sequence[Counted], on: date) -> str:
    """How many places are free; says when that was counted where it is over a month ago."""
    said = []
    for count in counts:
        if count.available is None:
            continue
        unit = SINGULAR.get(count.unit, count.unit) if count.available == 1 else count.unit
        text = f"nog {count.available} {unit}" if count.available else "vol"
        if count.updated and (on - count.updated).days > COUNTED_LONG_AGO_DAYS:
            text += f" (geteld op {date_text(count.updated)})"
        said.append(text)
    return ", ".join(said) if said else UNKNOWN_PLACES


@dataclass(frozen=True)
class Spot:
    """Where a service is held, as precisely as is known."""

    name: str = ""
    street: str = ""
    part: str = ""
    city: str = ""


def where_text(spots: Sequence[Spot]) -> str:
    """The places of a service in a line, the first three by name."""
    said = list(dict.fromkeys(text for spot in spots if (text := spot_text(spot))))
    if not said:
        return UNKNOWN_WHERE
    more = len(said) - MOST_PLACES
    if more <= 1:
        return listed(said)
    return f"{', '.join(said[:MOST_PLACES])} en {more} andere plaatsen"


def spot_text(spot: Spot) -> str:
    """PrachtHuis, Overschie (Rotterdam)."""
    nearby = [part for part in (spot.name, spot.street, spot.part) if part]
    if not nearby:
        return spot.city
    return f"{', '.join(nearby)} ({spot.city})" if spot.city else ", ".join(nearby)


def assurance_text(described_year: int | None, assured_date: date | None, *, invented: bool = False) -> str:
    """How sure a record is: when it was checked, or of which year its description is. Age never hides it."""
    if assured_date:
        said = f"nagevraagd op {date_text(assured_date)}"
    elif described_year:
        said = f"beschreven in {described_year}, niet bevestigd"
    else:
        said = "niet bevestigd"
    return f"{said} (verzonnen voorbeeld)" if invented else said
