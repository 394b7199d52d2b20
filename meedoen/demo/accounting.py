"""Agreements, their lines and what was paid. All amounts are derived: the city's budgets of 2018 (F5.006,
F5.007) times the scale, spread over the places. No document says what one organization gets.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from uuid import UUID

from meedoen.activities.vocabulary import Presence
from meedoen.demo.days import Days
from meedoen.demo.dice import Dice
from meedoen.demo.offer import Group, Offer, Provider
from meedoen.demo.offer_words import WORK_LIKE
from meedoen.demo.programme import Programme
from meedoen.demo.rows_of_money import AgreementLineRow, AgreementRow, PaymentRow
from meedoen.demo.size import Size
from meedoen.funding.vocabulary import AgreementKind, PriceBasis

CENT = Decimal("0.01")
WEEKS_IN_HALF_YEAR = 25
EXPECTED_PRESENCE = Decimal("0.7")
EXPECTED_TO_GROW = Decimal("0.15")
HALF_YEARS = 2


@dataclass
class Accounts:
    agreements: list[AgreementRow] = field(default_factory=list)
    lines: list[AgreementLineRow] = field(default_factory=list)
    payments: list[PaymentRow] = field(default_factory=list)


class Accountant:
    """`reached`: the half-days that people were there, by agreement line and month."""

    def __init__(
        self, dice: Dice, days: Days, size: Size, municipality_id: UUID, funder_id: UUID, programme: Programme
    ) -> None:
        self.dice, self.days, self.size = dice, days, size
        self.municipality_id, self.funder_id = municipality_id, funder_id
        self.line_ids = programme.line_ids
        self.reached = half_days_by_month(programme)
        self.made = Accounts()

    def make(self, offer: Offer) -> Accounts:
        """For each organization a subsidy for its places, and a contract for its work-like places."""
        for number, provider in enumerate(offer.providers, start=1):
            groups = [group for group in offer.groups if group.provider is provider]
            with_indication = [group for group in groups if group.kind.variant == WORK_LIKE]
            without = [group for group in groups if group.kind.variant != WORK_LIKE]
            if without:
                self._agreement(
                    provider, AgreementKind.SUBSIDY, f"SP-{self.days.on.year}-{number:03d}", without
                )
            if with_indication:
                reference = f"AA-{self.days.on.year}-{number:03d}"
                self._agreement(provider, AgreementKind.CONTRACT, reference, with_indication)
        return self.made

    def _agreement(
        self, provider: Provider, kind: AgreementKind, reference: str, groups: list[Group]
    ) -> None:
        what = "sociale prestatie" if kind == AgreementKind.SUBSIDY else "arbeidsmatige activering"
        year = self.days.year
        agreement = AgreementRow(
            self.dice.uuid(),
            self.municipality_id,
            self.funder_id,
            provider.organization.agency_id,
            f"{provider.organization.name}: {what}",
            kind,
            reference,
            year.start,
            year.end,
        )
        self.made.agreements.append(agreement)
        for service_id, together in groupby(groups, key=lambda group: group.activity.service_id):
            line = self._line(agreement, service_id, list(together))
            self.made.lines.append(line)
            self.made.payments += self._payments(line)

    def _line(self, agreement: AgreementRow, service_id: UUID, groups: list[Group]) -> AgreementLineRow:
        """One service: a lump sum by the number of places, or a price per half-day
        by the half-days expected.
        """
        places = sum(group.activity.capacity for group in groups)
        half_days = sum(half_days_expected(group) for group in groups)
        subsidy = agreement.kind == AgreementKind.SUBSIDY
        budget = self.size.subsidy_a_year if subsidy else self.size.work_like_a_year
        amount = budget * places / (self.size.places if subsidy else self.size.work_like_places) / HALF_YEARS
        grows = (subsidy and groups[0].kind.variant == "work_along") or not subsidy
        return AgreementLineRow(
            id=self.line_ids[service_id],
            agreement_id=agreement.id,
            service_id=service_id,
            name=groups[0].kind.name,
            people=places,
            half_days=half_days,
            ladder_steps=max(1, round(places * EXPECTED_TO_GROW)) if grows else None,
            price_basis=PriceBasis.LUMP_SUM if subsidy else PriceBasis.HALF_DAY,
            unit_price=cents(amount if subsidy else amount / half_days),
        )

    def _payments(self, line: AgreementLineRow) -> list[PaymentRow]:
        """A lump sum comes at the start of each quarter; half-days are paid the month after, as reached."""
        if line.price_basis == PriceBasis.LUMP_SUM:
            first = cents(line.unit_price / 2)
            terms = ((0, first), (3, line.unit_price - first))
            paid = [
                (half.replace(month=half.month + later, day=15), amount)
                for half in self._half_years()
                for later, amount in terms
            ]
        else:
            months = sorted(self.reached.get(line.id, {}).items())
            paid = [
                (_next_month(month) + timedelta(days=20), line.unit_price * count) for month, count in months
            ]
        return [
            PaymentRow(self.dice.uuid(), line.id, day, amount)
            for day, amount in paid
            if day <= self.days.on and amount
        ]

    def _half_years(self) -> tuple[date, date]:
        return self.days.last.start, self.days.current.start


def half_days_expected(group: Group) -> int:
    """For a half-year: places times meetings times parts of a day, seven of ten people there each time."""
    meetings = len(group.byday.split(",")) * WEEKS_IN_HALF_YEAR
    return round(group.activity.capacity * meetings * group.activity.parts_of_day * EXPECTED_PRESENCE)


def half_days_by_month(programme: Programme) -> Mapping[UUID, Mapping[date, int]]:
    """By agreement line, by first day of the month: sessions that somebody was at, times the
    parts of a day.
    """
    sessions = {session.id: session for session in programme.sessions}
    lines = {stay.enrolment.id: stay.enrolment.agreement_line_id for stay in programme.stays}
    reached: dict[UUID, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for row in programme.attendances:
        line = lines[row.enrolment_id]
        if row.presence == Presence.PRESENT and line is not None:
            session = sessions[row.session_id]
            reached[line][session.starts_at.date().replace(day=1)] += session.parts_of_day
    return reached


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
