"""What the ladder chooser and the instruments gave in the invented cases: pure choices of the demo.

A branch of chance of its own, so that the rest of the demo stays the same. The suggestions are made by the
rules of casework themselves, from invented answers.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from meedoen.casework.policy.ladder import Suggestion, suggest_arrangement, suggest_step
from meedoen.casework.vocabulary import MeasureMoment, ScaleCode, View, WorkProspect
from meedoen.demo.casework import Casework
from meedoen.demo.days import moment
from meedoen.demo.dice import Dice
from meedoen.demo.rows import MeasurementRow
from meedoen.demo.rows_of_measuring import (
    InstrumentMeasurementRow,
    InstrumentScoreRow,
    LadderChoiceRow,
)
from meedoen.shared.stable_id import stable_id

SHARE_WITH_CHOOSER = 0.3
SHARE_THAT_DIFFERS = 0.2
SHARE_MEASURED = 0.1
INSTRUMENTS = {"life_goals_domains": 7, "satisfaction": 1}
"""Which instruments are used in the demo, and how many items each has."""
WHY = (
    "De leeftijd: we kijken eerst wat lukt.",
    "Is al actief op een plek die goed bevalt.",
    "Het is nog maar een paar weken zo.",
)
WORDS = ("Het gaat beter dan eerst.", "Dit is nog moeilijk.", "Hier ben ik trots op.", "")
ORDER = ("contacts", "activity", "unpaid_work")
PROSPECTS = {3: WorkProspect.TRAJECTORY, 4: WorkProspect.NO_CHANCE}


@dataclass
class Measured:
    choices: list[LadderChoiceRow] = field(default_factory=list)
    measurements: list[InstrumentMeasurementRow] = field(default_factory=list)
    scores: list[InstrumentScoreRow] = field(default_factory=list)


def measured_in(dice: Dice, casework: Casework, scale_steps: Mapping[tuple[str, int], UUID]) -> Measured:
    """The choices beside a share of the measurements, and what was filled in; of Joke's two cases always."""
    made = Measured()
    places = {id: place for place, id in scale_steps.items()}
    by_case: dict[UUID, list[MeasurementRow]] = defaultdict(list)
    for row in casework.measurements:
        by_case[row.case_id].append(row)
    for number, case in enumerate(casework.cases):
        rows, joke = by_case[case.id], number < 2
        if rows and (joke or dice.chance(SHARE_WITH_CHOOSER)):
            for row in rows:
                _choose(made, dice, row, rows, places, scale_steps)
        days = sorted({row.measured_on for row in rows})
        if rows and (joke or dice.chance(SHARE_MEASURED)):
            _fill_in(made, dice, case.id, rows[0].by_id, days)
    return made


def _choose(
    made: Measured,
    dice: Dice,
    row: MeasurementRow,
    rows: list[MeasurementRow],
    places: Mapping[UUID, tuple[str, int]],
    scale_steps: Mapping[tuple[str, int], UUID],
) -> None:
    """The use of the chooser that a worker's measurement came from."""
    scale, chosen = places[row.step_id]
    if row.view != View.WORKER or scale == ScaleCode.DEVENTER_LEVELS:
        return
    ladder = scale == ScaleCode.PARTICIPATION_LADDER
    answers = (
        _answers(dice, chosen) if ladder else {"work_prospect": PROSPECTS.get(chosen, WorkProspect.CLOSER)}
    )
    suggestion = suggest_step(answers) if ladder else suggest_arrangement(answers, "participatiewet")
    suggestion = suggestion or Suggestion(None, ())
    own = [one for one in rows if one.view == View.PERSON and one.measured_on == row.measured_on]
    differs = suggestion.position not in (None, chosen)
    made.choices.append(
        LadderChoiceRow(
            id=dice.uuid(),
            case_id=row.case_id,
            chosen_on=row.measured_on,
            answers={code: str(said) for code, said in answers.items()},
            suggested_id=scale_steps[scale, suggestion.position] if suggestion.position else None,
            because=list(suggestion.because),
            person_sees_id=own[0].step_id if own and ladder else None,
            chosen_id=row.step_id,
            why_different=dice.pick(WHY) if differs else "",
            by_id=row.by_id,
            recorded_at=row.recorded_at,
        )
    )


def _answers(dice: Dice, chosen: int) -> dict[str, str]:
    """Answers that lead to the step that was chosen, or sometimes to the one beside it."""
    said = min(chosen, 4)
    if dice.chance(SHARE_THAT_DIFFERS):
        said = said - 1 if said > 1 else said + 1
    done = {code: "yes" if place < said - 1 else "no" for place, code in enumerate(ORDER)}
    return {"paid_work": "no", **done, "keeps": dice.pick(("yes", "no"))}


def _fill_in(made: Measured, dice: Dice, case_id: UUID, by: UUID, days: list[date]) -> None:
    """A baseline on the first day and an interim one on the last, where those differ; both views."""
    moments = [(MeasureMoment.BASELINE, days[0])]
    if days[-1] > days[0]:
        moments.append((MeasureMoment.INTERIM, days[-1]))
    for code, items in INSTRUMENTS.items():
        asked = dice.some([str(place) for place in range(1, items + 1)], 1, min(items, 3))
        start = {place: dice.number(3, 6) for place in asked}
        for step, (when, on) in enumerate(moments):
            for view in View:
                _measure(
                    made,
                    dice,
                    case_id,
                    by,
                    code,
                    when,
                    view,
                    on,
                    {
                        place: min(10, max(1, value + step * dice.number(0, 2) + dice.number(-1, 1)))
                        for place, value in start.items()
                    },
                )


def _measure(
    made: Measured,
    dice: Dice,
    case_id: UUID,
    by: UUID,
    code: str,
    when: MeasureMoment,
    view: View,
    on: date,
    values: Mapping[str, int],
) -> None:
    row = InstrumentMeasurementRow(dice.uuid(), case_id, code, when, view, on, by, moment(on, time(16, 30)))
    made.measurements.append(row)
    for place, value in values.items():
        item = stable_id("instrument_item", code, place)
        words = dice.pick(WORDS) if view == View.PERSON else ""
        made.scores.append(InstrumentScoreRow(dice.uuid(), row.id, item, value, words))
