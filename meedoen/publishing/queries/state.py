"""In which state the published data are: a short text that changes as soon as an answer could."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Model, QuerySet, Sum, Value

from meedoen.accounts.models import Municipality
from meedoen.directory.models import Revision, ServiceCapacity, Taxonomy, TaxonomyTerm
from meedoen.publishing.queries.bare import Statement, aware, fetch, statement_of
from meedoen.publishing.queries.published import organizations, rows, services
from meedoen.publishing.vocabulary import API_VERSION, Listing


@dataclass(frozen=True)
class State:
    """`mark` is for an ETag; `changed` when something last changed, None where nothing says so."""

    mark: str
    changed: datetime | None
    services: int


def read_state() -> State:
    """Read what tells of any change, without building an answer. Six queries, however much there is.

    Counts see what is hidden, merged or lapsed; moments see edits (an edit of an organization or a location
    renews its services); the sums see places that were taken; the last revision sees what no moment tells,
    as a confirmation and a place without services; words are compared whole.
    """
    offered, bodies, places, revised, *words = [fetch(*one) for one in _statements(connection.vendor)]
    seen = repr((API_VERSION, offered, bodies, places, revised, words))
    moments = [aware(row[1]) for ((*row,),) in (offered, bodies, places) if row[1] is not None]
    moments += [aware(at) for (at,) in revised]
    return State(
        mark=hashlib.sha256(seen.encode()).hexdigest()[:24],
        changed=max(moments, default=None),
        services=offered[0][0],
    )


@cache
def _statements(vendor: str) -> tuple[Statement, ...]:
    """Made once: figures of services, organizations and capacities, the last revision, the words of lists."""
    capacities = ServiceCapacity.objects.all()
    return (
        _figures(services(), "last_modified"),
        _figures(organizations(), "last_modified"),
        _figures(capacities, "updated", free=Sum("available"), most=Sum("maximum")),
        statement_of(Revision.objects.order_by("-at").values_list("at")[:1]),
        _words(TaxonomyTerm),
        _words(Taxonomy),
    )


def _figures(found: QuerySet[Any], moment: str, **more: Sum) -> Statement:
    """How many rows there are and the last moment among them, in one row."""
    asked = found.order_by().annotate(all_=Value(1)).values("all_")
    return statement_of(
        asked.annotate(count_=Count("pk"), last_=Max(moment), **more).values_list("count_", "last_", *more)
    )


def _words(model: type[Model]) -> Statement:
    columns = [field.attname for field in model._meta.concrete_fields]
    return statement_of(model._default_manager.order_by("pk").values_list(*columns))


def count_of(listing: Listing) -> int:
    """How many published records a list has when nothing narrows it."""
    return rows(listing.table).count()


def publisher_name() -> str:
    """Whose open data these are: the municipalities of this installation."""
    names = list(Municipality.objects.order_by("name").values_list("name", flat=True)[:20])
    return ", ".join(f"gemeente {name}" for name in names) or "Meedoen"
