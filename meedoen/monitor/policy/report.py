"""The figures of a report: totals that are exact, each with its parts."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from meedoen.funding.policy import LineTerms, costs_agreed, costs_reached
from meedoen.monitor.policy.days import in_words, month_name, month_names
from meedoen.monitor.policy.facts import (
    Figure,
    Frame,
    HalfYearReport,
    LineReport,
    Paid,
    Part,
    Parts,
    Settled,
    Visit,
)
from meedoen.monitor.policy.splits import first_visits
from meedoen.monitor.vocabulary import DEFINITIONS, Measure, Move, SplitCode
from meedoen.shared.money import Money
from meedoen.shared.period import Period


@dataclass(frozen=True)
class _Scope:
    """What one set of figures is about: all lines of an agreement, or one."""

    lines: tuple[LineTerms, ...]
    visits: tuple[Visit, ...]
    payments: tuple[Paid, ...]
    counted: Period
    filter: str

    def line(self, terms: LineTerms, filter: str) -> "_Scope":
        return _Scope(
            lines=(terms,),
            visits=tuple(visit for visit in self.visits if visit.line_id == terms.id),
            payments=tuple(paid for paid in self.payments if paid.line_id == terms.id),
            counted=self.counted,
            filter=filter,
        )


def half_year_report(
    *,
    frame: Frame,
    lines: Sequence[LineTerms],
    visits: Iterable[Visit],
    payments: Iterable[Paid],
    settled: Settled | None,
) -> HalfYearReport:
    """The report of one agreement over one half-year.

    In: its lines, the visits that they carry and the payments on them, all within the days that count; the
    splits as settled. Totals of people, half-days and costs are exact; ladder steps are those settled.
    """
    whole = _Scope(
        lines=tuple(lines),
        visits=tuple(sorted(visits, key=lambda visit: visit.day)),
        payments=tuple(payments),
        counted=frame.counted,
        filter=f"Alle regels van “{frame.agreement}” met {frame.provider}, {in_words(frame.counted)}.",
    )
    return HalfYearReport(
        frame=frame,
        figures=_figures(whole, settled),
        lines=tuple(
            LineReport(terms.id, terms.name, _figures(whole.line(terms, _line_filter(frame, terms)), settled))
            for terms in lines
        ),
        settled=settled,
    )


def _figures(scope: _Scope, settled: Settled | None) -> tuple[Figure, ...]:
    return _people(scope), _half_days(scope), _ladder_steps(scope, settled), _costs(scope)


def _people(scope: _Scope) -> Figure:
    firsts = first_visits(scope.visits).values()
    months = Counter(month_name(visit.day) for visit in firsts)
    lines = Counter(visit.line_id for visit in firsts)
    return _figure(
        Measure.PEOPLE,
        scope,
        agreed=sum(terms.people for terms in scope.lines),
        reached=len(firsts),
        parts=(
            _by_month("Per maand waarin iemand voor het eerst kwam", scope, lambda month: months[month]),
            *_by_line("Per regel waar iemand het eerst kwam", scope, lambda terms: lines[terms.id]),
        ),
    )


def _half_days(scope: _Scope) -> Figure:
    months: Counter[str] = Counter()
    lines: Counter[UUID] = Counter()
    for visit in scope.visits:
        months[month_name(visit.day)] += visit.half_days
        lines[visit.line_id] += visit.half_days
    return _figure(
        Measure.HALF_DAYS,
        scope,
        agreed=sum(terms.half_days for terms in scope.lines),
        reached=months.total(),
        parts=(
            _by_month("Per maand", scope, lambda month: months[month]),
            *_by_line("Per regel", scope, lambda terms: lines[terms.id]),
        ),
    )


def _ladder_steps(scope: _Scope, settled: Settled | None) -> Figure:
    # What was reached over all lines cannot be set against what was agreed on some of them.
    steps = [terms.ladder_steps for terms in scope.lines]
    agreed = [] if None in steps else [count for count in steps if count is not None]
    higher = settled.splits[SplitCode.LADDER_BY_LINE] if settled else {}
    if settled and len(scope.lines) > 1:
        reached = settled.splits[SplitCode.LADDER][Move.UP]
    else:
        reached = higher.get(str(scope.lines[0].id)) if scope.lines else None
    return _figure(
        Measure.LADDER_STEPS,
        scope,
        agreed=sum(agreed) if agreed else None,
        reached=reached,
        parts=_by_line("Per regel waar iemand het eerst kwam", scope, lambda terms: higher.get(str(terms.id)))
        if settled
        else (),
    )


def _costs(scope: _Scope) -> Figure:
    by_line: Counter[UUID] = Counter()
    by_month: Counter[str] = Counter()
    for terms in scope.lines:
        for month, cents in _line_costs(terms, scope).items():
            by_line[terms.id] += cents
            by_month[month] += cents
    return _figure(
        Measure.COSTS,
        scope,
        agreed=sum(costs_agreed(terms).cents for terms in scope.lines),
        reached=by_month.total(),
        parts=(
            _by_month("Per maand", scope, lambda month: by_month[month]),
            *_by_line("Per regel", scope, lambda terms: by_line[terms.id]),
        ),
    )


def _line_costs(terms: LineTerms, scope: _Scope) -> dict[str, int]:
    """The costs of one line in cents, by month."""
    visits = [visit for visit in scope.visits if visit.line_id == terms.id]
    firsts = Counter(month_name(visit.day) for visit in first_visits(visits).values())
    half_days: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    for visit in visits:
        half_days[month_name(visit.day)] += visit.half_days
    for payment in scope.payments:
        if payment.line_id == terms.id:
            paid[month_name(payment.day)] += payment.amount.cents
    return {
        month: costs_reached(
            terms, people=firsts[month], half_days=half_days[month], paid=Money(paid[month])
        ).cents
        for month in month_names(scope.counted)
    }


def _figure(
    measure: Measure, scope: _Scope, *, agreed: int | None, reached: int | None, parts: tuple[Parts, ...]
) -> Figure:
    return Figure(measure, agreed, reached, DEFINITIONS[measure], scope.filter, parts)


def _by_month(by: str, scope: _Scope, value: Callable[[str], int]) -> Parts:
    return Parts(by, tuple(Part(month, value(month)) for month in month_names(scope.counted)))


def _by_line(by: str, scope: _Scope, value: Callable[[LineTerms], int | None]) -> tuple[Parts, ...]:
    """The parts by line; none where there is one line only, since that is the figure itself."""
    if len(scope.lines) < 2:
        return ()
    return (Parts(by, tuple(Part(terms.name, value(terms)) for terms in scope.lines)),)


def _line_filter(frame: Frame, terms: LineTerms) -> str:
    return f"De regel “{terms.name}” van de afspraak met {frame.provider}, {in_words(frame.counted)}."
