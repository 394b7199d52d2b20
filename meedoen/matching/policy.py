"""Which places fit what a person wants, and in plain Dutch why, why not, and what would have to change.

Pairs of a person's wishes and a place are judged; services are put in order, persons never. `Seeker` is the
whole list of what counts about a person: what is not in it cannot change an answer (docs/adr/0041).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import time
from typing import Any
from uuid import UUID

from meedoen.casework.vocabulary import PARTS_OF_DAY, PARTS_OF_WEEK
from meedoen.matching.vocabulary import Criterion, Fit
from meedoen.shared.verdict import Verdict, no, yes

RULES_VERSION = "2026-1"
FEWEST, MOST = 3, 5
PART_ENDS = {"morning": 12 * 60, "afternoon": 18 * 60, "evening": 24 * 60}
LEAST_OF_A_PART = 60

Point = tuple[int, int]


@dataclass(frozen=True)
class Seeker:
    """What counts about a person: wishes, and the circumstances that a place can ask for. The whitelist.

    `parts_of_week` as `MO-morning`, `max_distance` in metres (None: no limit), `home` in RD metres (the
    middle of the postcode area), `indication`: whether one is recorded.
    """

    interests: tuple[str, ...] = ()
    parts_of_week: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    activation_level: str = ""
    max_distance: int | None = None
    home: Point | None = None
    age: int | None = None
    indication: bool = False

    @property
    def has_wishes(self) -> bool:
        return bool(self.interests or self.parts_of_week or self.activation_level)


@dataclass(frozen=True)
class Term:
    """A code with the word for it on screen."""

    code: str
    name: str


@dataclass(frozen=True)
class Offer:
    """One activity as it can be joined now.

    `meetings` has the parts of the week that each weekly meeting takes; `free` places for a newcomer, and the
    number on the waiting list that comes next; `points` where it is held, in RD metres.
    """

    activity_id: UUID
    service_id: UUID
    name: str
    interests: tuple[Term, ...] = ()
    levels: tuple[Term, ...] = ()
    languages: tuple[Term, ...] = ()
    meetings: tuple[frozenset[str], ...] = ()
    points: tuple[Point, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    needs_indication: bool = False
    free: int = 0
    next_spot: int = 1


@dataclass(frozen=True)
class Finding:
    """How one criterion turned out, in words for the person; `remedy` says what would have to change.

    The text of what is unknown names what to ask: "op welke dag het is".
    """

    criterion: Criterion
    fit: Fit
    text: str
    remedy: str = ""


@dataclass(frozen=True)
class Match:
    """One place judged for one person's wishes. `distance` in metres, None where it is not known."""

    offer: Offer
    findings: tuple[Finding, ...]
    distance: int | None

    def those(self, *fits: Fit) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.fit in fits)

    @property
    def wishes_that_fit(self) -> int:
        return len(self.those(Fit.FITS))

    @property
    def fits_fully(self) -> bool:
        return not self.those(Fit.MISFITS, Fit.BARRED)

    @property
    def may_choose(self) -> Verdict:
        """Whether the person can choose this now: a misfit is theirs to weigh, what is barred is not."""
        barred = self.those(Fit.BARRED)
        if barred:
            remedies = tuple(finding.remedy for finding in barred if finding.remedy)
            return no(*(finding.text for finding in barred), remedies=remedies)
        return yes()


def seeker_from(facts: Mapping[str, Any]) -> Seeker:
    """The seeker of a stored snapshot. Of all the facts given only those on the whitelist are read."""
    known: dict[str, Any] = {
        field.name: tuple(facts[field.name]) if isinstance(facts[field.name], list) else facts[field.name]
        for field in fields(Seeker)
        if field.name in facts
    }
    return Seeker(**known)


def snapshot_of(seeker: Seeker) -> dict[str, Any]:
    """What a round was computed from, as JSON holds it; `seeker_from` gives the same seeker back."""
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(seeker).items()
    }


def judge(seeker: Seeker, offer: Offer) -> Match:
    """One place against one person's wishes, every criterion by itself."""
    distance = _distance(seeker.home, offer.points)
    found = (
        _interest(seeker, offer),
        _days(seeker, offer),
        _nearness(seeker, distance),
        _language(seeker, offer),
        _level(seeker, offer),
        _place(offer),
        _age(seeker, offer),
        _indication(seeker, offer),
    )
    return Match(offer, tuple(finding for finding in found if finding is not None), distance)


def suggest(seeker: Seeker, offers: Iterable[Offer]) -> tuple[Match, ...]:
    """Three to five services, best first; fewer only where fewer can be chosen at all.

    Order: how many wishes fit, then distance, then name. One activity a service, its best. Where fewer than
    three fit fully, the nearest fits make three; what doesn't fit stands in their findings.
    """
    judged = sorted((judge(seeker, offer) for offer in offers), key=_order)
    best: dict[UUID, Match] = {}
    for match in judged:
        if match.may_choose:
            best.setdefault(match.offer.service_id, match)
    full = [match for match in best.values() if match.fits_fully][:MOST]
    others = [match for match in best.values() if not match.fits_fully]
    return tuple(full + others[: max(0, FEWEST - len(full))])


def best_match(seeker: Seeker, offers: Sequence[Offer]) -> Match:
    """Of the activities of one service the one that fits best; what can be chosen goes first."""
    return min(
        (judge(seeker, offer) for offer in offers), key=lambda match: (not match.may_choose, _order(match))
    )


def why_not_to_join(*, is_open: bool, runs_elsewhere: bool) -> Verdict:
    """Why a service without an activity here can't be joined, and what would have to change."""
    if not is_open:
        return no("Dit aanbod is nu niet open.", remedies=("De aanbieder moet het eerst weer openen.",))
    if runs_elsewhere:
        return no(
            "Dit aanbod loopt nu alleen in een andere gemeente.",
            remedies=("De aanbieder moet ook in deze gemeente een activiteit beginnen.",),
        )
    return no(
        "Hier loopt nu geen activiteit waar je je via Meedoen voor inschrijft.",
        remedies=("Neem zelf contact op met de aanbieder, of vraag om een activiteit te openen in Meedoen.",),
    )


def parts_of_day(opens_at: time | None, closes_at: time | None) -> frozenset[str]:
    """The parts of a day that a meeting takes: those it fills for an hour, or else the one it fills most.

    Morning until 12, afternoon until 18, evening after. Empty where the start is not known.
    """
    if opens_at is None:
        return frozenset()
    start = opens_at.hour * 60 + opens_at.minute
    end = closes_at.hour * 60 + closes_at.minute if closes_at else start + 1
    spans = {}
    since = 0
    for part, until in PART_ENDS.items():
        spans[part] = min(end, until) - max(start, since)
        since = until
    long = frozenset(part for part, minutes in spans.items() if minutes >= LEAST_OF_A_PART)
    return long or frozenset({max(spans, key=lambda part: spans[part])})


def meetings_of(
    weekdays: Iterable[str], opens_at: time | None, closes_at: time | None
) -> tuple[frozenset[str], ...]:
    """The parts of the week (`MO-morning`) that each weekly meeting takes."""
    parts = parts_of_day(opens_at, closes_at)
    return tuple(frozenset(f"{day}-{part}" for part in parts) for day in weekdays) if parts else ()


def in_words(metres: int) -> str:
    """A distance as people say it: `400 meter`, `1,2 km`, `12 km`."""
    hundreds = max(1, (metres + 50) // 100)
    if hundreds < 10:
        return f"{hundreds * 100} meter"
    if hundreds < 100:
        return f"{hundreds // 10},{hundreds % 10} km".replace(",0", "")
    return f"{round(metres / 1000)} km"


def _order(match: Match) -> tuple[int, float, str, str]:
    distance = math.inf if match.distance is None else match.distance
    return (-match.wishes_that_fit, distance, match.offer.name.casefold(), str(match.offer.activity_id))


def _interest(seeker: Seeker, offer: Offer) -> Finding | None:
    if not seeker.interests:
        return None
    if not offer.interests:
        return Finding(Criterion.INTEREST, Fit.UNKNOWN, "wat je er precies doet")
    shared = [term.name.lower() for term in offer.interests if term.code in seeker.interests]
    if shared:
        return Finding(Criterion.INTEREST, Fit.FITS, f"je wilt graag: {_list(shared)}")
    theirs = _list([term.name.lower() for term in offer.interests], "of")
    return Finding(
        Criterion.INTEREST,
        Fit.MISFITS,
        f"het gaat over: {theirs}; dat staat niet bij wat je wilt doen",
        f"Wil je ook {theirs}? Dan past het wel.",
    )


def _days(seeker: Seeker, offer: Offer) -> Finding | None:
    if not seeker.parts_of_week:
        return None
    if not offer.meetings:
        return Finding(Criterion.DAYS, Fit.UNKNOWN, "op welke dag het is")
    can = frozenset(seeker.parts_of_week)
    fitting = [_moments(meeting) for meeting in offer.meetings if meeting <= can]
    if fitting:
        return Finding(Criterion.DAYS, Fit.FITS, f"op {_list(fitting)}, dan kun je")
    when = _list([_moments(meeting) for meeting in offer.meetings], "of")
    return Finding(
        Criterion.DAYS,
        Fit.MISFITS,
        f"het is op {when}; dan kun je niet",
        f"Kun je op {when}? Dan past het wel.",
    )


def _nearness(seeker: Seeker, distance: int | None) -> Finding | None:
    if distance is None:
        return Finding(Criterion.DISTANCE, Fit.UNKNOWN, "hoe ver het van huis is")
    text = f"{in_words(distance)} van huis"
    if seeker.max_distance is None:
        return Finding(Criterion.DISTANCE, Fit.NOTED, text)
    if distance <= seeker.max_distance:
        return Finding(Criterion.DISTANCE, Fit.FITS, text)
    if in_words(distance) == in_words(seeker.max_distance):
        text = f"iets meer dan {text}"
    return Finding(
        Criterion.DISTANCE,
        Fit.MISFITS,
        f"{text}; je wilt hoogstens {in_words(seeker.max_distance)} ver",
        f"Wil je tot {math.ceil(distance / 1000)} km gaan? Dan past het wel.",
    )


def _language(seeker: Seeker, offer: Offer) -> Finding | None:
    if not seeker.languages:
        return None
    if not offer.languages:
        return Finding(Criterion.LANGUAGE, Fit.UNKNOWN, "welke taal ze er spreken")
    shared = [term.name for term in offer.languages if term.code in seeker.languages]
    if shared:
        return Finding(Criterion.LANGUAGE, Fit.FITS, f"ze spreken er {_list(shared)}")
    theirs = _list([term.name for term in offer.languages], "of")
    return Finding(
        Criterion.LANGUAGE,
        Fit.MISFITS,
        f"ze spreken er {theirs}; dat staat niet bij jouw talen",
        f"Spreek je genoeg {theirs}, of gaat er iemand mee die dat spreekt? Dan past het wel.",
    )


def _level(seeker: Seeker, offer: Offer) -> Finding | None:
    if not seeker.activation_level:
        return None
    if not offer.levels:
        return Finding(Criterion.LEVEL, Fit.UNKNOWN, "voor welk niveau het is")
    fitting = [term.name.lower() for term in offer.levels if term.code == seeker.activation_level]
    if fitting:
        return Finding(Criterion.LEVEL, Fit.FITS, f"het past bij wat je nu zoekt: {_list(fitting)}")
    theirs = _list([term.name.lower() for term in offer.levels], "of")
    return Finding(
        Criterion.LEVEL,
        Fit.MISFITS,
        f"het is voor wie dit zoekt: {theirs}; jij zoekt nu iets anders",
        f"Zoek je nu {theirs}? Dan past het wel.",
    )


def _place(offer: Offer) -> Finding:
    if offer.free > 0:
        count = "1 plek" if offer.free == 1 else f"{offer.free} plekken"
        return Finding(Criterion.PLACE, Fit.FITS, f"er is plek: nog {count}")
    return Finding(
        Criterion.PLACE,
        Fit.MISFITS,
        f"er is nu geen plek; je komt op nummer {offer.next_spot} van de wachtlijst",
        "Ga je op de wachtlijst staan? Dan krijg je een plek als je aan de beurt bent.",
    )


def _age(seeker: Seeker, offer: Offer) -> Finding | None:
    limits = _limits(offer)
    if not limits:
        return None
    if seeker.age is None:
        return Finding(Criterion.AGE, Fit.UNKNOWN, f"of de leeftijd past (het is {limits})")
    if offer.minimum_age is not None and seeker.age < offer.minimum_age:
        text = f"het is {limits}; je bent {seeker.age}"
        return Finding(Criterion.AGE, Fit.BARRED, text, f"Dit kan als je {offer.minimum_age} jaar bent.")
    if offer.maximum_age is not None and seeker.age > offer.maximum_age:
        text = f"het is {limits}; je bent {seeker.age}"
        return Finding(Criterion.AGE, Fit.BARRED, text, "De aanbieder zou de leeftijd moeten verruimen.")
    return Finding(Criterion.AGE, Fit.NOTED, f"het is {limits}")


def _limits(offer: Offer) -> str:
    low, high = offer.minimum_age, offer.maximum_age
    if low is not None and high is not None:
        return f"voor mensen van {low} tot en met {high} jaar"
    if low is not None:
        return f"voor mensen vanaf {low} jaar"
    return "" if high is None else f"voor mensen tot en met {high} jaar"


def _indication(seeker: Seeker, offer: Offer) -> Finding | None:
    """Source: work-like places need an indication, which the neighbourhood team gives (F2.013, F3.011)."""
    if not offer.needs_indication or seeker.indication:
        return None
    return Finding(
        Criterion.INDICATION,
        Fit.BARRED,
        "hiervoor is een indicatie nodig, en die is niet vastgelegd",
        "Vraag het buurtteam om een indicatie. Is die er, dan kan het wel.",
    )


def _distance(home: Point | None, points: Sequence[Point]) -> int | None:
    """Metres in a straight line to the nearest of the points."""
    if home is None or not points:
        return None
    return round(min(math.dist(home, point) for point in points))


def _moments(parts: frozenset[str]) -> str:
    """`dinsdagochtend`, or `dinsdagochtend en dinsdagmiddag` for a long meeting."""
    order = list(PARTS_OF_DAY)
    return _list([PARTS_OF_WEEK[part] for part in sorted(parts, key=lambda part: order.index(part[3:]))])


def _list(words: Sequence[str], last: str = "en") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
