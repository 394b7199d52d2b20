"""Reads for reports: facts of the apps below, under keys that live for one report, judged by `policy`."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from meedoen.activities import figures as activities
from meedoen.areas.queries import districts
from meedoen.casework import figures as casework
from meedoen.funding import figures as funding
from meedoen.funding.policy import carrying_line
from meedoen.monitor.models import Settlement
from meedoen.monitor.policy import report
from meedoen.monitor.policy.days import counted_days, payment_days
from meedoen.monitor.policy.facts import (
    Climb,
    Counts,
    Frame,
    HalfYearReport,
    Member,
    Paid,
    Picture,
    Settled,
    Visit,
)
from meedoen.monitor.policy.splits import picture_of, splits_of
from meedoen.monitor.vocabulary import SplitCode
from meedoen.shared.period import Period, half_year_code
from meedoen.shared.subject_key import SubjectKeys


@dataclass(frozen=True)
class FreshSplits:
    """Splits as they are now, not settled yet."""

    people: int
    splits: dict[SplitCode, Counts]


def half_year_report(*, agreement_id: UUID, period: Period, at: datetime) -> HalfYearReport:
    """The report of an agreement over a half-year, for its parties: the caller knows that the reader is one.

    Splits are there once they are settled (`actions.settle_splits`). Constant number of queries.
    Raises Refused where the half-year lies outside the agreement or has not begun, Agreement.DoesNotExist
    where there is no such agreement.
    """
    facts = funding.agreement_facts(agreement_id)
    frame = _frame(facts, period, at.date())
    line_ids = {line.id for line in facts.lines}
    paid_on = payment_days(facts.runs, frame.counted, today=at.date())
    payments = [
        Paid(fact.line_id, min(fact.day, frame.counted.end), fact.amount)
        for fact in funding.payments(line_ids, paid_on)
    ]
    return report.half_year_report(
        frame=frame,
        lines=facts.lines,
        visits=_visits(facts, frame.counted, SubjectKeys()),
        payments=payments,
        settled=_settled(agreement_id, frame.code),
    )


def fresh_splits(*, agreement_id: UUID, period: Period, at: datetime) -> FreshSplits:
    """The splits of a half-year as they are now, small numbers hidden. Raises as `half_year_report`."""
    facts = funding.agreement_facts(agreement_id)
    frame = _frame(facts, period, at.date())
    keys = SubjectKeys()
    visits = _visits(facts, frame.counted, keys)
    subjects = {visit.subject for visit in visits}
    changes = casework.ladder_changes(
        municipality_id=facts.municipality_id, subjects=subjects, period=frame.counted, keys=keys
    )
    splits = splits_of(
        visits,
        [Climb(change.subject, change.start, change.end) for change in changes],
        lines=[line.id for line in facts.lines],
        districts=[area.code for area in districts(facts.municipality_code)],
    )
    return FreshSplits(people=len(subjects), splits=splits)


def district_names(municipality_code: str) -> dict[str, str]:
    """The names of the districts of a municipality by CBS code, in the order of their codes."""
    return {area.code: area.name for area in districts(municipality_code)}


def municipal_picture(*, municipality_id: UUID, municipality_code: str, period: Period) -> Picture:
    """How many people had a place and how many came, by district, over all providers."""
    rows = activities.enrolments(municipality_id=municipality_id, period=period, keys=SubjectKeys())
    members = [Member(row.subject, row.came, row.district) for row in rows]
    return picture_of(members, districts=list(district_names(municipality_code)))


def _frame(facts: funding.AgreementFacts, period: Period, today: date) -> Frame:
    return Frame(
        agreement_id=facts.id,
        agreement=facts.name,
        reference=facts.reference,
        funder=facts.funder,
        provider=facts.provider,
        municipality_code=facts.municipality_code,
        code=half_year_code(period.start),
        counted=counted_days(facts.runs, period, today=today),
        over=today > period.end,
    )


def _visits(facts: funding.AgreementFacts, counted: Period, keys: SubjectKeys) -> list[Visit]:
    """The visits that the lines of this agreement carry, and no other line of the provider."""
    line_ids = {line.id for line in facts.lines}
    service_ids = {line.service_id for line in facts.lines}
    carriers = funding.carriers_of(
        municipality_id=facts.municipality_id,
        provider_id=facts.provider_id,
        service_ids=service_ids,
        line_ids=line_ids,
    )
    rows = activities.attendance(
        municipality_id=facts.municipality_id,
        agency_id=facts.provider_id,
        service_ids=service_ids,
        line_ids=line_ids,
        period=counted,
        keys=keys,
    )
    visits = []
    for row in rows:
        line = carrying_line(carriers, service_id=row.service_id, named=row.line_id, day=row.day)
        if line in line_ids:
            visits.append(
                Visit(row.subject, line, row.day, row.parts_of_day, str(row.age_band), row.district)
            )
    return visits


def _settled(agreement_id: UUID, code: str) -> Settled | None:
    row = Settlement.objects.filter(agreement_id=agreement_id, half_year=code).first()
    if row is None:
        return None
    return Settled(
        on=row.settled_on,
        people=row.people,
        splits={SplitCode(split): dict(counts) for split, counts in row.splits.items()},
    )
