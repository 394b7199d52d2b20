"""The addresses that the social map publishes, and which of them do not work."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from meedoen.accounts.actor import Actor
from meedoen.assurance.models import AddressCheck
from meedoen.assurance.permissions import addresses_of
from meedoen.assurance.vocabulary import AddressKind
from meedoen.directory.hsds import table


@dataclass(frozen=True)
class AddressField:
    """A field that holds an address; `service` and `organization` are the ways from its row to its owners."""

    table: str
    field: str
    kind: AddressKind
    service: str | None
    organization: str


@dataclass(frozen=True)
class Found:
    """One address as it stands in a row."""

    table: str
    row_id: UUID
    field: str
    kind: AddressKind
    address: str
    service_id: UUID | None
    organization_id: UUID


def _of(name: str, field: str, kind: AddressKind) -> tuple[AddressField, AddressField]:
    """A part that hangs on a service, or on an organization."""
    return (
        AddressField(name, field, kind, "service", "service__organization"),
        AddressField(name, field, kind, None, "organization"),
    )


FIELDS: tuple[AddressField, ...] = (
    AddressField("organization", "website", AddressKind.URL, None, ""),
    AddressField("organization", "email", AddressKind.EMAIL, None, ""),
    AddressField("service", "url", AddressKind.URL, "", "organization"),
    AddressField("service", "email", AddressKind.EMAIL, "", "organization"),
    *_of("url", "url", AddressKind.URL),
    *_of("contact", "email", AddressKind.EMAIL),
    AddressField("schedule", "schedule_link", AddressKind.URL, "service", "service__organization"),
    AddressField("required_document", "uri", AddressKind.URL, "service", "service__organization"),
)


def found_addresses(field: AddressField) -> Iterator[Found]:
    """All addresses in one field, of records that the public can see and that are not invented. One query."""
    way = field.organization
    service, owner = _id(field.service), _id(way)
    rows = table(field.table).model._default_manager.exclude(**{field.field: ""})
    if field.service is not None:
        before = f"{field.service}__" if field.service else ""
        rows = rows.filter(
            **{f"{before}is_published": True, f"{before}merged_into": None, f"{before}invented": False}
        )
    else:
        before = f"{way}__" if way else ""
        rows = rows.filter(**{f"{before}is_published": True, f"{before}merged_into": None})
        rows = rows.filter(**{f"{before}invented": False})
    for row in rows.values("pk", field.field, *filter(None, {service, owner})).iterator(chunk_size=1000):
        yield Found(
            field.table,
            row["pk"],
            field.field,
            field.kind,
            row[field.field],
            row[service] if service else None,
            row[owner],
        )


def _id(way: str | None) -> str:
    """The column with the id at the end of a way; the row itself where the way is empty."""
    if way is None:
        return ""
    return f"{way}_id" if way else "pk"


def standing_addresses(checks: Collection[AddressCheck]) -> dict[UUID, str]:
    """What stands in the fields of these checks now, by the id of the check. One query for each table."""
    by_table: dict[str, set[UUID]] = defaultdict(set)
    for check in checks:
        by_table[check.table].add(check.row_id)
    rows = {
        (name, row.pk): row
        for name, ids in by_table.items()
        for row in table(name).model._default_manager.filter(pk__in=ids)
    }
    return {
        check.pk: getattr(rows[check.table, check.row_id], check.field)
        for check in checks
        if (check.table, check.row_id) in rows
    }


def broken_addresses(actor: Actor) -> QuerySet[AddressCheck]:
    """Addresses that failed at least once and did not answer since, the dead ones first."""
    rows = AddressCheck.objects.filter(addresses_of(actor), fails__gt=0)
    return rows.select_related("organization", "service").order_by("-fails", "organization__name", "id")
