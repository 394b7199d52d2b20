"""Reads of offer beside need: the offer from the social map, the need from counts, figures from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from meedoen.areas.queries import DatedFigure, dated_figures, districts
from meedoen.directory import figures as directory
from meedoen.directory.figures import Reach, Trait, Where
from meedoen.directory.queries import term_choices
from meedoen.directory.vocabulary import TaxonomyCode, Weekday
from meedoen.monitor.models import NeedSnapshot
from meedoen.monitor.policy.gap import (
    Crowd,
    GridCell,
    Names,
    Offer,
    Sentence,
    Sought,
    gaps,
    grid,
    sentences,
    with_everybody,
)
from meedoen.monitor.policy.need import from_json
from meedoen.monitor.vocabulary import ANY, AXES, NEED_GROUPS, NOT_KNOWN, PARTS, Axis

FAMILIES = (
    (Axis.AREA, Axis.LEVEL, Axis.PART),
    (Axis.AREA, Axis.DOMAIN, Axis.PART),
    (Axis.AREA, Axis.GROUP, Axis.PART),
)
"""By what the sentences look for gaps, besides what the reader narrowed by."""
CROWDED = 3
"""From how many services that are alike it is called overlap."""
TERMS = {
    Axis.GROUP: TaxonomyCode.TARGET_GROUP,
    Axis.DOMAIN: TaxonomyCode.LIFE_DOMAIN,
    Axis.LEVEL: TaxonomyCode.ACTIVATION_LEVEL,
}


@dataclass(frozen=True)
class Question:
    """What a reader asks: two axes, what is narrowed by, and when something is there for a district."""

    rows: Axis = Axis.AREA
    columns: Axis = Axis.PART
    only: Mapping[Axis, str] = field(default_factory=dict)
    reach: Reach = Reach.NEAR
    metres: int = 2000
    measure: str = ""


@dataclass(frozen=True)
class Row:
    """One row: its cells, and the same without the columns."""

    code: str
    cells: Sequence[GridCell]
    whole: GridCell
    figure: DatedFigure | None


@dataclass(frozen=True)
class Answer:
    """The table and the sentences. `columns`: codes."""

    rows: Sequence[Row]
    columns: Sequence[str]
    sentences: Sequence[Sentence]
    names: Names


def names_of(municipality_code: str, question: Question) -> Names:
    """The labels of all codes; five queries."""
    axes: dict[Axis, dict[str, str]] = {
        Axis.AREA: {area.code: area.name for area in districts(municipality_code)},
        Axis.PART: dict(PARTS),
    }
    axes |= {axis: dict(term_choices(taxonomy)) for axis, taxonomy in TERMS.items()}
    interests = dict(term_choices(TaxonomyCode.INTEREST))
    return Names(
        axes=axes,
        interests=interests,
        taxonomies={taxonomy.value: axes[axis] for axis, taxonomy in TERMS.items()} | {"interest": interests},
        days={str(day.value): str(day.label) for day in Weekday},
        nearby=f"binnen {question.metres // 1000} km" if question.reach == Reach.NEAR else "",
    )


def answer(*, municipality_code: str, snapshot: NeedSnapshot, question: Question, on: date) -> Answer:
    """Offer beside need, split as asked. A constant number of queries."""
    names = names_of(municipality_code, question)
    where = Where(municipality_code, tuple(names.axes[Axis.AREA]), on, question.reach, question.metres)
    only = {
        axis: code for axis, code in question.only.items() if axis not in (question.rows, question.columns)
    }
    shown = from_json(snapshot.plans)
    asked = _Asked(where, only, shown, names)
    down, across = ([*names.axes[axis], NOT_KNOWN] for axis in (question.rows, question.columns))
    cells = grid(
        down,
        across,
        asked.offers((question.rows, question.columns)),
        asked.people(question.rows, question.columns, (down, across)),
    )
    wholes = grid(
        down,
        [ANY],
        asked.offers((question.rows,), ANY),
        asked.people(question.rows, None, (down, [ANY])),
    )
    figures = _figures(question, down, on)
    rows = [
        Row(code, line, whole, figures.get(code))
        for code, line, (whole,) in zip(down, cells, wholes, strict=True)
        if code != NOT_KNOWN or whole.offer.services or whole.people
    ]
    kept = [
        at
        for at, code in enumerate(across)
        if code != NOT_KNOWN or any(row.cells[at].offer.services or row.cells[at].people for row in rows)
    ]
    return Answer(
        rows=[Row(row.code, [row.cells[at] for at in kept], row.whole, row.figure) for row in rows],
        columns=[across[at] for at in kept],
        sentences=_sentences(asked, snapshot, question),
        names=names,
    )


@dataclass(frozen=True)
class _Asked:
    where: Where
    only: Mapping[Axis, str]
    shown: Mapping[tuple[str, ...], int | None]
    names: Names

    def offers(
        self, axes: Sequence[Axis], *rest: str, only: Mapping[Axis, str] | None = None
    ) -> dict[tuple[str, ...], Offer]:
        """What is offered, split by these axes; `rest` is added to each key."""
        only = self.only if only is None else only
        found = directory.offered(
            self.where,
            [Trait(axis.value) for axis in axes],
            only={Trait(axis.value): code for axis, code in only.items()},
        )
        offers = {key: Offer(**vars(offer)) for key, offer in found.items()}
        if Axis.GROUP in axes:
            offers = with_everybody(offers, axes.index(Axis.GROUP), self.names.axes[Axis.GROUP])
        return {(*key, *rest): offer for key, offer in offers.items()}

    def people(
        self, rows: Axis, columns: Axis | None, codes: Sequence[Sequence[str]]
    ) -> dict[tuple[str, str], int | None]:
        """How many people want it, by row and column; None where it is hidden, or nobody counts it."""
        found: dict[tuple[str, str], int | None] = {(row, column): 0 for row, column in product(*codes)}
        wanted = {rows, *([columns] if columns else []), *self.only}
        for cell, count in self.shown.items():
            at = {axis: code for axis, code in zip(AXES, cell, strict=True) if code != ANY}
            if set(at) == wanted and all(at[axis] == code for axis, code in self.only.items()):
                found[at[rows], at[columns] if columns else ANY] = count
        for row, column in found:
            groups = {Axis.GROUP: self.only.get(Axis.GROUP, ANY), rows: row, columns: column}
            if not is_counted(groups[Axis.GROUP]):
                found[row, column] = None
        return found


def is_counted(group: str) -> bool:
    """Whether plans tell how many people are of this group."""
    return group in (*NEED_GROUPS, NOT_KNOWN, ANY)


def _figures(question: Question, codes: Sequence[str], on: date) -> dict[str, DatedFigure]:
    if question.rows != Axis.AREA or not question.measure:
        return {}
    return dated_figures(question.measure, codes, on)


def _sentences(asked: _Asked, snapshot: NeedSnapshot, question: Question) -> list[Sentence]:
    found = []
    for family in FAMILIES:
        axes = [axis for axis in family if axis not in question.only]
        offers = asked.offers(axes, only=question.only)
        found += gaps(axes, asked.shown, offers, question.only)
    return sentences(dict.fromkeys(found), _sought(snapshot, question), _crowds(asked, question), asked.names)


def _sought(snapshot: NeedSnapshot, question: Question) -> list[Sought]:
    """What was searched for in vain; a term of another trait than the reader narrowed by is left out."""
    found = []
    narrowed = {TERMS[axis].value: code for axis, code in question.only.items() if axis in TERMS}
    for (term, area), times in from_json(snapshot.searches).items():
        taxonomy, _, code = term.partition(":")
        if not times or ANY in (term, area) or question.only.get(Axis.AREA, area) != area:
            continue
        if not narrowed or narrowed.get(taxonomy) == code:
            found.append(Sought(taxonomy, code, area, times))
    return found


def _crowds(asked: _Asked, question: Question) -> list[Crowd]:
    found = directory.offered(
        asked.where,
        [Trait.AREA, Trait.INTEREST, Trait.DAY, Trait.PART],
        only={Trait(axis.value): code for axis, code in question.only.items()},
        least=CROWDED,
    )
    return [
        Crowd(area, interest, day, part, Offer(**vars(offer)))
        for (area, interest, day, part), offer in found.items()
        if NOT_KNOWN not in (area, interest, day, part) and offer.free > 0
    ]
