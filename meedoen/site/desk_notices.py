"""Notices at the desk: the list without names, one notice, pick it up, make contact, close it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.doors import crumbs
from meedoen.casework.queries import cases
from meedoen.directory.queries import term_choices
from meedoen.directory.vocabulary import TaxonomyCode
from meedoen.look.doors import carried_out, done
from meedoen.look.parts import Event, Link
from meedoen.outreach.actions import close_notice, join_notice, make_contact, take_notice
from meedoen.outreach.forms import CloseForm, JoinForm
from meedoen.outreach.models import Notice
from meedoen.outreach.permissions import has_taken
from meedoen.outreach.policy import may_become, may_take
from meedoen.outreach.queries import (
    LikelySame,
    climbed_by_team,
    district_name,
    joined_to,
    likely_the_same,
    notices,
    open_notices,
)
from meedoen.outreach.vocabulary import CloseReason, NoticeStatus, ReporterKind, Urgency
from meedoen.people.actions import NewPerson
from meedoen.shared.clock import now
from meedoen.shared.suppression import is_small
from meedoen.site.desk_new import Beginning, begin
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
    done(
        request,
        lambda: take_notice(notice_id=found.id, by=request.actor, at=now()),
        "Jij hebt dit signaal nu. De melder ziet op de bon dat het is opgepakt.",
    )
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
        _record_looks(request, [found.id], at)
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


@door("POST", verb=Verb.TAKE_NOTICE)
def join(request: SignedInRequest, notice_id: UUID) -> HttpResponse:
    """This notice is about the same resident as another one of the team, which goes on for both."""
    at, by = now(), request.actor
    found = get_object_or_404(notices(by), id=notice_id)
    form = JoinForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Kies het signaal dat over dezelfde inwoner gaat.")
        return redirect("desk:notice", notice_id=found.id)
    into = get_object_or_404(notices(by), id=form.cleaned_data["into"])
    joined = done(
        request,
        lambda: join_notice(notice_id=found.id, into_id=into.id, by=by, at=at),
        "De signalen horen bij elkaar. Beide melders lezen op hun bon hoe ver het is.",
    )
    return redirect("desk:notice", notice_id=into.id if joined else found.id)


@door("GET", verb=Verb.SEE_MONITOR)
def late_notices(request: SignedInRequest) -> HttpResponse:
    """For policy: which teams do not get to their notices. Counts of notices, without names."""
    municipality_id = request.actor.municipality_id
    counts = climbed_by_team(municipality_id) if municipality_id else []
    rows = [(team, "minder dan 10" if is_small(count) else str(count)) for team, count in counts]
    return render(request, "site/desk/late_notices.html", {"rows": rows, "crumbs": crumbs()})


def _notice_page(request: SignedInRequest, found: Notice, form: CloseForm, at: datetime) -> HttpResponse:
    by = request.actor
    _record_looks(request, [found.id], at)
    mine = has_taken(by, found)
    goes_on_here = found.joined_to_id is None
    context = {
        "notice": found,
        "facts": _facts(found, at),
        "form": form,
        "case": cases(by, at.date()).filter(involvement=found.involvement).first(),
        "can_take": goes_on_here and bool(may_take(found.status, mine)),
        "take_over": found.taken_by_id is not None,
        "can_contact": mine
        and found.joined_to_id is None
        and bool(may_become(found.status, NoticeStatus.IN_CONTACT)),
        "can_close": mine
        and found.joined_to_id is None
        and bool(may_become(found.status, NoticeStatus.CLOSED)),
        "goes_on": found.joined_to_id,
        "joined": _joined(request, found, at),
        "likely": _likely(request, found, at),
        "crumbs": crumbs(Link("Signalen", reverse("desk:notices"))),
    }
    return render(request, "site/desk/notice.html", context)


def _joined(request: SignedInRequest, found: Notice, at: datetime) -> list[Event]:
    """What others passed on about the same resident, after a line in the log for each."""
    rows = joined_to(found)
    _record_looks(request, [row.id for row in rows], at)
    return [
        Event(
            when=day(localtime(row.received_at).date(), at.date()),
            title=f"Ook doorgegeven door {row.reporter_name}, {ReporterKind(row.reporter_kind).label}",
            text=f"{row.worry}\n\nTe bereiken: {row.reporter_contact or 'niet bekend'}",
        )
        for row in rows
    ]


def _likely(request: SignedInRequest, found: Notice, at: datetime) -> list[LikelySame]:
    """Open notices that could be about the same resident, after a line in the log for each."""
    if found.status == NoticeStatus.CLOSED or found.joined_to_id is not None:
        return []
    rows = likely_the_same(found, request.actor)
    _record_looks(request, [row.id for row in rows], at)
    return rows


def _record_looks(request: SignedInRequest, notices: Sequence[UUID], at: datetime) -> None:
    record_access(
        by=request.actor, subjects=notices, subject_type="notice", page="notice", purpose=PURPOSE, at=at
    )


def _facts(found: Notice, at: datetime) -> list[tuple[str, str]]:
    today = at.date()
    is_open = found.status != NoticeStatus.CLOSED
    return [
        ("Om wie gaat het?", found.resident_name),
        ("Te bereiken", found.resident_contact),
        ("Wijk", district_name(found)),
        ("Waar gaat het over?", _domains(found)),
        ("Hoe snel?", Urgency(found.urgency).label),
        ("Weet de inwoner het?", "Ja" if found.resident_knows else "Nee"),
        ("Doorgegeven door", f"{found.reporter_name}, {ReporterKind(found.reporter_kind).label}"),
        ("Melder bereiken", found.reporter_contact),
        ("Ontvangen", day(localtime(found.received_at).date(), today)),
        ("Stand", NoticeStatus(found.status).label),
        ("Opgepakt door", found.taken_by.name if found.taken_by else ""),
        ("Volgende stap uiterlijk", day(found.due_on, today) if is_open else ""),
        ("Afgesloten omdat", CloseReason(found.close_reason).label if found.close_reason else ""),
    ]


def _domains(found: Notice) -> str:
    names = dict(term_choices(TaxonomyCode.LIFE_DOMAIN)) if found.life_domains else {}
    return ", ".join(names.get(code, code) for code in found.life_domains)


def _url(found: Notice) -> str:
    return reverse("desk:notice", args=[found.id])
