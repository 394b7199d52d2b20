"""What belongs under the umbrella, and why."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.monitor.policy.screening import Found, Recorded, screened
from meedoen.monitor.vocabulary import Advice

WHOLE = Recorded(
    levels=(("2", "Mensen ontmoeten"), ("3", "Iets nuttigs doen")),
    domains=("Werk", "Sociale contacten"),
    groups=("Jongeren",),
    access="open",
    texts=("Loop binnen.",),
    description="Je kookt samen.",
)


def test_a_service_of_which_all_is_recorded_fits_and_says_why() -> None:
    result = screened(WHOLE)

    assert result.advice == Advice.FITS
    assert result.missing == []
    assert result.to_ask == ["Vrijwillig", "Duur, doel, begeleiding en verslag"]
    assert result.reasons == [
        "Het is op niveau 2 (mensen ontmoeten) en 3 (iets nuttigs doen).",
        "Het helpt bij werk en sociale contacten.",
        "Het is voor jongeren.",
        "Het gaat niet alleen om werk.",
        "Iemand kan komen zonder indicatie.",
    ]


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"levels": ()}, ["Niveau", "Eerst meedoen, dan werk"]),
        ({"domains": ()}, ["Leefgebied"]),
        ({"groups": ()}, ["Voor wie"]),
    ],
)
def test_without_level_domain_or_group_nothing_can_be_said(
    change: dict[str, object], missing: list[str]
) -> None:
    result = screened(replace(WHOLE, **change))

    assert (result.advice, result.missing) == (Advice.MISSING, missing)


@pytest.mark.parametrize(
    ("change", "first"),
    [
        ({"levels": (("4", "Een stap naar werk"),)}, "Het is alleen een stap naar werk."),
        ({"access": "indication"}, "Het kan alleen met een indicatie."),
        ({"texts": ("Dit is een tegenprestatie.",)}, "In de tekst staat iets over een plicht"),
    ],
)
def test_only_work_an_indication_or_a_duty_asks_for_a_judgement(
    change: dict[str, object], first: str
) -> None:
    result = screened(replace(WHOLE, **change))

    assert result.advice == Advice.DOUBT
    assert result.reasons[0].startswith(first)


def test_who_may_come_is_missing_where_the_map_is_silent_but_holds_nothing_up() -> None:
    result = screened(replace(WHOLE, access=""))

    assert (result.advice, result.missing) == (Advice.FITS, ["Toegang"])


@given(
    st.builds(
        Recorded,
        levels=st.lists(st.sampled_from([("1", "Een"), ("4", "Vier")]), unique=True).map(tuple),
        domains=st.lists(st.sampled_from(["Werk", "Wonen"]), unique=True).map(tuple),
        groups=st.lists(st.sampled_from(["Jongeren", "Ouders"]), unique=True).map(tuple),
        access=st.sampled_from(["", "open", "mixed", "indication"]),
        texts=st.lists(st.text(max_size=20), max_size=3).map(tuple),
        description=st.text(max_size=5),
        has_end=st.booleans(),
    )
)
def test_every_advice_names_each_criterion_once_with_a_reason_and_a_document(recorded: Recorded) -> None:
    result = screened(recorded)

    assert len({criterion.name for criterion in result.criteria}) == 7
    assert all(criterion.why and criterion.document in ("001", "002") for criterion in result.criteria)
    open_ = sum(criterion.found == Found.MISSING for criterion in result.criteria)
    assert open_ == len(result.missing) + len(result.to_ask)
    assert len(result.reasons) == 7 - open_
