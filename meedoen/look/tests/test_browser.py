"""The style pages in a real browser, on a phone and at a desk: axe finds nothing and nothing sticks out."""

import pytest

from meedoen.look.tests.test_pages import STYLE_PAGES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", STYLE_PAGES)
def test_a_style_page_is_accessible_and_fits(page, check_axe, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0
    check_axe(page)


def test_the_map_draws_its_points_and_says_how_many(page) -> None:
    page.goto("/stijl/zoeken/?kaart=1")
    page.get_by_text("2 plekken op de kaart.").wait_for()
    assert page.locator(".leaflet-marker-icon").count() == 2
    page.get_by_title("Fietsen maken").click()
    assert page.locator(".leaflet-popup a").first.get_attribute("href") == "/stijl/detail/"


def test_the_first_tab_reaches_the_skip_link(page) -> None:
    page.goto("/stijl/detail/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ga naar de inhoud"
