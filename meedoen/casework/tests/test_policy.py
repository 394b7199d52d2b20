"""Decisions about cases, without a database."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from meedoen.casework.policy import (
    goal_is_visible,
    happened,
    is_late,
    may_have_case,
    may_use_scale,
)
from tests.cast import TODAY

DOMAINS = st.sampled_from(["participatiewet", "wmo", "jeugdwet"])


def test_nobody_is_followed_in_open() -> None:
    assert not may_have_case("open")
    assert may_have_case("wmo")


@given(goal=st.none() | DOMAINS, reader=DOMAINS, shared=st.frozensets(DOMAINS))
def test_a_goal_of_another_domain_shows_only_by_consent(
    goal: str | None, reader: str, shared: frozenset[str]
) -> None:
    assert goal_is_visible(goal, reader, shared) == (goal in {None, reader} | shared)


def test_a_scale_stays_inside_its_legal_domain() -> None:
    assert may_use_scale(frozenset({"participatiewet"}), "participatiewet")
    assert not may_use_scale(frozenset({"participatiewet"}), "wmo")
    assert may_use_scale(frozenset(), "wmo")


@given(st.integers(min_value=-4000, max_value=4000))
def test_what_happened_was_today_or_up_to_ten_years_ago(days: int) -> None:
    assert bool(happened(TODAY + timedelta(days=days), TODAY)) == (-3650 <= days <= 0)


def test_late_is_after_the_day_itself() -> None:
    assert is_late(date(2026, 9, 14), TODAY)
    assert not is_late(TODAY, TODAY)
    assert not is_late(None, TODAY)
