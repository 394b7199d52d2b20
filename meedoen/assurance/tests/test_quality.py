"""What could be better about a record."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.assurance.policy import ADVICE, Record, advice_for, score_of
from meedoen.assurance.vocabulary import AdviceCode

WHOLE = Record(
    name="Samen koken",
    summary="Koken met buren.",
    description="We koken samen een maaltijd. Daarna eten we die op. Iedereen helpt mee. " * 3,
    has_activities=True,
    has_times=True,
    has_price=True,
    has_contact=True,
    has_area=True,
    has_address=True,
    has_group=True,
    has_level=True,
    is_confirmed=True,
)
records = st.builds(Record, name=st.text(), summary=st.text(), description=st.text())


def codes(record: Record) -> list[AdviceCode]:
    return [advice.code for advice in advice_for(record)]


def test_a_whole_record_has_nothing_to_do_and_scores_a_hundred() -> None:
    assert codes(WHOLE) == []
    assert score_of(advice_for(WHOLE)) == 100


def test_an_empty_record_scores_the_least_that_nothing_at_all_can() -> None:
    everything = {*AdviceCode} - {
        AdviceCode.SHORT_DESCRIPTION,
        AdviceCode.CAPITALS,
        AdviceCode.LONG_SENTENCES,
        AdviceCode.DEAD_LINK,
    }
    assert {*codes(Record())} == everything
    worst = Record(summary="WIJ " * 30, has_dead_link=True)
    assert score_of(advice_for(worst)) == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"description": " \n"}, AdviceCode.NO_DESCRIPTION),
        ({"description": "Samen koken."}, AdviceCode.SHORT_DESCRIPTION),
        ({"has_times": False}, AdviceCode.NO_TIMES),
        ({"has_price": False}, AdviceCode.NO_PRICE),
        ({"has_contact": False}, AdviceCode.NO_CONTACT),
        ({"has_area": False}, AdviceCode.NO_AREA),
        ({"has_address": False}, AdviceCode.NO_ADDRESS),
        ({"has_group": False}, AdviceCode.NO_GROUP),
        ({"has_level": False}, AdviceCode.NO_LEVEL),
        ({"has_activities": False}, AdviceCode.NO_ACTIVITIES),
        ({"is_confirmed": False}, AdviceCode.NOT_CONFIRMED),
        ({"has_dead_link": True}, AdviceCode.DEAD_LINK),
        ({"name": "SAMEN KOKEN IN DE WIJK"}, AdviceCode.CAPITALS),
        ({"summary": "woord " * 26}, AdviceCode.LONG_SENTENCES),
    ],
)
def test_each_lack_gives_its_own_advice_and_costs_its_own_weight(
    change: dict[str, object], code: AdviceCode
) -> None:
    found = advice_for(replace(WHOLE, **change))
    assert [advice.code for advice in found] == [code]
    assert score_of(found) == 100 - ADVICE[code].weight


def test_an_abbreviation_or_a_sentence_of_25_words_is_no_fault() -> None:
    assert codes(replace(WHOLE, name="ZRM en WMO", summary="woord " * 25 + ".")) == []


@given(records)
def test_the_score_stays_between_0_and_100_and_the_heaviest_comes_first(record: Record) -> None:
    found = advice_for(record)
    weights = [advice.weight for advice in found]
    assert 0 <= score_of(found) <= 100
    assert weights == sorted(weights, reverse=True)


def test_every_advice_says_what_to_do() -> None:
    assert {*ADVICE} == {*AdviceCode.values}
    assert [advice.code for advice in ADVICE.values() if not advice.do.endswith(".")] == []
