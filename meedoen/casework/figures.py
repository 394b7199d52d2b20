"""Numbers for reports: steps on the participation ladder, under keys of one report; no case leaves here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from meedoen.casework.models import Measurement
from meedoen.casework.vocabulary import Aspect, ScaleCode, View
from meedoen.shared.period import Period
from meedoen.shared.subject_key import SubjectKeys


@dataclass(frozen=True)
class LadderFact:
    """Where somebody stood on the participation ladder (step 1 to 6) as the period began and as it ended."""

    subject: str
    start: int
    end: int


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
