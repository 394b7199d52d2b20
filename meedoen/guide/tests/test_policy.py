"""The wegwijzer's decisions, held against Deventer's rule (F2.036, F2.037) for every way to answer."""

from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.directory.reference import INTERESTS, LIFE_DOMAINS
from meedoen.guide.policy import (
    Match,
    Offer,
    Place,
    Wishes,
    is_place_name,
    judge,
    kilometres,
    match,
    postcode4,
    reasons,
)
from meedoen.guide.questions import QUESTIONS
from meedoen.guide.vocabulary import Answer, LifeDomain

CODES = [term.code for term in INTERESTS.terms]
OVERVECHT = Place("Overvecht", (136_000, 458_000), ("Overvecht", "Utrecht"))
LABELS = {domain.value: str(domain.label) for domain in LifeDomain}
NAMES = {"cooking": "koken en eten", "sport": "sport en bewegen"}

answer_sets = st.dictionaries(st.sampled_from(list(LifeDomain)), st.sampled_from([*Answer, None]))
codes_of_domains = st.frozensets(st.sampled_from(LifeDomain.values))
codes_of_interests = st.frozensets(st.sampled_from(CODES))
points = st.tuples(st.integers(0, 300_000), st.integers(300_000, 620_000))
offer_lists = st.lists(
    st.builds(
        Offer,
        service_id=st.uuids(),
        life_domains=codes_of_domains,
        interests=codes_of_interests,
        points=st.lists(points, max_size=2).map(tuple),
        names=st.frozensets(st.sampled_from(["utrecht", "breda"])),
    ),
    max_size=12,
    unique_by=lambda offer: offer.service_id,
)
places = st.none() | st.builds(
    Place, name=st.just("Utrecht"), point=st.none() | points, names=st.just(("Utrecht",))
)
wish_sets = st.builds(Wishes, life_domains=codes_of_domains, interests=codes_of_interests, place=places)


def test_every_way_to_answer_counts_in_at_four_yeses_and_never_below():
    counted = {}
    for given_answers in product([Answer.YES, Answer.NO, Answer.RATHER_NOT, None], repeat=7):
        standing = judge(dict(zip(LifeDomain, given_answers, strict=True)))
        counted.setdefault((given_answers.count(Answer.YES), standing.count), set()).add(
            standing.verdict.allowed
        )
    assert counted == {(count, count): {count >= 4} for count in range(8)}


@given(answer_sets)
def test_only_yes_counts_and_the_order_is_that_of_the_framework(answers):
    assert judge(answers).domains == tuple(
        domain for domain in LifeDomain if answers.get(domain) == Answer.YES
    )


def test_the_verdict_says_how_many_and_what_the_framework_does_with_that():
    four = judge(dict.fromkeys(list(LifeDomain)[:4], Answer.YES))
    assert four.verdict.reasons == (
        "Je zei bij 4 van de zeven onderwerpen ja. "
        "Dat zijn er vier of meer. Het kader van Deventer telt je dan mee.",
    )
    none = judge({})
    assert none.verdict.reasons == (
        "Je zei bij geen van de zeven onderwerpen ja. Het kader van Deventer telt iemand mee vanaf vier.",
    )
    assert none.verdict.remedies == ("Je hoeft er niets voor te doen: je kunt ook zo meedoen.",)


@given(offer_lists, wish_sets)
def test_a_match_shares_a_term_with_the_wishes_or_is_near_when_only_a_place_was_given(found, wishes):
    by_id = {offer.service_id: offer for offer in found}
    for one in match(found, wishes):
        offer = by_id[one.service_id]
        assert one.life_domains == offer.life_domains & wishes.life_domains
        assert one.interests == offer.interests & wishes.interests
        assert (
            one.life_domains or one.interests or (one.nearby and not wishes.life_domains | wishes.interests)
        )


@given(offer_lists, wish_sets)
def test_every_service_that_shares_a_term_is_shown_once(found, wishes):
    shown = [one.service_id for one in match(found, wishes)]
    sharing = {
        offer.service_id
        for offer in found
        if offer.life_domains & wishes.life_domains or offer.interests & wishes.interests
    }
    assert sharing <= set(shown)
    assert len(shown) == len(set(shown))


@given(offer_lists, wish_sets)
def test_the_order_is_near_then_interests_then_life_domains(found, wishes):
    rank = [(not one.nearby, -len(one.interests), -len(one.life_domains)) for one in match(found, wishes)]
    assert rank == sorted(rank)


@given(offer_lists, wish_sets)
def test_every_match_has_a_reason_in_words(found, wishes):
    names = {term.code: term.name for term in INTERESTS.terms}
    for one in match(found, wishes):
        said = reasons(one, labels=LABELS, interest_names=names, place=wishes.place)
        assert said and all(said)


def test_without_any_wish_nothing_is_shown():
    offer = Offer(uuid4(), frozenset(LifeDomain.values), frozenset(CODES), ((136_000, 458_000),))
    assert match([offer], Wishes()) == []


def test_a_better_fit_far_away_comes_after_a_fit_nearby():
    far = Offer(UUID(int=1), interests=frozenset({"cooking", "sport"}), points=((92_000, 437_000),))
    near = Offer(UUID(int=2), interests=frozenset({"cooking"}), points=((137_000, 458_000),))
    by_name = Offer(UUID(int=3), interests=frozenset({"cooking"}), names=frozenset({"utrecht"}))
    unknown = Offer(UUID(int=4), interests=frozenset({"cooking"}))
    wishes = Wishes(interests=frozenset({"cooking", "sport"}), place=OVERVECHT)
    assert [
        (one.service_id.int, one.distance, one.nearby) for one in match([far, unknown, by_name, near], wishes)
    ] == [
        (2, 1000, True),
        (3, None, True),
        (1, 48754, False),
        (4, None, False),
    ]


def test_of_two_equal_fits_the_one_that_is_for_less_else_comes_first():
    wide = Offer(UUID(int=1), life_domains=frozenset(LifeDomain.values))
    narrow = Offer(UUID(int=2), life_domains=frozenset({"health"}))
    found = match([wide, narrow], Wishes(life_domains=frozenset({"health"})))
    assert [one.service_id.int for one in found] == [2, 1]


def test_the_reasons_name_interests_life_domains_and_distance_in_that_order():
    one = Match(
        uuid4(), frozenset({"social_contacts", "health"}), frozenset({"sport", "cooking"}), 2400, True
    )
    assert reasons(one, labels=LABELS, interest_names=NAMES, place=OVERVECHT) == [
        "Je wilt: koken en eten, sport en bewegen",
        "Past bij: gezondheid, sociale contacten",
        "Ongeveer 2 km van Overvecht",
    ]


def test_without_a_point_nearness_is_said_without_a_distance():
    offer = Offer(uuid4(), interests=frozenset({"cooking"}), names=frozenset({"utrecht"}))
    (one,) = match([offer], Wishes(interests=frozenset({"cooking"}), place=OVERVECHT))
    assert reasons(one, labels=LABELS, interest_names=NAMES, place=OVERVECHT) == [
        "Je wilt: koken en eten",
        "In Utrecht",
    ]


@pytest.mark.parametrize(
    ("metres", "said"),
    [(0, "Minder dan 1 km"), (999, "Minder dan 1 km"), (1000, "Ongeveer 1 km"), (9700, "Ongeveer 10 km")],
)
def test_a_distance_is_said_in_whole_kilometres(metres, said):
    assert kilometres(metres) == said


@pytest.mark.parametrize("text", ["3561 AB", "3561ab", "3561", " 3561AB "])
def test_a_postcode_is_known_by_its_four_digits(text):
    assert postcode4(text) == "3561"


@pytest.mark.parametrize(
    "text", ["0561 AB", "356", "35611", "3561 A", "3561  AB", "3561 AB\x00", "Utrecht", "", "３５６１"]
)
def test_what_is_no_postcode_has_no_four_digits(text):
    assert postcode4(text) is None


@pytest.mark.parametrize(
    "text", ["Overvecht", "'s-Hertogenbosch", "Leidsche Rijn", "Súdwest-Fryslân", "Ede (Gld.)"]
)
def test_a_name_of_letters_can_be_a_place(text):
    assert is_place_name(text)


@pytest.mark.parametrize("text", ["", "a", "12", "Wijk 3", "<b>", "Utrecht\x00", "x@y", "--"])
def test_what_has_digits_or_signs_is_no_place(text):
    assert not is_place_name(text)


@given(st.text())
def test_no_text_breaks_the_reading_of_a_place(text):
    assert postcode4(text) is None or not is_place_name(text)


def test_each_life_domain_is_asked_once_in_the_order_of_the_framework():
    assert [question.domain for question in QUESTIONS] == list(LifeDomain)


def test_the_life_domains_are_those_of_the_directory():
    assert {term.code: term.name.lower() for term in LIFE_DOMAINS.terms} == LABELS
