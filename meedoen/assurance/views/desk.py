"""The desk of who keeps the map true: an editor sees its municipality's records, an organization its own."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import RoleCode, Verb
from meedoen.assurance.actions import assure, remind
from meedoen.assurance.forms import ConfirmForm, OrganizationForm
from meedoen.assurance.models import AddressCheck
from meedoen.assurance.permissions import addresses_of, keeps_map, services_of
from meedoen.assurance.queries import (
    broken_addresses,
    counts_of,
    freshness_by_month,
    least_fresh,
    lines,
    quality_lines,
    standing_addresses,
    upkeep_of,
    waiting,
    working_address,
)
from meedoen.assurance.queries.lists import CALL, TO_DO, Line, average_score, worst_first
from meedoen.assurance.vocabulary import AddressState, AssuranceWay, Next, Stage
from meedoen.directory.models import Service
from meedoen.directory.policy import date_text
from meedoen.directory.policy.words import MONTHS
from meedoen.look.parts import Bar, KeyFigure, Link
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

DESK = Link("Werk", "/werk/")
A_PAGE = 25
MONTHS_SHOWN = 12
TABS = (
    (TO_DO, "Te doen"),
    (CALL, "Bel ze"),
    (Stage.DUE.value, "Aan de beurt"),
    (Stage.REMINDED.value, "Herinnerd"),
    (Stage.LABELLED.value, "Met label"),
    (Stage.HIDDEN.value, "Niet te zien"),
    (Stage.SOON.value, "Binnenkort"),
    (Stage.CURRENT.value, "Actueel"),
)
TONES = {Stage.HIDDEN: "negative", Stage.LABELLED: "warning", Stage.DUE: "warning", Stage.CURRENT: "positive"}
NEXT_WORDS = {Next.REMIND: "Mail", Next.LABEL: "Label", Next.HIDE: "Niet meer te zien"}
GOOD, FAIR = 80, 50


@door("GET", verb=Verb.EDIT_SERVICES)
def upkeep(request: SignedInRequest) -> HttpResponse:
    """What is about to lapse, and what to do about each record."""
    form = OrganizationForm(request.GET or None)
    said = form.said
    counts = counts_of(request.actor, said)
    which = request.GET.get("toestand", "")
    which = which if which in dict(TABS) else TO_DO
    page = _page_of(upkeep_of(request.actor, which=which, organization=said), request)
    context = {
        "crumbs": [DESK],
        "sections": _sections("upkeep"),
        "said": said,
        "tabs": _tabs(which, counts, said),
        "which": which,
        "page": page,
        "rows": [_row(line) for line in lines(list(page))],
        "keeps_map": keeps_map(request.actor),
        "waiting": waiting() if keeps_map(request.actor) else None,
    }
    return render(request, "assurance/upkeep.html", context)


@door("POST", verb=Verb.EDIT_SERVICES)
def confirm(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """Somebody asked, or knows, that a record is true."""
    service = _own_service(request, service_id)
    form = ConfirmForm(request.POST)
    way = AssuranceWay(form.cleaned_data["how"]) if form.is_valid() else AssuranceWay.OWNER
    if not keeps_map(request.actor):
        way = AssuranceWay.OWNER
    try:
        if form.is_valid() or not keeps_map(request.actor):
            assure(service=service, how=way, by=request.actor, at=now(), said_by=_said_by(request))
            messages.success(request, f"{service.name} is bevestigd.")
        else:
            messages.error(request, "Kies hoe je het hebt nagevraagd: gebeld of langs geweest.")
    except Refused as error:
        messages.error(request, error.message)
    return _back(request)


@door("POST", verb=Verb.KEEP_MAP)
def remind_now(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """Mail the organization without waiting for its day."""
    service = _own_service(request, service_id)
    try:
        remind(service=service, by=request.actor, at=now())
        messages.success(request, f"De mail over {service.name} gaat binnen tien minuten weg.")
    except Refused as error:
        messages.error(request, error.message)
    return _back(request)


@door("GET", verb=Verb.EDIT_SERVICES)
def quality(request: SignedInRequest) -> HttpResponse:
    """How good each record is and what to do about it, the worst first; and how fresh the map stays."""
    form = OrganizationForm(request.GET or None)
    today = now().date()
    page = _page_of(worst_first(request.actor, form.said), request)
    months = freshness_by_month(request.actor, since=_first_of_months_ago(today, MONTHS_SHOWN - 1))
    middle = average_score(request.actor)
    context = {
        "crumbs": [DESK],
        "sections": _sections("quality"),
        "said": form.said,
        "page": page,
        "rows": [
            {
                "service": line.service,
                "score": line.score,
                "tone": "positive" if line.score >= GOOD else "warning" if line.score >= FAIR else "negative",
                "first": line.advice[:3],
                "others": line.advice[3:],
            }
            for line in quality_lines([row.service for row in page])
        ],
        "figures": _figures(middle, page.paginator.count, months),
        "months": [
            Bar(
                _month(row.month),
                round(100 * row.share, 1),
                f"{100 * row.share:.0f}% ({row.confirmed} van {row.total})",
            )
            for row in months
        ],
        "organizations": least_fresh(request.actor, months[-1].month) if months else [],
        "keeps_map": keeps_map(request.actor),
    }
    return render(request, "assurance/quality.html", context)


@door("GET", verb=Verb.EDIT_SERVICES)
def broken(request: SignedInRequest) -> HttpResponse:
    """Web and mail addresses that do not work any more, or did not answer last time."""
    page = _page_of(broken_addresses(request.actor), request)
    checks = list(page)
    standing = standing_addresses(checks)
    context = {
        "crumbs": [DESK],
        "sections": _sections("broken"),
        "page": page,
        "rows": [
            {"check": check, "address": standing.get(check.pk, ""), "dead": check.state == AddressState.DEAD}
            for check in checks
        ],
        "checked": AddressCheck.objects.filter(addresses_of(request.actor), checked_at__isnull=False).count(),
    }
    return render(request, "assurance/broken.html", context)


def _own_service(request: SignedInRequest, service_id: UUID) -> Service:
    rows = Service.objects.filter(services_of(request.actor)).select_related("organization")
    return get_object_or_404(rows, pk=service_id)


def _said_by(request: SignedInRequest) -> str:
    """A function and an organization, as it is published: never a name."""
    role = RoleCode(request.actor.role).label
    return f"{role}, {request.actor.agency_name}"[:200]


def _page_of(rows: QuerySet[Any], request: SignedInRequest) -> Page[Any]:
    return Paginator(rows, A_PAGE).get_page(request.GET.get("pagina"))


def _back(request: SignedInRequest) -> HttpResponse:
    """To the list as it was; only to a tab of our own."""
    which = request.POST.get("toestand", "")
    query = f"?{urlencode({'toestand': which})}" if which in dict(TABS) else ""
    return redirect(reverse("assurance:upkeep") + query)


def _sections(current: str) -> list[Link]:
    named = (("upkeep", "Actueel houden"), ("quality", "Kwaliteit"), ("broken", "Dode links"))
    return [Link(label, reverse(f"assurance:{name}"), name == current) for name, label in named]


def _tabs(which: str, counts: dict[str, int], organization: str) -> list[Link]:
    more = {"organisatie": organization} if organization else {}
    return [
        Link(label, f"?{urlencode({'toestand': name} | more)}", name == which, counts[name])
        for name, label in TABS
    ]


def _row(line: Line) -> dict[str, object]:
    row, service = line.upkeep, line.service
    stage = Stage(row.stage)
    what = f"{NEXT_WORDS[Next(row.next)]} op {date_text(row.next_on)}" if row.next and row.next_on else ""
    return {
        "service": service,
        "stage": stage.label,
        "tone": TONES.get(stage, "neutral"),
        "call": row.needs_call,
        "assured": f"Bevestigd op {date_text(service.assured_date)}"
        if service.assured_date
        else "Nooit bevestigd",
        "next": what,
        "phones": line.phones,
        "has_mail": bool(working_address(service)),
    }


def _figures(middle: int | None, count: int, months: Sequence[Any]) -> list[KeyFigure]:
    if middle is None:
        return []
    figures = [KeyFigure("Middelste score", str(middle), f"Van 100. De helft van de {count} scoort lager.")]
    if months:
        now_ = months[-1]
        figures.append(
            KeyFigure(
                "Actueel",
                f"{100 * now_.share:.0f}%",
                f"{now_.confirmed} van {now_.total} is kort geleden bevestigd.",
            )
        )
    return figures


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _first_of_months_ago(today: date, months: int) -> date:
    back = today.year * 12 + today.month - 1 - months
    return date(back // 12, back % 12 + 1, 1)
