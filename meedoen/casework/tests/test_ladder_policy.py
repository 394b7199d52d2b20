"""The rules of the ladder chooser: what follows from which answers, and what can never count."""

import re
from dataclasses import fields
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.casework.policy import ladder
from meedoen.casework.policy.ladder import (
    ARRANGEMENT_RULES,
    LADDER_RULES,
    QUESTIONS,
    needs_reason,
    questions_in,
    reason_to_differ,
    suggest_arrangement,
    suggest_step,
)
from meedoen.casework.vocabulary import LadderQuestion, SaidOrNot, WorkProspect

DOCS = Path(__file__).parents[3] / "docs" / "ladder-chooser.md"
Q = LadderQuestion
ALL_NO = {Q.PAID_WORK: "no", Q.UNPAID_WORK: "no", Q.ACTIVITY: "no", Q.CONTACTS: "no"}
LADDER_QUESTIONS = (Q.PAID_WORK, Q.HELP_AT_WORK, Q.UNPAID_WORK, Q.ACTIVITY, Q.CONTACTS)
EVERY_ANSWER = [
    dict(zip(LADDER_QUESTIONS, said, strict=True)) for said in product(SaidOrNot.values, repeat=5)
]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ({Q.PAID_WORK: "yes", Q.HELP_AT_WORK: "no"}, 6),
        ({Q.PAID_WORK: "yes", Q.HELP_AT_WORK: "yes"}, 5),
        ({Q.PAID_WORK: "yes", Q.HELP_AT_WORK: "unsaid"}, None),
        ({Q.PAID_WORK: "yes", Q.UNPAID_WORK: "yes"}, None),
        ({Q.UNPAID_WORK: "yes"}, 4),
        ({Q.ACTIVITY: "yes"}, 3),
        ({Q.CONTACTS: "yes"}, 2),
        ({}, 1),
        ({Q.CONTACTS: "unsaid"}, None),
    ],
)
def test_the_first_rule_from_the_top_that_fits_gives_the_step(said: dict[str, str], step: int | None) -> None:
    assert suggest_step(ALL_NO | said).position == step


def test_each_step_can_be_suggested_and_each_suggestion_has_its_reason() -> None:
    made = [suggest_step(answers) for answers in EVERY_ANSWER]
    assert {one.position for one in made} == {None, 1, 2, 3, 4, 5, 6}
    assert all(one.because and all(reason.endswith(".") for reason in one.because) for one in made)


def test_nobody_is_called_isolated_who_did_not_say_so() -> None:
    for answers in EVERY_ANSWER:
        if suggest_step(answers).position == 1:
            assert answers[Q.CONTACTS] == "no"


def test_what_was_not_said_does_not_count_and_the_reasons_say_so() -> None:
    made = suggest_step(ALL_NO | {Q.PAID_WORK: "unsaid", Q.ACTIVITY: "yes"})
    assert made.position == 3
    assert made.because == (
        "Je gaat elke week naar iets dat een ander organiseert.",
        "Over betaald werk is niets gezegd. Dat telt niet mee.",
    )


def test_doing_more_never_gives_a_lower_step() -> None:
    """A metamorphic rule: saying yes to one more thing one does leaves the step or makes it higher."""
    for answers in EVERY_ANSWER:
        before = suggest_step(answers).position
        for question in (Q.UNPAID_WORK, Q.ACTIVITY, Q.CONTACTS):
            after = suggest_step(answers | {question: "yes"}).position
            assert (after or 0) >= (before or 0), (answers, question)


TRAITS = st.dictionaries(
    st.sampled_from(
        ["gender", "birth_date", "age", "languages", "origin", "nationality", "postcode", "religion", "name"]
    ),
    st.one_of(st.text(max_size=10), st.integers(0, 110).map(str)),
)


@given(answers=st.sampled_from(EVERY_ANSWER), prospect=st.sampled_from(WorkProspect.values), traits=TRAITS)
def test_who_somebody_is_changes_nothing(
    answers: dict[str, str], prospect: str, traits: dict[str, str]
) -> None:
    """Gender, origin, language and age: whatever stands beside the answers, the suggestion is the same."""
    bare = answers | {Q.WORK_PROSPECT: prospect}
    assert suggest_step(bare | traits) == suggest_step(bare)
    assert suggest_arrangement(bare | traits, "participatiewet") == suggest_arrangement(
        bare, "participatiewet"
    )


def test_no_question_asks_who_somebody_is_and_no_rule_weighs() -> None:
    asked = " ".join(f"{question.text} {question.help}" for question in QUESTIONS).lower()
    for word in ("leeftijd", "geslacht", "afkomst", "nationaliteit", "geloof", "man of vrouw", "taal"):
        assert not re.search(rf"\b{word}\b", asked), word
    assert {field.name for field in fields(ladder.Rule)} == {"position", "needs", "because"}


@pytest.mark.parametrize(
    ("answers", "position"),
    [
        ({Q.WORK_PROSPECT: "trajectory"}, 3),
        ({Q.WORK_PROSPECT: "no_chance"}, 4),
        ({Q.WORK_PROSPECT: "closer"}, None),
        ({Q.WORK_PROSPECT: "unsaid"}, None),
        ({Q.WORK_PROSPECT: "no_chance", Q.PAID_WORK: "yes"}, None),
    ],
)
def test_an_arrangement_is_suggested_as_far_as_the_sources_go(
    answers: dict[str, str], position: int | None
) -> None:
    made = suggest_arrangement(answers, "participatiewet")
    assert made is not None
    assert (made.position, len(made.because)) == (position, 1)


def test_a1_and_a2_are_never_suggested_and_the_reasons_say_why() -> None:
    assert {rule.position for rule in ARRANGEMENT_RULES} == {None, 3, 4}
    told = [
        rule.because for rule in ARRANGEMENT_RULES if "A1 en A2" in rule.because or "A1 of A2" in rule.because
    ]
    assert len(told) == 2


@pytest.mark.parametrize("domain", ["wmo", "jeugdwet", "open"])
def test_outside_the_participatiewet_no_arrangement_is_spoken_of(domain: str) -> None:
    assert suggest_arrangement({Q.WORK_PROSPECT: "no_chance"}, domain) is None
    assert Q.WORK_PROSPECT not in [question.code for question in questions_in(domain)]
    assert len(questions_in(domain)) == len(questions_in("participatiewet")) - 1


def test_being_active_already_is_a_reason_to_differ_and_changes_no_suggestion() -> None:
    for answers in EVERY_ANSWER:
        assert suggest_step(answers | {Q.KEEPS: "yes"}) == suggest_step(answers | {Q.KEEPS: "no"})
    assert reason_to_differ({Q.KEEPS: "yes"}).startswith("Je doet al iets")
    assert reason_to_differ({Q.KEEPS: "no"}) == ""


def test_only_a_choice_beside_a_suggestion_is_explained() -> None:
    assert needs_reason(3, 4)
    assert not needs_reason(3, 3)
    assert not needs_reason(None, 4)


def test_the_page_with_questions_and_rules_says_the_same_as_the_code() -> None:
    """What a lawyer reads is what runs: each question with its source, each rule with its sentence."""
    page = " ".join(DOCS.read_text().split())
    said = [part for question in QUESTIONS for part in (question.text, question.source)]
    said += [rule.because for rule in (*LADDER_RULES, *ARRANGEMENT_RULES)]
    assert [part for part in said if part not in page] == []
