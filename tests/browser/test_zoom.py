"""The pages for everybody at 200 % and 400 % zoom, with letters twice as big, and in high contrast."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.steps import Visitor

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/aanbod/",
    "/aanbod/?q=koken&kaart=1",
    "/wegwijzer/",
    "/signaal/",
    "/lijst/",
    "/over/",
    "/inloggen/",
)
# A desk of 1280 by 1024 at 200 and at 400 % (WCAG 1.4.10: nothing sideways at 320 wide).
ZOOMED = ((640, 512), (320, 256))


def wider_than_the_screen(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_nothing_sticks_out_at_200_and_400_percent(visitor: Callable[..., Visitor]) -> None:
    somebody = visitor()
    for address in PAGES:
        for width, height in ZOOMED:
            somebody.page.set_viewport_size({"width": width, "height": height})
            somebody.page.goto(address)
            assert wider_than_the_screen(somebody.page) <= 0, (address, width)


def test_letters_twice_as_big_hide_nothing(visitor: Callable[..., Visitor]) -> None:
    """WCAG 1.4.4: text at 200 % by the letters alone; no line is cut off or lies over another."""
    somebody = visitor()
    for address in PAGES:
        somebody.page.goto(address)
        somebody.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert wider_than_the_screen(somebody.page) <= 0, address
        cut = somebody.page.evaluate(
            """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
                const style = getComputedStyle(one);
                return style.overflow === "hidden" && !one.closest(".md-hidden, svg, .leaflet-container")
                    && one.clientHeight > 4 && one.scrollHeight > one.clientHeight + 4;
            }).map((one) => one.className || one.tagName)"""
        )
        assert cut == [], address


def test_in_high_contrast_every_button_field_and_card_keeps_its_edge(visitor: Callable[..., Visitor]) -> None:
    """Forced colours take backgrounds and shadows away: what only those set apart needs a border."""
    somebody = visitor()
    somebody.page.emulate_media(forced_colors="active")
    for address in PAGES:
        somebody.page.goto(address)
        bare = somebody.page.evaluate(
            """() => [...document.querySelectorAll(
                "button, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, textarea,"
                + ".utrecht-button, .md-card, .md-result, .md-notice, .md-badge"
            )].filter((one) => {
                const style = getComputedStyle(one);
                const shown = one.offsetParent !== null && !one.closest(".md-hidden, .leaflet-container");
                const edges = ["Top", "Bottom"].every((side) =>
                    style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
                const link = style.textDecorationLine.includes("underline");
                return shown && !edges && !link && style.outlineStyle === "none";
            }).map((one) => one.className || one.tagName)"""
        )
        assert bare == [], address
        somebody.keep_picture("contrast")


def test_in_high_contrast_only_the_page_that_is_open_is_underlined_in_the_menu(
    visitor: Callable[..., Visitor],
) -> None:
    somebody = visitor()
    somebody.page.emulate_media(forced_colors="active")
    somebody.page.goto("/lijst/")
    edges = somebody.page.evaluate(
        """() => [...document.querySelectorAll(".md-nav__link")].map((link) => [
            link.textContent.trim(),
            getComputedStyle(link).borderBottomColor !== getComputedStyle(document.body).backgroundColor,
        ])"""
    )
    assert [name for name, line in edges if line] == ["Mijn lijst"]
