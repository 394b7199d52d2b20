"""Counts of need over all combinations of traits: they add up, and nothing hidden can be worked out."""

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.monitor.policy.need import Profile, counted, from_json, showable, to_json
from meedoen.monitor.vocabulary import ANY, NOT_KNOWN
from meedoen.shared.suppression import THRESHOLD

VALUES = (["a", "b", "c", NOT_KNOWN], ["1", "2", NOT_KNOWN], ["x", "y", NOT_KNOWN])
ONE_EACH = st.builds(
    Profile,
    st.tuples(*(st.sampled_from([(code,) for code in codes[:-1]] + [()]) for codes in VALUES)),
    st.integers(1, 30),
)
SOME_EACH = st.builds(
    Profile,
    st.tuples(
        *(st.lists(st.sampled_from(codes[:-1]), unique=True, max_size=2).map(tuple) for codes in VALUES)
    ),
    st.integers(1, 30),
)
CELLS = list(product(*((ANY, *codes) for codes in VALUES)))


def lines(cell: tuple[str, ...]) -> list[list[tuple[str, ...]]]:
    """For each trait that is not split here: the cells into which it splits this one."""
    return [
        [(*cell[:at], code, *cell[at + 1 :]) for code in VALUES[at]]
        for at, here in enumerate(cell)
        if here == ANY
    ]


LINES = [(cell, line) for cell in CELLS for line in lines(cell)]


@given(st.lists(ONE_EACH, max_size=12))
def test_where_everybody_has_one_code_the_cells_add_up_to_the_whole(profiles: list[Profile]) -> None:
    counts = counted(profiles)

    assert counts[ANY, ANY, ANY] == sum(profile.people for profile in profiles)
    for cell in CELLS:
        for line in lines(cell):
            assert sum(counts[part] for part in line) == counts[cell]


@given(st.lists(SOME_EACH, max_size=12))
def test_somebody_with_two_codes_counts_in_both_and_once_in_the_whole(profiles: list[Profile]) -> None:
    counts = counted(profiles)
    by_hand: Counter[tuple[str, ...]] = Counter()
    for profile in profiles:
        for cell in CELLS:
            fits = all(
                code == ANY or code in (codes or (NOT_KNOWN,))
                for code, codes in zip(cell, profile.traits, strict=True)
            )
            by_hand[cell] += profile.people if fits else 0

    assert counts == +by_hand


@given(st.lists(SOME_EACH, max_size=12))
def test_nothing_under_ten_is_shown_and_what_is_shown_is_a_multiple_of_five(profiles: list[Profile]) -> None:
    counts = counted(profiles)
    shown = showable(counts, VALUES)

    for cell in CELLS:
        count = shown.get(cell, 0)
        assert count is None or count % 5 == 0
        if 0 < counts[cell] < THRESHOLD:
            assert count is None


@settings(max_examples=150, deadline=None)
@given(st.lists(ONE_EACH, max_size=14))
def test_who_subtracts_what_is_shown_never_learns_a_hidden_count(profiles: list[Profile]) -> None:
    """A reader who knows each shown count to the person, and subtracts wherever a whole is shown."""
    counts = counted(profiles)
    shown = showable(counts, VALUES)

    for cell in CELLS:
        if shown.get(cell, 0) is None:
            continue
        for line in lines(cell):
            hidden = [part for part in line if shown.get(part, 0) is None]
            assert len(hidden) != 1
            assert not hidden or sum(counts[part] for part in hidden) >= THRESHOLD


def tightened(low: dict[tuple[str, ...], int], high: dict[tuple[str, ...], int]) -> None:
    """What follows from the bounds when parts add up to their whole, once over all lines."""
    for cell, line in LINES:
        low[cell] = max(low[cell], sum(low[part] for part in line))
        high[cell] = min(high[cell], sum(high[part] for part in line))
        for part in line:
            others = [other for other in line if other != part]
            high[part] = min(high[part], high[cell] - sum(low[other] for other in others))
            low[part] = max(low[part], low[cell] - sum(high[other] for other in others))


@settings(max_examples=60, deadline=None)
@given(st.lists(ONE_EACH, min_size=2, max_size=12), st.booleans())
def test_no_combination_of_tables_gives_a_hidden_count_away(profiles: list[Profile], exact: bool) -> None:
    """Bounds on every cell, tightened over all tables at once, also if nothing had been rounded."""
    counts = counted(profiles)
    shown = showable(counts, VALUES)
    low, high = {}, {}
    for cell in CELLS:
        count = shown.get(cell, 0)
        doubt = 0 if exact or not count else 2
        low[cell] = 0 if count is None else counts[cell] - doubt
        high[cell] = 10_000 if count is None else counts[cell] + doubt
    for _ in range(12):
        tightened(low, high)

    for cell in CELLS:
        if shown.get(cell, 0) is None:
            assert high[cell] > low[cell]


@given(st.lists(SOME_EACH, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_counted_changes_nothing(profiles: list[Profile], random) -> None:
    mixed = list(profiles)
    random.shuffle(mixed)

    assert showable(counted(mixed), VALUES) == showable(counted(profiles), VALUES)


@given(st.lists(SOME_EACH, max_size=8))
def test_what_is_kept_is_read_back_the_same(profiles: list[Profile]) -> None:
    shown = showable(counted(profiles), VALUES)

    assert from_json(to_json(shown)) == shown
