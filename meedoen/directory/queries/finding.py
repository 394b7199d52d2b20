"""Reading which services fit what somebody looks for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from meedoen.directory.models import Attribute, Service, TaxonomyTerm
from meedoen.directory.policy import Sought, band_of, recognise
from meedoen.directory.queries.dates import open_in_time
from meedoen.directory.queries.narrowing import fitting, marks_of
from meedoen.directory.queries.near import distances
from meedoen.directory.search import Match, Means, Near, SearchIndex, stems, telling_words
from meedoen.directory.vocabulary import TaxonomyCode

MOST_FOLLOWED = 10_000
FARTHEST = 10**9


@dataclass(frozen=True)
class Finding:
    """A page of what was found: the services, how many in all, how well they fit, and by what means.

    `match` is None where nothing was asked in words. `by_index` False: the words were looked up in names and
    activities only, because there is no search index yet. `metres`: how far each is from the place that was
    asked, where that is known.
    """

    ids: tuple[UUID, ...]
    total: int
    match: Match | None = None
    by_index: bool = True
    means: Means = Means.WORDS
    metres: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TermMatch:
    """A service with those of the asked terms that hold for it."""

    service_id: UUID
    codes: tuple[str, ...]


def find_services(
    text: str, sought: Sought, *, limit: int, offset: int = 0, at: datetime | None = None
) -> Finding:
    """The active services that fit the words and the filters: the page of `limit` services from `offset`.

    Without a word that says something, all that fit the filters, by name; where a place is asked by distance,
    with words by ring around it and in each ring the best first. `at` is the moment that `open_now` and
    `within` are seen from; without it they are passed over. With these, or a place, or `serves`, the words
    are followed for the best ten thousand.
    """
    words = telling_words(text)
    if words:
        found = _by_words(text, words, sought, limit, offset, at)
        if found is not None:
            return found
    services = fitting(sought)
    if words:
        services = _naming(services, words)
    match = Match.ALL if words else None
    if not (sought.near or _is_dated(sought, at)):
        ids = tuple(services.order_by("name", "id").values_list("id", flat=True)[offset : offset + limit])
        return Finding(ids, services.count(), match, by_index=not words)
    named = list(services.order_by("name", "id").values_list("id", flat=True))
    if _is_dated(sought, at):
        in_time = open_in_time(services, sought, at)  # type: ignore[arg-type]
        named = [id for id in named if id in in_time]
    return _by_distance(named, sought, match, limit, offset, by_words=False, by_index=not words)


def _by_words(
    text: str, words: list[str], sought: Sought, limit: int, offset: int, at: datetime | None
) -> Finding | None:
    """What the index finds; None where there is none."""
    index, asked = SearchIndex(settings.SEARCH_INDEX), marks_of(sought)
    near = sought.near
    if not (near or sought.serves or _is_dated(sought, at)):
        found = index.find(words, asked, text=text, limit=limit, offset=offset)
        return Finding(found.ids, found.total, found.match, means=found.means) if found else None
    ring = Near(near.x, near.y, sought.metres) if near and sought.metres else None
    found = index.find(words, asked, near=ring, text=text, limit=MOST_FOLLOWED)
    if found is None:
        return None
    kept = list(found.ids)
    if sought.serves:
        serving = set(fitting(Sought(serves=sought.serves)).values_list("id", flat=True))
        kept = [id for id in kept if id in serving]
    if _is_dated(sought, at):
        in_time = open_in_time(fitting(sought), sought, at)  # type: ignore[arg-type]
        kept = [id for id in kept if id in in_time]
    return _by_distance(kept, sought, found.match, limit, offset, by_words=True, means=found.means)


def _by_distance(
    ids: list[UUID],
    sought: Sought,
    match: Match | None,
    limit: int,
    offset: int,
    *,
    by_words: bool,
    **said: Any,
) -> Finding:
    """A page of these, the nearest first where a place is asked, and how far each of them is."""
    if sought.near is None:
        return Finding(tuple(ids[offset : offset + limit]), len(ids), match, **said)
    far = distances(sought.near, metres=sought.metres)
    if sought.metres:
        ids = [id for id in ids if id in far]
    # The sort is stable: within a ring what fits best stays first, and at one distance the name decides.
    ids = sorted(ids, key=lambda id: band_of(far.get(id)) if by_words else far.get(id, FARTHEST))
    page = tuple(ids[offset : offset + limit])
    return Finding(page, len(ids), match, metres={id: far[id] for id in page if id in far}, **said)


def _is_dated(sought: Sought, at: datetime | None) -> bool:
    return at is not None and bool(sought.open_now or sought.within)


def recognised_terms(text: str) -> list[UUID]:
    """The terms that the words of a question name, by name or synonym."""
    terms: defaultdict[tuple[str, ...], list[UUID]] = defaultdict(list)
    for id, name, synonyms in TaxonomyTerm.objects.values_list("id", "name", "synonyms"):
        for words in {name, *synonyms}:
            if key := tuple(stems(words)):
                terms[key].append(id)
    return recognise(stems(text), terms)


def services_with_terms(
    taxonomy: TaxonomyCode, codes: Iterable[str], *, sought: Sought | None = None
) -> list[TermMatch]:
    """The active services for which one of these terms holds, those with most of them first, then by name.

    One query. `sought` narrows them further.
    """
    services = fitting(sought or Sought())
    rows = (
        Attribute.objects.filter(
            taxonomy_term__taxonomy__code=taxonomy, taxonomy_term__code__in=list(codes), service__in=services
        )
        .order_by("service__name", "service_id", "taxonomy_term__position")
        .values_list("service_id", "taxonomy_term__code")
    )
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for service_id, code in rows:
        found[service_id].append(code)
    matches = [TermMatch(service_id, tuple(held)) for service_id, held in found.items()]
    return sorted(matches, key=lambda match: -len(match.codes))


def _naming(services: QuerySet[Service], words: Sequence[str]) -> QuerySet[Service]:
    """The services that have each word in their name, summary or activities."""
    services = services.annotate(activity_text=Cast("activities", TextField()))
    each = (
        Q(name__icontains=word) | Q(summary__icontains=word) | Q(activity_text__icontains=word)
        for word in words
    )
    return services.filter(reduce(and_, each))
