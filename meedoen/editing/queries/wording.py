"""Saying a change in words: what stood there, what is proposed, what stands there now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Model

from meedoen.directory.actions.history import RowChange
from meedoen.directory.hsds import table
from meedoen.directory.labels import COLUMNS, PARTS
from meedoen.directory.models import Location, Organization, Program, Service, TaxonomyTerm, Unit
from meedoen.directory.policy import Cost, Rhythm, price_text, rhythm_text
from meedoen.directory.queries.history import Key, Values
from meedoen.directory.vocabulary import ServiceStatus

# What a reader has no use for.
UNSAID = frozenset(
    {"extra", "origins", "source_id", "last_modified", "link_entity", "link_type", "currency", "country",
     "address_type", "location_type", "link_id", "rd_x", "rd_y", "area_code", "unit_id", "updated",
     "state_province"}
)  # fmt: skip
NAMED: tuple[tuple[str, type[Model]], ...] = (
    ("organization_id", Organization), ("program_id", Program), ("unit_id", Unit),
    ("merged_into_id", Service), ("merged_into_id", Organization),
)  # fmt: skip
OWNERS = frozenset(
    {"service_id", "organization_id", "location_id", "contact_id", "phone_id", "service_at_location_id"}
)


@dataclass(frozen=True)
class Words:
    """Names of what rows point at, so that a change is told in words: id as text to name."""

    names: Mapping[str, str] = field(default_factory=dict)

    def of_column(self, column: str, value: object) -> str:
        """One value of one column."""
        if value is None or value in ("", [], {}):
            return ""
        if isinstance(value, bool):
            return "ja" if value else "nee"
        if column == "status":
            return str(ServiceStatus(value).label) if value in ServiceStatus.values else str(value)
        if isinstance(value, list):
            return "\n".join(map(str, value))
        return self.names.get(str(value), str(value))

    def of_row(self, name: str, values: Values) -> str:
        """A whole part in a line."""
        said = {
            "schedule": _schedule,
            "cost_option": _cost,
        }.get(name)
        if said:
            return said(values)
        if name == "attribute":
            term = self.names.get(str(values.get("taxonomy_term_id")), "kenmerk")
            return f"{term} ({values['value']})" if values.get("value") else term
        shown = [column for column in _order(name) if column not in UNSAID]
        if name != "service_at_location":
            shown = [column for column in shown if column not in OWNERS]
        texts = [self.of_column(column, values.get(column)) for column in shown if column != "service_id"]
        return ", ".join(dict.fromkeys(text for text in texts if text))


def words_for(rows: Iterable[RowChange], current: Mapping[Key, Values] | None = None) -> Words:
    """The names that these changes need, in seven queries at most."""
    rows = list(rows)
    sides = [side for row in rows for side in (row.before, row.after) if side]
    sides += list((current or {}).values())
    names: dict[str, str] = {}
    terms = _ids(sides, "taxonomy_term_id")
    for term in TaxonomyTerm.objects.filter(id__in=terms).select_related("taxonomy") if terms else ():
        names[str(term.id)] = f"{term.taxonomy.name}: {term.name}"
    places = _ids(sides, "location_id")
    for place in Location.objects.filter(id__in=places).prefetch_related("addresses") if places else ():
        names[str(place.id)] = place_text(place)
    for column, model in NAMED:
        ids = _ids(sides, column)
        if ids:
            found = model._default_manager.filter(pk__in=ids)
            names |= {str(pk): name for pk, name in found.values_list("pk", "name")}
    return Words(names | _new_places(rows))


def _new_places(rows: Sequence[RowChange]) -> dict[str, str]:
    """The names of places that are themselves proposed."""
    found: dict[str, str] = {}
    for row in rows:
        after = row.after or {}
        if row.table == "location" and row.before is None:
            found[str(row.id)] = after.get("name") or ""
        if row.table == "address" and row.before is None and str(after.get("location_id")) in found:
            name = found[str(after["location_id"])]
            line = ", ".join(part for part in (name, after.get("address_1"), after.get("city")) if part)
            found[str(after["location_id"])] = line
    return found


def place_text(place: Location) -> str:
    """A place in a line: its name, street and town."""
    address = place.address
    parts = [place.name] + ([address.address_1, address.postal_code, address.city] if address else [])
    return ", ".join(part for part in parts if part) or "een plek zonder naam"


def rhythm_of(values: Mapping[str, Any]) -> Rhythm:
    """The columns of a schedule, as JSON keeps them, as a rhythm."""
    zone = values.get("timezone")
    return Rhythm(
        freq=values.get("freq") or "",
        interval=int(values.get("interval") or 1),
        byday=values.get("byday") or "",
        dtstart=_date(values.get("dtstart")),
        until=_date(values.get("until")),
        opens_at=_time(values.get("opens_at")),
        closes_at=_time(values.get("closes_at")),
        description=values.get("description") or "",
        count=values.get("count"),
        bymonthday=values.get("bymonthday") or "",
        byweekno=values.get("byweekno") or "",
        byyearday=values.get("byyearday") or "",
        wkst=values.get("wkst") or "",
        valid_from=_date(values.get("valid_from")),
        valid_to=_date(values.get("valid_to")),
        timezone=Decimal(zone) if zone else None,
        not_in_school_holidays=bool(values.get("not_in_school_holidays")),
    )


def _schedule(values: Values) -> str:
    said = rhythm_text(rhythm_of(values))
    return said or values.get("notes") or "dagen en tijden zonder tekst"


def _cost(values: Values) -> str:
    amount = _decimal(values.get("amount"))
    if amount is None:
        return values.get("amount_description") or values.get("option") or ""
    cost = Cost(
        amount,
        _decimal(values.get("amount_to")),
        values.get("option") or "",
        values.get("amount_description") or "",
        values.get("currency") or "EUR",
    )
    return price_text([cost])


def _order(name: str) -> list[str]:
    return [one.column for one in table(name).fields if one.column != "id"]


def _ids(sides: Iterable[Values], column: str) -> set[str]:
    return {str(side[column]) for side in sides if side.get(column)}


def _date(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _time(value: object) -> time | None:
    return time.fromisoformat(str(value)) if value else None


def _decimal(value: object) -> Decimal | None:
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None


def label(name: str, column: str = "") -> str:
    """What a column or a part is called on the screen, with a capital."""
    said = COLUMNS.get(column, column.replace("_", " ")) if column else PARTS.get(name, name)
    return said[:1].upper() + said[1:]
