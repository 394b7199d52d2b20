"""A report in the words and numbers that are shown: one document for the page, the PDF and the JSON alike."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from meedoen.funding.vocabulary import half_year_name, number
from meedoen.monitor.policy.days import in_words, month_name
from meedoen.monitor.policy.facts import Counts, Figure, HalfYearReport, Settled
from meedoen.monitor.vocabulary import (
    AGE_BANDS,
    ELSEWHERE,
    ELSEWHERE_NAME,
    HIDDEN,
    WHY_HIDDEN,
    Measure,
    Move,
    SplitCode,
)
from meedoen.shared.money import Money
from meedoen.shared.suppression import some_hidden

LATER = "na het halfjaar"
NOT_AGREED = "geen afspraak"
SHOWN_SPLITS = (SplitCode.DISTRICT, SplitCode.AGE, SplitCode.LADDER)


def document(report: HalfYearReport, *, districts: Mapping[str, str], made_on: date) -> dict[str, Any]:
    """The whole report as plain values: each number beside the text that is shown for it.

    In: the names of the districts by code, the day on which it is made. Costs are in cents.
    """
    frame, settled = report.frame, report.settled
    figures = [_figure(figure, settled) for figure in report.figures]
    return {
        "title": f"Halfjaarverslag {half_year_name(frame.code)}",
        "half_year": frame.code,
        "agreement_id": str(frame.agreement_id),
        "agreement": frame.agreement,
        "reference": frame.reference,
        "funder": frame.funder,
        "provider": frame.provider,
        "counted": in_words(frame.counted),
        "over": frame.over,
        "made_on": made_on.isoformat(),
        "made_on_text": day_text(made_on),
        "summary": "Bereikt en afgesproken. " + " ".join(figure["sentence"] for figure in figures),
        "figures": figures,
        "lines": [
            {"name": line.name, "figures": [_figure(figure, settled, line.name) for figure in line.figures]}
            for line in report.lines
        ],
        "splits": _splits(settled, districts) if settled else [],
        "settled": _settled(settled) if settled else None,
        "hides": settled is not None
        and some_hidden(*(counts.values() for counts in settled.splits.values())),
        "why_hidden": WHY_HIDDEN,
    }


def day_text(day: date) -> str:
    """“3 juli 2026”."""
    return f"{day.day} {month_name(day)}"


def people_text(count: int | None) -> str:
    """A count of people, or that it is hidden."""
    return HIDDEN if count is None else number(count)


def _value(measure: Measure, value: int) -> str:
    return str(Money(value)) if measure == Measure.COSTS else number(value)


def _figure(figure: Figure, settled: Settled | None, of: str = "") -> dict[str, Any]:
    measure = figure.measure
    missing = HIDDEN if settled else LATER
    agreed = NOT_AGREED if figure.agreed is None else _value(measure, figure.agreed)
    reached = missing if figure.reached is None else _value(measure, figure.reached)
    percentage = figure.percentage
    return {
        "measure": measure.value,
        "label": str(measure.label),
        "agreed": figure.agreed,
        "agreed_text": agreed,
        "reached": figure.reached,
        "reached_text": reached,
        "percentage": percentage,
        "against": _against(figure, agreed, reached),
        "sentence": f"{measure.label}: {_against(figure, agreed, reached)}.",
        "definition": figure.definition,
        "filter": figure.filter,
        "parts": [
            {
                "by": parts.by,
                "caption": " ".join(filter(None, [f"{measure.label} {parts.by.lower()}", of and f"({of})"])),
                "rows": [
                    {
                        "label": part.label,
                        "value": part.value,
                        "text": missing if part.value is None else _value(measure, part.value),
                    }
                    for part in parts.rows
                ],
            }
            for parts in figure.parts
        ],
    }


def _against(figure: Figure, agreed: str, reached: str) -> str:
    """Reached against agreed in a few words."""
    if figure.agreed is None:
        return f"{reached}, {NOT_AGREED}"
    if figure.percentage is None:
        return f"{reached}, afgesproken {agreed}"
    return f"{reached} van {agreed} ({figure.percentage}%)"


def _settled(settled: Settled) -> dict[str, Any]:
    return {"on": settled.on.isoformat(), "on_text": day_text(settled.on), "people": settled.people}


def _splits(settled: Settled, districts: Mapping[str, str]) -> list[dict[str, Any]]:
    labels: dict[SplitCode, Mapping[str, str]] = {
        SplitCode.DISTRICT: {**districts, ELSEWHERE: ELSEWHERE_NAME},
        SplitCode.AGE: AGE_BANDS,
        SplitCode.LADDER: {str(move.value): str(move.label) for move in Move},
    }
    return [
        {"code": code.value, "title": str(code.label), "rows": _rows(settled.splits[code], labels[code])}
        for code in SHOWN_SPLITS
    ]


def _rows(counts: Counts, labels: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"label": labels.get(code, code), "count": count, "text": people_text(count)}
        for code, count in counts.items()
    ]
