import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from meedoen.areas.geometry import rd_to_wgs84
from meedoen.areas.models import Area
from meedoen.areas.outlines import surface, thinned
from meedoen.shared.errors import Refused

pytestmark = pytest.mark.django_db
Writer = Callable[..., Path]

SQUARE = [[5.10, 52.12], [5.12, 52.12], [5.12, 52.13], [5.10, 52.13], [5.10, 52.12]]
EAST = [[5.13, 52.12], [5.15, 52.12], [5.15, 52.13], [5.13, 52.13], [5.13, 52.12]]


def feature(properties: dict[str, Any], ring: Any = SQUARE, kind: str = "Polygon") -> dict[str, Any]:
    coordinates = [ring] if kind == "Polygon" else [[ring]]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


@pytest.fixture
def file(tmp_path: Path) -> Writer:
    def write(*features: Any, **members: Any) -> Path:
        path = tmp_path / "gebieden.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **members}))
        return path

    return write


def load(path: Path, **options: Any) -> None:
    call_command("load_areas", path, **options)


def refusal(path: Path, **options: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        load(path, **options)
    assert Area.objects.count() == 0
    return caught.value


@pytest.mark.parametrize(
    ("properties", "code", "name"),
    [
        ({"BU_CODE": "BU03440311", "BU_NAAM": "Taag", "WK_CODE": "WK034403"}, "BU03440311", "Taag"),
        ({"buurtcode": "BU03440311", "buurtnaam": "Taag", "gemeentecode": "GM0344"}, "BU03440311", "Taag"),
        ({"WK_CODE": "WK034403", "WK_NAAM": "Overvecht", "GM_CODE": "GM0344"}, "WK034403", "Overvecht"),
        ({"wijkcode": "034403", "name": "Overvecht"}, "WK034403", "Overvecht"),
        ({"wijkcode": 34403, "name": "Overvecht"}, "WK034403", "Overvecht"),
        ({"statcode": "gm0344 ", "statnaam": "Utrecht"}, "GM0344", "Utrecht"),
        ({"gemeentecode": "0344", "gemeentenaam": "Utrecht"}, "GM0344", "Utrecht"),
        ({"code": "WK034403", "naam": "  Over\nvecht "}, "WK034403", "Over vecht"),
        ({"BU_CODE": None, "WK_CODE": "WK034403", "WK_NAAM": "<b>West</b>"}, "WK034403", "<b>West</b>"),
    ],
)
def test_code_and_name_are_found_under_their_usual_names(
    file: Writer, properties: dict[str, Any], code: str, name: str
) -> None:
    load(file(feature(properties)))

    area = Area.objects.get(name=name)
    assert (area.code, area.outline) == (code, {"type": "Polygon", "coordinates": [SQUARE]})


def test_neighbourhoods_districts_and_municipalities_find_each_other_by_code_in_any_order(
    file: Writer,
) -> None:
    load(
        file(
            feature({"code": "BU03440311", "naam": "Taag"}),
            feature({"code": "BU01500101", "naam": "Centrum"}),
        )
    )
    assert dict(Area.objects.values_list("code", "parent__code")) == {"BU03440311": None, "BU01500101": None}

    load(
        file(feature({"code": "GM0344", "naam": "Utrecht"}), feature({"code": "GM0150", "naam": "Deventer"}))
    )
    load(file(feature({"code": "WK034403", "naam": "Overvecht"})))

    assert dict(Area.objects.values_list("code", "parent__code")) == {
        "BU03440311": "WK034403",
        "BU01500101": "GM0150",
        "WK034403": "GM0344",
        "GM0344": None,
        "GM0150": None,
    }


def test_a_municipality_that_a_file_only_names_is_added_once_and_keeps_its_outline(file: Writer) -> None:
    load(file(feature({"wijkcode": "WK034403", "wijknaam": "Overvecht", "gemeentenaam": "Utrecht"})))
    assert Area.objects.values_list("name", "outline").get(code="GM0344") == ("Utrecht", None)

    load(file(feature({"gemeentecode": "GM0344", "gemeentenaam": "Utrecht"})))
    load(file(feature({"wijkcode": "WK034403", "wijknaam": "Overvecht", "gemeentenaam": "Anders"})))
    assert Area.objects.get(code="GM0344").outline["coordinates"] == [SQUARE]
    assert Area.objects.get(code="GM0344").name == "Utrecht"


@pytest.mark.parametrize(
    "crs", [{}, {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}}]
)
def test_metres_become_degrees_whether_the_file_says_so_or_not(file: Writer, crs: dict[str, Any]) -> None:
    ring = [
        [136_000, 459_000],
        [137_000, 459_000],
        [137_000, 460_000],
        [136_000, 460_000],
        [136_000, 459_000],
    ]
    load(file(feature({"code": "WK034403", "naam": "Overvecht"}, ring), **crs))

    outline = Area.objects.get().outline["coordinates"][0]
    expected = [[round(lon, 5), round(lat, 5)] for lat, lon in (rd_to_wgs84(x, y) for x, y in ring)]
    assert outline == expected


def test_loading_twice_changes_nothing_and_says_so(file: Writer, capsys: pytest.CaptureFixture[str]) -> None:
    path = file(feature({"code": "WK034403", "naam": "Overvecht", "gm_naam": "Utrecht"}, kind="MultiPolygon"))
    load(path)
    before = list(Area.objects.values())
    load(path, json=True)

    said = json.loads(capsys.readouterr().out.split("gelijk.\n", 1)[1])
    assert (said["new"], said["changed"], said["same"]) == (0, 0, 1)
    assert list(Area.objects.values()) == before


def test_a_dry_run_tells_what_it_would_do_and_does_not(
    file: Writer, capsys: pytest.CaptureFixture[str]
) -> None:
    load(file(feature({"code": "WK034403", "naam": "Overvecht"})), dry_run=True)

    assert "Zou worden: 1 nieuw, 0 gewijzigd, 0 gelijk." in capsys.readouterr().out
    assert Area.objects.count() == 0


def test_parts_of_one_area_are_joined_and_water_is_left_out(file: Writer) -> None:
    load(
        file(
            feature({"code": "WK034403", "naam": "Overvecht", "water": "NEE"}),
            feature({"code": "WK034403", "naam": "Overvecht"}, EAST),
            feature({"code": "WK034403", "naam": "Overvecht", "H2O": "JA"}, EAST),
        )
    )
    assert Area.objects.get().outline == {"type": "MultiPolygon", "coordinates": [[SQUARE], [EAST]]}


def test_names_without_codes_find_the_areas_of_that_municipality(
    file: Writer, capsys: pytest.CaptureFixture[str]
) -> None:
    load(
        file(
            feature({"code": "WK034403", "naam": "Wijk 03 Overvecht", "gm_naam": "Utrecht"}),
            feature({"code": "WK015003", "naam": "Overvecht"}),
        )
    )
    load(
        file(feature({"name": "OVERVECHT"}, EAST), feature({"name": "Nergenshuizen"})),
        kind="wijk",
        municipality="GM0344",
    )

    assert Area.objects.get(code="WK034403").outline["coordinates"] == [EAST]
    assert Area.objects.get(code="WK034403").name == "Wijk 03 Overvecht"
    assert Area.objects.get(code="WK015003").outline["coordinates"] == [SQUARE]
    assert "niet bekend in deze gemeente: Nergenshuizen." in capsys.readouterr().out


TWISTED = [[y, x] for x, y in SQUARE]
FAR_AWAY = [[x + 90, y] for x, y in SQUARE]
DOT = [[5.1, 52.1], [5.10001, 52.1], [5.1, 52.10001], [5.1, 52.1]]
GOOD = feature({"code": "WK034403", "naam": "Overvecht"})


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (feature({"naam": "Overvecht"}), "heeft geen code van het CBS"),
        (feature({"code": "PC3561", "naam": "Overvecht"}), "heeft geen code van het CBS"),
        (feature({"code": "WK034404"}), "De naam van dit gebied ontbreekt."),
        (feature({"code": "WK034404", "naam": "x" * 10_000}), "langer dan 120 tekens"),
        (feature({"code": "WK034404", "naam": "Over\0vecht"}), "een teken dat niet te lezen is"),
        (feature({"code": "WK034403", "naam": "Anders"}), "staat twee keer in het bestand"),
        (feature({"code": "WK034404", "naam": "Oost"}, TWISTED), "staan omgewisseld"),
        (feature({"code": "WK034404", "naam": "Oost"}, FAR_AWAY), "ligt buiten Nederland"),
        (feature({"code": "WK034404", "naam": "Oost"}, [[1e300, 5], *SQUARE]), "ligt buiten Nederland"),
        (feature({"code": "WK034404", "naam": "Oost"}, DOT), "te klein of te groot"),
        (feature({"code": "WK034404", "naam": "Oost"}, SQUARE[:2]), "geen goede omtrek"),
        (feature({"code": "WK034404", "naam": "Oost"}, "hier"), "geen goede omtrek"),
        (feature({"code": "WK034404", "naam": "Oost"}, [[5.1, None]] * 4), "geen goede omtrek"),
        (feature({"code": "WK034404", "naam": "Oost"}, kind="Point"), "geen goede omtrek"),
        ({"type": "Feature", "properties": None, "geometry": None}, "geen goede omtrek"),
        ("gebied", "geen goede omtrek"),
    ],
)
def test_a_wrong_feature_is_named_by_its_number_and_nothing_is_written(
    file: Writer, wrong: Any, words: str
) -> None:
    caught = refusal(file(GOOD, wrong))
    assert words in caught.message
    assert caught.where.endswith("gebieden.geojson, gebied 2")


DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "geen JSON"),
        (b"code;naam\nWK034403;Overvecht", "geen JSON"),
        ("é".encode("utf-16"), "geen JSON"),
        (b'{"type": "FeatureCollection", "features": [{"properties": {"naam": "\xe9"}}]}', "geen JSON"),
        (b"[1, 2]", "geen GeoJSON"),
        (b'{"type": "Topology", "objects": {}}', "geen GeoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "geen lijst van gebieden"),
        (b'{"type": "FeatureCollection", "features": ' + DEEP.encode() + b"}", "te diep"),
        (f'{{"x": {DEEP}, "features": []}}'.encode(), "te diep"),
        (
            b'{"type":"FeatureCollection","features":[1],"crs":{"properties":{"name":"EPSG:3857"}}}',
            "EPSG:3857",
        ),
    ],
)
def test_a_file_that_is_no_geojson_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "fout.json"
    path.write_bytes(content)
    assert words in refusal(path).message


def test_a_file_that_is_too_large_or_not_there_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.json"
    with path.open("wb") as large:
        large.truncate(200_000_001)
    assert "groter dan 200 MB" in refusal(path).message
    assert "niet te lezen" in refusal(tmp_path / "weg.json").message
    assert "niet te lezen" in refusal(tmp_path).message


def test_a_thinned_outline_keeps_its_corners_and_nearly_all_of_its_surface() -> None:
    side = [(5.10 + step / 50_000, 52.12) for step in range(1000)]
    ring = [*side, (5.12, 52.12), (5.12, 52.13), (5.10, 52.13), (5.10, 52.12)]
    found = thinned([[ring]], 5.0)

    assert found == {"type": "Polygon", "coordinates": [SQUARE]}
    assert round(surface(ring) / surface([tuple(point) for point in SQUARE]), 6) == 1


def test_a_hole_too_small_to_see_is_left_out_and_a_small_area_is_kept() -> None:
    hole = [(5.11, 52.125), (5.11001, 52.125), (5.11, 52.12501), (5.11, 52.125)]
    ring = [tuple(point) for point in SQUARE]
    assert thinned([[ring, hole]], 5.0)["coordinates"] == [SQUARE]
    assert thinned([[hole]], 500.0)["coordinates"][0][0] == [5.11, 52.125]


def test_the_districts_of_utrecht_and_all_municipalities_load_by_name(shared_folder: Path) -> None:
    municipalities = shared_folder / "geo" / "gemeenten_2025_nl.geojson"
    Area.objects.create(code="GM0344", kind="municipality", name="Utrecht")
    Area.objects.create(code="WK034403", kind="district", name="Overvecht")
    load(municipalities, kind="gemeente")
    districts = shared_folder / "geo" / "wijken2012_utrecht_clickthathood.geojson"
    load(districts, kind="wijk", municipality="GM0344")

    assert {area.code for area in Area.objects.exclude(outline=None)} == {"GM0344", "WK034403"}
    assert Area.objects.get(code="WK034403").parent == Area.objects.get(code="GM0344")
