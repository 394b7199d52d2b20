"""What may be measured when, and what may still be changed."""

from datetime import date, timedelta

import pytest

from meedoen.casework.policy.instruments import (
    Answer,
    Taken,
    answer_fits,
    first_code,
    item_fits,
    items_fit,
    may_change_items,
    may_switch_on,
    moment_fits,
    next_code,
    next_moment,
)
from meedoen.casework.reference_instruments import ASKS_LEAVE, INSTRUMENTS
from meedoen.casework.vocabulary import AnswerKind, MeasureMoment, View

BASELINE, INTERIM, END = MeasureMoment.BASELINE, MeasureMoment.INTERIM, MeasureMoment.END
PERSON, WORKER = View.PERSON, View.WORKER
DAY = date(2026, 3, 1)
LATER, LAST = DAY + timedelta(days=90), DAY + timedelta(days=180)
BEGUN = [Taken(BASELINE, WORKER, DAY)]
ENDED = [*BEGUN, Taken(INTERIM, WORKER, LATER), Taken(END, WORKER, LAST)]


@pytest.mark.parametrize(
    ("moment", "view", "on", "earlier", "fits"),
    [
        (BASELINE, WORKER, DAY, [], True),
        (INTERIM, WORKER, DAY, [], False),
        (END, WORKER, DAY, [], False),
        (INTERIM, WORKER, LATER, BEGUN, True),
        (INTERIM, PERSON, LATER, BEGUN, True),
        (END, WORKER, LATER, BEGUN, True),
        (INTERIM, WORKER, DAY - timedelta(days=1), BEGUN, False),
        # Filled in again for the same day: that takes the place of the first.
        (BASELINE, WORKER, DAY, BEGUN, True),
        (BASELINE, WORKER, LATER, BEGUN, False),
        # The person's own baseline comes in on paper, some days later.
        (BASELINE, PERSON, LATER, BEGUN, True),
        # After an end somebody may come back, and begins anew.
        (INTERIM, WORKER, LAST + timedelta(days=9), ENDED, False),
        (BASELINE, WORKER, LAST + timedelta(days=9), ENDED, True),
        (END, PERSON, LAST, ENDED, True),
        (END, PERSON, LAST + timedelta(days=9), ENDED, False),
    ],
)
def test_a_baseline_comes_first_and_an_end_closes_the_round(
    moment: MeasureMoment, view: View, on: date, earlier: list[Taken], fits: bool
) -> None:
    assert bool(moment_fits(moment, view, on, earlier)) is fits


def test_the_form_proposes_the_moment_that_comes_next() -> None:
    assert [next_moment(earlier) for earlier in ([], BEGUN, ENDED)] == [BASELINE, INTERIM, BASELINE]


@pytest.mark.parametrize(
    ("kind", "answer", "fits"),
    [
        (AnswerKind.NUMBER, Answer(1), True),
        (AnswerKind.NUMBER, Answer(10), True),
        (AnswerKind.NUMBER, Answer(0), False),
        (AnswerKind.NUMBER, Answer(11), False),
        (AnswerKind.NUMBER, Answer(None, "Gaat wel"), True),
        (AnswerKind.NUMBER, Answer(), False),
        (AnswerKind.LEVEL, Answer(3, "Sinds de verhuizing"), True),
        (AnswerKind.WORDS, Answer(None, "Gaat wel"), True),
        (AnswerKind.WORDS, Answer(3), False),
    ],
)
def test_an_answer_fits_its_item(kind: AnswerKind, answer: Answer, fits: bool) -> None:
    assert bool(answer_fits(kind, 1, 10, answer)) is fits


def test_only_what_is_needed_is_asked_so_never_a_whole_matrix() -> None:
    offered = range(1, 14)
    assert items_fit({1, 9}, offered)
    assert items_fit(set(range(1, 8)), offered)
    assert not items_fit(set(range(1, 9)), offered)
    assert not items_fit(set(offered), offered)
    assert not items_fit(set(), offered)
    assert not items_fit({14}, offered)


def test_what_was_answered_keeps_its_questions() -> None:
    assert may_change_items(answered=False)
    assert not may_change_items(answered=True)


def test_an_instrument_of_somebody_else_is_put_to_use_only_with_leave() -> None:
    assert not may_switch_on(13, asks_leave=True, has_leave=False)
    assert may_switch_on(13, asks_leave=True, has_leave=True)
    assert may_switch_on(1, asks_leave=False, has_leave=False)
    assert not may_switch_on(0, asks_leave=False, has_leave=True)


@pytest.mark.parametrize(
    ("kind", "least", "most", "levels", "fits"),
    [
        (AnswerKind.NUMBER, 1, 10, (), True),
        (AnswerKind.NUMBER, 0, 10, (), True),
        (AnswerKind.NUMBER, 10, 10, (), False),
        (AnswerKind.NUMBER, 10, 1, (), False),
        (AnswerKind.NUMBER, 1, 100, (), False),
        (AnswerKind.NUMBER, -3, 3, (), False),
        (AnswerKind.LEVEL, 1, 5, ("laag",), False),
        (AnswerKind.LEVEL, 1, 5, ("laag", "hoog"), True),
        (AnswerKind.WORDS, 5, 1, (), True),
    ],
)
def test_an_item_can_be_asked_like_this(
    kind: AnswerKind, least: int, most: int, levels: tuple[str, ...], fits: bool
) -> None:
    assert bool(item_fits(kind, least, most, levels)) is fits


def test_a_version_has_a_code_that_nobody_has() -> None:
    assert next_code("tevreden", {"tevreden"}, 40) == "tevreden-v2"
    assert next_code("tevreden-v2", {"tevreden", "tevreden-v2"}, 40) == "tevreden-v3"
    assert len(next_code("a" * 40, set(), 40)) == 40
    assert first_code("tevreden-v12") == "tevreden"


def test_the_reference_names_what_the_sources_name_and_calls_its_own_choices_so() -> None:
    counts = {one.code: (len(one.items), len(one.levels)) for one in INSTRUMENTS}
    assert counts == {
        "life_goals_domains": (7, 0),
        "life_goals_behaviours": (6, 0),
        "strength_and_enterprise": (3, 0),
        "satisfaction": (1, 0),
        "self_sufficiency_matrix": (13, 5),
    }
    assert {"self_sufficiency_matrix"} == ASKS_LEAVE
    numbered = [one for one in INSTRUMENTS if one.kind == AnswerKind.NUMBER]
    assert all("keuze van Meedoen" in one.explanation for one in numbered)
    assert all(one.source for one in INSTRUMENTS)
