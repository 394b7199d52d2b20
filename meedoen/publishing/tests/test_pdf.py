"""The sheet in large print and the QR code: accessible by structure, and the same as the page says."""

import re
import shutil
import subprocess
from datetime import time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.conf import settings
from django.test import Client

from meedoen.directory.models import Organization, Phone, Service
from meedoen.directory.tests.makers import NOW, give_cost, give_place, give_rhythm, make_service
from meedoen.publishing.policy.printing import MOST_SHEETS

pytestmark = pytest.mark.django_db
built = pytest.mark.skipif(
    not any(Path(settings.TYPST_FONTS).glob("*.ttf")), reason="the fonts are not built: make setup"
)
HOSTILE = "Koken #1 *vet* $x$ <script>alert(1)</script> \\u{1f600} #import"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meedoen.publishing.views.paper.now", lambda: NOW)


def full(name: str = "Samen koken", **fields: Any) -> Service:
    service = make_service(
        name, **{"summary": "Met de buren.", "application_process": "Loop binnen."} | fields
    )
    give_place(service, name="Het Praathuis", address_1="Straat 1", postal_code="3561 AB", city="Utrecht")
    give_rhythm(service, "TU", opens_at=time(10), closes_at=time(12))
    give_cost(service, "3.00", option="keer")
    Phone.objects.create(organization=service.organization, number="030 123 45 67")
    return service


def sheet(client: Client, service: Service) -> bytes:
    answer = client.get(f"/aanbod/{service.id}/groot.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    return answer.content


def text_of(content: bytes, tmp_path: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not here (apt-get install poppler-utils)")
    path = tmp_path / "groot.pdf"
    path.write_bytes(content)
    out = subprocess.run([program, "-layout", str(path), "-"], check=True, capture_output=True, text=True)
    return re.sub(r"\s+", " ", out.stdout)


@built
def test_the_sheet_says_what_somebody_needs_to_know_on_one_page(client: Client, tmp_path: Path) -> None:
    service = full()
    content = sheet(client, service)
    said = text_of(content, tmp_path)

    assert len(pikepdf.open(BytesIO(content)).pages) == 1
    for words in (
        "Samen koken De Linde Met de buren.",
        "Wanneer Elke dinsdag, 10.00 tot 12.00 uur",
        "dinsdag 15 september, 10.00 tot 12.00 uur",
        "dinsdag 29 september",
        "Waar Het Praathuis Straat 1 3561 AB Utrecht",
        "Wat kost het € 3,00 per keer",
        "Zo kom je erbij Loop binnen.",
        "Bellen 030 123 45 67",
        "Vraag het eerst na voordat je gaat.",
        "Gemaakt op 15 september 2026",
    ):
        assert words.casefold() in said.casefold()
    assert str(service.id) in said.replace(" ", "")


@built
def test_the_sheet_is_accessible_by_structure_and_in_large_letters(client: Client) -> None:
    content = sheet(client, full())
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert (str(pdf.Root.Lang), str(pdf.docinfo["/Title"])) == ("nl-NL", "Samen koken")
        assert bool(pdf.Root.MarkInfo.Marked)
        kinds = {str(element.S) for element in pdf.objects if _is_element(element)}
        alts = [str(element.Alt) for element in pdf.objects if _is_element(element) and "/Alt" in element]
        sizes = {
            float(operands[1])
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "Tf"
        }
    assert {"/H1", "/H2", "/P", "/Figure"} <= kinds
    assert [alt.startswith("QR-code met het adres van de pagina: http") for alt in alts] == [True]
    assert min(sizes) >= 14


def _is_element(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem"


@built
def test_what_a_user_wrote_is_text_and_never_markup(client: Client, tmp_path: Path) -> None:
    said = text_of(sheet(client, full(HOSTILE, summary=HOSTILE)), tmp_path)
    assert said.count("#1 *vet* $x$ <script>alert(1)</script> \\u{1f600} #import") == 2


@built
def test_ten_million_letters_give_two_pages_at_most(client: Client) -> None:
    long = "Lang verhaal over koken. " * 400_000
    service = full("n" * 200, summary="s" * 240, description=long, application_process=long)
    assert len(pikepdf.open(BytesIO(sheet(client, service))).pages) <= 2


@built
def test_null_and_control_characters_are_left_out(client: Client, tmp_path: Path) -> None:
    assert "Rustig koken" in text_of(sheet(client, full("Rustig\x07 koken")), tmp_path)


@built
@pytest.mark.parametrize("letters", ["مرحبا", "😀", "漢字"])
def test_letters_that_no_font_has_are_said_in_words(client: Client, letters: str) -> None:
    answer = client.get(f"/aanbod/{full(f'Koken {letters}').id}/groot.pdf")
    assert answer.status_code == 422
    assert "een teken dat niet op papier past" in answer.content.decode()


def test_without_fonts_the_page_says_so(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.TYPST_FONTS = tmp_path
    answer = client.get(f"/aanbod/{full().id}/groot.pdf")
    assert answer.status_code == 422


def test_who_asks_for_very_many_sheets_has_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meedoen.publishing.views.paper.large_print", lambda *args, **more: b"%PDF")
    address = f"/aanbod/{full().id}/groot.pdf"
    answers = [client.get(address).status_code for _ in range(MOST_SHEETS + 1)]
    assert answers == [200] * MOST_SHEETS + [429]
    assert client.get(address, REMOTE_ADDR="127.0.0.9").status_code == 200
    monkeypatch.setattr("meedoen.publishing.views.paper.now", lambda: NOW + timedelta(minutes=11))
    assert client.get(address).status_code == 200


def test_the_qr_code_holds_the_address_of_the_page(client: Client) -> None:
    service = full()
    answer = client.get(f"/aanbod/{service.id}/qr.svg")
    svg = answer.content.decode()

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert f"<desc>http://testserver/aanbod/{service.id}/</desc>" in svg
    assert ("<script" in svg, "style=" in svg) == (False, False)
    assert client.get(f"/aanbod/{service.id}/qr.svg", headers={"host": "elders.example"}).status_code == 400


@pytest.mark.parametrize("what", ["qr.svg", "groot.pdf"])
def test_what_may_not_be_seen_is_not_on_paper_either(client: Client, what: str) -> None:
    shown = make_service()
    hidden = [
        make_service("Verborgen", is_published=False),
        make_service("Verlopen", freshness="lapsed"),
        make_service("Dubbel", merged_into=shown),
        make_service("Gestopt", status="defunct"),
        make_service("Elders", organization="De Eik"),
    ]
    Organization.objects.filter(name="De Eik").update(is_published=False)
    answers = {client.get(f"/aanbod/{id}/{what}").status_code for id in (*(s.id for s in hidden), uuid4())}
    assert answers == {404}
