"""Letters on paper: forty names that are not easy, structure that a screen reader can walk, and the codes."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest
from django.conf import settings

from meedoen.look.pdf import StrangeLetter
from meedoen.outreach.paper import Press, letter
from meedoen.outreach.policy.letters import (
    answer_code,
    fits_code,
    ids_of_code,
    in_postcode_order,
    next_slice,
    plain,
    tidy_code,
    wait_after,
)
from meedoen.outreach.queries.inviting import LetterFacts
from meedoen.outreach.wording import appointment, dutch, own_speech, points, speeches
from meedoen.people.queries import PersonCard
from meedoen.people.vocabulary import LANGUAGES

built = pytest.mark.skipif(
    not Path(settings.TYPST_FONTS, "Vazirmatn_400Regular.ttf").exists(), reason="make setup builds the fonts"
)
SEEN = "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
NAMES = [
    "Łukasz Żółć",
    "Świętosława Brzęczyszczykiewicz",
    "Çağla Yıldız-Öztürk",
    "Ştefan Țurcanu",
    "İbrahim Gökçe",
    "Ðorđe Šćepanović",
    "Nguyễn Thị Thúy Hằng",
    "Þórður Æsirsson",
    "Zoë van der Meer-de Groot",
    "Jean-François L’Écuyer",
    "María José Núñez y Peña",
    "João Conceição",
    "Siân Ó Súilleabháin",
    "Jiří Dvořák",
    "Žužana Ľubošová",
    "Ēriks Ķīlis",
    "Gülşah Iğdır",
    "Анна Щербакова",
    "Оксана Ґалаґан їжак",
    "Димитър Ъгълов",
    "Αθηνά Παπαδοπούλου",
    "محمد",
    "فاطمة الزهراء بنت محمد",
    "پروین گلچین ژاله",
    "چنگیز کریمی",
    "أحمد بن عبد القادر",
    "ኣብርሃም ተስፋይ",
    "ትርሓስ ገብረመድህን",
    "ሰላም ፍስሃየ",
    "#set text(red) *vet*",
    "$x^2$ _schuin_ @verwijzing",
    "<b>Jan</b> & <script>alert(1)</script>",
    '"Aan" \'halen\' \\"terug\\"',
    "#sys.inputs.letters",
    "`code` ```rauw```",
    "= Kop // opmerking /* en */",
    "[haken] {accolades} (ronde) ~golf~",
    "{name} {code} %s {{ invite }}",
    "O'Brien-d'Artagnan",
    "Wolfeschlegelsteinhausenbergerdorff van Langenhoven tot Zuylekom en Nederhorst den Berg-Bergen op Zoom",
]


def facts(**changes: Any) -> LetterFacts:
    given: dict[str, Any] = {
        "invitation_id": uuid4(),
        "involvement_id": uuid4(),
        "person_id": uuid4(),
        "day": date(2026, 9, 29),
        "starts_at": time(10, 30),
        "minutes": 45,
        "place": "Buurthuis De Dreef",
        "address": "Dreef 1, Utrecht",
        "phone": "030-1234567",
        "agency": "Werk en Inkomen Utrecht",
        "campaign": "Najaar",
        "is_compulsory": False,
    }
    return LetterFacts(**{**given, **changes})


def card(name: str = "Wilma", *languages: str, street: str = "Dreef 2") -> PersonCard:
    return PersonCard(
        uuid4(), name, "", 50, languages or ("nl",), street, "3561 AB", "Utrecht", "", "", False
    )


def printed(*cards: PersonCard, **changes: Any) -> bytes:
    letters = [letter(facts(**changes), one, on=date(2026, 9, 15)) for one in cards]
    return Press().print(letters, title="Najaar, deel 1")


def text_of(pdf: bytes, *pages: str) -> str:
    """The text of a PDF as one line; the marks that pdftotext adds for the direction are left out."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not here (apt-get install poppler-utils)")
    made = subprocess.run([program, *pages, "-", "-"], input=pdf, check=True, capture_output=True)
    return " ".join(made.stdout.decode().translate(dict.fromkeys(map(ord, SEEN))).split())


@built
@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_in_the_letter_as_it_was_written(name: str) -> None:
    text = text_of(printed(card(name)))
    assert squeezed(name) in squeezed(text)
    assert squeezed(f"Beste {name},") in squeezed(text) or re.search("[\u0600-\u06ff]", name)


def squeezed(text: str) -> str:
    """Without spaces: a long name goes on at the next line, maybe behind its hyphen."""
    return re.sub(r"\s", "", text)


def test_there_are_forty_names() -> None:
    assert len(set(NAMES)) == 40


@built
@pytest.mark.parametrize("name", ["Wilma 😀", "王小明", "Tamil தமிழ்"])
def test_a_letter_that_no_font_has_is_refused_and_named(name: str) -> None:
    letters = [letter(facts(), card(one), on=date(2026, 9, 15)) for one in ("Jan", name, "Piet", name)]
    press = Press()
    with pytest.raises(StrangeLetter):
        press.print(letters, title="-")
    assert press.unfit(letters) == [1, 3]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jan\u202ekwaad\u202c", "Jankwaad"),
        ("\u200fFatima\u200f", "Fatima"),
        (" Jan\t\n van  Dam\x00 ", "Jan van Dam"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_marks_that_show_nothing_are_left_out_of_a_name(typed: str, kept: str) -> None:
    assert plain(typed) == kept


@built
@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"nl"}))
def test_the_back_is_in_the_language_of_the_person(language: str) -> None:
    """Not an empty back: each script is tried against the page that has nothing in it."""
    pdf = printed(card("Wilma", language))
    own = own_speech((language,), on_paper=True)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) == (2 if own else 1)
    if own is None:
        assert LANGUAGES[language] in text_of(pdf)
        return
    back = squeezed(text_of(pdf, "-f", "2", "-l", "2"))
    assert len(back) > 250
    assert squeezed(own.say("regards"))[:-1] in back or own.direction == "rtl"


@built
def test_arabic_reads_as_it_was_written() -> None:
    back = text_of(printed(card("Wilma", "ar")), "-f", "2", "-l", "2")
    assert "مع أطيب التحيات" in back
    assert "030-1234567" in back


@built
def test_the_structure_is_that_of_pdf_ua() -> None:
    pdf = printed(card("Wilma", "ar"), card("Jan"), is_compulsory=True)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert "pdfuaid:part>1<" in document.Root.Metadata.read_bytes().decode().replace("</", "<")
        assert str(document.Root.Lang) == "nl-NL"
        assert bool(document.Root.MarkInfo.Marked) is True
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle) is True
        nodes = list(walked(document.Root.StructTreeRoot))
        tags = [str(node.S) for node in nodes if "/S" in node]
        assert tags.count("/H1") == 3 and tags.count("/Figure") == 2 and tags.count("/L") >= 6
        assert all(str(node.Alt).startswith("QR-code") for node in nodes if node.get("/S") == "/Figure")
        assert {str(node.Lang) for node in nodes if "/Lang" in node} >= {"ar"}
        assert [page for page in document.pages if untagged(page)] == []


def walked(node: Any) -> Iterator[Any]:
    """The structure elements under a node."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from walked(kid)


def untagged(page: Any) -> bool:
    """Whether something is shown outside any marked content."""
    depth = 0
    for step in pikepdf.parse_content_stream(page):
        operator = step.operator
        if str(operator) in ("BDC", "BMC"):
            depth += 1
        elif str(operator) == "EMC":
            depth -= 1
        elif str(operator) in ("Tj", "TJ", "Do", "S", "f", "B") and depth == 0:
            return True
    return False


@built
def test_each_letter_begins_at_the_front_of_a_sheet() -> None:
    with pikepdf.open(BytesIO(printed(card("Jan"), card("Piet"), card("Wilma", "pl")))) as document:
        assert len(document.pages) == 6


def test_no_letter_holds_a_sanction() -> None:
    sanction = re.compile("(straf|boete|korting|gevolg|verplicht|moet |uitkering)", re.IGNORECASE)
    said = " ".join(dutch().texts.values())
    assert sanction.findall(said) == []


def test_a_compulsory_talk_says_that_it_is_expected_and_nothing_more() -> None:
    free = points(dutch(), facts(), "")
    expected = points(dutch(), facts(is_compulsory=True), "")
    assert free[0] == "Je kiest zelf of je komt."
    assert expected[0] == "De gemeente verwacht dat je naar dit gesprek komt."
    assert free[1:] == expected[1:]


@pytest.mark.parametrize("language", sorted(speeches()))
def test_every_language_says_the_same_sentences(language: str) -> None:
    speech = speeches()[language]
    for name, text in dutch().texts.items():
        if name == "other_language":
            continue
        holes = set(re.findall(r"{\w+}", text))
        assert set(re.findall(r"{\w+}", speech.texts[name])) == holes, name
    assert "10" in appointment(speech, facts())[0][1] and language in LANGUAGES


def test_the_post_goes_by_postcode_and_number() -> None:
    rows = [
        ("d", "3562 AA", "Aweg 1"),
        ("b", "3561AB", "Dreef 10"),
        ("a", "3561 ab", "Dreef 9"),
        ("c", "", ""),
    ]
    assert in_postcode_order(rows) == ["c", "a", "b", "d"]


def test_files_follow_each_other_without_a_gap() -> None:
    parts: list[tuple[int, int, int]] = []
    done = 0
    while part := next_slice(done=done, total=5500, files=len(parts), size=500):
        parts.append((part.number, part.start, part.end))
        done = part.end
    assert parts == [(number + 1, 500 * number, 500 * number + 500) for number in range(11)]


def test_a_code_finds_its_invitation_and_no_other() -> None:
    ids = [uuid4() for _ in range(300)]
    for one in ids:
        code = answer_code(one, "sleutel")
        between = ids_of_code(code)
        assert between is not None and between[0] <= one <= between[1]
        assert [other for other in ids if fits_code(code, other, "sleutel")] == [one]
        assert not fits_code(code, one, "een andere sleutel")


def test_a_code_reads_as_somebody_types_it() -> None:
    code = answer_code(UUID(int=1), "x")
    assert re.fullmatch("([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert tidy_code(code.lower().replace("-", " ")) == code
    assert tidy_code("oIlu 0000 0000") == "011V-0000-0000"
    assert ids_of_code("te kort") is None


def test_waiting_grows_and_ends() -> None:
    waits = [wait_after(sends) for sends in range(1, 7)]
    known = [wait for wait in waits if wait]
    assert known == sorted(known) and waits[-1] is None
