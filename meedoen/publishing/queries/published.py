"""Which rows the outside may know of: one place that says it, for every list, filter, count and file.

A record is published when it stands so itself, was not merged into another and has not lapsed; a service
only together with its organization. A part is published with what it hangs on. A location is published where
a published service is given there, or where it is the address of a published organization and no service is
given there at all: the address of a hidden service stays hidden.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Exists, F, Func, Model, OuterRef, Q, QuerySet, UUIDField, When
from django.db.models.lookups import IsNull

from meedoen.directory.hsds import BY_MODEL, table
from meedoen.directory.models import Location, Organization, Service, ServiceAtLocation, ServiceCapacity

Rows = QuerySet[Any]

# Word lists and descriptions: no record hangs on them that could be hidden.
OPEN = frozenset({"taxonomy", "taxonomy_term", "meta_table_description"})
# What an attribute or a line of the history may be about, with its owners published.
LINKED = (
    "organization", "service", "location", "service_at_location", "program", "contact", "phone", "schedule",
    "service_area", "language", "cost_option", "funding", "required_document", "accessibility", "address",
    "url", "service_capacity", "organization_identifier", "unit", "taxonomy", "taxonomy_term",
)  # fmt: skip
# The other records that a record names: told only where those are published too.
NAMED = {
    "organization": ("parent_organization_id",),
    "service": ("program_id",),
    "location": ("organization_id",),
}


class Beside(Func):
    """A column that SQLite may not look up by its index: it holds the index on `merged_into` for sharp,
    while nearly every record is in it as empty, and would sort them all for each page.
    """

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def _not_merged(column: str) -> IsNull:
    return IsNull(Beside(F(column), output_field=UUIDField()), True)


def services() -> QuerySet[Service]:
    return Service.objects.published().filter(
        _not_merged("merged_into_id"),
        _not_merged("organization__merged_into_id"),
        organization__is_published=True,
    )


def organizations() -> QuerySet[Organization]:
    return Organization.objects.filter(_not_merged("merged_into_id"), is_published=True)


def service_at_locations() -> QuerySet[ServiceAtLocation]:
    return ServiceAtLocation.objects.filter(Exists(services().filter(pk=OuterRef("service_id"))))


def locations() -> QuerySet[Location]:
    links = ServiceAtLocation.objects.filter(location_id=OuterRef("pk"))
    given = Exists(links.filter(Exists(services().filter(pk=OuterRef("service_id")))))
    seat = Exists(organizations().filter(pk=OuterRef("organization_id")))
    return Location.objects.filter(given | (seat & ~Exists(links)))


def rows(name: str) -> Rows:
    """The published rows of a table of the standard."""
    return RECORDS[name]() if name in RECORDS else _parts(name)


def _units() -> Rows:
    used = ServiceCapacity.objects.filter(
        Exists(services().filter(pk=OuterRef("service_id"))), unit_id=OuterRef("pk")
    )
    return table("unit").model._default_manager.filter(Exists(used))


def _attributes() -> Rows:
    mine = Q(Exists(services().filter(pk=OuterRef("service_id"))))
    return table("attribute").model._default_manager.filter(
        mine | _linked("link_entity", "link_id", without="service")
    )


def _metadata() -> Rows:
    return table("metadata").model._default_manager.filter(_linked("resource_type", "resource_id"))


def _linked(entity: str, id: str, without: str = "") -> Q:
    return reduce(
        or_,
        (
            Q(**{entity: name}) & Q(Exists(rows(name).filter(pk=OuterRef(id))))
            for name in LINKED
            if name != without
        ),
    )


def _capacities() -> Rows:
    """With both figures that the standard demands; what is only stated goes with its service."""
    return _parts("service_capacity").filter(available__isnull=False, updated__isnull=False)


def _parts(name: str) -> Rows:
    found = table(name)
    model: type[Model] = found.model
    if name in OPEN:
        return model._default_manager.all()
    return model._default_manager.filter(
        reduce(or_, (Q(_is_published(found.model, owner)) for owner in found.owners))
    )


def _is_published(model: type[Model], column: str) -> Exists:
    return Exists(rows(_target(model, column)).filter(pk=OuterRef(column)))


def _target(model: type[Model], column: str) -> str:
    """The table that a column points at."""
    field = next(field for field in model._meta.concrete_fields if field.attname == column)
    return BY_MODEL[field.related_model].name  # type: ignore[index]


def shown(name: str, column: str) -> Case:
    """The id in a column that names another record, empty where that record is not published."""
    return Case(When(_is_published(table(name).model, column), then=F(column)))


def pointers(name: str) -> tuple[str, ...]:
    """The columns of a table whose record may be hidden while the row itself is published."""
    found = table(name)
    several = found.owners if len(found.owners) > 1 else ()
    return (*NAMED.get(name, ()), *several)


RECORDS: dict[str, Callable[[], Rows]] = {
    "service": services,
    "organization": organizations,
    "location": locations,
    "service_at_location": service_at_locations,
    "unit": _units,
    "attribute": _attributes,
    "metadata": _metadata,
    "service_capacity": _capacities,
}
