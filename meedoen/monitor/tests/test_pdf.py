"""The PDF is accessible by structure, and says the same as the page and the JSON."""

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from meedoen.monitor import documents
from meedoen.monitor.charts import agreed_against_reached, with_font
from meedoen.monitor.documents import UnfitDocument, report_pdf
from meedoen.monitor.management.commands import report as command
from meedoen.monitor.management.commands.report import write_whole
from meedoen.monitor.tests.world import MARCH, OVERVECHT, ZUILEN, World, climbed, make_world
from meedoen.shared.errors import Refused
from tests.cast import NOW

built = pytest.mark.skipif(
    not any(Path(settings.TYPST_FONTS).glob("*.ttf")), reason="the fonts are not built: make setup"
)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(command, "now", lambda: NOW)
    monkeypatch.setattr("meedoen.monitor.views.now", lambda: NOW)
    world = make_world()
    world.district(OVERVECHT, "Overvecht")
    world.district(ZUILEN, "Zuilen")
    return world


def filled(world: World) -> str:
    """The id of an agreement with two lines: 23 people, 12 of whom climbed, one payment."""
    agreement = world.agreement()
    kitchen, workshop = world.service("Keuken #1 *vet* $x$"), world.service("Werkplaats")
    world.line(agreement, kitchen)
    world.paid(world.line(agreement, workshop, basis="lump_sum", price="1200"), MARCH, "1250.50")
    people = world.people(12) + world.people(11, ZUILEN)
    world.came(people, world.activity(kitchen), MARCH)
    world.came(people[:3], world.activity(workshop), MARCH.replace(day=9))
    climbed(world, people[:12])
    return str(agreement.id)


def run_report(
    agreement: str, out: Path, capsys: pytest.CaptureFixture[str], period: str = "2026-H1"
) -> dict[str, Any]:
    call_command("report", agreement=agreement, period=period, out=str(out), json=True)
    return json.loads(capsys.readouterr().out)


def structure(pdf: pikepdf.Pdf) -> Counter[str]:
    """How often each kind of tag stands in the structure tree."""
    found: Counter[str] = Counter()
    todo = [pdf.Root.StructTreeRoot]
    while todo:
        node = todo.pop()
        if isinstance(node, pikepdf.Array):
            todo.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found[str(node.S)] += 1
            if "/K" in node:
                todo.append(node.K)
    return found


@built
@pytest.mark.django_db
def test_the_pdf_is_pdf_ua_with_language_title_and_tagged_tables(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "verslag.pdf"
    run_report(filled(world), out, capsys)
    with pikepdf.open(out) as pdf:
        assert str(pdf.Root.Lang) == "nl-NL"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as about:
            assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert about["dc:title"] == "Halfjaarverslag eerste helft van 2026: Sociale prestatie SP-1"
        tags = structure(pdf)
        figures = [
            node
            for node in pdf.objects
            if isinstance(node, pikepdf.Dictionary) and node.get("/S") == "/Figure"
        ]
    assert tags["/H1"] == 1 and tags["/H2"] == 4
    # Three tables of figures, three splits, and the parts: by month and by line, ladder steps by line alone.
    assert tags["/Table"] == 3 + 3 + 7 == tags["/THead"]
    assert tags["/TH"] == 3 * 4 + 10 * 2
    assert [str(node.Alt).startswith("Bereikt en afgesproken. Mensen: 23 van") for node in figures] == [True]


@built
@pytest.mark.django_db
def test_page_pdf_and_json_show_the_same_figures(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = filled(world)
    given: list[dict[str, Any]] = []
    monkeypatch.setattr(command, "report_pdf", lambda report: given.append(report) or report_pdf(report))
    document = run_report(agreement, tmp_path / "verslag.pdf", capsys)["report"]
    assert given == [document]
    client = Client()
    client.force_login(world.cast.dirk)
    page = client.get(f"/werk/afspraken/{agreement}/verslag/2026-H1/")
    assert page.context["report"] == document
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
    paper = re.sub(r"\s+", " ", text_of(tmp_path / "verslag.pdf"))
    figures = [*document["figures"], *(figure for line in document["lines"] for figure in line["figures"])]
    for text in {figure[key] for figure in figures for key in ("agreed_text", "reached_text")}:
        assert text in shown and text in paper
    for split in document["splits"]:
        for row in split["rows"]:
            assert f"{row['label']} {row['text']} " in shown and f"{row['label']} {row['text']} " in paper
    assert document["figures"][0] | {"parts": None, "definition": None, "filter": None} == {
        "measure": "people",
        "label": "Mensen",
        "agreed": 80,
        "agreed_text": "80",
        "reached": 23,
        "reached_text": "23",
        "percentage": 29,
        "against": "23 van 80 (29%)",
        "sentence": "Mensen: 23 van 80 (29%).",
        "definition": None,
        "filter": None,
        "parts": None,
    }


def text_of(path: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not here (apt-get install poppler-utils)")
    return subprocess.run(
        [program, "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout


@built
@pytest.mark.django_db
def test_what_a_user_wrote_is_text_and_never_markup(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_report(filled(world), tmp_path / "verslag.pdf", capsys)
    assert "Keuken #1 *vet* $x$" in text_of(tmp_path / "verslag.pdf")


@built
def test_a_warning_of_typst_fails_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    template = tmp_path / "report.typ"
    template.write_text('#set document(title: "x")\n#set text(font: "Geen Letter", lang: "nl")\n= Kop\n')
    monkeypatch.setattr(documents, "TEMPLATE", template)
    with pytest.raises(UnfitDocument, match="geen letter"):
        report_pdf({"figures": []})


def test_without_built_fonts_the_set_up_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "TYPST_FONTS", tmp_path)
    with pytest.raises(Refused, match="make setup"):
        report_pdf({"figures": []})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("agreement", "period", "sentence"),
    [
        ("x", "2026-H1", "Er is geen afspraak met id “x”"),
        ("00000000-0000-4000-8000-000000000000", "2026-H1", "Er is geen afspraak met id"),
        ("eigen", "2026", "bijvoorbeeld 2026-H1"),
        ("eigen", "2031-H1", "valt buiten de afspraak"),
    ],
)
def test_a_wrong_id_or_period_is_refused_and_writes_nothing(
    world: World, tmp_path: Path, agreement: str, period: str, sentence: str
) -> None:
    own = filled(world)
    with pytest.raises(Refused, match=sentence):
        call_command(
            "report",
            agreement=own if agreement == "eigen" else agreement,
            period=period,
            out=str(tmp_path / "verslag.pdf"),
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("geen/map/verslag.pdf", "die map bestaat niet"),
        ("map", "dat is een map"),
        ("bestand/verslag.pdf", "een deel van het pad is geen map"),
    ],
)
def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing(
    tmp_path: Path, place: str, why: str
) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "bestand").touch()
    with pytest.raises(Refused, match=f"kan niet geschreven worden: {why}"):
        write_whole(tmp_path / place, b"%PDF")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bestand", "map"]


def test_a_file_that_stood_there_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "verslag.pdf"
    path.write_bytes(b"oud" * 1000)
    write_whole(path, b"nieuw")
    assert path.read_bytes() == b"nieuw"
    assert list(tmp_path.iterdir()) == [path]


def figure(label: str, against: str, percentage: int | None) -> dict[str, Any]:
    return {"label": label, "against": against, "percentage": percentage}


def test_the_picture_has_a_bar_for_each_share_and_words_for_each_figure() -> None:
    rows = [
        figure("Mensen", "38 van 40 (95%)", 95),
        figure("Een trede hoger", "afgeschermd, afgesproken 8", None),
    ]
    svg = agreed_against_reached(rows)
    assert svg.count("#0f5b57") == 1 and svg.count("#c2532a") == 1
    for row in rows:
        assert row["label"] in svg and row["against"] in svg


def test_a_narrow_picture_leaves_out_words_that_do_not_fit() -> None:
    rows = [figure("Kosten", "€ 4.300.000,00 van € 6.600.000,00 (65%)", 65)]
    assert "4.300.000" in agreed_against_reached(rows)
    narrow = agreed_against_reached(rows, width=330)
    assert "4.300.000" not in narrow and "65%" in narrow


def test_the_picture_of_a_page_carries_the_font_where_it_was_built() -> None:
    svg = with_font(agreed_against_reached([figure("Mensen", "1 van 2 (50%)", 50)]))
    font = Path(settings.BUILD, "static", "look", "fonts", "source-sans-3-latin-wght-normal.woff2")
    assert ("@font-face" in svg) is font.exists()
    assert svg.startswith("<svg") and svg.endswith("</svg>")
