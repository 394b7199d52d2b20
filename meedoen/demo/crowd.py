"""Who takes part: draws residents for places, most of them on benefit and from nearby."""

from collections import defaultdict
from uuid import UUID

from meedoen.demo.dice import Dice
from meedoen.demo.population import A4, Registry, Resident
from meedoen.demo.size import SHARE_OF_PLACES_ON_BENEFIT

SHARE_FROM_NEARBY = 0.7
SHARE_WITH_ANOTHER_PLACE = 0.12
# Of those on benefit who take part, so many from arrangement 4 that about a third of that arrangement does
# (F6.015).
SHARE_FROM_ARRANGEMENT_4 = 0.53

Waiting = dict[str, list[Resident]]


class Crowd:
    """Everybody on benefit stands ready by district; others are made when they are needed."""

    def __init__(self, dice: Dice, registry: Registry, on_benefit: list[Resident]) -> None:
        self.dice, self.registry = dice, registry
        self.taking_part: Waiting = defaultdict(list)
        self._far: Waiting = defaultdict(list)
        self._near: Waiting = defaultdict(list)
        for resident in dice.shuffled(on_benefit):
            self._deck(resident.arrangement)[resident.area_code].append(resident)

    def draw(self, area_code: str, taken: set[UUID]) -> Resident:
        """Somebody for a place in this district who is not among `taken`."""
        again = [resident for resident in self.taking_part[area_code] if resident.id not in taken]
        if again and self.dice.chance(SHARE_WITH_ANOTHER_PLACE):
            return self.dice.pick(again)
        found = self._newcomer(area_code)
        self.taking_part[found.area_code].append(found)
        return found

    def take(self, resident: Resident) -> None:
        """Leave somebody out of the draw who was given their places by hand."""
        deck = self._deck(resident.arrangement)[resident.area_code]
        if resident in deck:
            deck.remove(resident)

    def _newcomer(self, area_code: str) -> Resident:
        dice = self.dice
        if dice.chance(SHARE_OF_PLACES_ON_BENEFIT):
            decks = (
                [self._far, self._near] if dice.chance(SHARE_FROM_ARRANGEMENT_4) else [self._near, self._far]
            )
            for deck in decks:
                areas = [code for code, residents in deck.items() if residents]
                if deck[area_code] and (dice.chance(SHARE_FROM_NEARBY) or areas == [area_code]):
                    return deck[area_code].pop()
                if areas:
                    return deck[dice.weighted(areas, [len(deck[code]) for code in areas])].pop()
        return self.registry.resident(area_code=area_code if dice.chance(SHARE_FROM_NEARBY) else "")

    def _deck(self, arrangement: int | None) -> Waiting:
        return self._far if arrangement == A4 else self._near
