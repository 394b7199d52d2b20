"""Steps on the ladder leave casework under a key, for the subjects of a report alone."""

from datetime import date, datetime, time

import pytest

from meedoen.accounts.models import User
from meedoen.casework.figures import LadderFact, ladder_changes, steps_around
from meedoen.casework.models import Measurement, ScaleStep
from meedoen.casework.vocabulary import Aspect, ScaleCode, View
from meedoen.shared.clock import HERE
from meedoen.shared.period import half_year
from meedoen.shared.subject_key import SubjectKeys
from tests.cast import Cast, involve, make_case, make_cast, make_person

PERIOD = half_year("2026-H1")
BEFORE, WITHIN, LATER = date(2025, 11, 1), date(2026, 3, 1), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        ([], None),
        ([(BEFORE, 2)], None),
        ([(WITHIN, 2)], None),
        ([(BEFORE, 2), (WITHIN, 3)], (2, 3)),
        ([(BEFORE, 1), (BEFORE, 2), (WITHIN, 5), (PERIOD.end, 3)], (2, 3)),
        ([(WITHIN, 4), (PERIOD.end, 3)], (4, 3)),
        ([(PERIOD.start, 2), (WITHIN, 2)], (2, 2)),
    ],
)
def test_the_steps_around_a_period_are_the_last_before_and_the_last_within(
    measured: list[tuple[date, int]], expected: tuple[int, int] | None
) -> None:
    assert steps_around(measured, PERIOD) == expected


def measure(
    cast: Cast,
    worker: User,
    *steps: tuple[date, int],
    view: View = View.WORKER,
    aspect: Aspect = Aspect.DOES,
    scale: ScaleCode = ScaleCode.PARTICIPATION_LADDER,
    person: object = None,
) -> object:
    person = person or make_person(cast.utrecht, "Naam")
    case = make_case(involve(person, worker))
    for day, position in steps:
        Measurement.objects.create(
            case=case,
            step=ScaleStep.objects.get(scale_id=scale, position=position),
            view=view,
            aspect=aspect,
            measured_on=day,
            by=worker,
            recorded_at=datetime.combine(day, time(12), HERE),
        )
    return person


@pytest.mark.django_db
def test_only_what_a_worker_saw_somebody_of_the_report_do_is_handed_out() -> None:
    cast, keys = make_cast(), SubjectKeys()
    steps = ((BEFORE, 2), (WITHIN, 3), (LATER, 4))
    known = measure(cast, cast.bram, *steps)
    others = [
        measure(cast, cast.bram, *steps, view=View.PERSON),
        measure(cast, cast.bram, *steps, aspect=Aspect.CAN),
        measure(cast, cast.bram, *steps, scale=ScaleCode.UTRECHT_ARRANGEMENTS),
        measure(cast, cast.olga, *steps),
    ]
    measure(cast, cast.bram, *steps)
    subjects = {keys.key(person) for person in [known, *others]}
    facts = ladder_changes(municipality_id=cast.utrecht.id, subjects=subjects, period=PERIOD, keys=keys)
    assert facts == [LadderFact(keys.key(known), 2, 3)]


@pytest.mark.django_db
def test_of_two_cases_of_one_person_the_one_measured_last_counts_once() -> None:
    cast, keys = make_cast(), SubjectKeys()
    person = measure(cast, cast.bram, (BEFORE, 2), (PERIOD.end, 5))
    measure(cast, cast.fatima, (BEFORE, 1), (WITHIN, 2), person=person)
    facts = ladder_changes(
        municipality_id=cast.utrecht.id, subjects={keys.key(person)}, period=PERIOD, keys=keys
    )
    assert facts == [LadderFact(keys.key(person), 2, 5)]
