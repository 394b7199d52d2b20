"""Counting where every record stands, and what follows for the public: label or out of sight."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from meedoen.assurance.models import FreshnessFigure, Upkeep
from meedoen.assurance.policy import DEFAULT_TERMS, Standing, Terms, advice_for, score_of, standing
from meedoen.assurance.queries import Facts, facts_of, kept, terms_by_municipality
from meedoen.directory.models import Service
from meedoen.directory.vocabulary import Freshness

AT_ONCE = 500
MOST_CHANGED = 5000
COUNTED = (
    "municipality_code", "stage", "remind_on", "needs_call", "next", "next_on", "score", "advice",
    "counted_at",
)  # fmt: skip


@transaction.atomic
def recount(
    *, service_ids: Collection[UUID], at: datetime, terms: dict[str, Terms] | None = None
) -> dict[Freshness, int]:
    """Count these records anew; gives how many changed to which freshness.

    Queries: a fixed number, and one UPDATE for each freshness that records changed to. `last_modified` stays:
    the words of a record did not change.
    """
    by_code = terms_by_municipality() if terms is None else terms
    facts = facts_of(service_ids)
    found = [
        (fact, standing(fact.asked, by_code.get(fact.municipality_code, DEFAULT_TERMS), at.date()))
        for fact in facts
    ]
    Upkeep.objects.bulk_create(
        [_upkeep(fact, stands, at) for fact, stands in found],
        update_conflicts=True,
        unique_fields=["service"],
        update_fields=COUNTED,
    )
    gone = set(service_ids) - {fact.service_id for fact in facts}
    if gone:
        Upkeep.objects.filter(service_id__in=gone).delete()
    changed: dict[Freshness, list[UUID]] = defaultdict(list)
    for fact, stands in found:
        if stands.freshness != fact.freshness:
            changed[stands.freshness].append(fact.service_id)
    for freshness, ids in changed.items():
        Service.objects.filter(pk__in=ids).update(freshness=freshness)
    return {freshness: len(ids) for freshness, ids in changed.items()}


def keep_freshness(*, at: datetime) -> dict[Freshness, int]:
    """Count every record, five hundred at a time; gives how many changed to which freshness.

    Each batch stands by itself: what breaks off halfway goes on at the next turn.
    """
    terms = terms_by_municipality()
    total: dict[Freshness, int] = defaultdict(int)
    for ids in _batches():
        for freshness, count in recount(service_ids=ids, at=at, terms=terms).items():
            total[freshness] += count
    return dict(total)


def keep_changed(*, at: datetime) -> int:
    """Count the records that are new or changed since they were counted; gives how many."""
    counted = Upkeep.objects.filter(service=OuterRef("pk"))
    changed = Service.objects.filter(
        (~Exists(counted) & Q(pk__in=kept().values("pk")))
        | (Exists(counted.filter(counted_at__lt=OuterRef("last_modified"))) & Q(last_modified__lt=at))
    )
    ids = list(changed.order_by("pk").values_list("pk", flat=True)[:MOST_CHANGED])
    for start in range(0, len(ids), AT_ONCE):
        recount(service_ids=ids[start : start + AT_ONCE], at=at)
    return len(ids)


@transaction.atomic
def keep_figures(*, at: datetime) -> int:
    """Keep the figures of this month for every organization; gives how many. Two queries."""
    is_current = Q(freshness=Freshness.CURRENT, assured_date__isnull=False)
    rows = (
        kept()
        .order_by()
        .values("organization_id")
        .annotate(
            total=Count("pk"),
            confirmed=Count("pk", filter=is_current),
            aging=Count("pk", filter=Q(freshness=Freshness.AGING)),
            lapsed=Count("pk", filter=Q(freshness=Freshness.LAPSED)),
        )
    )
    month = at.date().replace(day=1)
    made = FreshnessFigure.objects.bulk_create(
        [FreshnessFigure(month=month, **row) for row in rows],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["organization", "month"],
        update_fields=["total", "confirmed", "aging", "lapsed"],
    )
    return len(made)


def _batches() -> Iterator[list[UUID]]:
    last: UUID | None = None
    while True:
        rows = Service.objects.order_by("pk").values_list("pk", flat=True)
        ids = list((rows.filter(pk__gt=last) if last else rows)[:AT_ONCE])
        if not ids:
            return
        yield ids
        last = ids[-1]


def _upkeep(fact: Facts, stands: Standing, at: datetime) -> Upkeep:
    advice = advice_for(fact.record)
    return Upkeep(
        service_id=fact.service_id,
        municipality_code=fact.municipality_code,
        stage=stands.stage,
        remind_on=stands.remind_on,
        needs_call=stands.call,
        next=stands.next or "",
        next_on=stands.next_on,
        score=score_of(advice),
        advice=[piece.code.value for piece in advice],
        counted_at=at,
    )
