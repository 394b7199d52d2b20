"""From a row as it was read to the columns that keep it: every value judged, nothing lost.

What a column cannot hold goes to `extra` under its own name, with a remark for the report.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models

from meedoen.areas.geometry import wgs84_to_rd
from meedoen.directory.hsds import BY_NAME, Field, Kind, Table
from meedoen.directory.labels import PARTS, label_of
from meedoen.directory.models import (
    Attribute,
    Location,
    Organization,
    OrganizationIdentifier,
    Phone,
    Program,
    Service,
    Taxonomy,
    TaxonomyTerm,
    Unit,
    Url,
)
from meedoen.importing.policy import values
from meedoen.importing.policy.values import NotReadable, Unfit
from meedoen.importing.reading.raw import RawRow
from meedoen.shared.stable_id import stable_id

# What each reference points at. Those of attribute and metadata say so themselves.
TARGETS = {
    "organization_id": "organization",
    "parent_organization_id": "organization",
    "program_id": "program",
    "service_id": "service",
    "location_id": "location",
    "service_at_location_id": "service_at_location",
    "contact_id": "contact",
    "phone_id": "phone",
    "unit_id": "unit",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
    "parent_id": "taxonomy_term",
}
NEEDED: dict[type[models.Model], tuple[str, ...]] = {
    Organization: ("name",),
    OrganizationIdentifier: ("identifier",),
    Program: ("name",),
    Service: ("name",),
    Location: (),
    Phone: ("number",),
    Unit: ("name",),
    Url: ("url",),
    Taxonomy: ("name",),
    TaxonomyTerm: ("name",),
    Attribute: ("taxonomy_term_id",),
}
RECORDS = frozenset({"taxonomy", "taxonomy_term", "unit", "organization", "location", "service"})
NEVER = frozenset({"taxonomy_detail", "distance"})


@dataclass(slots=True)
class Fact:
    """One row as it will be kept: `values` by column, as JSON keeps them; `id` as a UUID in text."""

    table: str
    id: str
    values: dict[str, Any]
    place: str
    remarks: list[str] = field(default_factory=list)
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """How one property of the standard is read: into which column, and what stands there when it is empty."""

    name: str
    column: str
    read: values.Reader
    empty: Any
    points: bool


class Ids:
    """The ids of one source: a UUID stays, anything else gets one that is the same at every reading."""

    def __init__(self, source_id: UUID) -> None:
        self._source = str(source_id)

    def of(self, table: str, said: Any) -> str:
        """Raises NotReadable where it is not the text or number of an id."""
        if type(said) is not str:
            if isinstance(said, bool) or not isinstance(said, int):
                raise NotReadable("Het id is geen tekst. Zet in de bron een id neer.")
            said = str(said)
        if values.UUID_TEXT.fullmatch(said):
            return said
        text = said.strip()
        if len(text) > 500 or "\0" in text:
            raise NotReadable("Het id is te lang of bevat een onzichtbaar teken.")
        try:
            return str(UUID(text))
        except ValueError:
            return str(stable_id("imported", self._source, table, text))


@cache
def columns_of(name: str) -> Mapping[str, Column]:
    """The properties of an object of the standard, by name."""
    table = BY_NAME[name]
    return {field.name: _column(table, field) for field in table.fields if field.name != "id"}


def _column(table: Table, field: Field) -> Column:
    kept = next(one for one in table.model._meta.concrete_fields if one.attname == field.column)
    points = field.kind == Kind.UUID
    empty: Any = None if kept.null else "" if not kept.has_default() else _default(kept)
    if field.kind in (Kind.TEXT, Kind.EMAIL, Kind.URI) and not kept.choices:
        empty = "" if not kept.null else None
    return Column(field.name, field.column, _reader(table, field, kept), None if points else empty, points)


def _default(kept: Any) -> Any:
    value = kept.get_default()
    return str(value) if isinstance(value, models.enums.Choices) else value


def _reader(table: Table, field: Field, kept: Any) -> values.Reader:
    longest = getattr(kept, "max_length", None)
    if kept.choices and field.kind == Kind.TEXT:
        return values.choice_reader(frozenset(value for value, _ in kept.choices), longest or 20)
    simple: dict[Kind, values.Reader] = {
        Kind.DATE: values.read_date,
        Kind.MOMENT: values.read_moment,
        Kind.TIME: values.read_time,
        Kind.FLAG: values.read_flag,
        Kind.LIST: values.list_reader(msgspec.json.decode),
    }
    if field.kind == Kind.EMAIL:
        return _checked(values.read_email, validate_email, "geen e-mailadres")
    if field.kind in simple:
        return simple[field.kind]
    if field.kind == Kind.URI:
        web_only = isinstance(kept, models.URLField)
        read = values.uri_reader(longest or 500, web_only=web_only)
        return _checked(read, URLValidator(), "geen webadres") if web_only else read
    if field.kind == Kind.INTEGER:
        return values.whole_number_reader(*_range(kept))
    if field.kind == Kind.NUMBER:
        return values.number_reader(kept.max_digits, kept.decimal_places)
    if table.name == "organization" and field.name == "logo":
        return values.uri_reader(longest or 500, web_only=True)
    return values.text_reader(longest)


def _checked(read: values.Reader, validate: Callable[[str], None], what: str) -> values.Reader:
    """The same, and what Django itself would refuse when somebody edits it here is set aside too."""

    @lru_cache(maxsize=10_000)
    def fits(text: str) -> bool:
        try:
            validate(text)
        except ValidationError:
            return False
        return True

    def read_checked(value: Any) -> Any:
        text = read(value)
        if text and not fits(text):
            raise Unfit(f"“{text[:60]}” is {what}")
        return text

    return read_checked


def _range(kept: Any) -> tuple[int, int]:
    if isinstance(kept, models.PositiveSmallIntegerField):
        return 0, 32_767
    return (0 if isinstance(kept, models.PositiveIntegerField) else -2_147_483_648), 2_147_483_647


def fact_of(row: RawRow, ids: Ids) -> Fact:
    """The row as it will be kept. Raises NotReadable where it cannot be."""
    said = row.values
    if said.get("id") in values.NOTHING:
        raise NotReadable("Er staat geen id bij. Geef elke rij in de bron een eigen id.")
    fact = Fact(row.table, ids.of(row.table, said["id"]), {}, row.place, repeats=row.repeats)
    extra: dict[str, Any] = {}
    columns = columns_of(row.table)
    for name, value in said.items():
        column = columns.get(name)
        if column is None:
            if value not in values.NOTHING and name not in ("id", *BY_NAME[row.table].computed):
                _keep_extra(extra, name, value)
        elif value in values.NOTHING:
            fact.values[column.column] = column.empty
        elif column.points:
            _point(fact, column, value, said, ids)
        else:
            _take(fact, column, value, extra)
    for step in SPECIAL.get(row.table, ()):
        step(fact, said, extra, ids)
    _needs(fact)
    fact.values["extra"] = extra
    return fact


def _take(fact: Fact, column: Column, value: Any, extra: dict[str, Any]) -> None:
    try:
        fact.values[column.column] = column.read(value)
    except Unfit as unfit:
        label = label_of(fact.table, column.column)
        fact.remarks.append(f"{label[:1].upper()}{label[1:]}: {unfit.message}.")
        fact.values[column.column] = column.empty if unfit.instead is None else unfit.instead
        if unfit.keep:
            _keep_extra(extra, column.name, value)


def _point(fact: Fact, column: Column, value: Any, said: Mapping[str, Any], ids: Ids) -> None:
    target = TARGETS.get(column.name)
    if target is None:
        target = said.get("link_entity") or said.get("resource_type") or ""
    fact.values[column.column] = ids.of(str(target), value)


def _keep_extra(extra: dict[str, Any], name: str, value: Any) -> None:
    """Keep what the standard has no field for; a column `extra` is what Meedoen itself wrote there."""
    if name in NEVER or (name == "extra" and _unpacked(extra, value)):
        return
    if isinstance(value, str):
        values.plain_text(value)
    else:
        body = msgspec.json.encode(value)
        if len(body) > values.LONGEST or b"\\u0000" in body:
            raise NotReadable(f"“{name[:40]}” is te lang of bevat een onzichtbaar teken.")
    if "\0" in name or len(name) > 200:
        raise NotReadable("De naam van een kolom is te lang of bevat een onzichtbaar teken.")
    extra[name] = value


def _unpacked(extra: dict[str, Any], value: Any) -> bool:
    """Take over what Meedoen itself wrote in a column `extra`; tells whether it was that."""
    if isinstance(value, str) and value.startswith("{") and len(value) <= values.LONGEST:
        try:
            value = msgspec.json.decode(value)
        except msgspec.DecodeError:
            return False
    if not isinstance(value, dict):
        return False
    for name, said in value.items():
        _keep_extra(extra, f"{name}", said)
    return True


def _needs(fact: Fact) -> None:
    for column in NEEDED.get(BY_NAME[fact.table].model, ()):
        value = fact.values.get(column)
        if value is None or (isinstance(value, str) and not value.strip()):
            label = label_of(fact.table, column)
            reason = next((text for text in fact.remarks if text.lower().startswith(label)), "")
            raise NotReadable(f"{label[:1].upper()}{label[1:]} ontbreekt. {reason}".strip())


def _location(fact: Fact, said: Mapping[str, Any], extra: dict[str, Any], ids: Ids) -> None:
    """Degrees become RD metres; where that cannot be, the place comes in without a point."""
    latitude, longitude = said.get("latitude"), said.get("longitude")
    metres = fact.values.get("rd_x") is not None and fact.values.get("rd_y") is not None
    if not metres:
        fact.values.pop("rd_x", None)
        fact.values.pop("rd_y", None)
    if metres or (latitude in values.NOTHING and longitude in values.NOTHING):
        if not metres and ("latitude" in said or "rd_x" in said):
            fact.values |= {"rd_x": None, "rd_y": None}
        return
    try:
        x, y = _metres(latitude, longitude)
        fact.values |= {"rd_x": x, "rd_y": y}
    except Unfit as unfit:
        fact.values |= {"rd_x": None, "rd_y": None}
        fact.remarks.append(f"Geen punt op de kaart: {unfit.message}.")
        for name, value in (("latitude", latitude), ("longitude", longitude)):
            if value not in values.NOTHING:
                _keep_extra(extra, name, value if isinstance(value, int) else str(value))


def _metres(latitude: Any, longitude: Any) -> tuple[int, int]:
    lat, lon = values.degrees(latitude, longitude)
    try:
        return wgs84_to_rd(lat, lon)
    except (ValueError, OverflowError):
        raise Unfit("de coördinaten liggen buiten Nederland") from None


def _attribute(fact: Fact, said: Mapping[str, Any], extra: dict[str, Any], ids: Ids) -> None:
    entity, link = fact.values.pop("link_entity", ""), fact.values.pop("link_id", None)
    if entity not in BY_NAME or link is None:
        raise NotReadable(f"Een kenmerk van “{str(entity)[:40]}”: dat soort gegevens bestaat niet.")
    if entity == "service":
        fact.values |= {"service_id": link, "link_entity": "", "link_id": None}
    else:
        fact.values |= {"service_id": None, "link_entity": entity, "link_id": link}


def _service_area(fact: Fact, said: Mapping[str, Any], extra: dict[str, Any], ids: Ids) -> None:
    """A CBS code is published as the extent of type CBS."""
    kept = fact.values
    if kept.get("extent_type") != "CBS":
        return
    if "code" not in said and kept.get("extent") and len(kept["extent"]) <= 12:
        kept["code"] = kept["extent"]
    if kept.get("code") and kept["code"] == kept.get("extent"):
        kept["extent"] = kept["extent_type"] = ""


def _term(fact: Fact, said: Mapping[str, Any], extra: dict[str, Any], ids: Ids) -> None:
    """A term without a list hangs under a list that holds the loose terms of this source."""
    name = said.get("taxonomy")
    if isinstance(name, str) and name and fact.values.get("taxonomy_id") is None:
        extra["taxonomy"] = values.plain_text(name)


def _status(fact: Fact, said: Mapping[str, Any], extra: dict[str, Any], ids: Ids) -> None:
    if said.get("status") in values.NOTHING:
        fact.values["status"] = "active"
        fact.remarks.append("Er staat geen status bij: ingelezen als actief.")


def _metadata(fact: Fact, said: Mapping[str, Any], extra: dict[str, Any], ids: Ids) -> None:
    if fact.values.get("resource_id") is None or fact.values.get("last_action_date") is None:
        raise NotReadable("Bij deze regel geschiedenis staat niet waarover die gaat of van wanneer die is.")


SPECIAL: dict[str, tuple[Any, ...]] = {
    "location": (_location,),
    "attribute": (_attribute,),
    "service_area": (_service_area,),
    "taxonomy_term": (_term,),
    "service": (_status,),
    "metadata": (_metadata,),
}


def links_of(table: str, kept: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a part hangs on, by table and id: all of them, where it hangs on more than one."""
    if table == "attribute":
        if kept.get("service_id"):
            yield "service", kept["service_id"]
        elif kept.get("link_id"):
            yield kept["link_entity"], kept["link_id"]
        return
    if table == "metadata":
        yield kept["resource_type"], kept["resource_id"]
        return
    for column in BY_NAME[table].owners:
        if kept.get(column):
            yield TARGETS[column], kept[column]


def name_of(table: str, said: Mapping[str, Any]) -> str:
    """What a row is called in the report: its own name, or else the kind of thing it is."""
    for name in ("name", "number", "url", "document", "identifier", "address_1", "label", "description"):
        value = said.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.replace("\0", " ").split())[:200]
    return PARTS.get(table, table.replace("_", " "))
