"""The style pages and the error pages, without a database."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

LOOK = Path(__file__).parent.parent
STYLE_PAGES = [
    "/stijl/",
    "/stijl/zoeken/",
    "/stijl/zoeken/?q=niets",
    "/stijl/zoeken/?kaart=1",
    "/stijl/detail/",
    "/stijl/formulier/",
    "/stijl/formulier/?fout=1",
    "/stijl/lijst/",
    "/stijl/rapport/",
]
BUILT = Path(settings.BUILD) / "static" / "look"
FIRST_LOAD = 120_000


@pytest.mark.parametrize("path", STYLE_PAGES)
def test_a_style_page_answers_in_the_frame(client: Client, path: str) -> None:
    answer = client.get(path)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert '<html class="voorbeeld-theme meedoen-theme" lang="nl">' in html
    assert 'href="#inhoud"' in html and '<main id="inhoud"' in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("path", STYLE_PAGES)
def test_a_page_holds_no_style_or_script_of_its_own(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html) == []


def test_nothing_found_says_what_to_do(client: Client) -> None:
    html = client.get("/stijl/zoeken/?q=niets").content.decode()
    assert "We vonden niets" in html and "Probeer een ander woord" in html
    assert "md-result__title" not in html


def test_a_form_sent_empty_comes_back_with_its_errors_and_a_title_that_says_so(client: Client) -> None:
    html = client.post("/stijl/formulier/", {}).content.decode()
    assert "<title>Fout: Laat weten dat je komt - Meedoen</title>" in html
    assert "Vul je naam in. Alleen je voornaam mag ook." in html


def test_a_form_filled_in_well_is_thanked_for(client: Client) -> None:
    data = {"name": "Mees", "day": "2026-11-24", "step": "home", "language": "nl", "agree": "on"}
    html = client.post("/stijl/formulier/", data).content.decode()
    assert "Fijn dat je komt kijken" in html


def test_a_tap_on_the_sample_list_marks_and_returns_to_its_row(client: Client) -> None:
    answer = client.post("/stijl/", {"person": "sample-2", "mark": "present"})
    assert (answer.status_code, answer["Location"]) == (302, "/stijl/?sample-2=present#rij-sample-2")
    assert 'value="present" aria-pressed="true"' in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"person": "else", "mark": "present"}, {"person": "sample-1", "mark": "x"}]
)
def test_a_tap_that_makes_no_sense_changes_nothing(client: Client, data: dict[str, str]) -> None:
    assert client.post("/stijl/", data)["Location"] == "/stijl/"


def test_the_sample_map_is_geojson(client: Client) -> None:
    data = client.get("/stijl/kaart.json").json()
    assert {data["outlines"]["type"], data["points"]["type"]} == {"FeatureCollection"}


@pytest.mark.parametrize("status", [400, 403, 404, 405, 429])
def test_an_error_page_says_what_to_do(rf, status: int) -> None:
    request = rf.get("/weg/")
    general = render_to_string(f"{status}.html", {}, request)
    special = render_to_string(f"{status}.html", {"message": "Wacht tot <morgen>."}, request)
    assert general.count("<h1") == 1 and f"Foutcode {status}" in general
    assert 'href="/"' in general
    assert "Wacht tot &lt;morgen&gt;." in special


def test_the_page_for_our_own_fault_needs_nothing_that_can_fail() -> None:
    source = (LOOK / "templates" / "500.html").read_text()
    assert "{%" not in source and "{{" not in source
    assert "Probeer het over een paar minuten opnieuw" in source


def test_the_first_page_stays_light(client: Client) -> None:
    assert (BUILT / "meedoen.css").exists(), "run: node meedoen/look/build.mjs"
    page = gzip.compress(client.get("/stijl/zoeken/").content)
    css = gzip.compress((BUILT / "meedoen.css").read_bytes())
    icons = gzip.compress((BUILT / "icons.svg").read_bytes())
    fonts = sum(path.stat().st_size for path in (BUILT / "fonts").iterdir())
    assert len(page) + len(css) + len(icons) + fonts <= FIRST_LOAD


def test_every_class_that_a_component_uses_is_styled() -> None:
    css = (BUILT / "meedoen.css").read_text()
    used = set()
    for path in (LOOK / "templates").rglob("*.html"):
        for value in re.findall(r'class="([^"]*)"', path.read_text()):
            used |= set(re.findall(r"\bmd-[\w-]*\w(?![\w-]*\{)", value))
    missing = {name for name in used if not re.search(rf"\.{name}(?![\w-])", css)}
    assert missing == set()


def test_every_icon_that_a_template_names_is_in_the_sheet() -> None:
    sheet = set(re.findall(r'id="([\w-]+)"', (LOOK / "assets" / "icons.svg").read_text()))
    templates = [path.read_text() for path in LOOK.parent.rglob("templates/**/*.html")]
    named = {name for text in templates for name in re.findall(r'{%\s*icon "([\w-]+)"', text)}
    assert named - sheet == set()


def test_the_fonts_for_pdf_are_truetype() -> None:
    fonts = sorted((Path(settings.BUILD) / "fonts").glob("*.ttf"))
    assert {font.name.split("_")[0] for font in fonts} == {"NotoSansEthiopic", "SourceSans3", "Vazirmatn"}
    assert {font.read_bytes()[:4] for font in fonts} == {b"\x00\x01\x00\x00"}
