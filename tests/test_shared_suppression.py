"""Small numbers stay hidden, also from a reader who knows the rule and can subtract."""

from collections import defaultdict
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from meedoen.shared.suppression import THRESHOLD, is_small, rounded, some_hidden, suppress

tables = st.lists(
    st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 9), st.integers(0, 300)), min_size=2, max_size=11
)


def table(counts: list[int] | tuple[int, ...]) -> dict[str, int]:
    return {f"wijk {number}": count for number, count in enumerate(counts)}


def other_values(counts: list[int], cell: int) -> set[int]:
    """Which other counts a cell could have: people move to another hidden cell, and it looks the same."""
    shown = suppress(table(counts))
    found = set()
    for other, label in enumerate(shown):
        if other == cell or shown[label] is not None:
            continue
        for moved in range(-counts[cell], counts[other] + 1):
            guess = list(counts)
            guess[cell] += moved
            guess[other] -= moved
            if moved and suppress(table(guess)) == shown:
                found.add(guess[cell])
    return found


def test_counts_from_ten_and_zero_are_shown() -> None:
    assert suppress({"Noord": 10, "Zuid": 0, "West": 250}) == {"Noord": 10, "Zuid": 0, "West": 250}


def test_one_small_count_takes_a_second_with_it() -> None:
    assert suppress({"Noord": 41, "Zuid": 3, "West": 0, "Oost": 25}) == {
        "Noord": None,
        "Zuid": None,
        "West": 0,
        "Oost": 25,
    }


def test_two_small_counts_that_leave_room_for_doubt_hide_each_other() -> None:
    assert suppress({"Noord": 41, "Zuid": 6, "Oost": 8})["Noord"] == 41


def test_the_highest_sum_of_small_counts_takes_a_third_with_it() -> None:
    assert suppress({"Noord": 41, "Zuid": 9, "Oost": 9, "West": 30})["Noord"] is None


def test_a_split_of_few_people_is_hidden_whole_with_its_zeros() -> None:
    assert suppress({"Noord": 4, "Zuid": 0, "Oost": 0}) == {"Noord": None, "Zuid": None, "Oost": None}


@given(tables)
def test_no_small_count_is_ever_shown_and_what_is_shown_is_true(counts: list[int]) -> None:
    for label, count in suppress(table(counts)).items():
        assert count is None or (count == table(counts)[label] and not is_small(count))


@given(tables)
def test_a_table_without_small_counts_is_shown_whole(counts: list[int]) -> None:
    whole = [count if count == 0 or count >= THRESHOLD else THRESHOLD for count in counts]
    assert suppress(table(whole)) == table(whole)


@given(tables)
@example([1, 1, 1, 1, 1, 1, 1, 1, 1, 20])
@example([9, 9, 9, 10])
@example([10, 1, 1])
@example([1, 1])
@example([2, 0])
@example([9, 0, 11, 250])
def test_no_small_count_can_be_worked_out_by_who_knows_the_rule(counts: list[int]) -> None:
    shown = suppress(table(counts))
    for cell, (label, count) in enumerate(table(counts).items()):
        if shown[label] is None and is_small(count):
            assert other_values(counts, cell), (counts, shown, label)


def test_all_tables_of_a_smaller_threshold_keep_their_small_counts() -> None:
    """Each table of three cells up to 30, with a threshold of 5: nothing is told apart that should not be."""
    alike = defaultdict(set)
    for counts in product(range(31), repeat=3):
        shown = tuple(suppress(table(counts), threshold=5).values())
        alike[sum(counts), shown].add(counts)
    told = [
        (shown, tables)
        for (total, shown), tables in alike.items()
        if total <= 30
        for cell in range(3)
        if len({counts[cell] for counts in tables}) == 1 and is_small(next(iter(tables))[cell], 5)
    ]
    assert told == []


@given(st.integers(10, 400), st.integers(0, 9))
def test_rounded_tables_do_not_tell_their_difference(count: int, more: int) -> None:
    """Who subtracts an exact count from a rounded one cannot tell the difference from its neighbours."""
    published = rounded({"Noord": count + more})["Noord"]
    assert published is not None and abs(published - count - more) <= 2
    alike = [n for n in range(published - 2, published + 3) if rounded({"Noord": n})["Noord"] == published]
    assert len(alike) == 5 and count + more in alike


def test_rounding_leaves_hidden_counts_hidden_and_zero_zero() -> None:
    assert rounded({"Noord": None, "Zuid": 0, "Oost": 12, "West": 13}) == {
        "Noord": None,
        "Zuid": 0,
        "Oost": 10,
        "West": 15,
    }


def test_a_page_knows_whether_it_hides_something() -> None:
    assert some_hidden([1, 2], [3, None]) is True
    assert some_hidden([1, 2], []) is False
