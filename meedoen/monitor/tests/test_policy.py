"""From facts to figures: totals exact, parts that add up, splits that point at nobody."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.activities.figures import AgeBand
from meedoen.funding.policy import LineTerms
from meedoen.funding.vocabulary import PriceBasis
from meedoen.monitor.policy.days import counted_days, month_names
from meedoen.monitor.policy.facts import (
    Climb,
    Figure,
    Frame,
    HalfYearReport,
    Member,
    Paid,
    Settled,
    Visit,
)
from meedoen.monitor.policy.report import half_year_report
from meedoen.monitor.policy.splits import picture_of, splits_of
from meedoen.monitor.vocabulary import AGE_BANDS, DEFINITIONS, ELSEWHERE, Measure, Move, SplitCode
from meedoen.shared.errors import Refused
from meedoen.shared.money import Money
from meedoen.shared.period import Period, half_year

PERIOD = half_year("2026-H1")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
OVERVECHT, ZUILEN = "WK034403", "WK034402"
KITCHEN, WORKSHOP, WALK_IN = (
    LineTerms(UUID(int=number), name, uuid4(), people, half_days, steps, basis, Money.of(price))
    for number, name, people, half_days, steps, basis, price in (
        (1, "Keuken", 40, 1000, 8, PriceBasis.HALF_DAY, "18.50"),
        (2, "Werkplaats", 20, 900, 5, PriceBasis.PERSON, "720"),
        (3, "Inloop", 60, 800, None, PriceBasis.LUMP_SUM, "12000"),
    )
)
LINES = (KITCHEN, WORKSHOP, WALK_IN)
FRAME = Frame(
    agreement_id=uuid4(),
    agreement="Sociale prestatie 2026",
    reference="SP-1",
    funder="Gemeente Utrecht",
    provider="De Linde",
    municipality_code="GM0344",
    code="2026-H1",
    counted=PERIOD,
    over=True,
)
visits_of_many = st.lists(
    st.builds(
        Visit,
        subject=st.sampled_from([f"s{number}" for number in range(40)]),
        line_id=st.sampled_from([line.id for line in LINES]),
        day=st.dates(PERIOD.start, PERIOD.end),
        half_days=st.integers(1, 2),
        age_band=st.sampled_from(list(AGE_BANDS)),
        district=st.sampled_from([OVERVECHT, ZUILEN, ""]),
    ),
    max_size=120,
)
payments_of_many = st.lists(
    st.builds(
        Paid,
        line_id=st.sampled_from([line.id for line in LINES]),
        day=st.dates(PERIOD.start, PERIOD.end),
        amount=st.builds(Money, st.integers(0, 10**7)),
    ),
    max_size=6,
)


def visit(subject: str, line: LineTerms = KITCHEN, day: date = date(2026, 3, 3), half_days: int = 1) -> Visit:
    return Visit(subject, line.id, day, half_days, AgeBand.FROM_45, OVERVECHT)


def report(visits, payments=(), lines=LINES, settled=None) -> HalfYearReport:
    return half_year_report(frame=FRAME, lines=lines, visits=visits, payments=payments, settled=settled)


def settled_of(visits, climbs, lines=LINES) -> Settled:
    splits = splits_of(visits, climbs, lines=[line.id for line in lines], districts=[OVERVECHT, ZUILEN])
    return Settled(date(2026, 7, 3), len({visit.subject for visit in visits}), splits)


def figure(figures: tuple[Figure, ...], measure: Measure) -> Figure:
    return next(figure for figure in figures if figure.measure == measure)


def test_a_person_who_comes_twice_on_two_lines_is_one_person_and_four_half_days() -> None:
    made = report([visit("a"), visit("a", half_days=2), visit("a", WORKSHOP)])
    assert figure(made.figures, Measure.PEOPLE).reached == 1
    assert figure(made.figures, Measure.HALF_DAYS).reached == 4
    assert [figure(line.figures, Measure.PEOPLE).reached for line in made.lines] == [1, 1, 0]
    assert [figure(line.figures, Measure.HALF_DAYS).reached for line in made.lines] == [3, 1, 0]


def test_costs_follow_the_price_basis_of_each_line() -> None:
    visits = [visit("a"), visit("b", half_days=2), visit("a", WORKSHOP), visit("c", WALK_IN)]
    paid = [
        Paid(WALK_IN.id, date(2026, 2, 1), Money.of("6000")),
        Paid(KITCHEN.id, date(2026, 2, 1), Money.of("1")),
    ]
    made = report(visits, paid)
    assert [figure(line.figures, Measure.COSTS).reached for line in made.lines] == [
        3 * 1850,
        72_000,
        600_000,
    ]
    assert figure(made.figures, Measure.COSTS).agreed == 1000 * 1850 + 20 * 72_000 + 1_200_000


def test_what_was_agreed_is_the_sum_of_the_lines_when_each_agreed_on_it() -> None:
    made = report([])
    assert [row.agreed for row in made.figures[:2]] == [120, 2700]
    both = report([], lines=(KITCHEN, WORKSHOP))
    assert figure(both.figures, Measure.LADDER_STEPS).agreed == 13


def test_steps_of_all_lines_are_not_set_against_what_some_of_them_agreed() -> None:
    made = report([])
    assert figure(made.lines[2].figures, Measure.LADDER_STEPS).agreed is None
    assert figure(made.figures, Measure.LADDER_STEPS).agreed is None
    assert figure(report([], lines=(WALK_IN,)).figures, Measure.LADDER_STEPS).agreed is None


@settings(max_examples=60)
@given(visits_of_many, payments_of_many)
def test_the_parts_of_each_exact_figure_add_up_to_it(visits: list[Visit], payments: list[Paid]) -> None:
    made = report(visits, payments)
    sets = [made.figures, *(line.figures for line in made.lines)]
    for figures in sets:
        for row in figures:
            if row.measure == Measure.LADDER_STEPS:
                continue
            assert row.parts and row.definition == DEFINITIONS[row.measure] and row.filter
            for parts in row.parts:
                assert sum(part.value for part in parts.rows) == row.reached, (row.measure, parts.by)


def test_the_parts_by_month_name_each_month_once_and_in_order() -> None:
    parts = report([visit("a")]).figures[0].parts[0]
    assert [part.label for part in parts.rows] == [
        "januari 2026", "februari 2026", "maart 2026", "april 2026", "mei 2026", "juni 2026",
    ]  # fmt: skip
    assert month_names(Period(date(2025, 11, 30), date(2026, 1, 1)))[1:] == ["december 2025", "januari 2026"]


def test_ladder_steps_that_are_shown_add_up_over_the_lines() -> None:
    kitchen = [visit(f"k{number}") for number in range(30)]
    workshop = [visit(f"w{number}", WORKSHOP) for number in range(24)]
    climbs = [Climb(f"k{number}", 2, 3) for number in range(12)] + [
        Climb(f"w{number}", 1, 3) for number in range(11)
    ]
    visits = kitchen + workshop
    made = report(visits, settled=settled_of(visits, climbs))
    steps = figure(made.figures, Measure.LADDER_STEPS)
    assert steps.reached == 23
    assert [part.value for part in steps.parts[0].rows] == [12, 11, 0]
    assert [figure(line.figures, Measure.LADDER_STEPS).reached for line in made.lines] == [12, 11, 0]


def test_a_small_number_on_one_line_hides_that_split_and_leaves_the_total() -> None:
    visits = [visit(f"k{number}") for number in range(40)] + [
        visit(f"w{number}", WORKSHOP) for number in range(20)
    ]
    climbs = [Climb(f"k{number}", 2, 3) for number in range(14)] + [Climb("w1", 2, 3)]
    made = report(visits, settled=settled_of(visits, climbs))
    assert figure(made.figures, Measure.LADDER_STEPS).reached == 15
    assert [figure(line.figures, Measure.LADDER_STEPS).reached for line in made.lines] == [None, None, None]


def test_all_but_a_few_of_a_line_going_up_is_hidden_too() -> None:
    """The exact number of people of the line would give the few away."""
    visits = [visit(f"k{number}") for number in range(14)] + [
        visit(f"w{number}", WORKSHOP) for number in range(30)
    ]
    climbs = [Climb(f"k{number}", 2, 3) for number in range(12)]
    splits = settled_of(visits, climbs).splits
    assert splits[SplitCode.LADDER][Move.UP] == 12
    assert set(splits[SplitCode.LADDER_BY_LINE].values()) == {None}


def test_a_report_that_is_not_settled_shows_no_ladder_steps() -> None:
    assert figure(report([visit("a")]).figures, Measure.LADDER_STEPS).reached is None
    assert figure(report([visit("a")], lines=(KITCHEN,)).figures, Measure.LADDER_STEPS).reached is None


def test_each_split_counts_every_person_once_where_all_is_shown() -> None:
    visits = [visit(f"a{number}") for number in range(20)] * 2
    splits = settled_of(visits, [Climb(f"a{number}", 2, 2) for number in range(10)]).splits
    assert splits[SplitCode.DISTRICT] == {OVERVECHT: 20, ZUILEN: 0, ELSEWHERE: 0}
    assert splits[SplitCode.LADDER] == {Move.UP: 0, Move.SAME: 10, Move.DOWN: 0, Move.NOT_TWICE: 10}
    assert sum(splits[SplitCode.AGE].values()) == 20


@given(visits_of_many)
def test_no_split_shows_a_count_from_one_to_nine(visits: list[Visit]) -> None:
    climbs = [Climb(f"s{number}", 2, number % 4) for number in range(40)]
    for code, counts in settled_of(visits, climbs).splits.items():
        assert all(count is None or count == 0 or count >= 10 for count in counts.values()), code


def test_a_measurement_of_who_never_came_counts_nowhere() -> None:
    splits = settled_of([visit(f"a{number}") for number in range(12)], [Climb("stranger", 1, 4)]).splits
    assert splits[SplitCode.LADDER] == {Move.UP: 0, Move.SAME: 0, Move.DOWN: 0, Move.NOT_TWICE: 12}


def test_the_labels_of_a_split_are_the_same_whoever_came() -> None:
    """A district that only shows when somebody lives there would tell that somebody does."""
    few, none = settled_of([visit("a")], []).splits, settled_of([], []).splits
    assert {code: list(counts) for code, counts in few.items()} == {code: list(none[code]) for code in none}


def test_every_age_band_of_the_figures_has_its_words() -> None:
    assert set(AGE_BANDS) == set(AgeBand)


@pytest.mark.parametrize(
    ("runs", "today", "expected"),
    [
        (YEAR, date(2026, 9, 1), PERIOD),
        (Period(date(2026, 4, 1), YEAR.end), date(2026, 9, 1), Period(date(2026, 4, 1), PERIOD.end)),
        (Period(YEAR.start, date(2026, 2, 28)), date(2026, 9, 1), Period(PERIOD.start, date(2026, 2, 28))),
        (YEAR, date(2026, 5, 9), Period(PERIOD.start, date(2026, 5, 9))),
    ],
)
def test_only_the_days_of_the_agreement_up_to_today_count(
    runs: Period, today: date, expected: Period
) -> None:
    assert counted_days(runs, PERIOD, today=today) == expected


def test_a_half_year_outside_the_agreement_or_in_the_future_is_refused() -> None:
    with pytest.raises(Refused, match="van 1 juli 2026 tot en met 31 december 2026"):
        counted_days(half_year("2026-H2"), PERIOD, today=date(2026, 9, 1))
    with pytest.raises(Refused, match="nog niet begonnen"):
        counted_days(
            Period(date(2026, 1, 1), date(2026, 12, 31)), half_year("2026-H2"), today=date(2026, 6, 30)
        )


def test_the_picture_counts_a_person_once_and_rounds_to_five() -> None:
    members = [Member(f"a{number}", number < 12, OVERVECHT) for number in range(23)]
    members += [Member("a0", False, OVERVECHT)] + [
        Member(f"b{number}", True, "WK059901") for number in range(14)
    ]
    picture = picture_of(members, districts=[OVERVECHT, ZUILEN])
    assert picture.placed == {OVERVECHT: 25, ZUILEN: 0, ELSEWHERE: 15}
    assert picture.came == {OVERVECHT: 10, ZUILEN: 0, ELSEWHERE: 15}


def test_the_picture_hides_a_small_district_and_the_one_that_gives_it_away() -> None:
    members = [Member(f"a{number}", True, OVERVECHT) for number in range(30)] + [Member("b", True, ZUILEN)]
    assert picture_of(members, districts=[OVERVECHT, ZUILEN]).came == {
        OVERVECHT: None,
        ZUILEN: None,
        ELSEWHERE: 0,
    }
