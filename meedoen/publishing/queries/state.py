"""In which state the published data are: a short text that changes as soon as an answer could."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from meedoen.accounts.models import Municipality
from meedoen.directory.models import ServiceCapacity, Taxonomy, TaxonomyTerm
from meedoen.publishing.queries.published import organizations, rows, services
from meedoen.publishing.vocabulary import API_VERSION, Listing


@dataclass(frozen=True)
class State:
    """`mark` is for an ETag; `changed` when something last changed, None where nothing says so."""

    mark: str
    changed: datetime | None
    services: int


def read_state() -> State:
    """Read what tells of any change, without building an answer. Four queries, however much there is.

    Counts see what is hidden, merged or lapsed; moments see edits (an edit of an organization or a location
    renews its services); the sums see places that were taken; words are compared whole.
    """
    offered = services().aggregate(count=Count("id"), last=Max("last_modified"))
    bodies = organizations().aggregate(count=Count("id"), last=Max("last_modified"))
    places = ServiceCapacity.objects.aggregate(
        count=Count("id"), last=Max("updated"), free=Sum("available"), most=Sum("maximum")
    )
    words = [*_words(TaxonomyTerm.objects.all()), *_words(Taxonomy.objects.all())]
    seen = repr((API_VERSION, offered, bodies, places, words))
    moments = [facts["last"] for facts in (offered, bodies, places) if facts["last"] is not None]
    return State(
        mark=hashlib.sha256(seen.encode()).hexdigest()[:24],
        changed=max(moments, default=None),
        services=offered["count"],
    )


def _words(found: QuerySet[Any]) -> list[Any]:
    columns = [field.attname for field in found.model._meta.concrete_fields]
    return list(found.order_by("pk").values_list(*columns))


def count_of(listing: Listing) -> int:
    """How many published records a list has when nothing narrows it."""
    return rows(listing.table).count()


def publisher_name() -> str:
    """Whose open data these are: the municipalities of this installation."""
    names = list(Municipality.objects.order_by("name").values_list("name", flat=True)[:20])
    return ", ".join(f"gemeente {name}" for name in names) or "Meedoen"
