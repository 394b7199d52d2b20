"""Settling the splits of a report."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.monitor.models import Settlement
from meedoen.monitor.policy.facts import HalfYearReport
from meedoen.monitor.queries.reports import fresh_splits, half_year_report
from meedoen.shared.period import Period, half_year_code
from meedoen.trail.actions import record_act


@transaction.atomic
def make_report(*, agreement_id: UUID, period: Period, by: Actor | None, at: datetime) -> HalfYearReport:
    """The report of a half-year, with its splits settled first where the half-year is over.

    The caller knows that the reader is a party. Raises as `queries.half_year_report`.
    """
    settle_splits(agreement_id=agreement_id, period=period, by=by, at=at)
    return half_year_report(agreement_id=agreement_id, period=period, at=at)


@transaction.atomic
def settle_splits(*, agreement_id: UUID, period: Period, by: Actor | None, at: datetime) -> None:
    """Settle the splits of a half-year that is over, the first time its report is made; after that they stay.

    A half-year that still runs is left as it is. Raises as `queries.half_year_report`.
    """
    code = half_year_code(period.start)
    if (
        at.date() <= period.end
        or Settlement.objects.filter(agreement_id=agreement_id, half_year=code).exists()
    ):
        return
    fresh = fresh_splits(agreement_id=agreement_id, period=period, at=at)
    _, made = Settlement.objects.get_or_create(
        agreement_id=agreement_id,
        half_year=code,
        defaults={
            "settled_on": at.date(),
            "people": fresh.people,
            "splits": {split.value: list(counts.items()) for split, counts in fresh.splits.items()},
        },
    )
    if made:
        record_act(by=by, act="settle_splits", object_type="agreement", object_id=agreement_id, at=at)
