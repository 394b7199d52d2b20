"""Reading a list: a page of it, one record of it, or all of it a part at a time."""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

import msgspec

from meedoen.publishing.policy.pages import Page, page_of
from meedoen.publishing.policy.parameters import Asked
from meedoen.publishing.queries.filters import listed
from meedoen.publishing.queries.nested import NESTED, NOBODY, nested_organizations, put
from meedoen.publishing.queries.published import Rows, organizations, rows, services
from meedoen.publishing.queries.shape import Made, read
from meedoen.publishing.vocabulary import Listing

# With all related data a record is some thirty rows: this many at a time keep memory flat.
NESTED_AT_ONCE = 100
FLAT_AT_ONCE = 1000

encode = msgspec.json.Encoder().encode
lines = msgspec.json.Encoder().encode_lines


def read_page(listing: Listing, asked: Asked, *, total: int | None = None) -> bytes:
    """A page of a list as JSON. `total`: how many there are, where that is known and nothing narrows."""
    found, order = listed(listing, asked)
    start = (asked.page - 1) * asked.per_page
    end = start + asked.per_page
    if order is None:
        count = found.count() if total is None else total
        contents = _contents(listing, asked, found.order_by("id")[start:end])
        return encode(page_of(contents, total=count, number=asked.page, per_page=asked.per_page))
    fitting = set(found.values_list("pk", flat=True))
    best = [id for id in order if id in fitting]
    wanted = best[start:end]
    place = {id: number for number, id in enumerate(wanted)}
    contents = _contents(listing, asked, rows(listing.table).filter(pk__in=wanted))
    contents = sorted(contents, key=lambda made: place[made["id"]])
    page: Page = page_of(contents, total=len(best), number=asked.page, per_page=asked.per_page)
    return encode(page)


def read_one(listing: Listing, id: UUID, asked: Asked) -> bytes | None:
    """One published record with all related data as JSON; None where there is none."""
    found = _nested(listing, asked, rows(listing.table).filter(pk=id))
    return encode(found[0]) if found else None


def stream(listing: Listing, asked: Asked) -> Iterator[bytes]:
    """Every record that fits, each as JSON on a line of its own, in the order of their ids.

    Reads some at a time from where it was, so that memory stays the same however long the list.
    """
    found, _ = listed(listing, asked)
    at_once = NESTED_AT_ONCE if asked.full or asked.full_service else FLAT_AT_ONCE
    part = found
    while True:
        made = _contents(listing, asked, part.order_by("id")[:at_once])
        if made:
            yield lines(made)
        if len(made) < at_once:
            return
        part = found.filter(pk__gt=made[-1]["id"])


def _contents(listing: Listing, asked: Asked, found: Rows) -> list[Made]:
    if asked.minimal:
        pairs = found.values_list("id", "last_modified")
        return [{"id": id, "modified_date": modified} for id, modified in pairs]
    if asked.full or asked.full_service or listing not in FLAT:
        return _in_full(listing, asked, found)
    return FLAT[listing](found)


def _in_full(listing: Listing, asked: Asked, found: Rows) -> list[Made]:
    """A long page is read in parts, so that no statement grows without end."""
    ids = list(found.values_list("pk", flat=True))
    made: list[Made] = []
    for start in range(0, len(ids), NESTED_AT_ONCE):
        some = rows(listing.table).filter(pk__in=ids[start : start + NESTED_AT_ONCE])
        made += _nested(listing, asked, some)
    return made


def _nested(listing: Listing, asked: Asked, found: Rows) -> list[Made]:
    if listing is Listing.ORGANIZATIONS:
        return nested_organizations(found, full_service=asked.full_service)
    return NESTED[listing.table](found)


# Without related data: only what there is one of


def _objects(name: str, found: Rows) -> list[Made]:
    return [line.made for line in read(name, found)]


def _flat_services(found: Rows) -> list[Made]:
    """Services with their organization and program. Three queries."""
    made = _objects("service", found)
    add_one_to_one(made)
    return made


def add_one_to_one(made: list[Made]) -> None:
    """Put in each service its organization and its program."""
    owners = {one["organization_id"] for one in made}
    named = {one["program_id"] for one in made if "program_id" in one}
    by_id = _raw("organization", organizations().filter(pk__in=owners))
    programs = _raw("program", rows("program").filter(pk__in=named)) if named else {}
    for one in made:
        put(one, "organization", by_id.get(one["organization_id"]))
        put(one, "program", programs.get(one.get("program_id", NOBODY)))


def _raw(name: str, found: Rows) -> dict[UUID, msgspec.Raw]:
    """Objects written out once, to stand in many others."""
    return {line.id: msgspec.Raw(encode(line.made)) for line in read(name, found)}


def _flat_links(found: Rows) -> list[Made]:
    """Services at locations with their service and location."""
    made = _objects("service_at_location", found)
    offered = _objects("service", services().filter(pk__in={one["service_id"] for one in made}))
    add_one_to_one(offered)
    by_id = {one["id"]: msgspec.Raw(encode(one)) for one in offered}
    places = _raw("location", rows("location").filter(pk__in={one["location_id"] for one in made}))
    for one in made:
        put(one, "service", by_id.get(one["service_id"]))
        put(one, "location", places.get(one["location_id"]))
    return made


FLAT: Mapping[Listing, Callable[[Rows], list[Made]]] = {
    Listing.SERVICES: _flat_services,
    Listing.SERVICE_AT_LOCATIONS: _flat_links,
    Listing.ORGANIZATIONS: lambda found: _objects("organization", found),
    Listing.LOCATIONS: lambda found: _objects("location", found),
}
