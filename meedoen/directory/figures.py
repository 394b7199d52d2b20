"""Numbers of the social map for reports: what is offered, where much is alike, what was sought in vain.

All of it is added up by the database, in one query each, whatever the number of services. A service that fits
two codes of a trait counts in both, and once where that trait is not asked for.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection
from django.db.models import Sum

from meedoen.areas.models import Area, PostcodePoint
from meedoen.directory.models import (
    Attribute,
    Location,
    NotFoundCount,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    Taxonomy,
    TaxonomyTerm,
)
from meedoen.directory.vocabulary import Freshness, ServiceStatus, TaxonomyCode

NOT_SAID = "-"
EVERYBODY = "everybody"
PART_HOURS = {
    "morning": ("00:00:00", "12:00:00"),
    "afternoon": ("12:00:00", "18:00:00"),
    "evening": ("18:00:00", "24:00:00"),
}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Trait(StrEnum):
    """By what the offer can be split."""

    AREA = "area"
    GROUP = "group"
    DOMAIN = "domain"
    LEVEL = "level"
    PART = "part"
    INTEREST = "interest"
    DAY = "day"


class Reach(StrEnum):
    """When a service is there for a district: held in it, held near it, or said to work for it."""

    HELD = "held"
    NEAR = "near"
    SERVES = "serves"


@dataclass(frozen=True)
class Where:
    """The districts of a municipality (CBS codes) and what counts as there on a day.

    `metres` is for `Reach.NEAR`.
    """

    municipality_code: str
    districts: tuple[str, ...]
    on: date
    reach: Reach = Reach.HELD
    metres: int = 2000


@dataclass(frozen=True)
class Offered:
    """How much is offered: services, their places, those free, and how many services don't say a number."""

    services: int = 0
    places: int = 0
    free: int = 0
    unknown: int = 0


TAXONOMIES = {
    Trait.GROUP: TaxonomyCode.TARGET_GROUP,
    Trait.DOMAIN: TaxonomyCode.LIFE_DOMAIN,
    Trait.LEVEL: TaxonomyCode.ACTIVATION_LEVEL,
    Trait.INTEREST: TaxonomyCode.INTEREST,
}
_T = {
    model.__name__: f'"{model._meta.db_table}"'
    for model in (
        Area,
        Attribute,
        Location,
        PostcodePoint,
        Schedule,
        Service,
        ServiceArea,
        ServiceAtLocation,
        ServiceCapacity,
        Taxonomy,
        TaxonomyTerm,
    )
}
Sql = tuple[str, list[object]]
"""A piece of SQL and what fills its marks."""


def offered(
    where: Where, by: Sequence[Trait], *, only: Mapping[Trait, str] | None = None, least: int = 1
) -> dict[tuple[str, ...], Offered]:
    """What is on offer in a municipality, split by these traits: per combination of codes, `NOT_SAID` where
    a service does not say. What is for everybody stands under `everybody` alone, and a filter on a group
    takes it along.

    `only` narrows by trait and code; `least` leaves out combinations with fewer services. Places are those of
    the capacity that was counted; a part of a day has the places of the whole service.
    """
    only = only or {}
    traits = dict.fromkeys([*by, *only])
    pieces: list[tuple[str, Sql]] = [("reach", _reach(where))]
    pieces += [(f'"{trait.value}"', _trait(trait, where.on)) for trait in traits if trait != Trait.AREA]
    pieces.append(("offer", _offer(only)))
    columns = [f"COALESCE({_source(trait)}.code, '{NOT_SAID}')" for trait in by]
    joins = [f"LEFT JOIN {_source(trait)} ON {_source(trait)}.service_id = offer.id" for trait in by]
    narrowed = [only[Trait.AREA]] if Trait.AREA in by and Trait.AREA in only else []
    query = " ".join(
        [
            "WITH " + ", ".join(f"{name} AS ({sql})" for name, (sql, _) in pieces),
            "SELECT " + ", ".join([*columns, "COUNT(*), SUM(places), SUM(free), SUM(unknown)"]),
            "FROM offer",
            *joins,
            *(["WHERE reach.code = %s"] if narrowed else []),
            *(["GROUP BY", ", ".join(columns)] if columns else []),
            f"HAVING COUNT(*) >= {int(least)}",
        ]
    )
    given = [value for _, (_, values) in pieces for value in values] + narrowed
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        rows = cursor.fetchall()
    width = len(by)
    return {
        tuple(row[:width]): Offered(*(int(number or 0) for number in row[width:]))
        for row in sorted(rows, key=lambda row: [str(code) for code in row[:width]])
    }


def not_found(
    districts: Collection[str], *, since: date, until: date
) -> dict[tuple[TaxonomyCode, str, str], int]:
    """How many searches found nothing in these days, by (taxonomy, term, district).

    Searches without a term or without one of these districts are left out; one with two terms counts twice.
    """
    rows = (
        NotFoundCount.objects.filter(day__gte=since, day__lte=until, area_code__in=districts)
        .filter(term__taxonomy__code__in=[*TAXONOMIES.values()])
        .values_list("term__taxonomy__code", "term__code", "area_code")
        .annotate(searches=Sum("count"))
        .order_by("term__taxonomy__code", "term__code", "area_code")
    )
    return {(TaxonomyCode(taxonomy), term, area): count for taxonomy, term, area, count in rows}


def _source(trait: Trait) -> str:
    """The piece that says of which code of a trait a service is."""
    return "reach" if trait == Trait.AREA else f'"{trait.value}"'


def _offer(only: Mapping[Trait, str]) -> Sql:
    """The services that anybody can go to now and that fit, each once, with their places."""
    given: list[object] = [Freshness.LAPSED, ServiceStatus.ACTIVE]
    conditions = []
    for trait, code in only.items():
        codes = [code, EVERYBODY] if trait == Trait.GROUP else [code]
        marks = ", ".join(["%s"] * len(codes))
        conditions.append(f" AND s.id IN (SELECT service_id FROM {_source(trait)} WHERE code IN ({marks}))")  # noqa: S608
        given += codes
    # Only names of tables and columns are put in; every value has a mark.
    sql = f"""
        SELECT s.id, COALESCE(c.places, 0) AS places, COALESCE(c.free, 0) AS free,
            CASE WHEN c.places IS NULL THEN 1 ELSE 0 END AS unknown
        FROM {_T["Service"]} s
        LEFT JOIN (
            SELECT service_id, SUM(maximum) AS places, SUM(available) AS free
            FROM {_T["ServiceCapacity"]} GROUP BY service_id
        ) c ON c.service_id = s.id
        WHERE s.is_published AND s.freshness <> %s AND s.status = %s
            AND s.id IN (SELECT service_id FROM reach){"".join(conditions)}
    """  # noqa: S608
    return sql, given


def _reach(where: Where) -> Sql:
    """Which service is there for which district; a service of the municipality without one is `NOT_SAID`."""
    digits = where.municipality_code[2:]
    if where.reach == Reach.SERVES:
        return _serving(where)
    held: Sql = (
        f"""
        SELECT l.service_id, CASE WHEN substr(p.area_code, 1, 2) IN ('WK', 'BU')
            THEN 'WK' || substr(p.area_code, 3, 6) ELSE '{NOT_SAID}' END AS code
        FROM {_T["ServiceAtLocation"]} l JOIN {_T["Location"]} p ON p.id = l.location_id
        WHERE substr(p.area_code, 3, 4) = %s AND substr(p.area_code, 1, 2) IN ('GM', 'WK', 'BU')
        """,  # noqa: S608
        [digits],
    )
    if where.reach == Reach.HELD:
        return held[0].replace("SELECT", "SELECT DISTINCT", 1), held[1]
    near, given = _near(where)
    return f"{held[0]} UNION {near}", [*held[1], *given]


def _near(where: Where) -> Sql:
    """Held within so many metres of the middle of a postcode area of the district."""
    metres = int(where.metres)
    return (
        f"""
        SELECT l.service_id, a.code
        FROM {_T["PostcodePoint"]} m
        JOIN {_T["Area"]} a ON a.id = m.area_id AND a.code IN ({_marks(where.districts)})
        JOIN {_T["Location"]} p ON p.rd_x BETWEEN m.rd_x - {metres} AND m.rd_x + {metres}
            AND p.rd_y BETWEEN m.rd_y - {metres} AND m.rd_y + {metres}
            AND CAST(p.rd_x - m.rd_x AS bigint) * (p.rd_x - m.rd_x)
                + CAST(p.rd_y - m.rd_y AS bigint) * (p.rd_y - m.rd_y) <= {metres**2}
        JOIN {_T["ServiceAtLocation"]} l ON l.location_id = p.id
        """,  # noqa: S608
        list(where.districts),
    )


def _serving(where: Where) -> Sql:
    """Said to work for the district, for a neighbourhood in it, or for the whole municipality."""
    return (
        f"""
        SELECT DISTINCT s.service_id, a.code
        FROM {_T["ServiceArea"]} s JOIN {_T["Area"]} a ON a.code IN ({_marks(where.districts)})
            AND (s.code = a.code OR s.code = %s
                OR (substr(s.code, 1, 2) = 'BU' AND 'WK' || substr(s.code, 3, 6) = a.code))
        WHERE s.service_id IS NOT NULL
        """,  # noqa: S608
        [*where.districts, where.municipality_code],
    )


def _marks(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values)) or "''"


def _trait(trait: Trait, on: date) -> Sql:
    """Of which codes of a trait a service is, each combination once."""
    if trait == Trait.PART:
        return " UNION ".join(_open_in(part) for part in PART_HOURS), [on] * len(PART_HOURS)
    if trait == Trait.DAY:
        return " UNION ".join(_open_on(day) for day in WEEKDAYS), [on] * len(WEEKDAYS)
    sql = f"""
        SELECT t.service_id, m.code FROM {_T["Attribute"]} t
        JOIN {_T["TaxonomyTerm"]} m ON m.id = t.taxonomy_term_id
        JOIN {_T["Taxonomy"]} x ON x.id = m.taxonomy_id AND x.code = '{TAXONOMIES[trait].value}'
        WHERE t.service_id IS NOT NULL
    """  # noqa: S608
    if trait != Trait.GROUP:
        return sql, []
    every = sql.replace("t.service_id, m.code", "t.service_id", 1) + f" AND m.code = '{EVERYBODY}'"
    return f"{sql} AND (m.code = '{EVERYBODY}' OR t.service_id NOT IN ({every}))", []


def _open_in(part: str) -> str:
    starts, ends = PART_HOURS[part]
    return f"""
        SELECT service_id, '{part}' AS code FROM {_T["Schedule"]} WHERE service_id IS NOT NULL
            AND opens_at < '{ends}' AND (opens_at >= '{starts}' OR closes_at > '{starts}')
            AND (valid_to IS NULL OR valid_to >= %s)
    """  # noqa: S608


def _open_on(day: str) -> str:
    return f"""
        SELECT service_id, '{day}' AS code FROM {_T["Schedule"]} WHERE service_id IS NOT NULL
            AND byday LIKE '%%{day}%%' AND (valid_to IS NULL OR valid_to >= %s)
    """  # noqa: S608
