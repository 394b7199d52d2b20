"""Inviting by a worker: who is called today, another time for somebody, and a pause."""

from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from meedoen.accounts.actor import Actor, SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.look.doors import carried_out, done
from meedoen.look.parts import Link
from meedoen.outreach.actions.inviting import change_time, decline_invitation, note_try, pause_inviting
from meedoen.outreach.doors import campaign_crumbs
from meedoen.outreach.forms.days import CallForm, PauseForm, TimeForm
from meedoen.outreach.models import Campaign, Invitation
from meedoen.outreach.queries.campaigns import campaigns, invitations_of
from meedoen.outreach.queries.inviting import free_times, invitations_due, out_of_ways, pause_of
from meedoen.outreach.vocabulary import Channel, InvitationStatus, TryOutcome
from meedoen.people.forms import SearchForm
from meedoen.people.queries import find_by_name, reveal
from meedoen.shared.clock import now

CALL_PURPOSE = "uitnodigen voor een contactdag"
MOST = 25
HITS = 20


@door("GET", "POST", verb=Verb.PLAN_CONTACT_DAYS)
def calls(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """Whom to call or visit now, the least recently reached first, with names; posted: how it went."""
    at, by = now(), request.actor
    campaign = get_object_or_404(campaigns(by), id=campaign_id)
    if request.method == "POST":
        form = CallForm(request.POST)
        if form.is_valid():
            invitation = get_object_or_404(
                invitations_of(by, at.date()), id=form.cleaned_data["invitation"], campaign=campaign
            )
            done(request, lambda: _note_call(invitation, form, by, at), "Genoteerd.")
        else:
            messages.warning(request, "Kies bij iemand op de lijst hoe het ging.")
        return redirect("outreach:calls", campaign_id=campaign.id)
    context = {
        "campaign": campaign,
        "lists": _call_lists(campaign, by, at),
        "crumbs": campaign_crumbs(campaign),
    }
    return render(request, "outreach/campaign_calls.html", context)


@door("GET", "POST", verb=Verb.PLAN_CONTACT_DAYS)
def find(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """Find somebody who calls about their invitation, by name. Posted: no name stands in an address."""
    at, by = now(), request.actor
    campaign = get_object_or_404(campaigns(by), id=campaign_id)
    form = SearchForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form, "campaign": campaign, "crumbs": campaign_crumbs(campaign)}
    if form.is_valid():
        persons = find_by_name(form.cleaned_data["name"], by=by, on=at.date(), limit=HITS)
        rows = invitations_of(by, at.date()).filter(campaign=campaign, involvement__person_id__in=persons)
        by_person = {row.involvement.person_id: row for row in rows.select_related("involvement", "day")}
        cards = reveal(by=by, persons=by_person, page="invitation_search", purpose=CALL_PURPOSE, at=at)
        context["found"] = [(cards[one], by_person[one]) for one in persons if one in cards]
        context["searched"] = True
    return render(request, "outreach/campaign_find.html", context)


@door("GET", "POST", verb=Verb.PLAN_CONTACT_DAYS)
def invitation(request: SignedInRequest, campaign_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Give somebody another time, or note that they do not come."""
    at, by = now(), request.actor
    campaign = get_object_or_404(campaigns(by), id=campaign_id)
    rows = invitations_of(by, at.date()).filter(campaign=campaign).select_related("involvement", "day")
    found = get_object_or_404(rows, id=invitation_id)
    free = free_times(found.id, on=at.date())
    offered = [
        (f"{day.id} {start:%H:%M}", f"{day.held_on:%d-%m-%Y} om {start:%H:%M}, {day.place}")
        for day, start in free
    ]
    form = TimeForm(request.POST if "time" in request.POST else None, times=offered)
    if request.method == "POST" and "decline" in request.POST:
        done(
            request,
            lambda: decline_invitation(invitation_id=found.id, at=at, by=by),
            "Genoteerd. De tijd is weer vrij.",
        )
        return redirect("outreach:campaign", campaign_id=campaign.id)
    if form.is_valid() and carried_out(form, lambda: _change(found.id, form, by, at)):
        messages.success(request, "De nieuwe tijd staat.")
        return redirect("outreach:campaign", campaign_id=campaign.id)
    persons = [found.involvement.person_id]
    cards = reveal(by=by, persons=persons, page="invitation", purpose=CALL_PURPOSE, at=at)
    context = {
        "form": form,
        "found": found,
        "card": cards.get(persons[0]),
        "status": InvitationStatus(found.status).label,
        "has_times": bool(offered),
        "crumbs": campaign_crumbs(campaign),
    }
    return render(request, "outreach/campaign_invitation.html", context)


@case_page("GET", "POST", task="niet-uitnodigen")
def pause(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Do not invite somebody before a day."""
    involvement_id = visit.case.involvement_id
    standing = pause_of(involvement_id)
    form = PauseForm(
        request.POST if request.method == "POST" else None,
        initial={"not_before": standing.not_before, "why": standing.why} if standing else None,
    )

    def act() -> None:
        data = form.cleaned_data
        pause_inviting(
            involvement_id=involvement_id,
            not_before=data["not_before"],
            why=data["why"],
            by=visit.by,
            at=visit.at,
        )

    if form.is_valid() and carried_out(form, act):
        messages.success(request, "Tot die dag krijgt deze inwoner geen uitnodiging.")
        return redirect(visit.url)
    context = {
        "form": form,
        "card": visit.card("pause"),
        "back": visit.url,
        "crumbs": crumbs(Link("Dossier", visit.url)),
    }
    return render(request, "outreach/campaign_pause.html", context)


def _note_call(invitation: Invitation, form: CallForm, by: Actor, at: datetime) -> None:
    said_no = form.cleaned_data["outcome"] == "declined"
    outcome = TryOutcome.REACHED if said_no else form.cleaned_data["outcome"]
    note_try(invitation_id=invitation.id, channel=form.cleaned_data["channel"], outcome=outcome, at=at, by=by)
    if said_no:
        decline_invitation(invitation_id=invitation.id, at=at, by=by)


def _change(invitation_id: UUID, form: TimeForm, by: Actor, at: datetime) -> None:
    day, _, start = form.cleaned_data["time"].partition(" ")
    change_time(
        invitation_id=invitation_id, day_id=UUID(day), starts_at=time.fromisoformat(start), at=at, by=by
    )


def _call_lists(campaign: Campaign, by: Actor, at: datetime) -> list[dict[str, object]]:
    """The people to call, to visit, and those with no way to be reached: the first of each, with names."""
    due = invitations_due(campaign.id, at.date())
    wanted = [
        ("Bellen", Channel.PHONE, due.get(Channel.PHONE, [])),
        ("Langsgaan", Channel.DOOR, due.get(Channel.DOOR, [])),
        ("Geen manier om te bereiken", "", out_of_ways(campaign.id, at.date())),
    ]
    shown = [invitation for _, _, ids in wanted for invitation in ids[:MOST]]
    rows = invitations_of(by, at.date()).filter(id__in=shown).select_related("involvement", "day")
    found = {row.id: row for row in rows}
    persons = {row.involvement.person_id for row in found.values()}
    cards = reveal(by=by, persons=persons, page="invitation_calls", purpose=CALL_PURPOSE, at=at)
    return [
        {
            "title": title,
            "channel": channel,
            "total": len(ids),
            "rows": [
                (found[one], cards[found[one].involvement.person_id], _invitation_url(found[one]))
                for one in ids[:MOST]
                if one in found and found[one].involvement.person_id in cards
            ],
        }
        for title, channel, ids in wanted
    ]


def _invitation_url(invitation: Invitation) -> str:
    return reverse("outreach:invitation", args=[invitation.campaign_id, invitation.id])
