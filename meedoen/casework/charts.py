"""The picture of one item over time: the worker's line and the person's own, drawn to SVG on the server.

It stands in the page itself and not at an address of its own: what is in it is about one person. The table
under it says the same. No text of users is drawn: only numbers, days and two fixed words (docs/adr/0051).
"""

from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString

from meedoen.casework.queries.instruments import ItemTrend
from meedoen.casework.vocabulary import View

INK_SOFT, GRID, DEEP, WARM = "#4b5653", "#e5dccd", "#0f5b57", "#c2532a"
FONT = "Source Sans 3"
WIDTH, HEIGHT, SIZE, EDGE = 320, 150, 14, 12
LABELLED = 3
NAMES = {View.PERSON: "De inwoner zelf", View.WORKER: "De medewerker"}
LOOKS = {View.PERSON: (WARM, "circle", [5, 4]), View.WORKER: (DEEP, "square", [1, 0])}
"""Colour, sign and dashes of a line, so that colour is never all that tells."""

LEGEND = {
    "title": None,
    "orient": "top",
    "symbolSize": 90,
    "symbolStrokeWidth": 0,
    "labelFontSize": SIZE,
    "labelColor": INK_SOFT,
}


def can_draw() -> bool:
    """Whether the package that draws (the extra `charts`) is here. Without it the table tells the same."""
    return find_spec("vl_convert") is not None


def has_a_line(trend: ItemTrend) -> bool:
    """Whether there is something to draw: numbers on more than one day."""
    return len({point.on for point in trend.points if point.value is not None}) > 1


def trend_svg(trend: ItemTrend, told: str) -> SafeString:
    """An SVG with a line for each view, over the whole range of the item; `told` says the same in words."""
    import vl_convert  # Here and not above: most processes never draw.

    _register_fonts(vl_convert)
    svg = str(vl_convert.vegalite_to_svg(_spec(trend)))
    # A family name that ends in a digit is a name only between quotes.
    svg = svg.replace(f'font-family="{FONT}"', f"font-family=\"'{FONT}', sans-serif\"")
    return SafeString(svg.replace("<svg ", f'<svg role="img" aria-label="{escape(told)}" ', 1))


def _spec(trend: ItemTrend) -> dict[str, Any]:
    rows = [
        {"day": point.on.toordinal(), "value": point.value, "view": NAMES[point.view]}
        for point in trend.points
        if point.value is not None
    ]
    colours, shapes, dashes = zip(*(LOOKS[view] for view in NAMES), strict=True)
    names = list(NAMES.values())

    def told(values: tuple[Any, ...]) -> dict[str, Any]:
        return {"field": "view", "type": "nominal", "scale": {"domain": names, "range": list(values)}}

    colour = {**told(colours), "legend": LEGEND}
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "background": "transparent",
        "padding": 4,
        "autosize": {"type": "fit", "contains": "padding"},
        "config": {"font": FONT, "view": {"stroke": None}},
        "data": {"values": rows},
        "encoding": {"x": _days(rows), "y": _range(trend), "color": colour},
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": 2.5},
                "encoding": {"strokeDash": {**told(dashes), "legend": None}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {"shape": told(shapes)},
            },
        ],
    }


def _days(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The axis of days; with many of them only the first and the last are named."""
    days = sorted({row["day"] for row in rows})
    named = days if len(days) <= LABELLED else [days[0], days[-1]]
    words = ", ".join(f"'{day}': '{date_format(date.fromordinal(day), 'j b y')}'" for day in named)
    axis = {
        "title": None,
        "values": named,
        "labelExpr": f"{{{words}}}[datum.value]",
        "grid": False,
        "labelFontSize": SIZE,
        "labelColor": INK_SOFT,
        "labelFlush": True,
        "labelOverlap": "greedy",
        "domainColor": GRID,
        "tickColor": GRID,
    }
    return {
        "field": "day",
        "type": "quantitative",
        "scale": {"zero": False, "nice": False, "padding": EDGE},
        "axis": axis,
    }


def _range(trend: ItemTrend) -> dict[str, Any]:
    axis = {
        "title": None,
        "tickMinStep": 1,
        "tickCount": 5,
        "format": "d",
        "labelFontSize": SIZE,
        "labelColor": INK_SOFT,
        "gridColor": GRID,
        "domain": False,
        "ticks": False,
    }
    scale = {"domain": [trend.least, trend.most], "nice": False}
    return {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}


@cache
def _register_fonts(vl_convert: Any) -> None:
    """Let the drawing measure text in the font that it will be shown in."""
    if Path(settings.TYPST_FONTS).is_dir():
        vl_convert.register_font_directory(str(settings.TYPST_FONTS))
