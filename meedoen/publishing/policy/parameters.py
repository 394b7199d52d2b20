"""What somebody may ask of a list, and reading it: every parameter of HSDS 3.1.1 and of Open Referral UK.

Strict on purpose: a filter that is misspelt or cannot be read is refused, because a harvester that gets
everything where it asked for a part would never know.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from meedoen.publishing.vocabulary import Form, Listing
from meedoen.shared.errors import Refused

PER_PAGE = 100
MOST_PER_PAGE = 1000
MOST_MINIMAL = 100_000
LAST_PAGE = 1_000_000
LONGEST_SEARCH = 200
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HEX = "[0-9a-fA-F]"
UUID_PATTERN = f"^{HEX}{{8}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{12}}$"
TIME_PATTERN = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"
POSTCODE_PATTERN = "^[1-9][0-9]{3}( ?[A-Za-z]{2})?$"
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?[0-9]*)?([Zz]|[+\- ][0-9]{2}:?[0-9]{2})?)?"
)


class Kind(StrEnum):
    TEXT = "text"
    WHOLE = "whole"
    FLAG = "flag"
    ID = "id"
    MOMENT = "moment"
    TIME = "time"
    POSTCODE = "postcode"
    CHOICE = "choice"


@dataclass(frozen=True)
class Parameter:
    """`about` is for the OpenAPI document; `least` and `most` hold for whole numbers."""

    name: str
    kind: Kind
    about: str
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What was asked of a list. Filters combine with AND; None or empty is not asked."""

    page: int = 1
    per_page: int = PER_PAGE
    format: str = Form.JSON.value
    search: str = ""
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    parent_id: UUID | None = None
    modified_after: datetime | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    start_time: time | None = None
    end_time: time | None = None
    day: str = ""
    postcode: str = ""
    proximity: int | None = None
    top_only: bool = False
    minimal: bool = False
    full: bool = False
    full_service: bool = False

    @property
    def narrows(self) -> bool:
        """Whether a filter was asked, so that the list is not the whole one."""
        return any(getattr(self, name) not in (None, "", False) for name in FILTERS)


FILTERS = tuple(
    field.name
    for field in fields(Asked)
    if field.name not in {"page", "per_page", "format", "minimal", "full", "full_service"}
)

SEARCH = Parameter(
    "search", Kind.TEXT, "Full text search: records that have these words.", most=LONGEST_SEARCH
)
PAGING = (
    Parameter("page", Kind.WHOLE, "Page number, from 1. After the last page: an empty page.", 1, LAST_PAGE),
    Parameter("per_page", Kind.WHOLE, f"How many on a page; {PER_PAGE} when left out.", 1, MOST_PER_PAGE),
    Parameter(
        "format",
        Kind.CHOICE,
        "`json` gives pages; `ndjson` streams every record on a line of its own, without pages.",
        choices=tuple(Form),
    ),
)
TERM = (
    Parameter("taxonomy_term_id", Kind.ID, "Only records for which this taxonomy term holds."),
    Parameter("taxonomy_id", Kind.ID, "Only records with any term of this taxonomy."),
)
FULL = Parameter("full", Kind.FLAG, "Give each record with all related data.")
FULL_SERVICE = Parameter("full_service", Kind.FLAG, "Give the services of an organization in full.")
OF_SERVICE = (
    Parameter("organization_id", Kind.ID, "Only what this organization offers."),
    Parameter(
        "modified_after", Kind.MOMENT, "Only services modified at or after this moment (a date is enough)."
    ),
    Parameter("minimum_age", Kind.WHOLE, "Only services with a minimum age of at least this.", 0, 150),
    Parameter("maximum_age", Kind.WHOLE, "Only services with a maximum age of at most this.", 0, 150),
    Parameter("start_time", Kind.TIME, "Only services that open at or after this time."),
    Parameter("end_time", Kind.TIME, "Only services that close at or before this time."),
    Parameter("day", Kind.CHOICE, "Only services that are open on this day of the week.", choices=DAYS),
    Parameter(
        "postcode",
        Kind.POSTCODE,
        "Only services whose service area, where one is stated, holds this postcode (four digits suffice).",
    ),
    Parameter(
        "proximity",
        Kind.WHOLE,
        "With `postcode`: only within this many metres of the middle of the postcode.",
        0,
        1_000_000,
    ),
)
MINIMAL = Parameter(
    "minimal",
    Kind.FLAG,
    f"Only `id` and `modified_date`; without `per_page` up to {MOST_MINIMAL} on one page.",
)

PARAMETERS: Mapping[Listing, tuple[Parameter, ...]] = {
    Listing.SERVICES: (SEARCH, *PAGING, *TERM, *OF_SERVICE, MINIMAL, FULL),
    Listing.SERVICE_AT_LOCATIONS: (SEARCH, *PAGING, *TERM, *OF_SERVICE, FULL),
    Listing.ORGANIZATIONS: (SEARCH, *PAGING, *TERM, FULL, FULL_SERVICE),
    Listing.LOCATIONS: (
        SEARCH,
        *PAGING,
        Parameter("organization_id", Kind.ID, "Only locations of this organization."),
        FULL,
    ),
    Listing.TAXONOMIES: (SEARCH, *PAGING),
    Listing.TAXONOMY_TERMS: (
        SEARCH,
        *PAGING,
        Parameter("taxonomy_id", Kind.ID, "Only terms of this taxonomy."),
        Parameter("top_only", Kind.FLAG, "Only terms that are no child of another term."),
        Parameter("parent_id", Kind.ID, "Only terms with this parent."),
    ),
}
OF_ONE: Mapping[Listing, tuple[Parameter, ...]] = {Listing.ORGANIZATIONS: (FULL_SERVICE,)}


def read_parameters(allowed: Iterable[Parameter], said: Iterable[tuple[str, str]]) -> Asked:
    """What was asked, from names and values as they were typed.

    Raises Refused, with the parameter, where one is unknown, stands twice or cannot be read.
    """
    known = {parameter.name: parameter for parameter in allowed}
    values: dict[str, Any] = {}
    for name, text in said:
        if name not in known:
            raise Refused(_unknown(name, known), name[:80])
        if name in values:
            raise Refused(f"{name} staat er twee keer. Geef elke parameter hooguit één keer.", name)
        values[name] = READERS[known[name].kind](known[name], text)
    if "proximity" in values and "postcode" not in values:
        raise Refused("proximity werkt alleen samen met postcode. Geef ook een postcode.", "proximity")
    if values.get("minimal") and "per_page" not in values:
        values["per_page"] = MOST_MINIMAL
    return Asked(**values)


def _unknown(name: str, known: Mapping[str, Parameter]) -> str:
    short = name[:80].replace("\x00", " ")
    if not known:
        return f"Dit adres kent de parameter {short!r} niet. Laat hem weg."
    return f"Dit adres kent de parameter {short!r} niet. Wel: {', '.join(sorted(known))}."


def _text(parameter: Parameter, text: str) -> str:
    if len(text) > parameter.most:
        raise Refused(
            f"{parameter.name} is te lang. Gebruik hooguit {parameter.most} tekens.", parameter.name
        )
    return text.replace("\x00", " ").strip()


def _whole(parameter: Parameter, text: str) -> int:
    if not re.fullmatch("0|[1-9][0-9]{0,6}", text) or not parameter.least <= int(text) <= parameter.most:
        raise Refused(
            f"{parameter.name} is een heel getal van {parameter.least} tot en met {parameter.most}.",
            parameter.name,
        )
    return int(text)


def _flag(parameter: Parameter, text: str) -> bool:
    if text not in ("true", "false"):
        raise Refused(f"{parameter.name} is true of false.", parameter.name)
    return text == "true"


def _id(parameter: Parameter, text: str) -> UUID:
    found = read_id(text)
    if found is None:
        raise Refused(f"{parameter.name} is een uuid, zoals die in de lijsten staan.", parameter.name)
    return found


def read_id(text: str) -> UUID | None:
    """An id as the lists give it; None where it is something else."""
    return UUID(text) if re.fullmatch(UUID_PATTERN, text) and text.isascii() and len(text) == 36 else None


def _moment(parameter: Parameter, text: str) -> datetime:
    match = MOMENT.fullmatch(text)
    try:
        if match is None:
            raise ValueError("not a moment")
        return _read_moment(text, match)
    except (ValueError, OverflowError) as error:
        raise Refused(
            f"{parameter.name} is een datum of moment, zoals 2026-09-01 of 2026-09-01T12:00:00Z.",
            parameter.name,
        ) from error


def _read_moment(text: str, match: re.Match[str]) -> datetime:
    """A moment without a zone is UTC. A `+` that an address turned into a space is read as `+`."""
    if len(text) == 10:
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    zone = match.group(4) or "Z"
    clock = text[11 : len(text) - len(match.group(4) or "")]
    digits = clock.partition(".")[0] + ("." + clock.partition(".")[2][:6] if "." in clock else "")
    found = datetime.fromisoformat(f"{text[:10]}T{digits}{zone.upper().replace(' ', '+')}")
    return found.astimezone(UTC)


def _time(parameter: Parameter, text: str) -> time:
    if not re.fullmatch(TIME_PATTERN, text) or text.endswith("\n"):
        raise Refused(f"{parameter.name} is een tijd, zoals 09:30.", parameter.name)
    return time.fromisoformat(text)


def _postcode(parameter: Parameter, text: str) -> str:
    if not re.fullmatch(POSTCODE_PATTERN, text) or text.endswith("\n"):
        raise Refused(f"{parameter.name} is een postcode, zoals 3511 of 3511 AB.", parameter.name)
    return text[:4]


def _choice(parameter: Parameter, text: str) -> str:
    if text not in parameter.choices:
        raise Refused(f"{parameter.name} is een van: {', '.join(parameter.choices)}.", parameter.name)
    return text


READERS: Mapping[Kind, Callable[[Parameter, str], Any]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.FLAG: _flag,
    Kind.ID: _id,
    Kind.MOMENT: _moment,
    Kind.TIME: _time,
    Kind.POSTCODE: _postcode,
    Kind.CHOICE: _choice,
}
