"""Compounds, sounds, typing errors and words for the same, in an index without meaning."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.directory.policy.compounds import parts_of, sound_of
from meedoen.directory.search import Match, Row, SearchIndex, store, telling_words
from meedoen.directory.search.asking import how_many, one_of
from meedoen.directory.search.lexicon import known_words
from meedoen.directory.search.ranking import search
from meedoen.directory.search.words import stem

WORDS = sorted(word for word in known_words() if len(word) >= 4)


def row(name: str, **fields: object) -> Row:
    empty = {"summary": "", "description": "", "organization": "", "activities": [], "synonyms": []}
    return Row(**{"id": uuid4(), "name": name, "places": [], "marks": []} | empty | fields)  # type: ignore[arg-type]


def found(folder: Path, text: str, *rows: Row) -> tuple[list[str], Match]:
    index = SearchIndex(folder)
    index.rebuild(rows, "made")
    result = index.find(telling_words(text), limit=10)
    assert result is not None
    names = {one.id: one.name for one in rows}
    return [names[id] for id in result.ids], result.match


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("wandelgroep", ("wandel", "groep")),
        ("kringloopwinkel", ("kringloop", "winkel")),
        ("fietsenwerkplaats", ("fietsen", "werkplaats")),
        ("buurtshuis", ("buurt", "huis")),
        ("vrijwilligerswerk", ("vrijwilligers", "werk")),
        ("wandel", ()),
        ("xyzwinkel", ()),
        ("", ()),
    ],
)
def test_a_compound_falls_into_words_that_are_known(word: str, parts: tuple[str, ...]) -> None:
    assert parts_of(word, known_words()) == parts


@given(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(["", "s", "en"]))
@settings(max_examples=300, deadline=None)
def test_two_known_words_put_together_always_come_apart_into_known_words(a: str, b: str, link: str) -> None:
    parts = parts_of(a + link + b, known_words())

    assert len(parts) >= 2
    assert all(part in known_words() for part in parts)
    assert (a + link + b).endswith(parts[-1])


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_word_can_be_taken_apart_and_heard(word: str) -> None:
    assert sum(map(len, parts_of(word, known_words()))) <= len(word)
    assert len(sound_of(word)) <= 2 * len(word)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("komputer", "computer"),
        ("dierren", "dieren"),
        ("kooke", "koken"),
        ("masjien", "machine"),
        ("wandelgroub", "wandelgroub"),
        ("mantelsorg", "mantelzorg"),
        ("fiets", "viets"),
        ("begelijding", "begeleiding"),
    ],
)
def test_what_is_written_as_it_sounds_sounds_the_same(wrong: str, right: str) -> None:
    assert sound_of(stem(wrong)) == sound_of(stem(right))


def test_other_words_sound_otherwise() -> None:
    assert len({sound_of(stem(word)) for word in ("koken", "kopen", "tuin", "taal", "fiets", "dans")}) == 6


@pytest.mark.parametrize(
    ("asked", "there", "match"),
    [
        ("wandelen groep", "Wandelgroep", Match.ALL),
        ("wandelgroep", "Wandelen met een groep", Match.ALIKE),
        ("winkel", "Kringloopwinkel", Match.ALL),
        ("kringloopwinkel", "Winkel met kringloop", Match.ALIKE),
        ("komputer", "Computerhulp", Match.ALIKE),
        ("wadelgroep", "Wandelgroep", Match.ALIKE),
        ("vrijwiligerwerk", "Vrijwilligerswerk", Match.ALIKE),
        ("wwb", "Voor mensen met bijstand", Match.ALL),
        ("maatschappelijke participatie", "Sociale activering", Match.ALL),
        ("wsw", "Een plek voor beschut werk", Match.ALL),
    ],
)
def test_a_service_is_found_by_another_word_for_it(
    own_index: Path, asked: str, there: str, match: Match
) -> None:
    assert found(own_index, asked, row(there), row("Iets anders")) == ([there], match)


def test_the_social_performance_of_utrecht_is_not_the_contribution_of_the_law(own_index: Path) -> None:
    assert found(own_index, "tegenprestatie", row("Sociale prestatie"))[0] == []


def test_four_letters_are_not_corrected(own_index: Path) -> None:
    assert found(own_index, "tain", row("Tuin"))[0] == []


def test_of_a_service_is_counted_how_many_of_the_words_stand_in_it_or_alike(tmp_path: Path) -> None:
    both, one, none = row("Koken en fietsen"), row("Kookles", summary="koken"), row("Schaken")
    index = SearchIndex(tmp_path)
    index.rebuild([both, one, none], "made")
    look = store.look(tmp_path)
    assert look is not None

    hits, _ = search(look.searcher, [how_many(["koken", "fietzen", "dutch"], look.searcher)], limit=9)

    assert dict(hits) == {both.id: 2, one.id: 1}


def test_services_asked_for_by_name_are_those_and_no_others(tmp_path: Path) -> None:
    rows = [row(f"Koken {number}") for number in range(5)]
    index = SearchIndex(tmp_path)
    index.rebuild(rows, "made")
    look = store.look(tmp_path)
    assert look is not None

    def these(*ids: object) -> set[UUID]:
        return {hit.id for hit in search(look.searcher, [one_of(map(str, ids))], limit=9)[0]}

    assert these(rows[1].id, rows[3].id, uuid4()) == {rows[1].id, rows[3].id}
    assert these(rows[1].id) == {rows[1].id}
    assert these() == set()
