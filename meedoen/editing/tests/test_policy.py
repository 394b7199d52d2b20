"""What goes live at once, what waits, and who decides."""

import pytest

from meedoen.editing.policy.approval import (
    answers_are_whole,
    kind_of_change,
    may_decide,
    needs_approval,
    too_often,
)
from meedoen.editing.vocabulary import ChangeKind


@pytest.mark.parametrize(
    ("table", "column", "taxonomy", "waits"),
    [
        ("service", "name", "", True),
        ("service", "minimum_age", "", True),
        ("cost_option", "", "", True),
        ("attribute", "", "target_group", True),
        ("attribute", "", "access", True),
        ("attribute", "", "interest", False),
        ("schedule", "", "", False),
        ("phone", "", "", False),
        ("service", "summary", "", False),
        ("service_at_location", "", "", False),
        ("service_capacity", "", "", False),
        ("service", "status", "", False),
        ("organization", "name", "", True),
        ("organization", "website", "", False),
    ],
)
def test_names_groups_access_and_price_wait_and_times_phone_and_words_do_not(
    table: str, column: str, taxonomy: str, waits: bool
) -> None:
    assert needs_approval(kind_of_change(table, column, taxonomy), {}) is waits


def test_a_municipality_says_otherwise() -> None:
    assert needs_approval(ChangeKind.TIMES, {"times": True})
    assert not needs_approval(ChangeKind.NAME, {"name": False})


@pytest.mark.parametrize(
    ("keeps_map", "is_own", "sender", "waits", "allowed"),
    [
        (True, False, "visitor", True, True),
        (True, False, "organization", True, True),
        (False, True, "visitor", False, True),
        (False, True, "visitor", True, False),
        (False, False, "visitor", False, False),
        (False, True, "organization", False, False),
    ],
)
def test_an_organization_decides_on_what_visitors_say_of_its_own_unless_the_municipality_looks_first(
    keeps_map: bool, is_own: bool, sender: str, waits: bool, allowed: bool
) -> None:
    verdict = may_decide(
        state="pending", keeps_map=keeps_map, is_own=is_own, sender=sender, waits_for_map=waits
    )
    assert bool(verdict) is allowed
    decided = may_decide(
        state="declined", keeps_map=keeps_map, is_own=is_own, sender=sender, waits_for_map=waits
    )
    assert not decided


def test_each_question_of_the_checklist_has_its_answer() -> None:
    assert answers_are_whole({"a": "yes", "b": "not_applicable"}, ["a", "b"])
    assert not answers_are_whole({"a": "yes"}, ["a", "b"])
    assert not answers_are_whole({"a": "yes", "b": "perhaps"}, ["a", "b"])


def test_ten_suggestions_in_a_window_are_enough() -> None:
    assert (too_often(10), too_often(11)) == (False, True)
