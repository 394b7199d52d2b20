import json
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.directory.search import Match, Row, SearchIndex, stems, telling_words


def row(name: str, **fields: object) -> Row:
    empty = {"summary": "", "description": "", "organization": "", "activities": [], "synonyms": []}
    return Row(**{"id": uuid4(), "name": name, "places": [], "marks": []} | empty | fields)  # type: ignore[arg-type]


ROWS = [
    row("Tuinieren in de wijk", synonyms=["moestuin"], places=["Ede"], marks=["area:GM0228"]),
    row("Samen koken", activities=["kookles"], places=["Utrecht"], marks=["area:GM0344", "free"]),
    row("Café René", description="Een café.", places=["Utrecht"], marks=["area:GM0344"]),
]
NAMES = {made.id: made.name for made in ROWS}


@pytest.fixture
def index(own_index: Path) -> SearchIndex:
    made = SearchIndex(own_index)
    made.rebuild(ROWS, "first")
    return made


def find(index: SearchIndex, text: str, *marks: set[str]) -> tuple[list[str], Match]:
    found = index.find(telling_words(text), marks, limit=10)
    assert found is not None
    assert found.total == len(found.ids)
    return [NAMES[id] for id in found.ids], found.match


@pytest.mark.parametrize(
    ("text", "names", "match"),
    [
        ("koken", ["Samen koken"], Match.ALL),
        ("KOKEN!", ["Samen koken"], Match.ALL),
        ("ik wil graag koken", ["Samen koken"], Match.ALL),
        ("cafe rene utrecht", ["Café René"], Match.ALL),
        ("moestuinen", ["Tuinieren in de wijk"], Match.ALL),
        ("tuin", ["Tuinieren in de wijk"], Match.ALIKE),
        ("toonarren", [], Match.ALL),
        ("tuiniren", ["Tuinieren in de wijk"], Match.ALIKE),
        ("kookels", ["Samen koken"], Match.ALIKE),
        ("kokos tuinieren", ["Tuinieren in de wijk"], Match.SOME),
        ("xyz", [], Match.ALL),
    ],
)
def test_words_are_found_by_stem_by_beginning_and_with_one_wrong_letter(
    index: SearchIndex, text: str, names: list[str], match: Match
) -> None:
    assert find(index, text) == (names, match)


def test_filters_narrow_each_other_and_their_marks_are_alternatives(index: SearchIndex) -> None:
    assert set(find(index, "utrecht", {"area:GM0344"})[0]) == {"Café René", "Samen koken"}
    assert find(index, "utrecht", {"area:GM0344"}, {"free"})[0] == ["Samen koken"]
    assert find(index, "utrecht", {"area:GM0228"})[0] == []
    assert len(find(index, "utrecht", {"area:GM0228", "area:GM0344"})[0]) == 2


def test_results_come_in_pages(index: SearchIndex) -> None:
    first = index.find(["utrecht"], limit=1)
    second = index.find(["utrecht"], limit=1, offset=1)
    assert first is not None and second is not None
    assert (first.total, second.total) == (2, 2)
    assert {NAMES[id] for id in first.ids + second.ids} == {"Café René", "Samen koken"}


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_text_that_somebody_types_breaks_the_search(text: str) -> None:
    found = HOSTILE.find(telling_words(text), limit=10)
    assert found is not None


@pytest.mark.parametrize(
    "text", ['name:koken OR "', "*", "koken AND (", "a^99", "/.*/", "[a TO z]", "\0", "-koken"]
)
def test_signs_of_a_query_language_mean_nothing(text: str) -> None:
    found = HOSTILE.find(telling_words(text), limit=10)
    assert found is not None
    assert found.total <= 1


def test_a_rebuild_takes_over_whole_and_keeps_one_before(index: SearchIndex, own_index: Path) -> None:
    index.rebuild(ROWS[:1], "second")
    assert index.fingerprint() == "second"
    assert find(index, "koken") == ([], Match.ALL)
    index.rebuild(ROWS, "third")
    assert find(index, "koken") == (["Samen koken"], Match.ALL)
    assert len(list(own_index.glob("index-*"))) == 2


def test_a_rebuild_that_breaks_off_leaves_the_index_in_use(index: SearchIndex) -> None:
    def broken() -> object:
        yield ROWS[0]
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        index.rebuild(broken(), "second")  # type: ignore[arg-type]
    assert index.fingerprint() == "first"
    assert find(index, "koken") == (["Samen koken"], Match.ALL)


@pytest.mark.parametrize("pointer", ["", "geen json", "[]", '{"layout": 1}', '{"layout": 0, "folder": "x"}'])
def test_a_damaged_index_is_no_index(index: SearchIndex, own_index: Path, pointer: str) -> None:
    (own_index / "current.json").write_text(pointer)
    assert index.fingerprint() == ""
    assert index.find(["koken"], limit=1) is None
    index.rebuild(ROWS, "again")
    assert find(index, "koken") == (["Samen koken"], Match.ALL)


def test_an_index_of_which_the_files_are_gone_is_no_index(own_index: Path) -> None:
    own_index.mkdir()
    pointer = {"layout": 1, "folder": "index-weg", "fingerprint": "x"}
    (own_index / "current.json").write_text(json.dumps(pointer))
    assert SearchIndex(own_index).fingerprint() == ""
    assert SearchIndex(own_index).find(["koken"], limit=1) is None


def test_words_that_say_nothing_and_repeated_words_are_left_out() -> None:
    assert telling_words("Ik wil graag naar de tuin, de TUIN!") == ["tuin"]
    assert telling_words("wat kan ik doen?") == []
    assert len(telling_words(" ".join(f"woord{number}" for number in range(50)))) == 12


def test_stems_make_singular_and_plural_one() -> None:
    assert stems("Tuinen") == stems("tuin")


@pytest.fixture(scope="module", autouse=True)
def _hostile(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One index for the texts of hypothesis: a fixture per example would make it 300 times."""
    HOSTILE.folder = tmp_path_factory.mktemp("search")
    HOSTILE.rebuild(ROWS, "hostile")


HOSTILE = SearchIndex(Path("."))
