"""Reads of the instruments and of what was filled in with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from meedoen.casework.models import (
    Case,
    Instrument,
    InstrumentItem,
    InstrumentMeasurement,
    Measurement,
    ScaleStep,
)
from meedoen.casework.policy.cases import may_use_scale
from meedoen.casework.policy.instruments import Taken, first_code
from meedoen.casework.reference_instruments import ASKS_LEAVE
from meedoen.casework.vocabulary import AnswerKind, Aspect, MeasureMoment, ScaleCode, View


@dataclass(frozen=True)
class Point:
    """What was answered to one item on a day in one view: a value, words, or both. A scale has no moments."""

    on: date
    moment: MeasureMoment | None
    view: View
    value: int | None
    words: str
    by: str


@dataclass(frozen=True)
class ItemTrend:
    """The answers to one item over time, the oldest first."""

    name: str
    kind: AnswerKind
    least: int
    most: int
    level_names: tuple[str, ...]
    points: tuple[Point, ...]

    @property
    def rows(self) -> list[tuple[Point, str]]:
        """Each answer with its words, as the table says it."""
        return [
            (point, ". ".join(part for part in (self.said(point.value), point.words) if part))
            for point in self.points
        ]

    def said(self, value: int | None) -> str:
        """A value in words: a level has its name."""
        if value is None:
            return ""
        if self.kind == AnswerKind.LEVEL and 0 <= value - self.least < len(self.level_names):
            return f"{value}. {self.level_names[value - self.least]}"
        return str(value)


@dataclass(frozen=True)
class Summary:
    """That a person was measured with an instrument: how often, and the last time."""

    code: str
    name: str
    times: int
    last_on: date
    last_moment: MeasureMoment


@dataclass(frozen=True)
class Filled:
    """One time that an instrument was filled in. `replaced`: a later one of the same day took its place."""

    on: date
    moment: MeasureMoment
    view: View
    note: str
    by: str
    replaced: bool


def instruments_for(legal_domain: str) -> list[Instrument]:
    """The instruments that are in use and may be used in a legal domain, with their items."""
    rows = Instrument.objects.filter(in_use=True).prefetch_related("items")
    return [row for row in rows if may_use_scale(row.legal_domains, legal_domain)]


def instrument_to_fill_in(code: str, legal_domain: str) -> Instrument | None:
    """An instrument in use, or None where it is off, unknown or of another legal domain."""
    return next((row for row in instruments_for(legal_domain) if row.code == code), None)


def instrument_measured(case: Case, code: str, legal_domain: str) -> Instrument | None:
    """An instrument that this case was measured with, also when it is off by now, or one to fill in."""
    row = Instrument.objects.filter(code=code, pk__in=_measured(case).values("instrument_id")).first()
    return row or instrument_to_fill_in(code, legal_domain)


def taken_before(case: Case, code: str) -> list[Taken]:
    """How often this case was measured with an instrument, in the order of days."""
    rows = _measured(case).filter(instrument_id=code).order_by("measured_on", "recorded_at")
    return [Taken(MeasureMoment(row.moment), View(row.view), row.measured_on) for row in rows]


def asked_last(case: Case, code: str) -> list[int]:
    """The positions of the items that were asked on the last day, to ask the same again."""
    rows = _measured(case).filter(instrument_id=code)
    last = rows.order_by("-measured_on").first()
    if last is None:
        return []
    same_day = rows.filter(measured_on=last.measured_on)
    return sorted(set(same_day.values_list("scores__item__position", flat=True)) - {None})


def summaries_of(case: Case) -> list[Summary]:
    """What this case was measured with, one line for each instrument, by name."""
    latest: dict[str, Summary] = {}
    counts: dict[str, set[date]] = {}
    for row in _measured(case).select_related("instrument").order_by("-measured_on", "-recorded_at"):
        counts.setdefault(row.instrument_id, set()).add(row.measured_on)
        latest.setdefault(
            row.instrument_id,
            Summary(row.instrument_id, row.instrument.name, 0, row.measured_on, MeasureMoment(row.moment)),
        )
    return [
        Summary(one.code, one.name, len(counts[one.code]), one.last_on, one.last_moment)
        for one in sorted(latest.values(), key=lambda one: (one.name, one.code))
    ]


def trend_of(case: Case, code: str) -> list[ItemTrend]:
    """The answers to each item that was ever asked in this case, the oldest first, both views."""
    return _trends(_measured(case).filter(instrument_id=code))


def ladder_trends_of(case: Case) -> list[ItemTrend]:
    """Where somebody stood on the participation ladder over time: what they do, and what they can."""
    return _ladder_trends(Measurement.objects.filter(case=case))


def own_ladder_trends(person_id: UUID) -> list[ItemTrend]:
    """The same for the person, over all who work with them."""
    return _ladder_trends(Measurement.objects.filter(case__involvement__person_id=person_id))


def own_trends(person_id: UUID) -> list[tuple[str, list[ItemTrend]]]:
    """For the person: each instrument they were measured with, by name, and the answers."""
    rows = InstrumentMeasurement.objects.filter(case__involvement__person_id=person_id)
    names = rows.order_by("instrument__name", "instrument_id").values_list(
        "instrument_id", "instrument__name"
    )
    return [
        (name, _trends(rows.filter(instrument_id=code))) for code, name in dict.fromkeys(names.distinct())
    ]


def filled_in(case: Case, code: str) -> list[Filled]:
    """Each time this instrument was filled in here, the newest first; what was replaced stays in the list."""
    rows = list(_measured(case).filter(instrument_id=code).select_related("by"))
    standing = {row.id for row in _standing(rows)}
    return [
        Filled(
            row.measured_on,
            MeasureMoment(row.moment),
            View(row.view),
            row.note,
            row.by.name,
            row.id not in standing,
        )
        for row in rows
    ]


def all_instruments() -> QuerySet[Instrument]:
    """Every instrument with its items and whether it was `answered`, for the functional manager."""
    answered = InstrumentMeasurement.objects.filter(instrument=OuterRef("pk"))
    rows = Instrument.objects.prefetch_related("items").annotate(answered=Exists(answered))
    return rows.order_by("-in_use", "name", "code")


def is_answered(code: str) -> bool:
    """Whether anybody was ever measured with this instrument."""
    return InstrumentMeasurement.objects.filter(instrument_id=code).exists()


def asks_leave(code: str) -> bool:
    """Whether the municipality has to say that it may use this instrument, in any version of it."""
    return first_code(code) in ASKS_LEAVE


def _measured(case: Case) -> QuerySet[InstrumentMeasurement]:
    return InstrumentMeasurement.objects.filter(case=case)


def _standing(rows: Iterable[InstrumentMeasurement]) -> list[InstrumentMeasurement]:
    """Of each case, day, moment and view the one recorded last, the oldest day first."""
    found = {
        (row.case_id, row.measured_on, row.moment, row.view): row
        for row in sorted(rows, key=lambda row: row.recorded_at)
    }
    return sorted(found.values(), key=lambda row: (row.measured_on, row.recorded_at, row.view))


def _ladder_trends(measured: QuerySet[Measurement]) -> list[ItemTrend]:
    steps = ScaleStep.objects.filter(scale_id=ScaleCode.PARTICIPATION_LADDER).order_by("position")
    names = tuple(steps.values_list("name", flat=True))
    points: dict[str, list[Point]] = {}
    rows = measured.filter(step__scale_id=ScaleCode.PARTICIPATION_LADDER).select_related("step", "by")
    for row in rows.order_by("measured_on", "recorded_at", "view"):
        points.setdefault(row.aspect, []).append(
            Point(row.measured_on, None, View(row.view), row.step.position, row.note, row.by.name)
        )
    return [
        ItemTrend(
            f"Participatieladder: {aspect.label}",
            AnswerKind.LEVEL,
            1,
            len(names),
            names,
            tuple(points[aspect]),
        )
        for aspect in Aspect
        if aspect in points
    ]


def _trends(rows: QuerySet[InstrumentMeasurement]) -> list[ItemTrend]:
    points: dict[InstrumentItem, list[Point]] = {}
    for row in _standing(rows.select_related("by").prefetch_related("scores__item")):
        for score in row.scores.all():
            points.setdefault(score.item, []).append(
                Point(
                    row.measured_on,
                    MeasureMoment(row.moment),
                    View(row.view),
                    score.value,
                    score.words,
                    row.by.name,
                )
            )
    return [
        ItemTrend(
            item.name,
            AnswerKind(item.kind),
            item.least,
            item.most,
            tuple(item.level_names),
            tuple(points[item]),
        )
        for item in sorted(points, key=lambda item: item.position)
    ]
