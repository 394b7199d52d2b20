"""Reading what the search index holds."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from meedoen.directory.models import (
    Attribute,
    Language,
    Service,
    ServiceCapacity,
    TaxonomyTerm,
)
from meedoen.directory.policy import area_marks
from meedoen.directory.search import Row, marks, stems
from meedoen.directory.vocabulary import TaxonomyCode

AT_ONCE = 1000
FREE_WORDS = "gratis, kosteloos, kost niets"
LOCATION = "location"
STAMPED = ("id", "last_modified", "place_free")
DAY = re.compile(r"(?:[+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


def words_fingerprint() -> str:
    """What changes with the words of the terms: then everything is indexed anew."""
    terms = TaxonomyTerm.objects.order_by("id").values_list("id", "name", "synonyms")
    return hashlib.sha256(repr(list(terms)).encode()).hexdigest()[:20]


def index_fingerprint() -> str:
    """What changes as soon as the index would: services and places added, changed, closed, lapsed or ended.

    First the words of the terms (`words_fingerprint`), then all the rest.
    """
    services = Service.objects.aggregate(
        count=Count("id"),
        last=Max("last_modified"),
        offered=Count("id", filter=Q(pk__in=Service.objects.on_offer().values("pk"))),
    )
    places = ServiceCapacity.objects.aggregate(
        count=Count("id", filter=Q(available__gt=0)), last=Max("updated")
    )
    said = [services["count"], services["offered"], services["last"], places["count"], places["last"]]
    return f"{words_fingerprint()} {' '.join(map(str, said))}"


def index_rows(ids: Collection[UUID] | None = None) -> Iterator[Row]:
    """Every service on offer, or those of `ids`, as rows of the index, a thousand read at a time."""
    services = _with_all_parts(offered_services())
    accessibility = _words_of(TaxonomyCode.ACCESSIBILITY)
    if ids is None:
        found: Iterable[Service] = services.order_by("id").iterator(chunk_size=AT_ONCE)
    else:
        found = _some(services, list(ids))
    batch: list[Service] = []
    for service in found:
        batch.append(service)
        if len(batch) == AT_ONCE:
            yield from _rows(batch, accessibility)
            batch = []
    yield from _rows(batch, accessibility)


def _some(services: QuerySet[Service], ids: list[UUID]) -> Iterator[Service]:
    for start in range(0, len(ids), AT_ONCE):
        yield from services.filter(pk__in=ids[start : start + AT_ONCE])


def offered_services() -> QuerySet[Service]:
    """The services on offer, each with whether it has a free place."""
    free = ServiceCapacity.objects.filter(service=OuterRef("pk"), available__gt=0)
    return Service.objects.on_offer().annotate(place_free=Exists(free))


def stamps(ids: Collection[UUID] | None = None) -> Iterator[tuple[UUID, str]]:
    """Of every service on offer, or those of `ids`, what changes as soon as its row would."""
    services = offered_services()
    if ids is None:
        for id, last_modified, free in services.values_list(*STAMPED).iterator(chunk_size=AT_ONCE):
            yield id, _stamp(last_modified, place_free=free)
        return
    asked = list(ids)
    for start in range(0, len(asked), AT_ONCE):
        some = services.filter(pk__in=asked[start : start + AT_ONCE])
        for id, last_modified, free in some.values_list(*STAMPED):
            yield id, _stamp(last_modified, place_free=free)


def touched_since(moment: datetime) -> set[UUID]:
    """The services that were changed, or whose places were counted, since a moment: on offer or not."""
    changed = Service.objects.filter(last_modified__gte=moment).values_list("id", flat=True)
    counted = ServiceCapacity.objects.filter(updated__gte=moment).values_list("service_id", flat=True)
    return {*changed, *counted}


def count_offered() -> int:
    return Service.objects.on_offer().count()


def _stamp(last_modified: datetime, *, place_free: bool) -> str:
    return f"{last_modified.timestamp():.6f} {int(place_free)}"


def _with_all_parts(services: QuerySet[Service]) -> QuerySet[Service]:
    return services.select_related("organization").prefetch_related(
        Prefetch("attributes", Attribute.objects.select_related("taxonomy_term__taxonomy")),
        Prefetch("languages", Language.objects.order_by("id")),
        "cost_options",
        "schedules",
        "at_locations__schedules",
        "at_locations__location__addresses",
        "at_locations__location__accessibility",
        "service_areas",
    )


def _words_of(taxonomy: TaxonomyCode) -> dict[tuple[str, ...], str]:
    """The codes of a classification by the words of their name and synonyms, without endings."""
    terms = TaxonomyTerm.objects.filter(taxonomy__code=taxonomy).values_list("code", "name", "synonyms")
    return {tuple(stems(said)): code for code, name, synonyms in terms for said in (*synonyms, name)}


def _rows(services: Sequence[Service], accessibility: Mapping[tuple[str, ...], str]) -> Iterator[Row]:
    places = {link.location_id for service in services for link in service.at_locations.all()}
    held = _codes_at(places)
    for service in services:
        yield _row(service, _marks(service, held, accessibility))


def _codes_at(places: Collection[UUID]) -> Mapping[UUID, set[str]]:
    """How each of these places can be reached and used, as terms."""
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    rows = Attribute.objects.filter(
        link_entity=LOCATION, link_id__in=places, taxonomy_term__taxonomy__code=TaxonomyCode.ACCESSIBILITY
    )
    for place, code in rows.values_list("link_id", "taxonomy_term__code"):
        if place is not None:
            found[place].add(code)
    return found


def _marks(
    service: Service, held: Mapping[UUID, set[str]], accessibility: Mapping[tuple[str, ...], str]
) -> set[str]:
    terms = [attribute.taxonomy_term for attribute in service.attributes.all()]
    locations = [link.location for link in service.at_locations.all()]
    areas = service.service_areas.all()
    found = {marks.term(term.taxonomy.code, term.code) for term in terms}
    found |= area_marks([place.area_code for place in locations] + [area.code for area in areas])
    found |= {marks.language(language.code) for language in service.languages.all() if language.code}
    found |= {marks.FREE} if _is_free(service) else set()
    found |= {marks.PLACE_FREE} if service.place_free else set()  # type: ignore[attr-defined]
    reached = {code for place in locations for code in held.get(place.id, ())}
    described = (row.description for place in locations for row in place.accessibility.all())
    reached |= {accessibility[key] for said in described if (key := tuple(stems(said))) in accessibility}
    found |= {marks.term(TaxonomyCode.ACCESSIBILITY, code) for code in reached}
    return found | _when(service)


def _is_free(service: Service) -> bool:
    costs = list(service.cost_options.all())
    return bool(costs) and not any(cost.amount or cost.amount_to for cost in costs)


def _when(service: Service) -> set[str]:
    """On which days it is open and in which parts of them."""
    rhythms = [*service.schedules.all()]
    rhythms += [row for link in service.at_locations.all() for row in link.schedules.all()]
    found = set()
    for rhythm in rhythms:
        days = DAY.findall(rhythm.byday.upper())
        if not days and rhythm.freq == "WEEKLY" and rhythm.dtstart:
            days = [marks.DAYS[rhythm.dtstart.weekday()]]
        parts = marks.parts_of_day(rhythm.opens_at, rhythm.closes_at)
        found |= {marks.when(day) for day in days} | {marks.when(part=part) for part in parts}
        found |= {marks.when(day, part) for day in days for part in parts}
    return found


def _row(service: Service, found: set[str]) -> Row:
    terms = [attribute.taxonomy_term for attribute in service.attributes.all()]
    locations = [link.location for link in service.at_locations.all()]
    addresses = [row for place in locations for row in place.addresses.all()]
    synonyms = [word for term in terms for word in [term.name, *term.synonyms]]
    interests = (term for term in terms if term.taxonomy.code == TaxonomyCode.INTEREST)
    return Row(
        id=service.id,
        name=service.name,
        summary=service.summary,
        description=f"{service.description}\n{service.eligibility_description}",
        activities=service.activities,
        synonyms=synonyms + ([FREE_WORDS] if marks.FREE in found else []),
        organization=service.organization.name,
        places=[place.name for place in locations]
        + [text for row in addresses for text in (row.region, row.city)]
        + [area.name for area in service.service_areas.all()],
        marks=found,
        spots=[
            (place.rd_x, place.rd_y)
            for place in locations
            if place.rd_x is not None and place.rd_y is not None
        ],
        topics=[(term.name, *term.synonyms) for term in interests],
        stamp=_stamp(service.last_modified, place_free=service.place_free),  # type: ignore[attr-defined]
    )
