"""Where a record stands, for every history that it can have."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.assurance.policy import DEFAULT_TERMS, Asked, Standing, Terms, municipality_of, standing
from meedoen.assurance.vocabulary import Next, Stage
from meedoen.directory.vocabulary import Freshness

CONFIRMED = date(2026, 1, 1)
ORDER = [Freshness.CURRENT, Freshness.AGING, Freshness.LAPSED]

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
terms_of_all_kinds = st.builds(
    lambda remind, label, hide, again, most: Terms(
        remind, again, most, remind + label, remind + label + hide
    ),
    st.integers(1, 400),
    st.integers(0, 400),
    st.integers(1, 400),
    st.integers(1, 90),
    st.integers(1, 10),
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Asked, date]:
    """What was done up to some day, and that day."""
    today = draw(days)
    past = st.integers(0, 1500).map(lambda ago: today - timedelta(days=ago))
    asked = Asked(
        assured=draw(st.none() | past),
        reminded=tuple(draw(st.lists(past, max_size=4))),
        reachable=draw(st.booleans()),
    )
    return asked, today


def after(days_later: int, *, reminded: tuple[int, ...] = (), reachable: bool = True) -> Standing:
    asked = Asked(CONFIRMED, tuple(CONFIRMED + timedelta(days=day) for day in reminded), reachable)
    return standing(asked, DEFAULT_TERMS, CONFIRMED + timedelta(days=days_later))


@pytest.mark.parametrize(
    ("days_later", "reminded", "freshness", "stage"),
    [
        (0, (), Freshness.CURRENT, Stage.CURRENT),
        (119, (), Freshness.CURRENT, Stage.CURRENT),
        (120, (), Freshness.CURRENT, Stage.SOON),
        (150, (), Freshness.CURRENT, Stage.DUE),
        (151, (150,), Freshness.CURRENT, Stage.REMINDED),
        (182, (150, 164, 178), Freshness.CURRENT, Stage.REMINDED),
        (183, (150, 164, 178), Freshness.AGING, Stage.LABELLED),
        (364, (150, 164, 178), Freshness.AGING, Stage.LABELLED),
        (365, (150, 164, 178), Freshness.LAPSED, Stage.HIDDEN),
    ],
)
def test_a_confirmed_record_is_asked_after_then_labelled_then_hidden(
    days_later: int, reminded: tuple[int, ...], freshness: Freshness, stage: Stage
) -> None:
    stands = after(days_later, reminded=reminded)
    assert (stands.freshness, stands.stage) == (freshness, stage)


def test_reminders_come_again_after_a_while_and_then_somebody_calls() -> None:
    day = CONFIRMED + timedelta(days=150)
    assert after(149).remind_on == day
    assert after(155, reminded=(150,)).remind_on == day + timedelta(days=14)
    last = after(178, reminded=(150, 164, 178))
    assert (last.remind_on, last.call) == (None, False)
    assert after(192, reminded=(150, 164, 178)).call


def test_what_comes_next_is_told_with_its_day() -> None:
    stands = after(151, reminded=(150,))
    assert (stands.next, stands.next_on) == (Next.REMIND, CONFIRMED + timedelta(days=164))
    stands = after(184, reminded=(150, 164, 178))
    assert (stands.next, stands.next_on) == (Next.HIDE, CONFIRMED + timedelta(days=365))


def test_a_record_that_was_never_confirmed_is_due_at_once() -> None:
    stands = standing(Asked(None), DEFAULT_TERMS, CONFIRMED)
    assert (stands.freshness, stands.stage, stands.remind_on) == (Freshness.CURRENT, Stage.DUE, CONFIRMED)


def test_a_record_that_was_never_confirmed_counts_from_the_first_reminder() -> None:
    asked = Asked(None, (CONFIRMED, CONFIRMED + timedelta(days=14)))
    found = [
        standing(asked, DEFAULT_TERMS, CONFIRMED + timedelta(days=day)).freshness
        for day in (182, 183, 364, 365)
    ]
    assert found == [Freshness.CURRENT, Freshness.AGING, Freshness.AGING, Freshness.LAPSED]


def test_a_record_without_mail_address_is_called_after_and_never_hidden_by_silence_alone() -> None:
    stands = standing(Asked(None, reachable=False), DEFAULT_TERMS, CONFIRMED + timedelta(days=5000))
    assert (stands.freshness, stands.call, stands.remind_on) == (Freshness.CURRENT, True, None)
    lost = Asked(None, (CONFIRMED,), reachable=False)
    assert standing(lost, DEFAULT_TERMS, CONFIRMED + timedelta(days=5000)).freshness == Freshness.AGING


def test_a_record_without_mail_address_is_hidden_a_year_after_it_was_confirmed() -> None:
    assert after(364, reachable=False).freshness == Freshness.AGING
    assert after(365, reachable=False).freshness == Freshness.LAPSED
    assert (after(149, reachable=False).call, after(150, reachable=False).call) == (False, True)


def test_an_old_confirmation_that_nobody_asked_after_hides_nothing_until_there_was_time_to_answer() -> None:
    assert after(900).freshness == Freshness.AGING
    assert after(913, reminded=(900,)).freshness == Freshness.AGING
    assert after(914, reminded=(900,)).freshness == Freshness.LAPSED


def test_a_confirmation_in_the_future_does_not_count() -> None:
    assert standing(Asked(date(2099, 1, 1)), DEFAULT_TERMS, CONFIRMED).stage == Stage.DUE


def test_a_confirmation_on_a_leap_day_counts_in_days() -> None:
    asked = Asked(date(2028, 2, 29), (date(2028, 8, 1),))
    assert standing(asked, DEFAULT_TERMS, date(2029, 2, 27)).freshness == Freshness.AGING
    assert standing(asked, DEFAULT_TERMS, date(2029, 2, 28)).freshness == Freshness.LAPSED


def test_the_last_days_there_are_break_nothing() -> None:
    assert (
        standing(Asked(date(9999, 12, 1)), DEFAULT_TERMS, date(9999, 12, 30)).freshness == Freshness.CURRENT
    )
    assert standing(Asked(date.min), DEFAULT_TERMS, date.max).freshness == Freshness.AGING


@given(histories(), terms_of_all_kinds, st.integers(0, 1500))
def test_time_alone_never_makes_a_record_fresher(
    history: tuple[Asked, date], terms: Terms, later: int
) -> None:
    asked, today = history
    before = standing(asked, terms, today).freshness
    after_that = standing(asked, terms, today + timedelta(days=later)).freshness
    assert ORDER.index(after_that) >= ORDER.index(before)


@given(histories(), terms_of_all_kinds)
def test_nothing_is_hidden_without_a_reminder_or_an_old_confirmation(
    history: tuple[Asked, date], terms: Terms
) -> None:
    asked, today = history
    if standing(asked, terms, today).freshness == Freshness.LAPSED:
        old = asked.assured is not None and (today - asked.assured).days >= terms.hide_after
        assert asked.reminded or old
        assert asked.reachable or old


@given(histories(), terms_of_all_kinds)
def test_confirming_always_makes_a_record_current(history: tuple[Asked, date], terms: Terms) -> None:
    asked, today = history
    confirmed = standing(Asked(today, asked.reminded, asked.reachable), terms, today)
    assert (confirmed.freshness, confirmed.call) == (Freshness.CURRENT, False)
    assert confirmed.remind_on is None or confirmed.remind_on > today


@given(histories(), terms_of_all_kinds)
def test_what_comes_next_is_true_on_its_day_and_not_the_day_before(
    history: tuple[Asked, date], terms: Terms
) -> None:
    asked, today = history
    stands = standing(asked, terms, today)
    if stands.next_on is None:
        return
    assert stands.next_on > today
    then = standing(asked, terms, stands.next_on)
    before = standing(asked, terms, stands.next_on - timedelta(days=1))
    if stands.next == Next.REMIND:
        assert then.remind_on == stands.next_on
    else:
        expected = Freshness.AGING if stands.next == Next.LABEL else Freshness.LAPSED
        assert ORDER.index(then.freshness) >= ORDER.index(expected) > ORDER.index(before.freshness)


@pytest.mark.parametrize(
    "given_terms",
    [
        {"remind_after": 0},
        {"remind_after": 200},
        {"label_after": 365},
        {"hide_after": 100},
        {"again_after": 0},
        {"reminders": 0},
    ],
)
def test_terms_out_of_order_are_refused(given_terms: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"order|once"):
        Terms(**given_terms)


@pytest.mark.parametrize(
    ("codes", "municipality"),
    [
        (["GM0344"], "GM0344"),
        (["WK034403"], "GM0344"),
        (["", "BU01500101", "GM0344"], "GM0150"),
        (["", "NL", "wijk 3"], ""),
        ([], ""),
    ],
)
def test_the_municipality_is_read_from_the_first_code_that_has_one(
    codes: list[str], municipality: str
) -> None:
    assert municipality_of(codes) == municipality
