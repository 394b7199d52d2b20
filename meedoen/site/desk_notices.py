"""Notices at the desk: the list without names, one notice, pick it up, make contact, close it."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.doors import crumbs
from meedoen.casework.queries import cases
from meedoen.look.parts import Link
from meedoen.outreach.actions import close_notice, make_contact, take_notice
from meedoen.outreach.forms import CloseForm
from meedoen.outreach.models import Notice
from meedoen.outreach.permissions import has_taken
from meedoen.outreach.policy import may_become, may_take
from meedoen.outreach.queries import district_name, notices, open_notices
from meedoen.outreach.vocabulary import CloseReason, NoticeStatus, ReporterKind
from meedoen.people.actions import NewPerson
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused
from meedoen.site.desk_new import Beginning, begin
from meedoen.site.desk_visit import carried_out
from meedoen.site.desk_words import day, notice_row
from meedoen.trail.actions import record_access

ROWS = 25
PURPOSE = "signaal oppakken"


@door("GET", verb=Verb.SEE_NOTICES)
def notice_list(request: SignedInRequest) -> HttpResponse:
    """The open notices of the team, the first that is due on top. Nothing of whom they are about."""
    at = now()
    page = Paginator(open_notices(request.actor), ROWS).get_page(request.GET.get("pagina"))
    rows = [notice_row(notice, at.date()) for notice in page]
    return render(request, "site/desk/notices.html", {"rows": rows, "page": page, "crumbs": crumbs()})


@door("GET", verb=Verb.SEE_NOTICES)
def notice(request: SignedInRequest, notice_id: UUID) -> HttpResponse:
    """One notice with the resident's name, after the line in the access log."""
    found = get_object_or_404(notices(request.actor), id=notice_id)
    return _notice_page(request, found, CloseForm(), now())


@door("POST", verb=Verb.TAKE_NOTICE)
def take(request: SignedInRequest, notice_id: UUID) -> HttpResponse:
    """Pick a notice up, or take it over."""
    found = get_object_or_404(notices(request.actor), id=notice_id)
    try:
        with transaction.atomic():
            take_notice(notice_id=found.id, by=request.actor, at=now())
        messages.success(request, "Jij hebt dit signaal nu. De melder ziet op de bon dat het is opgepakt.")
    except Refused as refused:
        messages.warning(request, refused.message)
    return redirect("desk:notice", notice_id=found.id)


@door("GET", "POST", verb=Verb.TAKE_NOTICE)
def contact(request: SignedInRequest, notice_id: UUID) -> HttpResponse:
    """There is contact: who is it? The record begins, or goes on where the worker recognises somebody."""
    at, by = now(), request.actor
    found = get_object_or_404(notices(by), id=notice_id)
    if found.status != NoticeStatus.PICKED_UP or not has_taken(by, found):
        messages.warning(
            request, "Pak het signaal eerst zelf op. Daarna kun je vastleggen dat er contact is."
        )
        return redirect("desk:notice", notice_id=found.id)

    def told() -> list[tuple[str, str]]:
        _record_look(request, found, at)
        return [("Naam volgens de melder", found.resident_name), ("Te bereiken", found.resident_contact)]

    def act(person: NewPerson | UUID) -> UUID:
        case_id: UUID = make_contact(notice_id=found.id, person=person, by=by, at=at).id
        return case_id

    first, _, last = found.resident_name.strip().partition(" ")
    page = Beginning(
        heading="Er is contact",
        lead="Vul in wat je nu weet. Alleen de naam is nodig.",
        crumbs=crumbs(Link("Signalen", reverse("desk:notices")), Link("Signaal", _url(found))),
        initial={"first_name": first, "last_name": last},
        told=told,
    )
    return begin(request, page, act, at)


@door("POST", verb=Verb.TAKE_NOTICE)
def close(request: SignedInRequest, notice_id: UUID) -> HttpResponse:
    """Close a notice, with the reason."""
    at, by = now(), request.actor
    found = get_object_or_404(notices(by), id=notice_id)
    form = CloseForm(request.POST)
    if form.is_valid() and carried_out(
        form,
        lambda: close_notice(
            notice_id=found.id, reason=CloseReason(form.cleaned_data["reason"]), by=by, at=at
        ),
    ):
        messages.success(request, "Het signaal is afgesloten.")
        return redirect("desk:notices")
    return _notice_page(request, found, form, at)


def _notice_page(request: SignedInRequest, found: Notice, form: CloseForm, at: datetime) -> HttpResponse:
    by = request.actor
    _record_look(request, found, at)
    mine = has_taken(by, found)
    context = {
        "notice": found,
        "facts": _facts(found, at),
        "form": form,
        "case": cases(by, at.date()).filter(involvement=found.involvement).first(),
        "can_take": bool(may_take(found.status, mine)),
        "take_over": found.taken_by_id is not None,
        "can_contact": mine and bool(may_become(found.status, NoticeStatus.IN_CONTACT)),
        "can_close": mine and bool(may_become(found.status, NoticeStatus.CLOSED)),
        "crumbs": crumbs(Link("Signalen", reverse("desk:notices"))),
    }
    return render(request, "site/desk/notice.html", context)


def _record_look(request: SignedInRequest, found: Notice, at: datetime) -> None:
    record_access(
        by=request.actor, subjects=[found.id], subject_type="notice", page="notice", purpose=PURPOSE, at=at
    )


def _facts(found: Notice, at: datetime) -> list[tuple[str, str]]:
    today = at.date()
    is_open = found.status != NoticeStatus.CLOSED
    return [
        ("Om wie gaat het?", found.resident_name),
        ("Te bereiken", found.resident_contact),
        ("Wijk", district_name(found)),
        ("Weet de inwoner het?", "Ja" if found.resident_knows else "Nee"),
        ("Doorgegeven door", f"{found.reporter_name}, {ReporterKind(found.reporter_kind).label}"),
        ("Melder bereiken", found.reporter_contact),
        ("Ontvangen", day(localtime(found.received_at).date(), today)),
        ("Stand", NoticeStatus(found.status).label),
        ("Opgepakt door", found.taken_by.name if found.taken_by else ""),
        ("Volgende stap uiterlijk", day(found.due_on, today) if is_open else ""),
        ("Afgesloten omdat", CloseReason(found.close_reason).label if found.close_reason else ""),
    ]


def _url(found: Notice) -> str:
    return reverse("desk:notice", args=[found.id])
