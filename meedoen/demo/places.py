"""The real districts and postcode areas of Utrecht, and points and invented streets within them."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from meedoen.areas.geometry import contains, rd_to_wgs84
from meedoen.demo.dice import Dice
from meedoen.demo.words import STREET_ENDS, STREET_STARTS

DATA = Path(__file__).parent / "data" / "utrecht.json"
JITTER = 350


@dataclass(frozen=True)
class Spot:
    """An address: a real postcode area in a real district, an invented street, and a point in RD metres."""

    street: str
    postcode: str
    town: str
    area_code: str
    district: str
    rd_x: int
    rd_y: int


@dataclass(frozen=True)
class City:
    """The geo file (CBS / Kadaster, CC BY 4.0)."""

    facts: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.facts["municipality"]["code"])

    @property
    def name(self) -> str:
        return str(self.facts["municipality"]["name"])

    @cached_property
    def districts(self) -> dict[str, str]:
        """Name by CBS code."""
        return {district["code"]: district["name"] for district in self.facts["districts"]}

    @cached_property
    def outlines(self) -> dict[str, Any]:
        """GeoJSON geometry by CBS code of the district."""
        return {district["code"]: district["outline"] for district in self.facts["districts"]}

    @cached_property
    def postcodes(self) -> dict[str, list[dict[str, Any]]]:
        """The postcode areas by CBS code of the district."""
        return {
            code: [row for row in self.facts["postcodes"] if row["area"] == code] for code in self.districts
        }

    @cached_property
    def inhabitants(self) -> dict[str, int]:
        """By CBS code of the district: the weights by which people and places are spread."""
        return {code: sum(row["inhabitants"] for row in rows) for code, rows in self.postcodes.items()}

    def some_district(self, dice: Dice) -> str:
        """The code of a district, more often one with more inhabitants."""
        return dice.weighted(list(self.inhabitants), list(self.inhabitants.values()))

    def some_spot(self, dice: Dice, area_code: str) -> Spot:
        """An address in a district, more often in a postcode area with more inhabitants."""
        rows = self.postcodes[area_code]
        row = dice.weighted(rows, [row["inhabitants"] for row in rows])
        x, y = self._near(dice, row, area_code)
        street = f"{dice.pick(STREET_STARTS)}{dice.pick(STREET_ENDS)} {dice.number(1, 180)}"
        postcode = f"{row['postcode4']} {dice.letters(2)}"
        return Spot(street, postcode, row["town"], area_code, self.districts[area_code], x, y)

    def _near(self, dice: Dice, row: dict[str, Any], area_code: str) -> tuple[int, int]:
        """A point near the middle of a postcode area that lies in the district; else the middle itself."""
        middle_x, middle_y = row["rd"]
        for _ in range(8):
            x, y = middle_x + dice.number(-JITTER, JITTER), middle_y + dice.number(-JITTER, JITTER)
            if contains(self.outlines[area_code], *rd_to_wgs84(x, y)):
                return x, y
        return middle_x, middle_y


def utrecht() -> City:
    return City(json.loads(DATA.read_text(encoding="utf-8")))
