"""Reading what the search index holds."""

import hashlib
from collections.abc import Iterator

from django.db.models import Count, Max, Prefetch

from meedoen.directory.models import Attribute, Service, TaxonomyTerm
from meedoen.directory.policy import area_marks
from meedoen.directory.queries.finding import FREE_MARK
from meedoen.directory.search import Row

AT_ONCE = 1000


def index_fingerprint() -> str:
    """What changes as soon as the index would: services added, changed or ended, and words of the terms."""
    services = Service.objects.aggregate(count=Count("id"), last=Max("last_modified"))
    terms = TaxonomyTerm.objects.order_by("id").values_list("id", "name", "synonyms")
    words = hashlib.sha256(repr(list(terms)).encode()).hexdigest()
    return f"{services['count']} {services['last']} {words}"


def index_rows() -> Iterator[Row]:
    """Every active service as a row of the index, a thousand read at a time."""
    services = (
        Service.objects.on_offer()
        .select_related("organization")
        .prefetch_related(
            Prefetch("attributes", Attribute.objects.select_related("taxonomy_term__taxonomy")),
            "cost_options",
            "at_locations__location__addresses",
            "service_areas",
        )
        .order_by("id")
    )
    for service in services.iterator(chunk_size=AT_ONCE):
        yield _row(service)


def _row(service: Service) -> Row:
    terms = [attribute.taxonomy_term for attribute in service.attributes.all()]
    locations = [link.location for link in service.at_locations.all()]
    areas = list(service.service_areas.all())
    costs = list(service.cost_options.all())
    marks = {f"{term.taxonomy.code}:{term.code}" for term in terms}
    marks |= area_marks([place.area_code for place in locations] + [area.code for area in areas])
    if costs and not any(cost.amount or cost.amount_to for cost in costs):
        marks.add(FREE_MARK)
    return Row(
        id=service.id,
        name=service.name,
        summary=service.summary,
        description=f"{service.description}\n{service.eligibility_description}",
        activities=service.activities,
        synonyms=[word for term in terms for word in [term.name, *term.synonyms]],
        organization=service.organization.name,
        places=[place.name for place in locations]
        + [text for place in locations for row in place.addresses.all() for text in (row.region, row.city)]
        + [area.name for area in areas],
        marks=marks,
    )
