"""The order of the results: by words, by meaning, and by the two together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from tantivy import Occur, Query, Searcher

from meedoen.directory.search.asking import one_of, queries
from meedoen.directory.search.document import id_of
from meedoen.directory.search.parts import Found, Match, Means
from meedoen.directory.search.store import Look

if TYPE_CHECKING:
    from meedoen.directory.search.meaning import Numbers

# How many of each kind of search are weighed against each other.
BY_WORDS = 100
BY_MEANING = 10
MOST_OF_A_TEXT = 20
# Filters that leave no more than this are read whole; else the nearest are asked whether they fit.
FEW = 1000
ASKED = 1500
# Reciprocal rank fusion: what a first place counts beside a second.
FLAT = 5
WEIGHT = {Match.ALL: 1.0, Match.ALIKE: 0.8, Match.SOME: 0.5}
WEIGHT_OF_MEANING = 0.8

Wanted = Sequence[tuple[Occur, Query]]


class Hit(NamedTuple):
    id: UUID
    score: float


@dataclass(frozen=True)
class Window:
    """What is asked: the filters, what was typed, its telling words, and which page of the results."""

    wanted: Wanted
    text: str
    words: Sequence[str]
    limit: int
    offset: int


def search(
    searcher: Searcher, query: Query, wanted: Wanted, *, limit: int, offset: int = 0
) -> tuple[list[Hit], int]:
    """The best services for a query that fit the filters, and how many there are."""
    whole = Query.boolean_query([*wanted, (Occur.Must, query)]) if wanted else query
    result = searcher.search(whole, limit=limit, offset=offset, count=True)
    total = int(result.count)  # type: ignore[attr-defined]
    if not result.hits:
        return [], total
    addresses = [address for _, address in result.hits]
    high = searcher.fast_field_values("id_high", addresses)
    low = searcher.fast_field_values("id_low", addresses)
    return [Hit(id_of(h, l), score) for h, l, (score, _) in zip(high, low, result.hits, strict=True)], total


def by_meaning(look: Look, text: str, wanted: Wanted, limit: int) -> list[Hit]:
    """The services nearest to a question among those that fit the filters."""
    assert look.meanings is not None
    likeness = look.meanings.likeness(text)
    if likeness is None:
        return []
    order = likeness.argsort(kind="stable")[::-1]
    allowed = _allowed(look, wanted, order) if wanted else None
    found: list[Hit] = []
    for place in order:
        for id in look.meanings.held.get(look.meanings.keys[place], ()):
            if allowed is None or id in allowed:
                found.append(Hit(id, float(likeness[place])))
        if len(found) >= limit:
            break
    return found[:limit]


def _allowed(look: Look, wanted: Wanted, order: Sequence[int]) -> set[UUID]:
    hits, total = search(look.searcher, Query.all_query(), wanted, limit=FEW)
    if total <= FEW:
        return {hit.id for hit in hits}
    assert look.meanings is not None
    nearest: list[str] = []
    for place in order:
        nearest += map(str, look.meanings.held.get(look.meanings.keys[place], ()))
        if len(nearest) >= ASKED:
            break
    hits, _ = search(look.searcher, Query.all_query(), [*wanted, one_of(nearest[:ASKED])], limit=ASKED)
    return {hit.id for hit in hits}


def together(look: Look, asked: Window) -> Found | None:
    """A page of the results by words and by meaning; None where what it means can't be told here."""
    assert look.meanings is not None
    likeness = look.meanings.likeness(asked.text)
    if likeness is None:
        return None
    match, query, hits, total = _by_words(look.searcher, asked)
    order = likeness.argsort(kind="stable")[::-1]
    allowed = _allowed(look, asked.wanted, order) if asked.wanted else None
    nearest = _nearest(look, order, allowed)
    if not hits:
        return _by_meaning_alone(nearest, asked, sure=is_sure(likeness))
    ranked, added = _fused(look, hits, nearest, order, WEIGHT[match])
    deeper = _also_found(look.searcher, query, asked.wanted, added) if total > len(hits) else set()
    page = ranked[asked.offset : asked.offset + asked.limit]
    if (end := asked.offset + asked.limit) > len(ranked) and total > len(hits):
        page += _tail(look.searcher, query, asked, deeper, since=len(ranked), until=end)
    return Found(tuple(page), total + len(added) - len(deeper), match, Means.BOTH)


def _by_words(searcher: Searcher, asked: Window) -> tuple[Match, Query, list[Hit], int]:
    for match, query in queries(asked.words, searcher):
        hits, total = search(searcher, query, asked.wanted, limit=BY_WORDS)
        if total:
            return match, query, hits, total
    return Match.SOME, Query.empty_query(), [], 0


def _nearest(look: Look, order: Sequence[int], allowed: set[UUID] | None) -> dict[int, list[UUID]]:
    """Of the nearest texts the services that fit the filters, nearest first."""
    assert look.meanings is not None
    found: dict[int, list[UUID]] = {}
    for place in order:
        held = look.meanings.held.get(look.meanings.keys[place], ())
        if fitting := [id for id in held if allowed is None or id in allowed]:
            found[int(place)] = fitting[:MOST_OF_A_TEXT]
        if len(found) >= BY_MEANING:
            break
    return found


def _by_meaning_alone(nearest: dict[int, list[UUID]], asked: Window, *, sure: bool) -> Found:
    ids = [id for held in nearest.values() for id in held] if sure else []
    page = ids[asked.offset : asked.offset + asked.limit]
    return Found(tuple(page), len(ids), Match.SOME, Means.MEANING)


def is_sure(likeness: "Numbers") -> bool:
    """Whether the nearest text stands out from the rest: how high it is says nothing by itself."""
    return len(likeness) > 0


def _fused(
    look: Look, hits: list[Hit], nearest: dict[int, list[UUID]], order: Sequence[int], weight: float
) -> tuple[list[UUID], list[UUID]]:
    """The services in the order of both, and those among them that no word found in this window.

    Services with one text are ranked as one: eighteen of them do not push the next text to place nineteen.
    """
    assert look.meanings is not None
    text_of = look.meanings.text_of
    rank = {int(place): number for number, place in enumerate(order)}
    of_text: dict[int | UUID, list[UUID]] = {}
    for hit in hits:
        of_text.setdefault(text_of.get(hit.id, hit.id), []).append(hit.id)
    score = {text: weight / (FLAT + number) for number, text in enumerate(of_text)}
    added: list[UUID] = []
    for text, held in nearest.items():
        if text not in of_text:
            of_text[text] = held
            added += held
    for text in of_text:
        by_meaning = WEIGHT_OF_MEANING / (FLAT + rank[text]) if isinstance(text, int) else 0.0
        score[text] = score.get(text, 0.0) + by_meaning
    best = sorted(of_text, key=lambda text: -score[text])
    return [id for text in best for id in of_text[text]], added


def _also_found(searcher: Searcher, query: Query, wanted: Wanted, ids: Sequence[UUID]) -> set[UUID]:
    """Which of these the words find as well, further down."""
    if not ids:
        return set()
    hits, _ = search(searcher, query, [*wanted, one_of(map(str, ids))], limit=len(ids))
    return {hit.id for hit in hits}


def _tail(
    searcher: Searcher, query: Query, asked: Window, shown: set[UUID], *, since: int, until: int
) -> list[UUID]:
    """What follows after the weighed ones: in the order of the words, without those that stood before."""
    hits, _ = search(searcher, query, asked.wanted, limit=until - since + len(shown), offset=BY_WORDS)
    rest = [hit.id for hit in hits if hit.id not in shown]
    return rest[max(0, asked.offset - since) : until - since]
