"""Invented residents. Nobody here exists; no citizen service number is made, real or false."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from meedoen.demo.dice import Dice
from meedoen.demo.places import City
from meedoen.demo.size import ARRANGEMENTS_OUTSIDE_A4, Size
from meedoen.demo.words import LANGUAGE_SHARES

A4 = 4
AGES_ON_BENEFIT = {(18, 26): 8, (27, 34): 15, (35, 44): 22, (45, 54): 25, (55, 66): 30}
AGES_OF_OTHERS = {(18, 34): 12, (35, 54): 28, (55, 66): 25, (67, 79): 25, (80, 92): 10}
"""Shares of age groups: a choice of the demo."""


@dataclass(frozen=True)
class Resident:
    """An invented resident. `arrangement` is 1 to 4 for who has a benefit, None for who has none."""

    id: UUID
    number: int
    first_name: str
    last_name: str
    birth_date: date
    gender: str
    street: str
    postcode: str
    town: str
    area_code: str
    languages: tuple[str, ...]
    shielded: bool
    arrangement: int | None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def on_benefit(self) -> bool:
        return self.arrangement is not None

    @property
    def phone(self) -> str:
        """Mobile numbers in the Netherlands never begin with 06-00, so this one rings nowhere."""
        return f"06-00{self.number:06d}"

    @property
    def email(self) -> str:
        return f"inwoner{self.number}@voorbeeld.invalid"


class Registry:
    """Makes residents one by one, each with the next number."""

    def __init__(self, dice: Dice, city: City, on: date) -> None:
        self._dice, self._city, self._on = dice, city, on
        self.residents: list[Resident] = []

    def resident(self, *, arrangement: int | None = None, area_code: str = "") -> Resident:
        """A new resident, somewhere in the city or in the district asked for."""
        dice = self._dice
        spot = self._city.some_spot(dice, area_code or self._city.some_district(dice))
        gender = dice.pick(("woman", "man"))
        made = Resident(
            id=dice.uuid(),
            number=len(self.residents) + 1,
            first_name=dice.first_name(gender),
            last_name=dice.last_name(),
            birth_date=self._birth_date(AGES_OF_OTHERS if arrangement is None else AGES_ON_BENEFIT),
            gender=gender,
            street=spot.street,
            postcode=spot.postcode,
            town=spot.town,
            area_code=spot.area_code,
            languages=dice.weighted(list(LANGUAGE_SHARES), list(LANGUAGE_SHARES.values())),
            shielded=dice.chance(0.005),
            arrangement=arrangement,
        )
        self.residents.append(made)
        return made

    def known(self, resident: Resident) -> Resident:
        """Take in a resident who was written by hand, under the next number."""
        self.residents.append(resident)
        return resident

    def _birth_date(self, groups: dict[tuple[int, int], int]) -> date:
        youngest, oldest = self._dice.weighted(list(groups), list(groups.values()))
        age = self._dice.number(youngest, oldest)
        return self._on - timedelta(days=round(age * 365.25) + self._dice.number(2, 360))


def on_benefit(registry: Registry, dice: Dice, size: Size, *, already: list[Resident]) -> list[Resident]:
    """Everybody on benefit: so many in arrangement 4, the rest over A1 to A3; `already` counts among them."""
    a4 = size.in_arrangement_4 - sum(resident.arrangement == A4 for resident in already)
    others = size.on_benefit - size.in_arrangement_4
    outside = [
        dice.weighted(list(ARRANGEMENTS_OUTSIDE_A4), list(ARRANGEMENTS_OUTSIDE_A4.values()))
        for _ in range(others)
    ]
    order = dice.shuffled([A4] * a4 + outside)
    return [*already, *(registry.resident(arrangement=arrangement) for arrangement in order)]
