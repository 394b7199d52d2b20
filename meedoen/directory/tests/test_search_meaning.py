"""What a question means, with the model of the extra `[search]`; and how it goes without."""

import logging
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from meedoen.directory.search import Found, Match, Means, Row, SearchIndex, telling_words
from meedoen.directory.search.meaning import encoder
from meedoen.directory.search.ranking import BY_WORDS

needs_model = pytest.mark.skipif(encoder() is None, reason="the extra [search] is not installed")


def row(name: str, summary: str, **fields: object) -> Row:
    empty = {
        "description": "",
        "organization": "",
        "activities": [],
        "synonyms": [],
        "places": [],
        "marks": [],
    }
    return Row(**{"id": uuid4(), "name": name, "summary": summary} | empty | fields)  # type: ignore[arg-type]


ROWS = [
    row("Samen koken", "Je kookt een maaltijd en eet die samen op.", marks=["free"]),
    row("Buurttafel", "Je eet een warme maaltijd met mensen uit de buurt."),
    row("Fietsenwerkplaats", "Je knapt fietsen op.", activities=["fietsen maken"], marks=["free"]),
    row("Taalcafé", "Je oefent Nederlands door te praten.", activities=["Nederlands praten"]),
    row("Moestuin", "Je zaait en oogst groente in de buurttuin."),
]
NAMES = {one.id: one.name for one in ROWS}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    index = SearchIndex(tmp_path_factory.mktemp("search"))
    index.rebuild(ROWS, "made", with_meaning=True)
    return index


def find(index: SearchIndex, text: str, *marks: set[str], **page: int) -> Found:
    found = index.find(telling_words(text), marks, text=text, **{"limit": 10} | page)
    assert found is not None
    return found


def nearest(index: SearchIndex, text: str, *marks: set[str]) -> list[str]:
    found = index.nearest(text, marks, limit=5)
    assert found is not None
    return [NAMES[id] for id in found.ids]


@needs_model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("birlikte yemek pişirmek", "Samen koken"),
        ("ремонт велосипедов", "Fietsenwerkplaats"),
        ("أريد أن أتعلم اللغة الهولندية", "Taalcafé"),
        ("praca w ogrodzie", "Moestuin"),
        ("bike repair", "Fietsenwerkplaats"),
    ],
)
def test_a_question_in_another_language_finds_what_it_means(made: SearchIndex, text: str, name: str) -> None:
    assert nearest(made, text)[0] == name


@needs_model
def test_meaning_keeps_to_the_filters(made: SearchIndex) -> None:
    assert set(nearest(made, "birlikte yemek", {"free"})) == {"Samen koken", "Fietsenwerkplaats"}
    assert nearest(made, "birlikte yemek", {"free"}, {"nothing"}) == []


@needs_model
def test_the_answer_says_by_what_means(made: SearchIndex) -> None:
    assert find(made, "koken").means == Means.BOTH
    found = made.find(["koken"], limit=5)
    assert found is not None and found.means == Means.WORDS
    assert find(made, "qwrtpsdf").total == 0


@needs_model
def test_what_no_word_found_comes_in_only_where_it_is_nearer(made: SearchIndex) -> None:
    found = find(made, "fietsen")
    assert NAMES[found.ids[0]] == "Fietsenwerkplaats"
    assert "Moestuin" not in {NAMES[id] for id in found.ids}


@needs_model
def test_one_word_of_many_does_not_stand_before_what_the_question_means(tmp_path: Path) -> None:
    beside = [
        row("Dutch Design", "Je helpt bij een beurs in Eindhoven."),
        row("Dutch Cup", "Je traint voor een toernooi."),
    ]
    index = SearchIndex(tmp_path)
    index.rebuild([*ROWS, *beside], "made", with_meaning=True)
    names = NAMES | {one.id: one.name for one in beside}

    found = find(index, "cook and share a meal with Dutch people")

    assert (found.match, {one.name for one in beside} - {names[id] for id in found.ids}) == (
        Match.SOME,
        set(),
    )
    assert {"Samen koken", "Buurttafel"} <= {names[id] for id in found.ids[:3]}


@needs_model
def test_every_page_together_gives_each_service_once(tmp_path: Path) -> None:
    many = [row(f"Koken {number}", "Je kookt samen.", marks=["free"]) for number in range(BY_WORDS + 30)]
    index = SearchIndex(tmp_path / "many")
    index.rebuild([*many, *ROWS], "many", with_meaning=True)
    pages = [find(index, "koken", limit=20, offset=start) for start in range(0, 200, 20)]
    ids = [id for page in pages for id in page.ids]

    assert {page.total for page in pages} == {len(ids)}
    assert len(set(ids)) == len(ids) >= len(many)


@needs_model
def test_what_changed_means_the_same_as_in_an_index_made_anew(tmp_path: Path) -> None:
    index, anew = SearchIndex(tmp_path / "kept"), SearchIndex(tmp_path / "anew")
    index.rebuild(ROWS[:3], "first", with_meaning=True)
    changed = Row(**{**vars(ROWS[0]), "name": "Bakken", "summary": "Je bakt brood en taart."})
    index.update([changed, *ROWS[3:]], [ROWS[1].id], "second")
    anew.rebuild([changed, ROWS[2], *ROWS[3:]], "anew", with_meaning=True)

    def both(text: str) -> Iterator[list[UUID]]:
        for one in (index, anew):
            found = one.nearest(text, limit=9)
            assert found is not None
            yield list(found.ids)

    for text in ("ekmek pişirmek", "ремонт велосипедов", "learn Dutch", "samen eten", "praca w ogrodzie"):
        kept, new = both(text)
        assert kept == new


@needs_model
@pytest.mark.parametrize("name", ["wholes.npy", "phrases.npy", "texts.json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\x93NUMPY\x01\x00"])
def test_damaged_numbers_leave_the_words(tmp_path: Path, name: str, content: bytes) -> None:
    index = SearchIndex(tmp_path)
    index.rebuild(ROWS, "made", with_meaning=True)
    (tmp_path / index.pointer().meaning / name).write_bytes(content)

    found = find(SearchIndex(tmp_path), "koken")

    assert (found.means, [NAMES[id] for id in found.ids]) == (Means.WORDS, ["Samen koken"])


def test_without_the_extra_words_find_and_some_words_are_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meedoen.directory.search.meaning.encoder", lambda: None)
    index = SearchIndex(tmp_path)
    index.rebuild(ROWS, "made", with_meaning=True)

    assert index.pointer().meaning == ""
    found = find(index, "koken")
    assert (found.means, found.match, [NAMES[id] for id in found.ids]) == (
        Means.WORDS,
        Match.ALL,
        ["Samen koken"],
    )
    assert nearest(index, "xylofoon fiets") == ["Fietsenwerkplaats"]
    assert nearest(index, "xylofoon") == []


def test_nothing_typed_reaches_a_log_or_a_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    index = SearchIndex(tmp_path)
    index.rebuild(ROWS, "made", with_meaning=True)
    secret = "geheimwoordje"
    find(index, f"koken {secret}")
    find(index, secret)
    nearest(index, secret)

    assert secret not in caplog.text
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()
    ]
