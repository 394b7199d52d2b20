"""The lists of the desk: what is about to lapse, how good each record is, and how fresh the map stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from meedoen.accounts.actor import Actor
from meedoen.assurance.models import FreshnessFigure, Upkeep
from meedoen.assurance.permissions import organizations_of, services_of
from meedoen.assurance.policy import Advice, advice_for, score_of
from meedoen.assurance.queries.records import facts_of
from meedoen.assurance.vocabulary import Stage
from meedoen.directory.models import Phone, Service

CALL = "call"
TO_DO = "to_do"
LEAST_FRESH = 20


@dataclass(frozen=True)
class Line:
    """One record of the list of what is about to lapse; `phones` are those to call."""

    upkeep: Upkeep
    service: Service
    phones: tuple[str, ...]


@dataclass(frozen=True)
class QualityLine:
    """One record with its score of 0 to 100 and what to do about it, what helps most first."""

    service: Service
    score: int
    advice: tuple[Advice, ...]


@dataclass(frozen=True)
class MonthFigure:
    """How many records there were in a month and how many of them were confirmed and current."""

    month: date
    total: int
    confirmed: int

    @property
    def share(self) -> float:
        return self.confirmed / self.total if self.total else 0.0


@dataclass(frozen=True)
class OrganizationFigure:
    name: str
    total: int
    confirmed: int
    aging: int
    lapsed: int


def upkeep_of(actor: Actor, *, which: str = "", organization: str = "") -> QuerySet[Upkeep]:
    """Where the records stand that this actor looks after, by organization and name.

    In: `which` a stage, `call` (to be telephoned), `to_do` (everything but what is current) or empty for all;
    `organization` a part of its name.
    """
    rows = Upkeep.objects.filter(services_of(actor, "service"))
    if organization:
        rows = rows.filter(service__organization__name__icontains=organization)
    if which == CALL:
        rows = rows.filter(needs_call=True)
    elif which == TO_DO:
        rows = rows.filter(Q(needs_call=True) | ~Q(stage__in=(Stage.CURRENT, Stage.SOON)))
    elif which:
        rows = rows.filter(stage=which)
    return rows.select_related("service__organization").order_by(
        "service__organization__name", "service__organization_id", "service__name", "service_id"
    )


def counts_of(actor: Actor, organization: str = "") -> dict[str, int]:
    """How many records stand in each stage, and under `call` and `to_do`. One query."""
    rows = upkeep_of(actor, organization=organization).order_by()
    told = rows.aggregate(
        **{stage: Count("pk", filter=Q(stage=stage)) for stage in Stage.values},
        **{
            CALL: Count("pk", filter=Q(needs_call=True)),
            TO_DO: Count("pk", filter=Q(needs_call=True) | ~Q(stage__in=(Stage.CURRENT, Stage.SOON))),
        },
    )
    return {name: int(count) for name, count in told.items()}


def lines(rows: Sequence[Upkeep]) -> list[Line]:
    """The rows with the telephone numbers of the record, or else of its organization. One query."""
    services = [row.service for row in rows]
    numbers = Phone.objects.filter(
        Q(service__in=[service.pk for service in services])
        | Q(organization__in=[service.organization_id for service in services])
    ).order_by("id")
    by_owner: dict[UUID | None, list[str]] = {}
    for phone in numbers:
        by_owner.setdefault(phone.service_id or phone.organization_id, []).append(phone.number)
    return [
        Line(
            row,
            row.service,
            tuple(by_owner.get(row.service_id) or by_owner.get(row.service.organization_id) or ()),
        )
        for row in rows
    ]


def worst_first(actor: Actor, organization: str = "") -> QuerySet[Upkeep]:
    """The records of this actor by their last counted score, the worst first."""
    rows = Upkeep.objects.filter(services_of(actor, "service"), service__merged_into__isnull=True)
    if organization:
        rows = rows.filter(service__organization__name__icontains=organization)
    return rows.select_related("service__organization").order_by("score", "service__name", "service_id")


def quality_lines(services: Sequence[Service]) -> list[QualityLine]:
    """Score and advice as they are now, in a fixed number of queries for any number of records."""
    facts = {fact.service_id: fact.record for fact in facts_of([service.pk for service in services])}
    found = [(service, advice_for(facts[service.pk])) for service in services if service.pk in facts]
    return [QualityLine(service, score_of(advice), advice) for service, advice in found]


def average_score(actor: Actor) -> int | None:
    """The middle of the scores as they were last counted; None where there is no record."""
    rows = Upkeep.objects.filter(services_of(actor, "service")).order_by("score")
    count = rows.count()
    return rows.values_list("score", flat=True)[count // 2] if count else None


def freshness_by_month(actor: Actor, *, since: date) -> list[MonthFigure]:
    """How many records were confirmed and current in each month. One query."""
    rows = (
        FreshnessFigure.objects.filter(organizations_of(actor, "organization"), month__gte=since)
        .values("month")
        .annotate(records=Sum("total"), current=Sum("confirmed"))
        .order_by("month")
    )
    return [MonthFigure(row["month"], row["records"], row["current"]) for row in rows]


def least_fresh(actor: Actor, month: date) -> list[OrganizationFigure]:
    """The organizations with the most records that are not confirmed, in one month. One query."""
    rows = (
        FreshnessFigure.objects.filter(organizations_of(actor, "organization"), month=month)
        .annotate(open=F("total") - F("confirmed"))
        .select_related("organization")
        .order_by("-open", "organization__name")[:LEAST_FRESH]
    )
    return [
        OrganizationFigure(row.organization.name, row.total, row.confirmed, row.aging, row.lapsed)
        for row in rows
    ]


__all__ = [
    "CALL",
    "TO_DO",
    "Line",
    "MonthFigure",
    "OrganizationFigure",
    "QualityLine",
    "average_score",
    "counts_of",
    "freshness_by_month",
    "least_fresh",
    "lines",
    "quality_lines",
    "upkeep_of",
    "worst_first",
]
