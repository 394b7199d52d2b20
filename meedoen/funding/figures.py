"""Numbers for reports: what was agreed, what was paid, which lines may carry whose use. Knows no persons."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from meedoen.funding.models import Agreement, AgreementLine, Payment
from meedoen.funding.policy import Carrier, LineTerms
from meedoen.funding.vocabulary import PriceBasis
from meedoen.shared.money import Money
from meedoen.shared.period import Period


@dataclass(frozen=True)
class AgreementFacts:
    """An agreement and its parties, with its lines in the order of their names."""

    id: UUID
    name: str
    reference: str
    municipality_id: UUID
    municipality_code: str
    funder: str
    provider: str
    provider_id: UUID
    runs: Period
    lines: tuple[LineTerms, ...]


@dataclass(frozen=True)
class PaymentFact:
    """An amount paid on a line on a day."""

    line_id: UUID
    day: date
    amount: Money


def agreement_facts(agreement_id: UUID) -> AgreementFacts:
    """An agreement with its lines. Raises Agreement.DoesNotExist where there is none with this id."""
    row = Agreement.objects.select_related("municipality", "funder", "provider").get(id=agreement_id)
    return AgreementFacts(
        id=row.id,
        name=row.name,
        reference=row.reference,
        municipality_id=row.municipality_id,
        municipality_code=row.municipality.code,
        funder=row.funder.name,
        provider=row.provider.name,
        provider_id=row.provider_id,
        runs=Period(row.starts_on, row.ends_on),
        lines=tuple(terms_of(line) for line in row.lines.all()),
    )


def terms_of(line: AgreementLine) -> LineTerms:
    """The terms of a line, with its price as money."""
    return LineTerms(
        id=line.id,
        name=line.name,
        service_id=line.service_id,
        people=line.people,
        half_days=line.half_days,
        ladder_steps=line.ladder_steps,
        price_basis=PriceBasis(line.price_basis),
        unit_price=Money.of(line.unit_price),
    )


def carriers_of(
    *, municipality_id: UUID, provider_id: UUID, service_ids: Collection[UUID], line_ids: Collection[UUID]
) -> list[Carrier]:
    """Every line of a provider that may carry the use of these services in a municipality.

    Over all its agreements for that municipality: another one's agreement never pays for use here.
    In: the services, and lines that count whatever their service.
    Of two lines that run at once for one service, the one whose agreement began first comes first.
    """
    rows = AgreementLine.objects.filter(
        agreement__provider_id=provider_id, agreement__municipality_id=municipality_id
    ).select_related("agreement")
    return [
        Carrier(
            line_id=row.id,
            service_id=row.service_id,
            runs=Period(row.agreement.starts_on, row.agreement.ends_on),
            rank=(row.agreement.starts_on, row.agreement.reference, row.name, str(row.id)),
        )
        for row in rows
        if row.service_id in service_ids or row.id in line_ids
    ]


def payments(line_ids: Collection[UUID], period: Period) -> list[PaymentFact]:
    """What was paid on these lines on the days of a period, in order of time."""
    rows = Payment.objects.filter(
        line_id__in=line_ids, paid_on__gte=period.start, paid_on__lte=period.end
    ).order_by("paid_on", "id")
    return [PaymentFact(row.line_id, row.paid_on, Money.of(row.amount)) for row in rows]
