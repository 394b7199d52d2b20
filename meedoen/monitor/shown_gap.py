"""Offer beside need in the words that are shown: the table, its picture, the sentences and the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from meedoen.areas.queries import DatedFigure
from meedoen.funding.vocabulary import number
from meedoen.monitor.models import NeedSnapshot
from meedoen.monitor.policy.gap import GridCell, Sentence
from meedoen.monitor.queries.gap import Answer, Question, Row, is_counted
from meedoen.monitor.shown import day_text
from meedoen.monitor.vocabulary import ANY, HIDDEN, NOT_KNOWN, Axis, Shows

UNKNOWN = "onbekend"
NOT_COUNTED = "niet geteld"
ADDRESS_NAMES = {
    "area": "wijk",
    "group": "doelgroep",
    "target_group": "doelgroep",
    "domain": "leefgebied",
    "life_domain": "leefgebied",
    "level": "niveau",
    "activation_level": "niveau",
    "part": "dagdeel",
    "day": "dag",
    "interest": "interesse",
}
"""How the social map calls in its address what a sentence is about."""


@dataclass(frozen=True)
class Said:
    """One cell in words. `state` for the picture: plain, gap (people and no offer) or open (not known)."""

    column: str
    offer: str
    people: str
    value: int | None
    text: str
    state: str
    places: str
    people_number: str


def label_of(answer: Answer, axis: Axis, code: str) -> str:
    return UNKNOWN if code == NOT_KNOWN else answer.names.axes[axis].get(code, code)


def table(answer: Answer, question: Question, shows: Shows, sort: str) -> dict[str, Any]:
    """The table as the template shows it; `sort` as in the address: naam, plekken, mensen or a column."""
    rows = [
        {
            "label": label_of(answer, question.rows, row.code),
            "cells": [
                said(cell, question, shows, label_of(answer, question.columns, code))
                for cell, code in zip(row.cells, answer.columns, strict=True)
            ],
            "whole": said(row.whole, question, shows, "samen"),
            "figure": figure_text(row.figure),
            "row": row,
        }
        for row in answer.rows
    ]
    return {
        "heading": question.rows.label.capitalize(),
        "columns": [
            {"label": label_of(answer, question.columns, code).capitalize(), "key": f"k-{code}"}
            for code in answer.columns
        ],
        "rows": _sorted(rows, answer.columns, sort),
    }


def said(cell: GridCell, question: Question, shows: Shows, column: str) -> Said:
    """A cell in words."""
    offer = cell.offer
    if not offer.services:
        offered = "geen aanbod"
    elif offer.unknown == offer.services:
        offered = "aantal onbekend"
    else:
        offered = f"{'minstens ' if offer.unknown else ''}{_count(offer.places, 'plek', 'plekken')}"
    value, people = _value(cell, shows), people_text(cell, question)
    gap = not offer.services and bool(cell.people)
    return Said(
        column=column.capitalize(),
        offer=offered,
        people=f"{people} mensen" if people[-1].isdigit() else people,
        value=value,
        text="–" if value is None else number(value),
        state="gap" if gap else "open" if value is None else "plain",
        places=f"{number(offer.places)}{'+' if offer.unknown else ''}",
        people_number=people,
    )


def people_text(cell: GridCell, question: Question) -> str:
    """How many people want it: rounded to five, or that it is hidden, or that nobody counts it."""
    codes = {question.rows: cell.row, question.columns: cell.column}
    group = question.only.get(Axis.GROUP, codes.get(Axis.GROUP, ANY))
    if not is_counted(group):
        return NOT_COUNTED
    if cell.people is None:
        return HIDDEN
    return f"± {number(cell.people)}" if cell.people else "0"


def figure_text(figure: DatedFigure | None) -> str:
    """A dated figure: a whole number without decimals."""
    if figure is None:
        return "onbekend"
    return f"{figure.value.normalize():f}".replace(".", ",")


def sentence_rows(sentences: Sequence[Sentence]) -> list[dict[str, str]]:
    """The sentences with the link to the services that they are about."""
    return [
        {"text": sentence.text, "source": sentence.source, "url": services_url(sentence.codes)}
        for sentence in sentences
    ]


def services_url(codes: Sequence[tuple[str, str]]) -> str:
    """Where the social map shows what is there of this."""
    asked = {ADDRESS_NAMES[name]: code for name, code in codes}
    return f"/aanbod/?{urlencode(asked)}"


def sources(snapshot: NeedSnapshot, answer: Answer, question: Question) -> list[str]:
    """Where each number comes from, and what it leaves out."""
    lines = [
        "Plekken: uit de sociale kaart van vandaag. Een plek telt in elk vak waar zij bij past. Een dagdeel "
        "heeft de plekken van het hele aanbod. Aanbod voor iedereen telt bij elke doelgroep mee. Waar het "
        "aantal onbekend is, is dit een ondergrens.",
        f"Mensen: uit de plannen die lopen, geteld op {day_text(snapshot.counted_on)}, één keer per maand. "
        "Ook wie al een plek heeft, telt mee. Iemand telt in elk vak dat past. Het leefgebied volgt uit wat "
        "iemand wil doen. Wie geen plan heeft, telt niet: dit is een ondergrens. Van een doelgroep "
        "weten plannen alleen de leeftijd: jonger dan 27 en 65 of ouder.",
        "Zoekvragen: zoekopdrachten in de sociale kaart zonder resultaat, in de twaalf maanden tot en met "
        f"{day_text(snapshot.counted_on)}, met een wijk erbij. Het gaat om keren, niet om mensen.",
        "Aantallen mensen en zoekvragen zijn afgerond op vijf. Onder de 10 laten we niets zien. Soms "
        "verbergen we ook een groter aantal: anders is het kleine uit te rekenen.",
    ]
    figures = [row.figure for row in answer.rows if row.figure is not None]
    if figures:
        newest = max(figures, key=lambda figure: figure.ends_on)
        lines.append(
            f"{question.measure.capitalize()}: {newest.source or 'bron niet genoemd'}, "
            f"{day_text(newest.starts_on)} tot en met {day_text(newest.ends_on)}."
        )
    return lines


def file_rows(answer: Answer, question: Question) -> list[list[object]]:
    """The table as rows of a file, a row for each cell."""
    heading = [question.rows.label, question.columns.label]
    rows: list[list[object]] = [
        [*heading, "aanbod", "plekken", "vrije plekken", "aanbod zonder aantal", "mensen met een plan"]
    ]
    for row in answer.rows:
        for cell in row.cells:
            offer = cell.offer
            rows.append(
                [
                    label_of(answer, question.rows, cell.row),
                    label_of(answer, question.columns, cell.column),
                    offer.services,
                    offer.places,
                    offer.free,
                    offer.unknown,
                    people_text(cell, question),
                ]
            )
    return rows


def _value(cell: GridCell, shows: Shows) -> int | None:
    return {
        Shows.PLACES: cell.offer.places,
        Shows.SERVICES: cell.offer.services,
        Shows.PEOPLE: cell.people,
        Shows.SHORT: cell.short,
    }[shows]


def _sorted(rows: list[dict[str, Any]], columns: Sequence[str], sort: str) -> list[dict[str, Any]]:
    key, down = sort.removeprefix("-"), sort.startswith("-")

    def by(item: dict[str, Any]) -> Any:
        row: Row = item["row"]
        if key == "plekken":
            return row.whole.offer.places
        if key == "mensen":
            return row.whole.people or 0
        return row.cells[columns.index(key[2:])].offer.places

    if key == "naam":
        return sorted(rows, key=lambda item: item["label"], reverse=down)
    if key in ("plekken", "mensen") or (key.startswith("k-") and key[2:] in columns):
        return sorted(rows, key=by, reverse=down)
    return rows


def _count(amount: int, one: str, more: str) -> str:
    return f"{number(amount)} {one if amount == 1 else more}"
