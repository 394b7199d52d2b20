"""The picture of a report: what was reached against what was agreed, drawn to SVG on the server.

Colours and font are those of the look (meedoen/look/css/tokens.css). A picture in an <img> cannot use the
fonts of its page, so the page's picture carries its own; typst finds the font itself.
"""

import base64
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings

INK, INK_SOFT, TRACK, DEEP, WARM = "#1a2b2c", "#4b5653", "#eee5d8", "#0f5b57", "#c2532a"
STEPS = ("#e8f1ee", "#c3dcd7", "#93c1ba", "#2c7a74", "#0f4f4b")
"""The colours of a heat map. Dark ink is readable on the first three, white on the last two."""
FONT = "Source Sans 3"
PAPER, WIDE, NARROW = 760, 520, 330
ROW, BAR = 68, 18
BAR_OFFSET, TEXT_OFFSET = 12, -6
SIZE, SIZE_NARROW = 18, 16
NARROW_WORDS, HIGHEST = 42, 200


def can_draw() -> bool:
    """Whether the packages that draw (the extra `charts`) are here. Without them tables tell the same."""
    return all(find_spec(name) is not None for name in ("altair", "vl_convert"))


def agreed_against_reached(figures: Sequence[dict[str, Any]], *, width: int = WIDE) -> str:
    """An SVG with a bar for each figure: its share of what was agreed, and a line where that is.

    In: the figures of `shown.document`; the width in pixels. Figures without a share have words and no bar.
    """
    import altair as alt  # Here and not above: it takes 0.4 s, and most processes never draw.
    import vl_convert

    _register_fonts(vl_convert)
    rows = [
        {"label": row["label"], "said": _said(row, width), "share": _share(row), "order": order}
        for order, row in enumerate(figures)
    ]
    base = alt.Chart({"values": rows}).encode(
        y=alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    )
    highest = max([100, *(row["share"] for row in rows if row["share"] is not None)])
    chart = alt.layer(*_bars(alt, base, highest, width), *_words(alt, base, width)).properties(
        width=width,
        height=ROW * len(rows),
        background="transparent",
        padding=0,
        autosize="none",
        config={"font": FONT, "view": {"stroke": None}},
    )
    svg = str(vl_convert.vegalite_to_svg(chart.to_dict()))
    # A family name that ends in a digit is a name only between quotes.
    return svg.replace(f'font-family="{FONT}"', f"font-family=\"'{FONT}', sans-serif\"")


def _bars(alt: Any, base: Any, highest: int, width: int) -> list[Any]:
    """The track up to what was agreed, the bar of what was reached, and the line where it was agreed."""
    scale = alt.Scale(domain=[0, highest * 1.02], nice=False)
    some = base.transform_filter("datum.share !== null")
    half_line = highest / width * 2

    def bar(color: str, start: str, end: str, height: int) -> Any:
        drawn = some.transform_calculate(start=start, end=end).mark_bar(
            color=color, cornerRadius=3, height=height, yOffset=BAR_OFFSET
        )
        return drawn.encode(x=alt.X("start:Q", axis=None, scale=scale), x2="end:Q")

    return [
        bar(TRACK, "0", "100", BAR),
        bar(DEEP, "0", "datum.share", BAR),
        bar(WARM, f"100 - {half_line}", f"100 + {half_line}", BAR + 12),
    ]


def _words(alt: Any, base: Any, width: int) -> list[Any]:
    """Above each bar its name on the left, and on the right what was reached of what."""
    look = {
        "dy": TEXT_OFFSET,
        "fontSize": SIZE if width > NARROW else SIZE_NARROW,
        "baseline": "bottom",
    }
    name = base.mark_text(align="left", fontWeight=600, color=INK, **look)
    said = base.mark_text(align="right", color=INK_SOFT, **look)
    return [name.encode(x=alt.value(0), text="label:N"), said.encode(x=alt.value(width), text="said:N")]


def _share(row: dict[str, Any]) -> int | None:
    """The share to draw: one figure far over what was agreed would press all others flat."""
    return None if row["percentage"] is None else min(row["percentage"], HIGHEST)


def _said(row: dict[str, Any], width: int) -> str:
    """The words above a bar; on a narrow picture the percentage alone where the words would not fit."""
    too_long = width <= NARROW and len(row["label"]) + len(row["against"]) > NARROW_WORDS
    return f"{row['percentage']}%" if too_long and row["percentage"] is not None else str(row["against"])


def heat_map(cells: Sequence[dict[str, Any]], *, width: int) -> str:
    """An SVG with a block for each cell of a table: darker where the number is higher, the number in it.

    In: cells row by row with the labels `row` and `column`, `value` (None where it cannot be said), `text`,
    and `state`: a `gap` gets a thick edge, so that colour is never all that tells; the width in pixels.
    """
    import altair as alt
    import vl_convert

    _register_fonts(vl_convert)
    narrow = width <= NARROW
    rows = list(dict.fromkeys(cell["row"] for cell in cells))
    columns = list(dict.fromkeys(cell["column"] for cell in cells))
    highest = max([1, *(cell["value"] or 0 for cell in cells)])
    drawn = [{**cell, "share": (cell["value"] or 0) / highest} for cell in cells]
    chart = alt.layer(*_blocks(alt, drawn, rows, columns, narrow=narrow)).properties(
        width=width,
        height=alt.Step(34 if narrow else 44),
        background="transparent",
        padding=2,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        config={"font": FONT, "view": {"stroke": None}},
    )
    svg = str(vl_convert.vegalite_to_svg(chart.to_dict()))
    return svg.replace(f'font-family="{FONT}"', f"font-family=\"'{FONT}', sans-serif\"")


def _blocks(
    alt: Any, cells: list[dict[str, Any]], rows: list[str], columns: list[str], *, narrow: bool
) -> list[Any]:
    """The blocks with their names on the left and above, and the number in each."""
    size = 12 if narrow else 16
    look = {"title": None, "labelFontSize": size, "labelColor": INK, "ticks": False, "domain": False}
    slanted = len(columns) > (3 if narrow else 5)
    above = alt.Axis(
        orient="top",
        labelAngle=-35 if slanted else 0,
        labelAlign="left" if slanted else "center",
        labelLimit=110 if narrow else 190,
        labelPadding=8,
        **look,
    )
    left = alt.Axis(labelLimit=130 if narrow else 250, labelPadding=8, **look)
    gap = "datum.state === 'gap'"
    base = alt.Chart({"values": cells}).encode(
        x=alt.X("column:N", sort=columns, axis=above, scale=alt.Scale(paddingInner=0.06, paddingOuter=0)),
        y=alt.Y("row:N", sort=rows, axis=left, scale=alt.Scale(paddingInner=0.1, paddingOuter=0)),
    )
    blocks = base.mark_rect(cornerRadius=5).encode(
        color=alt.condition(
            "datum.state === 'open'",
            alt.value(TRACK),
            alt.Color(
                "share:Q", legend=None, scale=alt.Scale(type="quantize", domain=[0, 1], range=list(STEPS))
            ),
        )
    )
    edges = base.transform_filter(gap).mark_rect(cornerRadius=5, fillOpacity=0, stroke=WARM, strokeWidth=3)
    words = base.mark_text(fontSize=size, fontWeight=600).encode(
        text="text:N",
        color=alt.condition("datum.share >= 0.6", alt.value("#ffffff"), alt.value(INK)),
    )
    return [blocks, edges, words]


def with_font(svg: str) -> str:
    """The same SVG with the font of the look inside; unchanged where the look was not built."""
    font = _font()
    if not font:
        return svg
    face = (
        f"<style>@font-face{{font-family:'{FONT}';font-weight:200 900;"
        f"src:url(data:font/woff2;base64,{font}) format('woff2')}}</style>"
    )
    head, mark, rest = svg.partition(">")
    return f"{head}{mark}{face}{rest}"


@cache
def _font() -> str:
    path = Path(settings.BUILD, "static", "look", "fonts", "source-sans-3-latin-wght-normal.woff2")
    return base64.b64encode(path.read_bytes()).decode() if path.exists() else ""


@cache
def _register_fonts(vl_convert: Any) -> None:
    """Let the drawing measure text in the font that it will be shown in."""
    if Path(settings.TYPST_FONTS).is_dir():
        vl_convert.register_font_directory(str(settings.TYPST_FONTS))
