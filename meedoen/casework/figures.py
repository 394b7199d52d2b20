"""Numbers for reports: ladder steps under keys of one report, and counts of needs; no case leaves here."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from meedoen.casework.models import Case, Goal, Measurement, Plan
from meedoen.casework.vocabulary import PARTS_OF_DAY, Aspect, GoalStatus, ScaleCode, View
from meedoen.directory.policy import wider_areas
from meedoen.people.queries import Traits, traits_of
from meedoen.shared.period import Period
from meedoen.shared.subject_key import SubjectKeys


@dataclass(frozen=True)
class LadderFact:
    """Where somebody stood on the participation ladder (step 1 to 6) as the period began and as it ended."""

    subject: str
    start: int
    end: int


@dataclass(frozen=True)
class NeedFact:
    """So many people with a plan who are alike in this; empty where it is not known.

    `district` is a CBS code (WK), `age` in whole years is told as "young" (under 27) or "older" (from 65).
    """

    district: str
    age_group: str
    level: str
    interests: tuple[str, ...]
    parts: tuple[str, ...]
    people: int


YOUNG_UNDER, OLDER_FROM = 27, 65


def needs(*, municipality_id: UUID, on: date) -> list[NeedFact]:
    """What people want whom somebody works with: counts of those who are alike, in a fixed order.

    In: the municipality, and the day for ages. A plan counts while its person has a case that goes on, and
    unless each of its goals is reached or dropped. Whether somebody already has a place is not known here.
    """
    running = Case.objects.filter(
        involvement__person=OuterRef("person"),
        involvement__ends_on__isnull=True,
        municipality=municipality_id,
    )
    goals = Goal.objects.filter(plan=OuterRef("pk"))
    plans = Plan.objects.filter(
        Exists(running),
        Q(Exists(goals.filter(status=GoalStatus.OPEN))) | ~Q(Exists(goals)),
        municipality=municipality_id,
    )
    rows = list(plans.values_list("person_id", "activation_level", "interests", "parts_of_week"))
    traits = traits_of((person for person, *_ in rows), on)
    found: Counter[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]] = Counter()
    for person, level, interests, parts_of_week in rows:
        known = traits.get(person, Traits(area_code="", age=None))
        parts = {part.partition("-")[2] for part in parts_of_week}
        found[
            _district(known.area_code),
            _age_group(known.age),
            level,
            tuple(sorted(set(interests))),
            tuple(part for part in PARTS_OF_DAY if part in parts),
        ] += 1
    return [NeedFact(*alike, people) for alike, people in sorted(found.items())]


def _district(area_code: str) -> str:
    codes = [area_code, *wider_areas(area_code)]
    return next((code for code in codes if code.startswith("WK")), "")


def _age_group(age: int | None) -> str:
    if age is None:
        return ""
    return "young" if age < YOUNG_UNDER else "older" if age >= OLDER_FROM else ""


def ladder_changes(
    *, municipality_id: UUID, subjects: Collection[str], period: Period, keys: SubjectKeys
) -> list[LadderFact]:
    """The first and last step around a period of those subjects of a report who were measured twice.

    Only what a worker saw somebody do counts: what they can, and their own view, are other values (F7.037).
    Steps are compared within one case, since two agencies may look differently; of a person with more cases
    the one measured last counts.
    """
    rows = (
        Measurement.objects.filter(
            case__municipality_id=municipality_id,
            step__scale_id=ScaleCode.PARTICIPATION_LADDER,
            view=View.WORKER,
            aspect=Aspect.DOES,
            measured_on__lte=period.end,
        )
        .order_by("case_id", "measured_on", "recorded_at")
        .values_list("case_id", "case__involvement__person_id", "measured_on", "step__position")
    )
    latest: dict[str, tuple[date, LadderFact]] = {}
    for (_, person), measured in groupby(rows.iterator(), key=itemgetter(0, 1)):
        subject = keys.key(person)
        if subject not in subjects:
            continue
        steps = [(day, step) for _, _, day, step in measured]
        around = steps_around(steps, period)
        if around is not None and (subject not in latest or latest[subject][0] < steps[-1][0]):
            latest[subject] = (steps[-1][0], LadderFact(subject, *around))
    return [fact for _, fact in latest.values()]


def steps_around(measured: Sequence[tuple[date, int]], period: Period) -> tuple[int, int] | None:
    """The step with which somebody came into a period, and the last one in it; None where either lacks.

    In: (day, step) in order of time, none after the period. Somebody comes in with the last measurement up to
    and including the first day, or else with the first one in the period; two measurements are needed.
    """
    before = [step for day, step in measured if day <= period.start]
    within = [step for day, step in measured if day > period.start]
    if before and within:
        return before[-1], within[-1]
    if len(within) > 1:
        return within[0], within[-1]
    return None
