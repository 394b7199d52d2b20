"""What the wegwijzer decides: how many life domains count, and which services fit somebody's answers.

Pure: answers in, verdict and matches out. It knows no person and gives no score.
"""

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from meedoen.guide.vocabulary import Answer, LifeDomain
from meedoen.shared.verdict import Verdict, no, yes

# F2.037: a disadvantage on at least four of the seven domains.
THRESHOLD = 4
# As far as somebody without a car goes for an activity of half a day; further away is shown, but lower.
NEARBY_METRES = 10_000

POSTCODE = re.compile(r"([1-9][0-9]{3}) ?(?:[A-Z]{2})?", re.IGNORECASE)
PLACE_MARKS = frozenset(" '’.,-()/")

Point = tuple[int, int]


@dataclass(frozen=True)
class Standing:
    """How somebody's answers stand against the framework. `domains` are those answered with yes."""

    domains: tuple[LifeDomain, ...]
    verdict: Verdict

    @property
    def count(self) -> int:
        return len(self.domains)


@dataclass(frozen=True)
class Place:
    """Where somebody is: `name` as shown, and the point in RD metres where known.

    `names` are those of the place and of what it lies in, the narrowest first, as they are written.
    """

    name: str
    point: Point | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wishes:
    """What to look for: codes of life domains and interests, and where."""

    life_domains: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    place: Place | None = None

    def __bool__(self) -> bool:
        return bool(self.life_domains or self.interests or self.place)


@dataclass(frozen=True)
class Offer:
    """A service as far as the wegwijzer needs it. `names` are town and part of town, in lower case."""

    service_id: UUID
    life_domains: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    points: tuple[Point, ...] = ()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Match:
    """Why a service fits: the codes it shares with the wishes, how far in metres, whether that is near.

    `town` is the name that service and place share, where no distance is known. `beyond` counts the life
    domains that the service has and nobody asked for.
    """

    service_id: UUID
    life_domains: frozenset[str]
    interests: frozenset[str]
    distance: int | None = None
    nearby: bool = False
    town: str = ""
    beyond: int = 0


def judge(answers: Mapping[LifeDomain, Answer | None]) -> Standing:
    """Count the domains answered with yes against the threshold of four (F2.036, F2.037).

    A question left open, or answered with "liever niet", counts as no. The verdict says whether the framework
    counts somebody in. It opens and closes nothing: below four the same services are shown (F2.038, F9.038).
    """
    domains = tuple(domain for domain in LifeDomain if answers.get(domain) == Answer.YES)
    counted = _counted(len(domains))
    if len(domains) >= THRESHOLD:
        return Standing(
            domains, yes(f"{counted} Dat zijn er vier of meer. Het kader van Deventer telt je dan mee.")
        )
    reason = f"{counted} Het kader van Deventer telt iemand mee vanaf vier."
    remedy = "Je hoeft er niets voor te doen: je kunt ook zo meedoen."
    return Standing(domains, no(reason, remedies=(remedy,)))


def _counted(count: int) -> str:
    if count == 0:
        return "Je zei bij geen van de zeven onderwerpen ja."
    return f"Je zei bij {count} van de zeven onderwerpen ja."


def match(offers: Iterable[Offer], wishes: Wishes) -> list[Match]:
    """The services that share a life domain or an interest with the wishes, best first.

    Without domains and interests, what is near the place; without any wish, nothing. Order: near before far
    (only where a place is given), then more interests, more life domains, the shorter distance, fewer other
    life domains, and else the order of `offers`. Services are put in order, never people.
    """
    found = [_compare(offer, wishes) for offer in offers]
    only_place = not wishes.life_domains and not wishes.interests
    kept = [one for one in found if one.life_domains or one.interests or (only_place and one.nearby)]
    return sorted(kept, key=_order)


def _compare(offer: Offer, wishes: Wishes) -> Match:
    distance = _distance(offer, wishes.place)
    town = _shared_name(offer, wishes.place) if distance is None else ""
    return Match(
        service_id=offer.service_id,
        life_domains=offer.life_domains & wishes.life_domains,
        interests=offer.interests & wishes.interests,
        beyond=len(offer.life_domains - wishes.life_domains),
        distance=distance,
        nearby=bool(town) if distance is None else distance <= NEARBY_METRES,
        town=town,
    )


def _order(one: Match) -> tuple[bool, int, int, float, int]:
    distance = math.inf if one.distance is None else one.distance
    return (not one.nearby, -len(one.interests), -len(one.life_domains), distance, one.beyond)


def _distance(offer: Offer, place: Place | None) -> int | None:
    if place is None or place.point is None or not offer.points:
        return None
    return min(round(math.dist(place.point, point)) for point in offer.points)


def _shared_name(offer: Offer, place: Place | None) -> str:
    names = place.names if place else ()
    return next((name for name in names if name.lower() in offer.names), "")


def reasons(
    one: Match, *, labels: Mapping[str, str], interest_names: Mapping[str, str], place: Place | None
) -> list[str]:
    """Why this service is shown, in words. `labels` and `interest_names`: words by code, in order."""
    found = []
    if one.interests:
        found.append(f"Je wilt: {_listed(one.interests, interest_names)}")
    if one.life_domains:
        found.append(f"Past bij: {_listed(one.life_domains, labels)}")
    if place and one.distance is not None:
        found.append(f"{kilometres(one.distance)} van {place.name}")
    elif one.town:
        found.append(f"In {one.town}")
    return found


def _listed(codes: Collection[str], names: Mapping[str, str]) -> str:
    return ", ".join(name for code, name in names.items() if code in codes)


def kilometres(metres: int) -> str:
    """A distance in words: "Minder dan 1 km", "Ongeveer 4 km". As the crow flies, so never more exact."""
    return "Minder dan 1 km" if metres < 1000 else f"Ongeveer {round(metres / 1000)} km"


def postcode4(text: str) -> str | None:
    """The four digits of a Dutch postcode ("3561 AB", "3561ab", "3561"), or None where `text` is none."""
    found = POSTCODE.fullmatch(text.strip())
    return found[1] if found else None


def is_place_name(text: str) -> bool:
    """Whether `text` can be the name of a place or district: words of letters, no digits."""
    return sum(char.isalpha() for char in text) >= 2 and all(
        char.isalpha() or char in PLACE_MARKS for char in text
    )
