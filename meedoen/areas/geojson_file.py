"""A GeoJSON file with areas, read strictly, one feature at a time; what is wrong is said in Dutch."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import msgspec
from pyproj import Transformer

from meedoen.areas.actions import AreaFacts
from meedoen.areas.outlines import FEWEST_POINTS, Outline, Position, joined, surface, thinned
from meedoen.areas.policy import area_code, clean_text, kind_of, same_name
from meedoen.areas.vocabulary import AreaKind
from meedoen.shared.errors import Refused

MOST_BYTES = 200_000_000
MOST_POINTS_IN_A_RING = 200_000
TOLERANCE = {AreaKind.MUNICIPALITY: 20.0, AreaKind.DISTRICT: 10.0, AreaKind.NEIGHBOURHOOD: 5.0}
SMALLEST, LARGEST = 100.0, 5e9  # square metres
LONGEST_NAME = 120
WEST, SOUTH, EAST, NORTH = 3.0, 50.5, 7.6, 54.0

OWN_CODES = {
    AreaKind.NEIGHBOURHOOD: ("bu_code", "buurtcode", "buurt_code", "bucode"),
    AreaKind.DISTRICT: ("wk_code", "wijkcode", "wijk_code", "wkcode"),
    AreaKind.MUNICIPALITY: ("gm_code", "gemeentecode", "gemeente_code", "gmcode"),
}
OWN_NAMES = {
    AreaKind.NEIGHBOURHOOD: ("bu_naam", "buurtnaam", "buurt_naam", "buurt"),
    AreaKind.DISTRICT: ("wk_naam", "wijknaam", "wijk_naam", "wijk"),
    AreaKind.MUNICIPALITY: ("gm_naam", "gemeentenaam", "gemeente_naam", "gemeente"),
}
ANY_CODE = (
    "statcode",
    "code",
    "regiocode",
    "area_code",
    "gebiedscode",
    "cbs_code",
    "cbscode",
    "identificatie",
)
ANY_NAME = ("statnaam", "naam", "name", "gebiedsnaam", "area_name")
WATER = ("h2o", "water")
NO_JSON = "Dit is geen JSON. Kies een GeoJSON-bestand, bewaard als UTF-8."
DEGREES, METRES = "degrees", "metres"
SYSTEMS = {"4326": DEGREES, "CRS84": DEGREES, "4258": DEGREES, "28992": METRES}

Place = Annotated[list[float], msgspec.Meta(min_length=2, max_length=4)]
Ring = Annotated[list[Place], msgspec.Meta(min_length=FEWEST_POINTS - 1, max_length=MOST_POINTS_IN_A_RING)]
Rings = Annotated[list[Ring], msgspec.Meta(min_length=1)]


class Polygon(msgspec.Struct, tag="Polygon"):
    coordinates: Rings


class MultiPolygon(msgspec.Struct, tag="MultiPolygon"):
    coordinates: Annotated[list[Rings], msgspec.Meta(min_length=1)]


class Feature(msgspec.Struct):
    geometry: Polygon | MultiPolygon
    properties: dict[str, Any]


class Collection(msgspec.Struct):
    features: list[msgspec.Raw]
    type: str = ""
    crs: Any = None


@dataclass(frozen=True)
class Known:
    """The areas that a file with names and no codes is about: (code, name) by the name as it is compared."""

    codes: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, areas: Iterable[tuple[str, str]]) -> "Known":
        """In: (code, name). A name that two areas share finds neither."""
        found: dict[str, tuple[str, str]] = {}
        for code, name in areas:
            found[same_name(name)] = ("", name) if same_name(name) in found else (code, name)
        return cls(found)


@dataclass(frozen=True)
class AreaFile:
    """What a file says: its areas, how many features were water, and which names nobody here knows."""

    areas: list[AreaFacts]
    municipality_names: dict[str, str]
    water: int
    unknown_names: list[str]


Progress = Callable[[Sequence[msgspec.Raw]], Iterable[msgspec.Raw]]


def read_geojson(
    path: Path, *, kind: AreaKind | None = None, known: Known | None = None, progress: Progress = iter
) -> AreaFile:
    """The areas of a GeoJSON file in WGS84 or RD, with outlines thinned to a few metres.

    `kind` says what the features are where their codes do not; `known` finds the codes of names.
    Raises Refused with the number of the feature for a file that cannot be used; nothing was written then.
    """
    collection = _collection(path)
    reader = _Reader(_system(collection, path), kind, known)
    for number, raw in enumerate(progress(collection.features), 1):
        try:
            reader.read(raw)
        except Refused as refusal:
            raise Refused(refusal.message, f"{path}, gebied {number}") from None
    if not reader.parts:
        raise Refused("In dit bestand staat geen gebied dat hier bekend is. " + reader.advice(), str(path))
    areas = [
        AreaFacts(code, kind_of(code), reader.names[code], outline=joined(polygons))
        for code, polygons in reader.parts.items()
    ]
    return AreaFile(areas, reader.municipality_names, reader.water, reader.unknown_names)


def _collection(path: Path) -> Collection:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(
                f"Dit bestand is groter dan {MOST_BYTES // 1_000_000} MB. Neem alleen je eigen gemeente, "
                "of sla de omtrekken minder precies op.",
                str(path),
            )
        data = path.read_bytes()
    except OSError as error:
        raise Refused(
            "Dit bestand is niet te lezen. Klopt de naam, en mag je het openen?", str(path)
        ) from error
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Collection)
    except RecursionError:
        raise Refused("Dit bestand is te diep in elkaar gevouwen om GeoJSON te zijn.", str(path)) from None
    except msgspec.ValidationError:
        raise Refused(
            "Dit is JSON, maar geen GeoJSON met een lijst van gebieden (FeatureCollection).", str(path)
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refused(NO_JSON, str(path)) from None
    if found.type != "FeatureCollection" or not found.features:
        raise Refused("Dit bestand heeft geen lijst van gebieden (FeatureCollection).", str(path))
    return found


def _system(collection: Collection, path: Path) -> str:
    """Whether the file counts in degrees or metres, where it says so; else an empty text."""
    if not collection.crs:
        return ""
    named = collection.crs.get("properties") if isinstance(collection.crs, dict) else None
    name = str(named.get("name", "")) if isinstance(named, dict) else ""
    number = name.replace("/", ":").rstrip(":").rsplit(":", 1)[-1].upper()
    if number not in SYSTEMS:
        raise Refused(
            f"Dit bestand gebruikt het coördinatenstelsel “{name[:60]}”. Sla het op in RD (EPSG:28992) of "
            "WGS84 (EPSG:4326).",
            str(path),
        )
    return SYSTEMS[number]


class _Reader:
    """Reads feature after feature and keeps what was found; parts of one area are joined."""

    def __init__(self, system: str, kind: AreaKind | None, known: Known | None) -> None:
        self.system, self.kind, self.known = system, kind, known
        self.to_degrees = Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True)
        self.parts: dict[str, list[Outline]] = {}
        self.names: dict[str, str] = {}
        self.municipality_names: dict[str, str] = {}
        self.unknown_names: list[str] = []
        self.water = 0

    def read(self, raw: msgspec.Raw) -> None:
        """Add one feature. Raises Refused where it cannot be used."""
        feature = _feature(raw)
        properties = {str(key).casefold(): value for key, value in feature.properties.items()}
        if any(str(properties.get(name, "")).strip().upper() == "JA" for name in WATER):
            self.water += 1
            return
        code, name = self._code_and_name(properties)
        if not code:
            self.unknown_names.append(name)
            return
        if self.names.setdefault(code, name) != name:
            raise Refused(f"Code {code} staat twee keer in het bestand, met verschillende namen.")
        self._note_municipality(properties, code)
        found = feature.geometry
        polygons = [found.coordinates] if isinstance(found, Polygon) else found.coordinates
        outline = thinned([self._polygon(polygon) for polygon in polygons], TOLERANCE[kind_of(code)])
        self.parts.setdefault(code, []).append(outline)

    def advice(self) -> str:
        if self.unknown_names:
            listed = ", ".join(f"“{name}”" for name in self.unknown_names[:10])
            return f"Deze namen kennen we niet: {listed}. Laad eerst de gebieden met hun codes."
        return "Alle gebieden zijn water."

    def _code_and_name(self, properties: dict[str, Any]) -> tuple[str, str]:
        code = self._code(properties)
        kind = kind_of(code) if code else self.kind
        names = (*(OWN_NAMES[kind] if kind else ()), *ANY_NAME)
        name = clean_text(_text(properties, names), LONGEST_NAME, "De naam van dit gebied")
        if code:
            return code, name
        if self.known is None:
            raise Refused(
                "Dit gebied heeft geen code van het CBS (GM0344, WK034403 of BU03440311). Heeft het bestand "
                "alleen namen? Zet dan achter de opdracht: --kind wijk --municipality GM0344"
            )
        return self.known.codes.get(same_name(name), ("", name))

    def _code(self, properties: dict[str, Any]) -> str:
        kinds = [self.kind] if self.kind else list(OWN_CODES)
        for kind in kinds:
            if code := area_code(_text(properties, OWN_CODES[kind]), kind):
                return code
        code = area_code(_text(properties, ANY_CODE), self.kind)
        if code and self.kind and kind_of(code) != self.kind:
            raise Refused(f"Code {code} is geen {self.kind.label}.")
        return code

    def _note_municipality(self, properties: dict[str, Any], code: str) -> None:
        """The name of the municipality around it, where the file has it too."""
        name = " ".join(_text(properties, OWN_NAMES[AreaKind.MUNICIPALITY]).split())
        if name and len(name) <= LONGEST_NAME and name.isprintable() and not code.startswith("GM"):
            self.municipality_names.setdefault(f"GM{code[2:6]}", name)

    def _polygon(self, rings: Sequence[Sequence[Sequence[float]]]) -> list[list[Position]]:
        found = [self._ring(ring) for ring in rings]
        if not SMALLEST <= surface(found[0]) <= LARGEST:
            raise Refused("De omtrek is te klein of te groot om een gebied te zijn.")
        return found

    def _ring(self, ring: Sequence[Sequence[float]]) -> list[Position]:
        points = [(place[0], place[1]) for place in ring]
        self.system = self.system or _guessed(points[0])
        if self.system == METRES:
            lon, lat = self.to_degrees.transform([x for x, _ in points], [y for _, y in points])
            points = list(zip(lon, lat, strict=True))
        if any(not (WEST <= x <= EAST and SOUTH <= y <= NORTH) for x, y in points):
            raise Refused(_outside(points))
        return points if points[0] == points[-1] else [*points, points[0]]


def _feature(raw: msgspec.Raw) -> Feature:
    try:
        return msgspec.json.decode(raw, type=Feature)
    except RecursionError:
        raise Refused("Dit gebied is te diep in elkaar gevouwen.") from None
    except msgspec.ValidationError:
        raise Refused(
            "Dit gebied heeft geen goede omtrek. Nodig is een Polygon of MultiPolygon met coördinaten, "
            f"minstens drie punten en hooguit {MOST_POINTS_IN_A_RING} in een ring, en eigenschappen."
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refused(NO_JSON) from None


def _text(properties: dict[str, Any], names: Sequence[str]) -> str:
    found = (properties.get(name) for name in names)
    said = (str(value) for value in found if isinstance(value, str | int) and not isinstance(value, bool))
    return next((text for text in said if text.strip()), "")


def _guessed(point: Position) -> str:
    return DEGREES if abs(point[0]) <= 180 and abs(point[1]) <= 180 else METRES


def _outside(points: Sequence[Position]) -> str:
    if all(WEST <= y <= EAST and SOUTH <= x <= NORTH for x, y in points):
        return "De coördinaten staan omgewisseld. In GeoJSON staat de lengte (5,1) voor de breedte (52,1)."
    return (
        "De omtrek ligt buiten Nederland. Kijk of de coördinaten in RD of WGS84 staan, en of dat erbij staat."
    )
