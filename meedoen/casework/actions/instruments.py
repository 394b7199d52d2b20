"""Writes of measuring: the instruments that come with Meedoen, and what was filled in. Nothing is edited."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.casework.models import (
    Case,
    Instrument,
    InstrumentItem,
    InstrumentMeasurement,
    InstrumentScore,
)
from meedoen.casework.policy.cases import happened, may_use_scale
from meedoen.casework.policy.instruments import Answer, answer_fits, items_fit, moment_fits
from meedoen.casework.queries.instruments import taken_before
from meedoen.casework.reference_instruments import INSTRUMENTS
from meedoen.casework.vocabulary import AnswerKind, MeasureMoment, View
from meedoen.shared.errors import Refused, refuse_unless
from meedoen.shared.stable_id import stable_id
from meedoen.trail.actions import record_act

Answers = Mapping[View, Mapping[int, Answer]]
"""The answers of each view, by the position of the item; what was not asked is left out."""


@transaction.atomic
def load_instruments() -> None:
    """Put the instruments of `reference_instruments.py` in place; one that stands already stays as it is."""
    for one in INSTRUMENTS:
        row, made = Instrument.objects.get_or_create(
            code=one.code,
            defaults={
                "name": one.name,
                "explanation": one.explanation,
                "source": one.source,
                "in_use": not one.asks_leave,
            },
        )
        if made:
            InstrumentItem.objects.bulk_create(
                InstrumentItem(
                    id=stable_id("instrument_item", one.code, str(position)),
                    instrument=row,
                    position=position,
                    name=name,
                    kind=one.kind,
                    least=1,
                    most=one.most,
                    level_names=list(one.levels),
                )
                for position, name in enumerate(one.items, start=1)
            )


@transaction.atomic
def fill_in(
    *,
    case: Case,
    instrument_code: str,
    moment: MeasureMoment,
    measured_on: date,
    answers: Answers,
    note: str,
    by: Actor,
    at: datetime,
) -> list[InstrumentMeasurement]:
    """Keep what was answered on a day, one measurement for each view that answered; earlier ones stay.

    Raises Refused where the instrument is off or of another legal domain, the day or the moment cannot be,
    too much or nothing was asked, or an answer does not fit its item. Nothing is written then.
    """
    instrument = Instrument.objects.select_for_update().get(code=instrument_code)
    if not instrument.in_use:
        raise Refused("Dit instrument is uitgezet. Kies een ander.")
    refuse_unless(may_use_scale(instrument.legal_domains, by.legal_domain))
    refuse_unless(happened(measured_on, at.date()))
    items = {item.position: item for item in instrument.items.all()}
    given = {view: {place: said for place, said in of.items() if said} for view, of in answers.items()}
    if not any(given.values()):
        raise Refused("Er is nog niets ingevuld. Vul minstens één antwoord in.")
    refuse_unless(items_fit({place for of in given.values() for place in of}, items))
    earlier = taken_before(case, instrument.code)
    made = []
    for view, said in given.items():
        if said:
            refuse_unless(moment_fits(moment, view, measured_on, earlier))
            row = InstrumentMeasurement(case=case, instrument=instrument, moment=moment, view=view, note=note)
            row.measured_on, row.by_id, row.recorded_at = measured_on, by.user_id, at
            made.append(_written(row, items, said, by))
    return made


def _written(
    row: InstrumentMeasurement, items: Mapping[int, InstrumentItem], said: Mapping[int, Answer], by: Actor
) -> InstrumentMeasurement:
    row.save(force_insert=True)
    scores = []
    for position, answer in sorted(said.items()):
        item = items[position]
        verdict = answer_fits(AnswerKind(item.kind), item.least, item.most, answer)
        if not verdict:
            raise Refused(f"{item.name}: {verdict.reasons[0]}")
        scores.append(InstrumentScore(measurement=row, item=item, value=answer.value, words=answer.words))
    InstrumentScore.objects.bulk_create(scores)
    record_act(
        by=by, act="fill_in", object_type="instrument_measurement", object_id=row.id, at=row.recorded_at
    )
    return row
