"""The order of the results: by words, by meaning, and by the two together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from tantivy import Query, Searcher

from meedoen.directory.search.asking import Clause, how_many, one_of, queries
from meedoen.directory.search.document import id_of
from meedoen.directory.search.meaning import Meanings
from meedoen.directory.search.parts import Found, Match, Means

if TYPE_CHECKING:
    from meedoen.directory.search.meaning import Numbers, Order

# How many of each kind of search are weighed against each other.
BY_WORDS = 100
BY_MEANING = 10
MOST_OF_A_TEXT = 20
# What no word found comes in where it is nearer than this share of what words did find.
NEARER_THAN = 0.5
# Filters that leave no more than this are read whole; else the nearest are asked whether they fit.
FEW = 1000
ASKED = 1500
# Reciprocal rank fusion: what a first place counts beside a second, and what a place by words counts; where
# only some of the words fit, the share of them that the service has.
FLAT = 1
WEIGHT = {Match.ALL: 1.0, Match.ALIKE: 0.8}
WEIGHT_OF_MEANING = 1.0

# When meaning alone is an answer.
NEAR_ENOUGH, STANDS_OUT, ENOUGH_TO_STAND_OUT = 1.05, 3.2, 20

Clauses = Sequence[Clause]


class Hit(NamedTuple):
    id: UUID
    score: float


@dataclass(frozen=True)
class Window:
    """What is asked: the filters, what was typed, its telling words, and which page of the results."""

    wanted: Clauses
    text: str
    words: Sequence[str]
    limit: int
    offset: int


def search(
    searcher: Searcher, asked: Clauses, wanted: Clauses = (), *, limit: int, offset: int = 0
) -> tuple[list[Hit], int]:
    """The best services for a query that fit the filters, and how many there are."""
    clauses = [*wanted, *asked]
    whole = clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)
    result = searcher.search(whole, limit=limit, offset=offset, count=True)
    total = int(result.count)  # type: ignore[attr-defined]
    if not result.hits:
        return [], total
    addresses = [address for _, address in result.hits]
    high: list[Any] = searcher.fast_field_values("id_high", addresses)
    low: list[Any] = searcher.fast_field_values("id_low", addresses)
    ids = map(id_of, high, low)
    return [Hit(id, score) for id, (score, _) in zip(ids, result.hits, strict=True)], total


def by_meaning(searcher: Searcher, meanings: Meanings, text: str, wanted: Clauses) -> list[UUID]:
    """The services nearest to a question among those that fit the filters; empty where no model is there."""
    likeness = meanings.likeness(text)
    if likeness is None:
        return []
    order = likeness.argsort(kind="stable")[::-1]
    allowed = _allowed(searcher, meanings, wanted, order) if wanted else None
    return _by_nearness(_nearest(meanings, order, allowed))


def about_the_same(meanings: Meanings, text: str, *, limit: int) -> list[UUID]:
    """The services near enough to a text to say that they are about the same, nearest first (ADR 0070)."""
    likeness = meanings.likeness(text)
    if likeness is None:
        return []
    near = (place for place in likeness.argsort(kind="stable")[::-1] if likeness[place] >= NEAR_ENOUGH)
    return [id for place in near for id in meanings.held.get(meanings.keys[place], ())][:limit]


def _by_nearness(nearest: Mapping[int, Sequence[UUID]]) -> list[UUID]:
    return _spread({text: 1 / (FLAT + place) for place, text in enumerate(nearest)}, nearest)


def _allowed(searcher: Searcher, meanings: Meanings, wanted: Clauses, order: "Order") -> set[UUID]:
    hits, total = search(searcher, wanted, limit=FEW)
    if total <= FEW:
        return {hit.id for hit in hits}
    nearest: list[str] = []
    for place in order:
        nearest += map(str, meanings.held.get(meanings.keys[place], ()))
        if len(nearest) >= ASKED:
            break
    hits, _ = search(searcher, [*wanted, one_of(nearest[:ASKED])], limit=ASKED)
    return {hit.id for hit in hits}


def together(searcher: Searcher, meanings: Meanings, asked: Window) -> Found | None:
    """A page of the results by words and by meaning; None where what it means can't be told here."""
    likeness = meanings.likeness(asked.text)
    if likeness is None:
        return None
    match, query, hits, total = _by_words(searcher, asked)
    order = likeness.argsort(kind="stable")[::-1]
    allowed = _allowed(searcher, meanings, asked.wanted, order) if asked.wanted else None
    nearest = _nearest(meanings, order, allowed)
    if not hits:
        return _by_meaning_alone(nearest, asked, sure=is_sure(likeness))
    nearest = _nearer_than_most(meanings, likeness, hits, nearest)
    ranked, added = _fused(meanings, hits, nearest, order, _weights(searcher, asked.words, match, hits))
    deeper = _also_found(searcher, query, asked.wanted, added) if total > len(hits) else set()
    page = ranked[asked.offset : asked.offset + asked.limit]
    if (end := asked.offset + asked.limit) > len(ranked) and total > len(hits):
        page += _tail(searcher, query, asked, deeper, since=len(ranked), until=end)
    return Found(tuple(page), total + len(added) - len(deeper), match, Means.BOTH)


def _by_words(searcher: Searcher, asked: Window) -> tuple[Match, Clauses, list[Hit], int]:
    for match, query in queries(asked.words, searcher):
        hits, total = search(searcher, query, asked.wanted, limit=BY_WORDS)
        if total:
            return match, query, hits, total
    return Match.SOME, (), [], 0


def _weights(searcher: Searcher, words: Sequence[str], match: Match, hits: list[Hit]) -> dict[UUID, float]:
    """What each service that words found counts, between 0 and 1 (ADR 0070)."""
    if match != Match.SOME:
        return {hit.id: WEIGHT[match] for hit in hits}
    these = one_of(str(hit.id) for hit in hits)
    fitting, _ = search(searcher, [how_many(words, searcher), these], limit=len(hits))
    return {hit.id: hit.score / len(words) for hit in fitting}


def _nearest(meanings: Meanings, order: "Order", allowed: set[UUID] | None) -> dict[int, list[UUID]]:
    """Of the nearest texts the services that fit the filters, nearest first."""
    found: dict[int, list[UUID]] = {}
    for place in order:
        held = meanings.held.get(meanings.keys[place], ())
        if fitting := [id for id in held if allowed is None or id in allowed]:
            found[int(place)] = fitting[:MOST_OF_A_TEXT]
        if len(found) >= BY_MEANING:
            break
    return found


def _nearer_than_most(
    meanings: Meanings, likeness: "Numbers", hits: list[Hit], nearest: dict[int, list[UUID]]
) -> dict[int, list[UUID]]:
    """Of the nearest texts those nearer to the question than most that were found by words."""
    text_of = meanings.text_of
    by_words = sorted(float(likeness[place]) for place in {text_of.get(hit.id) for hit in hits} - {None})
    least = by_words[int(len(by_words) * NEARER_THAN)] if by_words else 0.0
    return {place: ids for place, ids in nearest.items() if likeness[place] >= least}


def _by_meaning_alone(nearest: dict[int, list[UUID]], asked: Window, *, sure: bool) -> Found:
    ids = _by_nearness(nearest) if sure else []
    page = ids[asked.offset : asked.offset + asked.limit]
    return Found(tuple(page), len(ids), Match.SOME, Means.MEANING)


def is_sure(likeness: "Numbers") -> bool:
    """Whether the nearest text answers the question, or only is the least far away.

    It is near as a whole, by a phrase and by its topic together, or it stands out from all others. Among
    few texts none stands out. Measured on questions of the tuning set and on things no map has (ADR 0070).
    """
    nearest = float(likeness.max())
    if nearest >= NEAR_ENOUGH:
        return True
    spread = float(likeness.std())
    return len(likeness) >= ENOUGH_TO_STAND_OUT and nearest - float(likeness.mean()) > STANDS_OUT * spread


def _fused(
    meanings: Meanings,
    hits: list[Hit],
    nearest: dict[int, list[UUID]],
    order: "Order",
    weights: Mapping[UUID, float],
) -> tuple[list[UUID], list[UUID]]:
    """The services in the order of both, and those among them that no word found in this window.

    Services with one text are ranked as one: eighteen of them do not push the next text to place nineteen.
    """
    text_of = meanings.text_of
    rank = {int(place): number for number, place in enumerate(order)}
    of_text: dict[int | UUID, list[UUID]] = {}
    for hit in hits:
        of_text.setdefault(text_of.get(hit.id, hit.id), []).append(hit.id)
    score = {text: weights[ids[0]] / (FLAT + number) for number, (text, ids) in enumerate(of_text.items())}
    added: list[UUID] = []
    for text, held in nearest.items():
        if text not in of_text:
            of_text[text] = held
            added += held
    for one in of_text:
        near = WEIGHT_OF_MEANING / (FLAT + rank[one]) if isinstance(one, int) else 0.0
        score[one] = score.get(one, 0.0) + near
    return _spread(score, of_text), added


def _spread(score: Mapping[Any, float], of_text: Mapping[Any, Sequence[UUID]]) -> list[UUID]:
    """The services by the score of their text; the second with the same words counts half, the third a third.

    So eighteen of the same fill no page.
    """
    best = [(score[one] / number, id) for one, ids in of_text.items() for number, id in enumerate(ids, 1)]
    return [id for _, id in sorted(best, key=lambda pair: -pair[0])]


def _also_found(searcher: Searcher, query: Clauses, wanted: Clauses, ids: Sequence[UUID]) -> set[UUID]:
    """Which of these the words find as well, further down."""
    if not ids:
        return set()
    hits, _ = search(searcher, query, [*wanted, one_of(map(str, ids))], limit=len(ids))
    return {hit.id for hit in hits}


def _tail(
    searcher: Searcher, query: Clauses, asked: Window, shown: set[UUID], *, since: int, until: int
) -> list[UUID]:
    """What follows after the weighed ones: in the order of the words, without those that stood before."""
    hits, _ = search(searcher, query, asked.wanted, limit=until - since + len(shown), offset=BY_WORDS)
    rest = [hit.id for hit in hits if hit.id not in shown]
    return rest[max(0, asked.offset - since) : until - since]
