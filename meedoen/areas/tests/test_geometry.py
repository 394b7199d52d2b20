import pytest

from meedoen.areas.geometry import contains, rd_to_wgs84, wgs84_to_rd

# The church tower of Amersfoort, where RD New has its origin (Kadaster, RDNAPTRANS).
AMERSFOORT = ((155_000, 463_000), (52.155172, 5.387206))
SQUARE_WITH_HOLE = {
    "type": "Polygon",
    "coordinates": [
        [[5.0, 52.0], [5.4, 52.0], [5.4, 52.4], [5.0, 52.4], [5.0, 52.0]],
        [[5.1, 52.1], [5.2, 52.1], [5.2, 52.2], [5.1, 52.2], [5.1, 52.1]],
    ],
}


def test_the_origin_of_rd_lies_in_amersfoort() -> None:
    (x, y), (lat, lon) = AMERSFOORT
    assert rd_to_wgs84(x, y) == pytest.approx((lat, lon), abs=1e-4)
    back_x, back_y = wgs84_to_rd(lat, lon)
    assert (abs(back_x - x) <= 5, abs(back_y - y) <= 5) == (True, True)


@pytest.mark.parametrize("point", [(133_500, 457_800), (136_750, 455_880), (121_000, 487_000)])
def test_there_and_back_is_the_same_metre(point: tuple[int, int]) -> None:
    assert wgs84_to_rd(*rd_to_wgs84(*point)) == point


def test_a_point_outside_the_netherlands_has_no_rd_coordinates() -> None:
    with pytest.raises(ValueError, match="outside the Netherlands"):
        wgs84_to_rd(40.4, -3.7)


@pytest.mark.parametrize(
    ("lat", "lon", "inside"),
    [(52.05, 5.05, True), (52.15, 5.15, False), (52.3, 5.3, True), (52.5, 5.2, False)],
)
def test_a_hole_is_outside(lat: float, lon: float, inside: bool) -> None:
    assert contains(SQUARE_WITH_HOLE, lat, lon) is inside
    several = {"type": "MultiPolygon", "coordinates": [SQUARE_WITH_HOLE["coordinates"]]}
    assert contains(several, lat, lon) is inside
