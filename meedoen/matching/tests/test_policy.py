"""Suggestions without a database: what counts, what is said, and what would have to change."""

from dataclasses import fields, replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.casework.vocabulary import PARTS_OF_WEEK
from meedoen.matching.policy import (
    FEWEST,
    MOST,
    Finding,
    Match,
    Offer,
    Seeker,
    Term,
    best_match,
    judge,
    seeker_from,
    snapshot_of,
    suggest,
)
from meedoen.matching.vocabulary import Criterion, Fit

COOKING, GARDEN = Term("cooking", "Koken en eten"), Term("garden", "Tuin en groen")
DUTCH, ARABIC = Term("nl", "Nederlands"), Term("ar", "Arabisch")
MEET, STEP = Term("2", "Mensen ontmoeten"), Term("4", "Een stap naar werk")

SEEKER = Seeker(
    interests=("cooking",),
    parts_of_week=("TU-morning", "FR-afternoon"),
    languages=("ar",),
    activation_level="2",
    max_distance=2000,
    home=(136_000, 456_000),
    age=56,
)
FITTING = Offer(
    activity_id=UUID(int=1),
    service_id=UUID(int=101),
    name="Kookgroep",
    interests=(COOKING,),
    levels=(MEET,),
    languages=(ARABIC, DUTCH),
    meetings=(frozenset({"TU-morning"}),),
    points=((136_000, 457_200),),
    free=3,
)


def _finding(criterion: Criterion, seeker: Seeker = SEEKER, offer: Offer = FITTING) -> Finding | None:
    return next((row for row in judge(seeker, offer).findings if row.criterion == criterion), None)


def _said(criterion: Criterion, seeker: Seeker = SEEKER, offer: Offer = FITTING) -> tuple[Fit, str, str]:
    finding = _finding(criterion, seeker, offer)
    assert finding is not None
    return finding.fit, finding.text, finding.remedy


def test_a_place_that_fits_says_why_in_plain_words() -> None:
    match = judge(SEEKER, FITTING)
    assert [finding.text for finding in match.findings] == [
        "je wilt graag: koken en eten",
        "op dinsdagochtend, dan kun je",
        "1,2 km van huis",
        "ze spreken er Arabisch",
        "het past bij wat je nu zoekt: mensen ontmoeten",
        "er is plek: nog 3 plekken",
    ]
    assert match.fits_fully
    assert match.wishes_that_fit == 6


MISFITS = {
    Criterion.INTEREST: (
        {"interests": (GARDEN,)},
        "het gaat over: tuin en groen; dat staat niet bij wat je wilt doen",
        "Wil je ook tuin en groen? Dan past het wel.",
    ),
    Criterion.DAYS: (
        {"meetings": (frozenset({"MO-morning", "MO-afternoon"}), frozenset({"WE-evening"}))},
        "het is op maandagochtend en maandagmiddag of woensdagavond; dan kun je niet",
        "Kun je op maandagochtend en maandagmiddag of woensdagavond? Dan past het wel.",
    ),
    Criterion.DISTANCE: (
        {"points": ((140_000, 459_000),)},
        "5 km van huis; je wilt hoogstens 2 km ver",
        "Wil je tot 5 km gaan? Dan past het wel.",
    ),
    Criterion.LANGUAGE: (
        {"languages": (DUTCH,)},
        "ze spreken er Nederlands; dat staat niet bij jouw talen",
        "Spreek je genoeg Nederlands, of gaat er iemand mee die dat spreekt? Dan past het wel.",
    ),
    Criterion.LEVEL: (
        {"levels": (STEP,)},
        "het is voor wie dit zoekt: een stap naar werk; jij zoekt nu iets anders",
        "Zoek je nu een stap naar werk? Dan past het wel.",
    ),
    Criterion.PLACE: (
        {"free": 0, "next_spot": 4},
        "er is nu geen plek; je komt op nummer 4 van de wachtlijst",
        "Ga je op de wachtlijst staan? Dan krijg je een plek als je aan de beurt bent.",
    ),
}


@pytest.mark.parametrize("criterion", MISFITS)
def test_what_does_not_fit_is_said_with_what_would_have_to_change(criterion: Criterion) -> None:
    changed, text, remedy = MISFITS[criterion]
    offer = replace(FITTING, **changed)
    assert _said(criterion, offer=offer) == (Fit.MISFITS, text, remedy)
    match = judge(SEEKER, offer)
    assert not match.fits_fully
    assert match.wishes_that_fit == 5
    assert match.may_choose


UNKNOWN = {
    Criterion.INTEREST: {"interests": ()},
    Criterion.DAYS: {"meetings": ()},
    Criterion.DISTANCE: {"points": ()},
    Criterion.LANGUAGE: {"languages": ()},
    Criterion.LEVEL: {"levels": ()},
}


@pytest.mark.parametrize("criterion", UNKNOWN)
def test_what_the_source_leaves_open_counts_neither_for_nor_against(criterion: Criterion) -> None:
    match = judge(SEEKER, replace(FITTING, **UNKNOWN[criterion]))
    assert [row.criterion for row in match.those(Fit.UNKNOWN)] == [criterion]
    assert match.fits_fully
    assert match.wishes_that_fit == 5


def test_what_was_not_asked_is_not_judged() -> None:
    match = judge(Seeker(), FITTING)
    assert [row.criterion for row in match.findings] == [Criterion.DISTANCE, Criterion.PLACE]


@pytest.mark.parametrize(
    ("limits", "age", "fit", "text", "remedy"),
    [
        (
            (65, None),
            64,
            Fit.BARRED,
            "het is voor mensen vanaf 65 jaar; je bent 64",
            "Dit kan als je 65 jaar bent.",
        ),
        ((65, None), 65, Fit.NOTED, "het is voor mensen vanaf 65 jaar", ""),
        (
            (None, 27),
            28,
            Fit.BARRED,
            "het is voor mensen tot en met 27 jaar; je bent 28",
            "De aanbieder zou de leeftijd moeten verruimen.",
        ),
        ((12, 18), 18, Fit.NOTED, "het is voor mensen van 12 tot en met 18 jaar", ""),
        (
            (12, None),
            None,
            Fit.UNKNOWN,
            "of de leeftijd past (het is voor mensen vanaf 12 jaar)",
            "",
        ),
    ],
)
def test_age_limits(
    limits: tuple[int | None, int | None], age: int | None, fit: Fit, text: str, remedy: str
) -> None:
    offer = replace(FITTING, minimum_age=limits[0], maximum_age=limits[1])
    assert _said(Criterion.AGE, replace(SEEKER, age=age), offer) == (fit, text, remedy)
    assert bool(judge(replace(SEEKER, age=age), offer).may_choose) == (fit != Fit.BARRED)


def test_a_work_like_place_waits_for_an_indication() -> None:
    offer = replace(FITTING, needs_indication=True)
    verdict = judge(SEEKER, offer).may_choose
    assert verdict.reasons == ("hiervoor is een indicatie nodig, en die is niet vastgelegd",)
    assert verdict.remedies == ("Vraag het buurtteam om een indicatie. Is die er, dan kan het wel.",)
    assert judge(replace(SEEKER, indication=True), offer).may_choose
    assert suggest(SEEKER, [offer]) == ()


def test_just_too_far_does_not_read_as_near_enough() -> None:
    offer = replace(FITTING, points=((136_000, 458_030),))
    assert _said(Criterion.DISTANCE, offer=offer) == (
        Fit.MISFITS,
        "iets meer dan 2 km van huis; je wilt hoogstens 2 km ver",
        "Wil je tot 3 km gaan? Dan past het wel.",
    )


# What would have to change is true: with that change the criterion fits.

parts = st.frozensets(st.sampled_from(sorted(PARTS_OF_WEEK)), min_size=1, max_size=3)
points = st.tuples(st.integers(120_000, 150_000), st.integers(440_000, 470_000))
interest_terms = st.sampled_from([COOKING, GARDEN, Term("sport", "Sport"), Term("care", "Zorgen")])
language_terms = st.sampled_from([DUTCH, ARABIC, Term("tr", "Turks")])
level_terms = st.sampled_from([Term("1", "Aan jezelf werken"), MEET, STEP])


def _several(terms: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(terms, max_size=3, unique=True).map(tuple)


seekers = st.builds(
    Seeker,
    interests=_several(interest_terms.map(lambda term: term.code)),
    parts_of_week=_several(st.sampled_from(sorted(PARTS_OF_WEEK))),
    languages=_several(language_terms.map(lambda term: term.code)),
    activation_level=st.sampled_from(["", "1", "2", "4"]),
    max_distance=st.none() | st.integers(500, 10_000),
    home=st.none() | points,
    age=st.none() | st.integers(12, 99),
    indication=st.booleans(),
)
offers = st.builds(
    Offer,
    activity_id=st.uuids(),
    service_id=st.uuids(),
    name=st.sampled_from(["Kookgroep", "Tuinploeg", "Fietsles", "Koffie", "koffie"]),
    interests=_several(interest_terms),
    levels=_several(level_terms),
    languages=_several(language_terms),
    meetings=st.lists(parts, max_size=2).map(tuple),
    points=st.lists(points, max_size=2).map(tuple),
    minimum_age=st.none() | st.integers(12, 70),
    maximum_age=st.none() | st.integers(18, 99),
    needs_indication=st.booleans(),
    free=st.integers(0, 3),
    next_spot=st.integers(1, 9),
)


def _as_the_remedy_says(seeker: Seeker, match: Match, finding: Finding) -> tuple[Seeker, Offer]:
    """The same pair after the change that the remedy of a finding asks for."""
    offer = match.offer
    first_interest = offer.interests[:1] or (COOKING,)
    first_language = offer.languages[:1] or (DUTCH,)
    changed = {
        Criterion.INTEREST: {"interests": (*seeker.interests, first_interest[0].code)},
        Criterion.DAYS: {"parts_of_week": (*seeker.parts_of_week, *(offer.meetings or ((),))[0])},
        Criterion.DISTANCE: {"max_distance": -(-(match.distance or 0) // 1000) * 1000},
        Criterion.LANGUAGE: {"languages": (*seeker.languages, first_language[0].code)},
        Criterion.LEVEL: {"activation_level": offer.levels[0].code if offer.levels else ""},
        Criterion.AGE: {"age": offer.minimum_age},
        Criterion.INDICATION: {"indication": True},
    }
    if finding.criterion == Criterion.PLACE:
        return seeker, replace(offer, free=1)
    return replace(seeker, **changed[finding.criterion]), offer


@given(seekers, offers)
def test_what_would_have_to_change_makes_it_fit(seeker: Seeker, offer: Offer) -> None:
    match = judge(seeker, offer)
    for finding in match.those(Fit.MISFITS, Fit.BARRED):
        assert finding.remedy
        if finding.remedy.startswith("De aanbieder"):
            continue
        after = _finding(finding.criterion, *_as_the_remedy_says(seeker, match, finding))
        crossed = offer.minimum_age and offer.maximum_age and offer.minimum_age > offer.maximum_age
        assert crossed or after is None or after.fit in (Fit.FITS, Fit.NOTED)


@given(seekers, st.lists(offers, max_size=12, unique_by=lambda offer: offer.activity_id), st.randoms())
def test_suggestions_are_three_to_five_services_in_one_order(
    seeker: Seeker, found: list[Offer], chance: Any
) -> None:
    suggested = suggest(seeker, found)
    possible = {offer.service_id for offer in found if judge(seeker, offer).may_choose}
    assert min(FEWEST, len(possible)) <= len(suggested) <= MOST
    assert len({match.offer.service_id for match in suggested}) == len(suggested)
    assert all(match.may_choose for match in suggested)
    if len(suggested) > FEWEST:
        assert all(match.fits_fully for match in suggested)
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert suggest(seeker, shuffled) == suggested


def _offer(number: int, **changed: Any) -> Offer:
    return replace(FITTING, activity_id=UUID(int=number), service_id=UUID(int=100 + number), **changed)


def _names(seeker: Seeker, *found: Offer) -> list[str]:
    return [match.offer.name for match in suggest(seeker, found)]


def test_more_wishes_go_first_then_nearer_then_the_name() -> None:
    nearer = _offer(1, name="Dichtbij", points=((136_000, 456_300),))
    far_b = _offer(2, name="Verder B")
    far_a = _offer(3, name="Verder A")
    unknown = _offer(4, name="Minder bekend", languages=(), points=((136_000, 456_000),))
    assert _names(SEEKER, unknown, far_b, far_a, nearer) == [
        "Dichtbij",
        "Verder A",
        "Verder B",
        "Minder bekend",
    ]


def test_where_fewer_than_three_fit_the_nearest_fits_fill_up_to_three() -> None:
    fits = _offer(1, name="Past")
    one_off = _offer(2, name="Eén wens niet", languages=(DUTCH,))
    two_off = _offer(3, name="Twee wensen niet", languages=(DUTCH,), levels=(STEP,))
    three_off = _offer(4, name="Drie niet", languages=(DUTCH,), levels=(STEP,), free=0)
    barred = _offer(5, name="Met indicatie", needs_indication=True)
    assert _names(SEEKER, three_off, barred, two_off, one_off, fits) == [
        "Past",
        "Eén wens niet",
        "Twee wensen niet",
    ]


def test_of_the_five_best_the_sixth_is_left_out() -> None:
    found = [_offer(number, name=f"Groep {number}") for number in range(1, 7)]
    assert _names(SEEKER, *found) == [f"Groep {number}" for number in range(1, 6)]


def test_a_service_is_suggested_once_by_its_best_activity() -> None:
    full = replace(FITTING, activity_id=UUID(int=7), name="Kookgroep A", free=0)
    free = replace(FITTING, activity_id=UUID(int=8), name="Kookgroep B")
    assert _names(SEEKER, full, free) == ["Kookgroep B"]
    assert best_match(SEEKER, [full, free]).offer == free


def test_of_a_service_what_can_be_chosen_goes_before_what_cannot() -> None:
    barred = replace(FITTING, activity_id=UUID(int=7), needs_indication=True)
    poorer = replace(FITTING, activity_id=UUID(int=8), free=0, languages=(DUTCH,), levels=(STEP,))
    assert best_match(SEEKER, [barred, poorer]).offer == poorer


# Only the whitelist counts: whatever else is known of a person changes nothing.

WHITELIST = {
    "interests",
    "parts_of_week",
    "languages",
    "activation_level",
    "max_distance",
    "home",
    "age",
    "indication",
}
OTHER_FACTS = st.dictionaries(
    st.sampled_from(
        ["name", "gender", "nationality", "origin", "religion", "benefit", "arrangement", "ladder_step",
         "debt", "diagnosis", "notes", "attendance", "no_shows", "shielded", "legal_domain"]
    )
    | st.text(max_size=12).filter(lambda key: key not in WHITELIST),
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
)  # fmt: skip


def test_the_whitelist_is_this_and_no_more() -> None:
    assert {field.name for field in fields(Seeker)} == WHITELIST
    with pytest.raises(TypeError):
        Seeker(nationality="NL")  # type: ignore[call-arg]


@given(seekers, OTHER_FACTS, OTHER_FACTS, st.lists(offers, max_size=6))
def test_whatever_else_is_known_of_a_person_changes_nothing(
    seeker: Seeker, one: dict[str, Any], other: dict[str, Any], found: list[Offer]
) -> None:
    facts = snapshot_of(seeker)
    assert suggest(seeker_from({**one, **facts}), found) == suggest(seeker_from({**facts, **other}), found)
    assert [judge(seeker_from({**one, **facts}), offer) for offer in found] == [
        judge(seeker, offer) for offer in found
    ]


def test_a_wish_that_changes_does_change_the_answer() -> None:
    """The control of the test above: it would pass if nothing counted at all."""
    facts = snapshot_of(SEEKER)
    for name, value in (
        ("interests", ["garden"]),
        ("parts_of_week", ["SU-evening"]),
        ("languages", ["tr"]),
        ("activation_level", "4"),
        ("max_distance", 500),
        ("home", [150_000, 450_000]),
    ):
        assert judge(seeker_from({**facts, name: value}), FITTING) != judge(SEEKER, FITTING), name
    with_limits = replace(FITTING, minimum_age=60, needs_indication=True)
    for name, value in (("age", 61), ("indication", True)):
        assert judge(seeker_from({**facts, name: value}), with_limits) != judge(SEEKER, with_limits), name
