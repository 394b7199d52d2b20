"""Reading which services and organizations have a page that search engines may know."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from meedoen.directory.vocabulary import ServiceStatus
from meedoen.publishing.queries import published

PER_PART = 50_000
KINDS = ("aanbod", "organisaties")


def parts_of(kind: str) -> int:
    """In how many parts the records of a kind go."""
    return -(-_rows(kind).count() // PER_PART)


def records_of_part(kind: str, number: int) -> Iterator[tuple[UUID, datetime | None]]:
    """Id and last change of the records in one part, counted from 1; read as it goes."""
    rows = _rows(kind).order_by("id").values_list("id", "last_modified")
    return rows[(number - 1) * PER_PART : number * PER_PART].iterator(chunk_size=2000)


def _rows(kind: str) -> "published.Rows":
    if kind == "organisaties":
        return published.organizations()
    return published.services().filter(status=ServiceStatus.ACTIVE)
