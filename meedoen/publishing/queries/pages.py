"""Reading a list: a page of it, one record of it, or all of it a part at a time."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from uuid import UUID

import msgspec

from meedoen.publishing.policy.pages import page_of
from meedoen.publishing.policy.parameters import Asked
from meedoen.publishing.queries.bare import Id, native, objects, page_ids
from meedoen.publishing.queries.filters import listed
from meedoen.publishing.queries.nested import NESTED, nested_organizations, put
from meedoen.publishing.queries.published import Rows, rows
from meedoen.publishing.queries.shape import Made
from meedoen.publishing.vocabulary import Listing

# With all related data a record is some thirty rows: this many at a time keep memory flat.
NESTED_AT_ONCE = 100
FLAT_AT_ONCE = 1000

encode = msgspec.json.Encoder().encode
lines = msgspec.json.Encoder().encode_lines


def read_page(listing: Listing, asked: Asked, *, total: int | None = None) -> bytes:
    """A page of a list as JSON. `total`: how many there are, where that is known and nothing narrows."""
    start = (asked.page - 1) * asked.per_page
    end = start + asked.per_page
    if total is not None and listing in FLAT and not _more(asked):
        contents = FLAT[listing](page_ids(listing.table, start, asked.per_page))
        return _page(asked, contents, total)
    found, order = listed(listing, asked)
    if order is None:
        count = found.count() if total is None else total
        return _page(asked, _contents(listing, asked, found.order_by("id")[start:end]), count)
    fitting = set(found.values_list("pk", flat=True))
    best = [id for id in order if id in fitting]
    place = {str(id): number for number, id in enumerate(best[start:end])}
    contents = _contents(listing, asked, rows(listing.table).filter(pk__in=best[start:end]).order_by("id"))
    return _page(asked, sorted(contents, key=lambda made: place[str(made["id"])]), len(best))


def _page(asked: Asked, contents: Sequence[Made], total: int) -> bytes:
    return encode(page_of(contents, total=total, number=asked.page, per_page=asked.per_page))


def _more(asked: Asked) -> bool:
    """Whether something else than the plain list is asked."""
    return asked.narrows or asked.minimal or asked.full or asked.full_service


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
        ids = list(part.order_by("id").values_list("pk", flat=True)[:at_once])
        made = _contents(listing, asked, rows(listing.table).filter(pk__in=ids).order_by("id")) if ids else []
        if made:
            yield lines(made)
        if len(ids) < at_once:
            return
        part = found.filter(pk__gt=ids[-1])


def _contents(listing: Listing, asked: Asked, found: Rows) -> list[Made]:
    """The objects of these rows, which stand by id."""
    if asked.minimal:
        pairs = found.values_list("id", "last_modified")
        return [{"id": id, "modified_date": modified} for id, modified in pairs]
    ids = list(found.values_list("pk", flat=True))
    if asked.full or asked.full_service or listing not in FLAT:
        return _in_full(listing, asked, ids)
    return FLAT[listing]([native(id) for id in ids])


def _in_full(listing: Listing, asked: Asked, ids: Sequence[UUID]) -> list[Made]:
    """A long page is read in parts, so that no statement grows without end."""
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


def _flat_services(ids: Sequence[Id]) -> list[Made]:
    """Services with their organization and program."""
    made = _in_order("service", ids)
    _add_one_to_one(made)
    return made


def _in_order(name: str, ids: Sequence[Id]) -> list[Made]:
    found = objects(name, ids)
    return [found[id] for id in ids if id in found]


def _add_one_to_one(made: Sequence[Made]) -> None:
    """Put in each service its organization and its program."""
    owners = _raw("organization", {one["organization_id"] for one in made})
    programs = _raw("program", _open_programs(made))
    for one in made:
        put(one, "organization", owners.get(one["organization_id"]))
        put(one, "program", programs.get(one.get("program_id")))
        if "program" not in one:
            one.pop("program_id", None)


def _open_programs(made: Sequence[Made]) -> set[object]:
    """The programs of these services that are published."""
    named = {one["program_id"] for one in made if "program_id" in one}
    return set(rows("program").filter(pk__in=named).values_list("pk", flat=True)) if named else set()


def _raw(name: str, ids: Collection[object]) -> dict[object, msgspec.Raw]:
    """Objects written out once, to stand in many others; by the id as it stands in them."""
    found = objects(name, [native(id) for id in ids])
    return {made["id"]: msgspec.Raw(encode(made)) for made in found.values()}


def _flat_links(ids: Sequence[Id]) -> list[Made]:
    """Services at locations with their service and location."""
    made = _in_order("service_at_location", ids)
    offered = list(objects("service", [native(one["service_id"]) for one in made]).values())
    _add_one_to_one(offered)
    by_id = {one["id"]: msgspec.Raw(encode(one)) for one in offered}
    places = _raw("location", {one["location_id"] for one in made})
    for one in made:
        put(one, "service", by_id.get(one["service_id"]))
        put(one, "location", places.get(one["location_id"]))
    return made


FLAT: Mapping[Listing, Callable[[Sequence[Id]], list[Made]]] = {
    Listing.SERVICES: _flat_services,
    Listing.SERVICE_AT_LOCATIONS: _flat_links,
    Listing.ORGANIZATIONS: lambda ids: _in_order("organization", ids),
    Listing.LOCATIONS: lambda ids: _in_order("location", ids),
}
