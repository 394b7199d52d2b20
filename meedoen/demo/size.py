"""How many of everything: the figures of Utrecht, times the scale, and where each comes from.

What the sources leave open is a choice of the demo and says so. Nothing here is a forecast.
"""

from dataclasses import dataclass
from decimal import Decimal

from meedoen.shared.errors import Refused

ON_BENEFIT = 13_000  # F6.005
IN_ARRANGEMENT_4 = 5_500  # F6.006
PLACES = 6_000  # F6.011, "nearly 6,000 people"; the demo takes as many places
ORGANIZATIONS = 30  # F6.012
WORK_LIKE_PLACES = 420  # F6.013
SUBSIDY_A_YEAR = Decimal("4300000")  # F5.006, social performance, euros in 2018
WORK_LIKE_A_YEAR = Decimal("2300000")  # F5.007, work-like activation, euros in 2018

SHARE_OF_PLACES_ON_BENEFIT = 0.7  # F6.014: an estimate of 60 to 80 percent
SHARE_OF_A4_ACTIVE = 1 / 3  # F6.015: an estimate
SHARE_OF_A4_TO_TEAM = (
    0.1  # F6.010: of those who came to the talk, about a tenth go on to the neighbourhood team
)

# Choices of the demo. The sources name A1 to A4 but say of A1 and A2 nothing (F2.063), and of nobody outside
# A4
# in which arrangement they are.
ARRANGEMENTS_OUTSIDE_A4 = {1: 0.2, 2: 0.3, 3: 0.5}
TEAM_ONLY = 1_500  # people whom only the neighbourhood team knows
NOTICES = 400
# Seven full-time colleagues for 5,500 people is 786 each (F6.007, derived). A desk with 786 rows shows
# nothing, so
# the demo gives each worker 55: ten percent of the city does not have ten percent of a worker.
CASELOAD_AT_WORK_AND_INCOME = 55
CASELOAD_IN_TEAM = 12

SMALLEST, LARGEST = Decimal("0.01"), Decimal(1)


@dataclass(frozen=True)
class Size:
    """Counts at one scale; `scale` 1 is Utrecht."""

    scale: Decimal

    def of(self, figure: int) -> int:
        return round(figure * self.scale)

    @property
    def on_benefit(self) -> int:
        return self.of(ON_BENEFIT)

    @property
    def in_arrangement_4(self) -> int:
        return self.of(IN_ARRANGEMENT_4)

    @property
    def places(self) -> int:
        return self.of(PLACES)

    @property
    def work_like_places(self) -> int:
        return self.of(WORK_LIKE_PLACES)

    @property
    def organizations(self) -> int:
        """Thirty, as in the city at any scale; fewer only where there would be under twenty places each."""
        return max(3, min(ORGANIZATIONS, self.places // 20))

    @property
    def team_only(self) -> int:
        return self.of(TEAM_ONLY)

    @property
    def notices(self) -> int:
        """At least one in each state."""
        return max(4, self.of(NOTICES))

    @property
    def subsidy_a_year(self) -> Decimal:
        """Euros (derived: the city's budget of 2018 times the scale)."""
        return SUBSIDY_A_YEAR * self.scale

    @property
    def work_like_a_year(self) -> Decimal:
        """Euros (derived: the city's budget of 2018 times the scale)."""
        return WORK_LIKE_A_YEAR * self.scale


def size_of(scale: Decimal) -> Size:
    """Raises Refused where the scale is not from 0.01 up to and including 1."""
    if not SMALLEST <= scale <= LARGEST:
        raise Refused("Kies een schaal van 0.01 tot en met 1 (heel Utrecht), bijvoorbeeld --scale 0.1.")
    return Size(scale.normalize())
