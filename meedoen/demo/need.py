"""What the demo needs to set offer beside need: accessible places, searches in vain, figures per district.

All of it is invented; no document has such numbers. The figures say so where they show their source.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from meedoen.demo.days import Days
from meedoen.demo.dice import Dice
from meedoen.demo.offer import Offer
from meedoen.demo.places import City
from meedoen.demo.rows_of_need import FigureRow, PlaceAttributeRow, SearchesRow
from meedoen.demo.size import Size
from meedoen.directory.vocabulary import TaxonomyCode

PLACE_HAS = (
    "wheelchair",
    "accessible_toilet",
    "lift",
    "hearing_loop",
    "quiet",
    "parking",
    "public_transport",
)
SOUGHT = (
    (TaxonomyCode.TARGET_GROUP, "parents"),
    (TaxonomyCode.TARGET_GROUP, "carers"),
    (TaxonomyCode.TARGET_GROUP, "young"),
    (TaxonomyCode.TARGET_GROUP, "homeless"),
    (TaxonomyCode.INTEREST, "sport"),
    (TaxonomyCode.INTEREST, "business"),
    (TaxonomyCode.INTEREST, "computer"),
    (TaxonomyCode.LIFE_DOMAIN, "parenting"),
    (TaxonomyCode.LIFE_DOMAIN, "housing"),
)
"""What people of the demo looked for and did not find."""
SEARCH_DAYS = (6, 20, 41, 70)
MOST_A_DAY = 9
INVENTED = "verzonnen cijfers van de demo"
ON_BENEFIT = "huishoudens met een bijstandsuitkering"
LONELY = "inwoners die zich eenzaam voelen (procent)"


@dataclass
class Need:
    place_attributes: list[PlaceAttributeRow] = field(default_factory=list)
    searches: list[SearchesRow] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)

    @property
    def tables(self) -> list[Sequence[Any]]:
        return [self.place_attributes, self.searches, self.figures]


def need_of(
    dice: Dice,
    days: Days,
    city: City,
    size: Size,
    offer: Offer,
    terms: Mapping[tuple[str, str], UUID],
    area_ids: Mapping[str, UUID],
) -> Need:
    """The rows, the same for the same dice. `terms`: ids of the directory's terms by (taxonomy, code);
    `area_ids`: of the districts by CBS code.
    """
    need = Need()
    for provider in offer.providers:
        for code in dice.some(PLACE_HAS, 1, len(PLACE_HAS)):
            term = terms[TaxonomyCode.ACCESSIBILITY, code]
            need.place_attributes.append(PlaceAttributeRow(dice.uuid(), provider.location.id, term))
    for area_code in city.districts:
        for sought in dice.some(SOUGHT, 2, 4):
            need.searches += [
                SearchesRow(days.ago(ago), terms[sought], area_code, dice.number(1, MOST_A_DAY))
                for ago in SEARCH_DAYS
            ]
    year = days.on.year - 1
    everybody = sum(city.inhabitants.values())
    for area_code, inhabitants in city.inhabitants.items():
        share = size.on_benefit * inhabitants / everybody * dice.between(0.7, 1.3)
        need.figures += [
            _figure(dice, area_ids[area_code], ON_BENEFIT, year, round(share / 10) * 10),
            _figure(dice, area_ids[area_code], LONELY, year, dice.number(38, 56)),
        ]
    return need


def _figure(dice: Dice, area_id: UUID, measure: str, year: int, value: int) -> FigureRow:
    return FigureRow(
        id=dice.uuid(),
        area_id=area_id,
        measure=measure,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        value=Decimal(value),
        source=INVENTED,
    )
