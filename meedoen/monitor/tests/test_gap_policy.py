"""Gaps and overlap in words."""

from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.policy.gap import (
    Crowd,
    GridCell,
    Names,
    Offer,
    Sought,
    gaps,
    grid,
    sentences,
    with_everybody,
)
from meedoen.monitor.vocabulary import ANY, NOT_KNOWN, PARTS, Axis, cell_of

NAMES = Names(
    axes={
        Axis.AREA: {"WK034403": "Overvecht", "WK034402": "Zuilen"},
        Axis.GROUP: {"everybody": "Iedereen", "young": "Jongeren", "parents": "Ouders"},
        Axis.DOMAIN: {"work": "Werk"},
        Axis.LEVEL: {"2": "Mensen ontmoeten"},
        Axis.PART: PARTS,
    },
    interests={"cooking": "Koken en eten"},
    taxonomies={"target_group": {"parents": "Ouders"}, "interest": {"cooking": "Koken en eten"}},
    days={"TU": "dinsdag"},
    nearby="binnen 2 km",
)
BY = (Axis.AREA, Axis.LEVEL, Axis.PART)
EVENING = cell_of({Axis.AREA: "WK034403", Axis.LEVEL: "2", Axis.PART: "evening"})


def test_people_without_any_offer_are_a_gap_in_one_sentence() -> None:
    found = gaps(BY, {EVENING: 40}, {}, {})

    assert [sentence.text for sentence in sentences(found, [], [], NAMES)] == [
        "Overvecht: geen aanbod in de avond op niveau 2 (mensen ontmoeten) binnen 2 km; "
        "ongeveer 40 mensen met een plan zoeken dit."
    ]


def test_a_group_that_was_chosen_stands_in_the_sentence() -> None:
    codes = {Axis.AREA: "WK034403", Axis.GROUP: "young", Axis.LEVEL: "2", Axis.PART: "evening"}
    found = gaps(BY, {cell_of(codes): 15}, {}, {Axis.GROUP: "young"})

    (sentence,) = sentences(found, [], [], NAMES)
    assert sentence.text == (
        "Overvecht: geen aanbod in de avond voor jongeren op niveau 2 (mensen ontmoeten) binnen 2 km; "
        "ongeveer 15 mensen met een plan zoeken dit."
    )
    assert dict(sentence.codes) == codes


def test_fewer_places_than_people_is_a_gap_and_enough_is_none() -> None:
    key = ("WK034403", "2", "evening")

    (few,) = gaps(BY, {EVENING: 40}, {key: Offer(2, 12, 3)}, {})
    assert few.without == 28
    assert gaps(BY, {EVENING: 40}, {key: Offer(2, 40, 3)}, {}) == []


def test_services_that_do_not_say_how_many_places_they_have_are_no_gap() -> None:
    offers = {("WK034403", "2", "evening"): Offer(2, 12, 3, unknown=1)}

    assert gaps(BY, {EVENING: 40}, offers, {}) == []


def test_hidden_counts_and_what_is_not_known_make_no_sentence() -> None:
    somewhere = cell_of({Axis.AREA: NOT_KNOWN, Axis.LEVEL: "2", Axis.PART: "evening"})

    assert gaps(BY, {EVENING: None, somewhere: 50}, {}, {}) == []


def test_overlap_and_searches_are_said_with_their_numbers() -> None:
    crowd = Crowd("WK034402", "cooking", "TU", "morning", Offer(6, 60, 40))
    sought = Sought("target_group", "parents", "WK034403", 25)

    assert [sentence.text for sentence in sentences([], [sought], [crowd], NAMES)] == [
        "Zuilen: 6 keer koken en eten op dinsdagochtend binnen 2 km, samen 40 vrije plekken.",
        "Overvecht: ongeveer 25 keer zocht iemand naar “Ouders” en vond niets.",
    ]


def test_what_is_for_everybody_fits_each_group_once() -> None:
    offers = {("WK1", "everybody"): Offer(2, 20, 5), ("WK1", "young"): Offer(1, 8, 1)}

    found = with_everybody(offers, 1, ["everybody", "young", "parents"])

    assert found["WK1", "young"] == Offer(3, 28, 6)
    assert found["WK1", "parents"] == Offer(2, 20, 5)
    assert found["WK1", "everybody"] == Offer(2, 20, 5)


def test_what_nobody_counted_is_no_shortage() -> None:
    (((hidden, unknown, short),),) = [
        [
            (
                GridCell("a", "x", Offer(1, 5), None).short,
                GridCell("a", "x", Offer(1, 5, unknown=1), 20).short,
                GridCell("a", "x", Offer(1, 5), 20).short,
            )
        ]
    ]
    assert (hidden, unknown, short) == (None, None, 15)


OFFERS = st.builds(Offer, st.integers(0, 3), st.integers(0, 40), st.integers(0, 9), st.integers(0, 1))
NEEDS = st.dictionaries(
    st.tuples(
        st.sampled_from(["WK034403", "WK034402"]), st.sampled_from(["2"]), st.sampled_from(list(PARTS))
    ),
    st.one_of(st.none(), st.integers(0, 16).map(lambda count: count * 5)),
)


@given(
    NEEDS,
    st.dictionaries(
        st.tuples(st.sampled_from(["WK034403"]), st.just("2"), st.sampled_from(list(PARTS))), OFFERS
    ),
)
def test_the_most_people_come_first_and_the_order_never_changes(needs, offers) -> None:
    shown = {(area, ANY, ANY, level, part): count for (area, level, part), count in needs.items()}
    backwards = dict(reversed(list(shown.items())))

    said = sentences(gaps(BY, shown, offers, {}), [], [], NAMES)

    assert said == sentences(gaps(BY, backwards, offers, {}), [], [], NAMES)
    assert [row.concerns for row in said] == sorted((row.concerns for row in said), reverse=True)


def test_the_table_has_every_cell_also_where_nothing_is() -> None:
    cells = grid(["a", "b"], ["x", "y"], {("a", "x"): Offer(1, 5)}, {("b", "y"): None})

    assert [[(cell.offer.places, cell.people) for cell in row] for row in cells] == [
        [(5, 0), (0, 0)],
        [(0, 0), (0, None)],
    ]
