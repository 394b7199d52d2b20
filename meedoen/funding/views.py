"""The pages of agreements, for their parties."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateformat import format as written

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.funding.figures import terms_of
from meedoen.funding.models import Agreement, AgreementLine
from meedoen.funding.policy import costs_agreed, half_years_of
from meedoen.funding.queries import agreements
from meedoen.funding.vocabulary import PER, half_year_name, number
from meedoen.look.parts import Link
from meedoen.shared.clock import now
from meedoen.shared.money import Money
from meedoen.shared.period import Period

DESK = Link("Werk", "/werk/")
DAY = "j F Y"


@door("GET", verb=Verb.SEE_AGREEMENTS)
def list_page(request: SignedInRequest) -> HttpResponse:
    """All agreements of which the own agency or municipality is a party."""
    today = now().date()
    rows = [{"agreement": row, "over": row.ends_on < today} for row in agreements(request.actor)]
    return render(request, "funding/list.html", {"crumbs": [DESK], "rows": rows})


@door("GET", verb=Verb.SEE_AGREEMENTS)
def detail_page(request: SignedInRequest, agreement_id: UUID) -> HttpResponse:
    """One agreement: its lines and terms, what was paid, and the half-years with a report."""
    agreement = get_object_or_404(agreements(request.actor), id=agreement_id)
    lines = list(agreement.lines.select_related("service").prefetch_related("payments"))
    paid = [(line, payment) for line in lines for payment in line.payments.all()]
    runs = Period(agreement.starts_on, agreement.ends_on)
    context = {
        "crumbs": [DESK, Link("Afspraken", reverse("funding:list"))],
        "agreement": agreement,
        "facts": _facts(agreement),
        "lines": [_line(line) for line in lines],
        "has_steps": any(line.ladder_steps is not None for line in lines),
        "payments": [
            {"line": line.name, "on": payment.paid_on, "amount": _unbroken(Money.of(payment.amount))}
            for line, payment in sorted(paid, key=lambda pair: (pair[1].paid_on, pair[0].name))
        ],
        "paid": _unbroken(sum((Money.of(payment.amount) for _, payment in paid), Money(0))),
        "half_years": [
            Link(half_year_name(code).capitalize(), f"verslag/{code}/")
            for code in half_years_of(runs, today=now().date())
        ],
    }
    return render(request, "funding/detail.html", context)


def _facts(agreement: Agreement) -> list[tuple[str, str]]:
    return [
        ("Gemeente", agreement.funder.name),
        ("Aanbieder", agreement.provider.name),
        ("Soort", agreement.get_kind_display()),
        ("Kenmerk", agreement.reference),
        ("Loopt", f"van {written(agreement.starts_on, DAY)} tot en met {written(agreement.ends_on, DAY)}"),
    ]


def _line(line: AgreementLine) -> dict[str, object]:
    terms = terms_of(line)
    return {
        "name": terms.name,
        "service": line.service.name,
        "people": number(terms.people),
        "half_days": number(terms.half_days),
        "ladder_steps": terms.ladder_steps,
        "price": f"{_unbroken(terms.unit_price)} {PER[terms.price_basis]}",
        "costs": _unbroken(costs_agreed(terms)),
    }


def _unbroken(amount: Money) -> str:
    """An amount that stays on one line in a narrow column."""
    return str(amount).replace(" ", "\xa0")
