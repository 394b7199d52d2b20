"""Records with all that hangs on them, as the standard nests it: one query for each table, however many."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q

from meedoen.directory.hsds import table
from meedoen.publishing.queries.published import Rows, locations, organizations, rows, services
from meedoen.publishing.queries.shape import Made, read

# Under which name a part stands in which owner.
NESTS: Mapping[str, Mapping[str, str]] = {
    "service": {
        "url": "additional_urls",
        "phone": "phones",
        "schedule": "schedules",
        "service_area": "service_areas",
        "service_at_location": "service_at_locations",
        "language": "languages",
        "funding": "funding",
        "cost_option": "cost_options",
        "required_document": "required_documents",
        "contact": "contacts",
    },
    "organization": {
        "url": "additional_websites",
        "phone": "phones",
        "funding": "funding",
        "contact": "contacts",
        "program": "programs",
        "organization_identifier": "organization_identifiers",
    },
    "service_at_location": {
        "service_area": "service_areas",
        "contact": "contacts",
        "phone": "phones",
        "schedule": "schedules",
    },
    "location": {
        "language": "languages",
        "address": "addresses",
        "contact": "contacts",
        "accessibility": "accessibility",
        "phone": "phones",
        "schedule": "schedules",
    },
    "contact": {"phone": "phones"},
    "phone": {"language": "languages"},
}
# In this order, so that what is hung on stands before what hangs on it.
PARTS = (
    "contact", "phone", "schedule", "service_area", "language", "cost_option", "funding",
    "required_document", "url", "organization_identifier", "address", "accessibility",
)  # fmt: skip
# SQLite takes some thirty thousand values in one statement.
MOST_IDS = 30_000

# The id of nothing.
NOBODY = UUID(int=0)

encode = msgspec.json.Encoder().encode


class Forest:
    """Objects by table and id, and what is hung on them so far."""

    def __init__(self) -> None:
        self.found: dict[str, dict[UUID, Made]] = {}

    def ids(self, name: str) -> Collection[UUID]:
        return self.found.get(name, {}).keys()

    def add(self, name: str, found: Rows) -> list[Made]:
        """Read rows and hang each on its owners; gives them in the order of their ids."""
        kept = self.found.setdefault(name, {})
        owners = [owner.removesuffix("_id") for owner in table(name).owners]
        made = []
        for line in read(name, found.order_by("id")):
            kept[line.id] = line.made
            made.append(line.made)
            for owner, owner_id in zip(owners, line.owners, strict=True):
                self.hang(owner, owner_id, NESTS.get(owner, {}).get(name), line.made)
        return made

    def hang(self, owner: str, owner_id: UUID | None, key: str | None, made: Made) -> None:
        holder = self.found.get(owner, {}).get(owner_id) if owner_id and key else None
        if holder is not None and key:
            holder.setdefault(key, []).append(made)

    def grow(self) -> None:
        """Add every part of what is here, then terms and history. The same queries every time."""
        for name in PARTS:
            self.add(name, table(name).model._default_manager.filter(self._owned(name)))
        self._capacities()
        self._attributes()
        self._metadata()

    def _owned(self, name: str) -> Q:
        """The condition that a row hangs on something that is here."""
        mine = Q(pk__in=())
        for column in table(name).owners:
            ids = self.ids(column.removesuffix("_id"))
            mine |= Q(**{f"{column}__in": list(ids)}) if ids else Q(pk__in=())
        return mine

    def _capacities(self) -> None:
        """Capacity with both figures that the standard demands; without, as Meedoen's profile states it."""
        found = table("service_capacity").model._default_manager.filter(
            service_id__in=list(self.ids("service"))
        )
        kept = self.found.setdefault("service_capacity", {})
        lines = read("service_capacity", found.order_by("id"))
        used = {line.made["unit_id"] for line in lines}
        self.add("unit", table("unit").model._default_manager.filter(pk__in=used))
        for line in lines:
            kept[line.id] = line.made
            line.made["unit"] = self.found["unit"][line.made["unit_id"]]
            whole = "available" in line.made and "updated" in line.made
            key = "capacities" if whole else "stated_capacities"
            self.hang("service", line.owners[0], key, line.made)

    def _attributes(self) -> None:
        """The terms that hold for anything here, with the list that each is from."""
        manager = table("attribute").model._default_manager
        services_here = list(self.ids("service"))
        others = [id for name in self.found if name != "service" for id in self.found[name]]
        lines = read("attribute", manager.filter(service_id__in=services_here).order_by("id"))
        for ids in _in_parts(others):
            found = manager.filter(service_id=None, link_id__in=ids).order_by("id")
            lines += read("attribute", found)
        here = [line.made for line in lines if line.made["link_id"] in self.ids(line.made["link_entity"])]
        terms = {one["taxonomy_term_id"] for one in here}
        self.add("taxonomy_term", rows("taxonomy_term").filter(pk__in=terms))
        lists = {term["taxonomy_id"] for term in self.found["taxonomy_term"].values()}
        self.add("taxonomy", rows("taxonomy").filter(pk__in=lists))
        for term in self.found["taxonomy_term"].values():
            term["taxonomy_detail"] = self.found["taxonomy"][term["taxonomy_id"]]
        for one in here:
            one["taxonomy_term"] = self.found["taxonomy_term"][one["taxonomy_term_id"]]
            self.hang(one["link_entity"], one["link_id"], "attributes", one)
        self.found["attribute"] = {one["id"]: one for one in here}

    def _metadata(self) -> None:
        everything = [id for name in self.found for id in self.found[name]]
        manager = table("metadata").model._default_manager
        for ids in _in_parts(everything):
            for line in read("metadata", manager.filter(resource_id__in=ids).order_by("id")):
                made = line.made
                self.hang(made.get("resource_type", ""), made.get("resource_id"), "metadata", made)


def _in_parts(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    for start in range(0, len(ids), MOST_IDS):
        yield ids[start : start + MOST_IDS]


def put(made: Made, key: str, value: object) -> None:
    """Nest one object in another; nothing where it went away between two queries."""
    if value is not None:
        made[key] = value


# The records


def nested_services(found: Rows) -> list[Made]:
    """These published services with all related data. At most as many as fit a page."""
    forest = Forest()
    roots = forest.add("service", found)
    links = rows("service_at_location").filter(service_id__in=list(forest.ids("service")))
    forest.add("service_at_location", links)
    return _with_surroundings(forest, roots)


def nested_links(found: Rows) -> list[Made]:
    """These services at their locations, each with its service and its location in full."""
    forest = Forest()
    roots = forest.add("service_at_location", found)
    ids = {one["service_id"] for one in roots}
    forest.add("service", services().filter(pk__in=ids))
    _with_surroundings(forest, forest.found["service"].values())
    raw = {id: msgspec.Raw(encode(service)) for id, service in forest.found["service"].items()}
    for one in roots:
        put(one, "service", raw.get(one["service_id"]))
    return roots


def _with_surroundings(forest: Forest, found: Iterable[Made]) -> list[Made]:
    """Add the organizations, programs and locations of these services, and every part of all."""
    made = list(found)
    owners = {one["organization_id"] for one in made}
    _add_organizations(forest, organizations().filter(pk__in=owners), made)
    forest.grow()
    for link in forest.found["service_at_location"].values():
        put(link, "location", forest.found["location"].get(link["location_id"]))
    # An organization stands in each of its services: written out once.
    raw = {id: msgspec.Raw(encode(one)) for id, one in forest.found["organization"].items()}
    for one in made:
        put(one, "organization", raw.get(one["organization_id"]))
        put(one, "program", forest.found["program"].get(one.get("program_id", NOBODY)))
    return made


def _add_organizations(forest: Forest, found: Rows, made: Iterable[Made] = ()) -> list[Made]:
    """Add organizations with their programs and locations, and the locations of what is given somewhere."""
    roots = forest.add("organization", found)
    owners = list(forest.ids("organization"))
    named = {one["program_id"] for one in made if "program_id" in one}
    programs = table("program").model._default_manager
    forest.add("program", programs.filter(Q(organization_id__in=owners) | Q(pk__in=named)))
    links = forest.found.get("service_at_location", {}).values()
    places = {link["location_id"] for link in links}
    for one in forest.add("location", locations().filter(Q(pk__in=places) | Q(organization_id__in=owners))):
        forest.hang("organization", one.get("organization_id"), "locations", one)
    return roots


def nested_organizations(found: Rows, *, full_service: bool = False) -> list[Made]:
    """These organizations in full, each with its services: named only, or in full themselves."""
    forest = Forest()
    roots = _add_organizations(forest, found)
    owners = list(forest.ids("organization"))
    offered = services().filter(organization_id__in=owners).order_by("id")
    if full_service:
        for service in nested_services(offered):
            owner = service["organization_id"]
            without = {key: value for key, value in service.items() if key != "organization"}
            forest.hang("organization", owner, "services", without)
    else:
        for id, owner, name, status in offered.values_list("id", "organization_id", "name", "status"):
            forest.hang("organization", owner, "services", {"id": id, "name": name, "status": status})
    forest.grow()
    return roots


def nested_locations(found: Rows) -> list[Made]:
    return _alone("location", found)


def nested_taxonomies(found: Rows) -> list[Made]:
    return _alone("taxonomy", found)


def nested_terms(found: Rows) -> list[Made]:
    """Terms, each with the list that it is from."""
    forest = Forest()
    roots = forest.add("taxonomy_term", found)
    lists = {one["taxonomy_id"] for one in roots}
    forest.add("taxonomy", rows("taxonomy").filter(pk__in=lists))
    for one in roots:
        one["taxonomy_detail"] = forest.found["taxonomy"][one["taxonomy_id"]]
    forest._metadata()
    return roots


def _alone(name: str, found: Rows) -> list[Made]:
    forest = Forest()
    roots = forest.add(name, found)
    if name == "location":
        forest.grow()
    else:
        forest._metadata()
    return roots


NESTED: Mapping[str, Callable[[Rows], list[Any]]] = {
    "service": nested_services,
    "service_at_location": nested_links,
    "organization": nested_organizations,
    "location": nested_locations,
    "taxonomy": nested_taxonomies,
    "taxonomy_term": nested_terms,
}
