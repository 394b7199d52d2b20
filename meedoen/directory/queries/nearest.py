"""Reading what comes nearest to a question that finds nothing, so that nobody stands before an empty page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q

from meedoen.directory.models import Attribute, Service, TaxonomyTerm
from meedoen.directory.policy import Sought
from meedoen.directory.queries.finding import Finding, find_services, recognised_terms
from meedoen.directory.queries.narrowing import marks_of
from meedoen.directory.search import Match, Near, SearchIndex, telling_words
from meedoen.directory.vocabulary import TaxonomyCode

MOST_OFFERED = 3
MOST_TERMS = 4
ALL = "all"
WORDS = "words"


@dataclass(frozen=True)
class Nearest:
    """What is offered instead. `left_out`: the filter in the way, `all` of them, or the `words`."""

    left_out: str
    finding: Finding


def nearest_to(text: str, sought: Sought, *, at: datetime) -> Nearest | None:
    """What fits best of what does not fit whole; None where the social map holds nothing at all.

    First without one of the filters: the distance where that helps, or else the one without which most is
    found. Then what is like the words, with the filters and without; then without filters; then anything.
    """
    for found in (
        _without_one(text, sought, at),
        _alike(text, sought),
        _without_all(text, sought, at),
        _alike(text, Sought()),
        Nearest(WORDS, find_services("", Sought(near=sought.near), limit=MOST_OFFERED, at=at)),
    ):
        if found and found.finding.total:
            return found
    return None


def _without_one(text: str, sought: Sought, at: datetime) -> Nearest | None:
    best: Nearest | None = None
    for name in sought.narrowed_by:
        found = find_services(text, sought.without(name), limit=MOST_OFFERED, at=at)
        # With some of the words is not what was asked: that is for after the filters.
        if not found.total or found.match == Match.SOME:
            continue
        if name == "metres":
            return Nearest(name, found)
        if best is None or found.total > best.finding.total:
            best = Nearest(name, found)
    return best


def _without_all(text: str, sought: Sought, at: datetime) -> Nearest | None:
    if not sought.narrowed_by:
        return None
    return Nearest(ALL, find_services(text, Sought(near=sought.near), limit=MOST_OFFERED, at=at))


def _alike(text: str, sought: Sought) -> Nearest | None:
    """What means about the same as the words, where the index can tell: it knows no clock."""
    if not telling_words(text) or sought.open_now or sought.within or sought.serves:
        return None
    place = sought.near
    near = Near(place.x, place.y, sought.metres) if place and sought.metres else None
    index = SearchIndex(settings.SEARCH_INDEX)
    found = index.nearest(text, marks_of(sought), near=near, limit=MOST_OFFERED)
    return Nearest(WORDS, Finding(found.ids, found.total, found.match, means=found.means)) if found else None


def neighbouring_terms(text: str) -> Sequence[TaxonomyTerm]:
    """Interests to look at instead, most offered first: those the words name, or else any with an offer."""
    named = TaxonomyTerm.objects.filter(id__in=recognised_terms(text))
    asked = [term.id for term in named if term.taxonomy_id]
    interests = TaxonomyTerm.objects.filter(taxonomy__code=TaxonomyCode.INTEREST)
    on_offer = Q(attributes__service__in=Service.objects.on_offer())
    counted = interests.annotate(offers=Count("attributes", filter=on_offer)).filter(offers__gt=0)
    beside = _beside(asked)
    first = [term for term in counted if term.id in beside]
    return sorted(first or counted, key=lambda term: (-term.offers, term.position))[:MOST_TERMS]


def _beside(asked: list[UUID]) -> set[UUID]:
    """The interests that are often said of a service together with one of these terms."""
    services = Attribute.objects.filter(taxonomy_term__in=asked, service__isnull=False).values("service")
    return set(
        Attribute.objects.filter(
            service__in=services, taxonomy_term__taxonomy__code=TaxonomyCode.INTEREST
        ).values_list("taxonomy_term_id", flat=True)
    ) | set(asked)
