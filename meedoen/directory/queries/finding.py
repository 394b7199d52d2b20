"""Reading which services fit what somebody looks for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from meedoen.directory.models import (
    Attribute,
    CostOption,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
)
from meedoen.directory.policy import Sought, marks_of_area, recognise, wider_areas
from meedoen.directory.search import Match, SearchIndex, stems, telling_words
from meedoen.directory.vocabulary import TaxonomyCode

FREE_MARK = "free"


@dataclass(frozen=True)
class Finding:
    """A page of what was found: the services, how many in all, how well they fit, and by what means.

    `match` is None where nothing was asked in words. `by_index` False: the words were looked up in names and
    activities only, because there is no search index yet.
    """

    ids: tuple[UUID, ...]
    total: int
    match: Match | None = None
    by_index: bool = True


@dataclass(frozen=True)
class TermMatch:
    """A service with those of the asked terms that hold for it."""

    service_id: UUID
    codes: tuple[str, ...]


def find_services(text: str, sought: Sought, *, limit: int, offset: int = 0) -> Finding:
    """The active services that fit the words and the filters: the page of `limit` services from `offset`.

    Without a word that says something, all that fit the filters, by name.
    """
    words = telling_words(text)
    if words:
        marks = _marks(sought)
        found = SearchIndex(settings.SEARCH_INDEX).find(words, marks, limit=limit, offset=offset)
        if found is not None:
            return Finding(found.ids, found.total, found.match)
    services = fitting(sought)
    if words:
        services = _naming(services, words)
    ids = tuple(services.order_by("name", "id").values_list("id", flat=True)[offset : offset + limit])
    return Finding(ids, services.count(), Match.ALL if words else None, by_index=not words)


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


def fitting(sought: Sought) -> QuerySet[Service]:
    """The active services that fit the filters."""
    services = Service.objects.on_offer()
    for taxonomy, code in ((TaxonomyCode.INTEREST, sought.interest), (TaxonomyCode.ACCESS, sought.access)):
        if code:
            services = services.filter(
                Exists(
                    Attribute.objects.filter(
                        service=OuterRef("pk"),
                        taxonomy_term__taxonomy__code=taxonomy,
                        taxonomy_term__code=code,
                    )
                )
            )
    if sought.free:
        costs = CostOption.objects.filter(service=OuterRef("pk"))
        services = services.filter(Exists(costs), ~Exists(costs.filter(Q(amount__gt=0) | Q(amount_to__gt=0))))
    if sought.area:
        held = ServiceAtLocation.objects.filter(
            _in_area("location__area_code", sought.area), service=OuterRef("pk")
        )
        served = ServiceArea.objects.filter(_in_area("code", sought.area), service=OuterRef("pk"))
        services = services.filter(Exists(held) | Exists(served))
    return services


def _marks(sought: Sought) -> list[set[str]]:
    """What the filters ask of the index: a mark of each of these."""
    marks = [{f"{TaxonomyCode.INTEREST}:{sought.interest}"}] if sought.interest else []
    marks += [{f"{TaxonomyCode.ACCESS}:{sought.access}"}] if sought.access else []
    marks += [{FREE_MARK}] if sought.free else []
    return marks + ([marks_of_area(sought.area)] if sought.area else [])


def _in_area(column: str, code: str) -> Q:
    """The same areas as `marks_of_area`, as a condition: this one, one around it, or one inside it."""
    found = Q(**{f"{column}__in": [code, *wider_areas(code)]})
    inside = {"GM": ("WK", "BU"), "WK": ("BU",)}.get(code[:2], ())
    return reduce(or_, (Q(**{f"{column}__startswith": kind + code[2:]}) for kind in inside), found)


def _naming(services: QuerySet[Service], words: Sequence[str]) -> QuerySet[Service]:
    """The services that have each word in their name, summary or activities."""
    services = services.annotate(activity_text=Cast("activities", TextField()))
    each = (
        Q(name__icontains=word) | Q(summary__icontains=word) | Q(activity_text__icontains=word)
        for word in words
    )
    return services.filter(reduce(and_, each))
