"""Splits by a trait, with small numbers hidden."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from meedoen.monitor.policy.facts import Climb, Counts, Member, Picture, Visit
from meedoen.monitor.vocabulary import AGE_BANDS, ELSEWHERE, Move, SplitCode
from meedoen.shared.suppression import is_small, rounded, suppress


def splits_of(
    visits: Iterable[Visit], climbs: Iterable[Climb], *, lines: Sequence[UUID], districts: Sequence[str]
) -> dict[SplitCode, Counts]:
    """The people reached, split by district, age and move on the ladder, with small numbers hidden.

    In: every line of the agreement and every district of the municipality, so that a label tells nothing.
    How many went up is shown by line only where of each line those who did and those who did not are both
    shown: a table of two directions can be worked out from its margins.
    """
    firsts = first_visits(sorted(visits, key=lambda visit: visit.day))
    moves = {climb.subject: _move(climb) for climb in climbs if climb.subject in firsts}
    by_move = Counter(moves.get(subject, Move.NOT_TWICE) for subject in firsts)
    known = set(districts)
    by_district = Counter(
        visit.district if visit.district in known else ELSEWHERE for visit in firsts.values()
    )
    by_age = Counter(visit.age_band for visit in firsts.values())
    ladder = suppress({str(move): by_move[move] for move in Move})
    people = Counter(visit.line_id for visit in firsts.values())
    higher = Counter(firsts[subject].line_id for subject, move in moves.items() if move == Move.UP)
    return {
        SplitCode.DISTRICT: suppress({code: by_district[code] for code in [*districts, ELSEWHERE]}),
        SplitCode.AGE: suppress({band: by_age[band] for band in AGE_BANDS}),
        SplitCode.LADDER: ladder,
        SplitCode.LADDER_BY_LINE: _higher_by_line(lines, people, higher, ladder[Move.UP]),
    }


def _higher_by_line(
    lines: Sequence[UUID], people: Mapping[UUID, int], higher: Mapping[UUID, int], total: int | None
) -> Counts:
    if len(lines) == 1:
        return {str(lines[0]): total}
    safe = total is not None and not any(
        is_small(count) for line in lines for count in (higher[line], people[line] - higher[line])
    )
    return {str(line): higher[line] if safe else None for line in lines}


def _move(climb: Climb) -> Move:
    if climb.end == climb.start:
        return Move.SAME
    return Move.UP if climb.end > climb.start else Move.DOWN


def first_visits(visits: Iterable[Visit]) -> dict[str, Visit]:
    """The first visit of each subject, from visits in order of time."""
    firsts: dict[str, Visit] = {}
    for visit in visits:
        firsts.setdefault(visit.subject, visit)
    return firsts


def picture_of(members: Iterable[Member], *, districts: Sequence[str]) -> Picture:
    """Different people by district. Rounded too, so that a report of an agreement cannot be taken from it."""
    codes = [*districts, ELSEWHERE]
    known = {(member.subject, member.came): member.district for member in members}
    placed = {subject: district for (subject, _), district in known.items()}
    came = {subject: district for (subject, there), district in known.items() if there}

    def count(of: Mapping[str, str]) -> Counts:
        found = Counter(district if district in codes else ELSEWHERE for district in of.values())
        return rounded(suppress({code: found[code] for code in codes}))

    return Picture(placed=count(placed), came=count(came))
