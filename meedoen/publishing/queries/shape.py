"""From a row of a table to an object of the standard: named values, nothing empty, what was computed.

Works on plain rows and makes plain dictionaries: models and serializers cost several times as much.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, cast
from uuid import UUID

from meedoen.areas.geometry import rd_to_wgs84
from meedoen.directory.hsds import Kind, Table, table
from meedoen.publishing.queries.published import NAMED, Rows, shown

Made = dict[str, Any]

DIGITS = 6
CBS = "CBS"
# Owners that stand in the object itself; of other parts the nesting says whose they are.
KEPT_OWNERS = {"service_at_location", "taxonomy_term", "program", "location"}
# What is read beside the columns, to compute from.
BESIDE: Mapping[str, tuple[str, ...]] = {
    "taxonomy_term": ("taxonomy__name",),
    "attribute": ("link_id", "link_entity", "service_id"),
}
# Names under which other objects are nested: never taken from what another source said beside the standard.
NESTED = frozenset(
    [
        "additional_urls", "additional_websites", "phones", "schedules",
        "service_areas", "service_at_locations", "languages", "organization",
        "funding", "cost_options", "program", "required_documents",
        "contacts", "capacities", "attributes", "metadata",
        "locations", "programs", "organization_identifiers", "services",
        "addresses", "accessibility", "location", "service",
        "unit", "taxonomy_term", "taxonomy_detail", "taxonomy",
        "latitude", "longitude", "link_id", "link_entity",
        "stated_capacities",
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One object with its id and the ids of its owners, in the order of the columns of its table.

    `extra`: what another source said of it beside the standard, which also stands in `made`.
    """

    id: UUID
    made: Made
    owners: Sequence[UUID | None]
    extra: Made


@dataclass(frozen=True)
class Shape:
    """How the rows of one table are read and made into objects. `keys` are the names, one for each column."""

    table: Table
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    texts: tuple[str, ...]
    numbers: tuple[str, ...]
    taken: frozenset[str]

    def select(self, rows: Rows, hidden: Collection[str]) -> Rows:
        """Exactly the columns that are needed; those of `hidden` empty where they name a hidden record."""
        name = self.table.name
        rows = rows.annotate(**{f"shown_{column}": shown(name, column) for column in hidden})
        chosen = [
            f"shown_{column}" if column in hidden else column
            for column in (*self.columns, "extra", *self.table.owners)
        ]
        return rows.values_list(*chosen, *BESIDE.get(name, ()))

    def make(self, row: Sequence[Any], extra: Made) -> Made:
        """An object without its empty values; required texts are there, empty where nothing is known."""
        # Zero and False are said; None, "" and [] are not.
        made: Made = {key: value for key, value in zip(self.keys, row, strict=False) if value or value == 0}
        for key in self.texts:
            if key not in made:
                made[key] = ""
        if extra:
            made |= {key: extra[key] for key in sorted(extra) if key not in self.taken}
        return made

    def lines(self, rows: Iterable[Sequence[Any]]) -> list[Line]:
        """The objects of these rows, with what is computed from their columns."""
        width = len(self.keys) + 1
        end = width + len(self.table.owners)
        made = [(self.make(row, row[width - 1]), row) for row in rows]
        for one, _ in made:
            for key in self.numbers:
                if key in one:
                    one[key] = plain_number(one[key])
        finish(self.table.name, made)
        return [Line(row[0], one, row[width:end], row[width - 1]) for one, row in made]


@cache
def shape(name: str) -> Shape:
    found = table(name)
    left_out = () if name in KEPT_OWNERS else found.owners
    fields = [
        field for field in found.fields if field.column not in left_out and field.name not in found.computed
    ]
    texts = (Kind.TEXT, Kind.EMAIL, Kind.URI)
    return Shape(
        table=found,
        keys=tuple(field.name for field in fields),
        columns=tuple(field.column for field in fields),
        texts=tuple(field.name for field in fields if field.required and field.kind in texts),
        numbers=tuple(field.name for field in fields if field.kind is Kind.NUMBER),
        taken=frozenset(found.by_name) | NESTED,
    )


def read(name: str, rows: Rows, *, hidden: Collection[str] | None = None) -> list[Line]:
    """The objects of these rows, in one query. `hidden`: the columns that may name a hidden record."""
    made = shape(name)
    return made.lines(made.select(rows, NAMED.get(name, ()) if hidden is None else hidden))


def plain_number(value: Decimal | float) -> float | int:
    """12.50 as 12.5 and 3.00 as 3: no noise after the comma."""
    return int(value) if value == int(value) else float(value)


# What is computed


def finish(name: str, made: Sequence[tuple[Made, Sequence[Any]]]) -> None:
    """Add what is computed to objects, each with the row it came from."""
    if name in FINISH:
        FINISH[name](made)


def _degrees(made: Sequence[tuple[Made, Sequence[Any]]]) -> None:
    """Latitude and longitude of RD metres, all points in one call."""
    placed = [one for one, _ in made if "rd_x" in one and "rd_y" in one]
    if placed:
        xs, ys = [one["rd_x"] for one in placed], [one["rd_y"] for one in placed]
        latitudes, longitudes = rd_to_wgs84(cast(Any, xs), cast(Any, ys))
        for one, lat, lon in zip(placed, cast(Any, latitudes), cast(Any, longitudes), strict=True):
            one["latitude"], one["longitude"] = round(lat, DIGITS), round(lon, DIGITS)


def _extents(made: Sequence[tuple[Made, Sequence[Any]]]) -> None:
    """The CBS code of an area is its extent, unless a shape came from elsewhere."""
    for one, _ in made:
        if "code" in one and "extent" not in one:
            one["extent"], one["extent_type"] = one["code"], CBS


def _links(made: Sequence[tuple[Made, Sequence[Any]]]) -> None:
    """A service in a column of its own is named as any other object."""
    for one, row in made:
        link_id, entity, service_id = row[-3:]
        one["link_id"], one["link_entity"] = (
            (link_id, entity) if service_id is None else (service_id, "service")
        )


def _taxonomy_names(made: Sequence[tuple[Made, Sequence[Any]]]) -> None:
    for one, row in made:
        one["taxonomy"] = row[-1]


FINISH: Mapping[str, Callable[[Sequence[tuple[Made, Sequence[Any]]]], None]] = {
    "location": _degrees,
    "service_area": _extents,
    "attribute": _links,
    "taxonomy_term": _taxonomy_names,
}
