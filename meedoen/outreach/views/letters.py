"""The doors of letters and messages: asked for, followed, downloaded, posted."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.look.doors import done
from meedoen.look.parts import Link
from meedoen.outreach.actions.answering import note_call
from meedoen.outreach.actions.letters import ask_letters, go_on, post_batch, throw_away
from meedoen.outreach.actions.sending import ask_messages, decide_unsure
from meedoen.outreach.doors import campaign_crumbs
from meedoen.outreach.forms.letters import APART, ChannelForm, LettersForm
from meedoen.outreach.jobs import make_letters, post_letters
from meedoen.outreach.messages import can_send
from meedoen.outreach.models import Campaign
from meedoen.outreach.queries.campaigns import campaigns, invitations_of
from meedoen.outreach.queries.inviting import invitations_due
from meedoen.outreach.queries.letters import (
    batches,
    callers_of,
    letter_files,
    messages_of,
    path_of,
    persons_in,
    slips_of,
    unsure_messages,
)
from meedoen.outreach.vocabulary import BatchStatus, Channel, MessageStatus
from meedoen.people.queries import reveal
from meedoen.shared.clock import now

BY_MESSAGE = (Channel.EMAIL, Channel.SMS)
AT_WORK = (BatchStatus.WAITING, BatchStatus.WORKING)
PURPOSE = "uitnodigen voor een contactdag"
MOST_CALLERS = 25


@door("GET", "POST", verb=Verb.PLAN_CONTACT_DAYS)
def letters(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """What waits to go out by letter, mail and SMS, and what came of what went. Posted: make the letters."""
    at, by = now(), request.actor
    campaign = get_object_or_404(campaigns(by), id=campaign_id)
    form = LettersForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        apart = form.cleaned_data["kind"] == APART

        def make() -> None:
            batch = ask_letters(campaign=campaign, apart=apart, by=by, at=at)
            transaction.on_commit(lambda: make_letters.enqueue(str(batch.id)))

        done(request, make, "De brieven worden gemaakt.")
        return redirect("outreach:letters", campaign_id=campaign.id)
    due, counts = invitations_due(campaign.id, at.date()), messages_of(campaign)
    found = list(batches(by).filter(campaign=campaign))
    at_work = any(batch.status in AT_WORK for batch in found)
    # Without a script; who reads slowly, or aloud, can stop it by a link.
    refresh = at_work and request.GET.get("ververs") != "0"
    context = {
        "campaign": campaign,
        "crumbs": campaign_crumbs(campaign),
        "form": form,
        "due": len(due.get(Channel.LETTER, [])),
        "waits": any(batch.posted_at is None for batch in found),
        "batches": found,
        "at_work": at_work,
        "refresh": refresh,
        "ways": [_way(channel, len(due.get(channel, [])), counts.get(channel, {})) for channel in BY_MESSAGE],
        "unsure": unsure_messages(campaign).count(),
        **_callers(request, campaign),
    }
    response = render(request, "outreach/letters.html", context)
    if refresh:
        response["Refresh"] = "5"
    return response


@door("GET", verb=Verb.PLAN_CONTACT_DAYS)
def batch(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """One batch: how far it is, its files, and whose letter it stopped for."""
    at, by = now(), request.actor
    found = get_object_or_404(batches(by), id=batch_id)
    slips = slips_of(found)
    cards = reveal(by=by, persons=[one.person_id for one in slips], page="letters", purpose=PURPOSE, at=at)
    at_work = found.status in AT_WORK
    refresh = at_work and request.GET.get("ververs") != "0"
    context = {
        "batch": found,
        "campaign": found.campaign,
        "crumbs": [*campaign_crumbs(found.campaign), _letters_link(found.campaign)],
        "files": list(found.files.all()),
        "slips": [(one.number, cards[one.person_id].name) for one in slips if one.person_id in cards],
        "at_work": at_work,
        "refresh": refresh,
    }
    response = render(request, "outreach/letters_batch.html", context)
    if refresh:
        response["Refresh"] = "3"
    return response


@door("GET", verb=Verb.PLAN_CONTACT_DAYS, transaction=False)
def download(request: SignedInRequest, letter_file_id: UUID) -> HttpResponse:
    """A file of letters, after an access line for everybody in it; only for who has a road to all of them."""
    at, by = now(), request.actor
    file = get_object_or_404(letter_files(by), id=letter_file_id)
    path = path_of(file)
    if not path.is_file():
        raise Http404
    persons = persons_in(file)
    with transaction.atomic():
        reached = reveal(by=by, persons=persons, page="letters", purpose="brieven ophalen", at=at)
        if set(persons) - set(reached):
            transaction.set_rollback(True)
    if set(persons) - set(reached):
        messages.warning(
            request,
            "In dit bestand staat iemand die niet meer bij jullie hoort. Gooi ze weg en maak ze opnieuw.",
        )
        return redirect("outreach:letter_batch", batch_id=file.batch_id)
    name = f"brieven-{slugify(file.batch.campaign.name)[:40]}-{file.number}{path.suffix}"
    kind = "application/zip" if path.suffix == ".zip" else "application/pdf"
    response = HttpResponse(path.read_bytes(), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@door("POST", verb=Verb.PLAN_CONTACT_DAYS)
def again(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Let a batch go on that stopped; `laat` leaves out the letters it stopped for."""
    found = get_object_or_404(batches(request.actor), id=batch_id)
    leave_out = [one.number for one in slips_of(found)] if "laat" in request.POST else []

    def act() -> None:
        go_on(batch=found, leave_out=leave_out, by=request.actor, at=now())
        transaction.on_commit(lambda: make_letters.enqueue(str(found.id)))

    done(request, act, "De brieven worden verder gemaakt.")
    return redirect("outreach:letter_batch", batch_id=found.id)


@door("POST", verb=Verb.PLAN_CONTACT_DAYS)
def posted(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """The letters are in the post: a job notes it with everybody."""
    found = get_object_or_404(batches(request.actor), id=batch_id)

    def act() -> None:
        post_batch(batch=found, by=request.actor, at=now())
        transaction.on_commit(lambda: post_letters.enqueue(str(found.id)))

    done(request, act, "Genoteerd. Bij iedereen staat dat er een brief is gestuurd.")
    return redirect("outreach:letter_batch", batch_id=found.id)


@door("POST", verb=Verb.PLAN_CONTACT_DAYS)
def discard(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Throw letters away that will not be posted."""
    found = get_object_or_404(batches(request.actor), id=batch_id)
    done(
        request,
        lambda: throw_away(batch=found, by=request.actor, at=now()),
        "De brieven zijn weggegooid. Iedereen is weer aan de beurt.",
    )
    return redirect("outreach:letters", campaign_id=found.campaign_id)


@door("POST", verb=Verb.PLAN_CONTACT_DAYS)
def send(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """Put mails or text messages in the outbox; the worker sends them."""
    campaign = get_object_or_404(campaigns(request.actor), id=campaign_id)
    form = ChannelForm(request.POST)
    if form.is_valid() and can_send(Channel(form.cleaned_data["channel"])):
        channel = Channel(form.cleaned_data["channel"])
        done(
            request,
            lambda: ask_messages(campaign=campaign, channel=channel, by=request.actor, at=now()),
            "De berichten gaan de deur uit.",
        )
    else:
        messages.warning(request, "Dit kan hier niet verstuurd worden. Vraag de beheerder.")
    return redirect("outreach:letters", campaign_id=campaign.id)


@door("POST", verb=Verb.PLAN_CONTACT_DAYS)
def unsure(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """Decide on all mails of which nobody can say whether they went: they did, or they go again."""
    campaign = get_object_or_404(campaigns(request.actor), id=campaign_id)
    went = "verstuurd" in request.POST
    rows = list(unsure_messages(campaign))

    def act() -> None:
        for row in rows:
            decide_unsure(message_id=row.id, went=went, by=request.actor, at=now())

    done(request, act, "Genoteerd." if went else "Ze worden opnieuw verstuurd.")
    return redirect("outreach:letters", campaign_id=campaign.id)


@door("POST", verb=Verb.PLAN_CONTACT_DAYS)
def called(request: SignedInRequest, campaign_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Somebody was called because they asked."""
    at, by = now(), request.actor
    campaign = get_object_or_404(campaigns(by), id=campaign_id)
    found = get_object_or_404(invitations_of(by, at.date()), id=invitation_id, campaign=campaign)
    reached = "gesproken" in request.POST
    done(
        request,
        lambda: note_call(invitation_id=found.id, reached=reached, by=by, at=at),
        "Genoteerd." if reached else "Genoteerd. De inwoner blijft op de lijst.",
    )
    return redirect("outreach:letters", campaign_id=campaign.id)


def _callers(request: SignedInRequest, campaign: Campaign) -> dict[str, object]:
    at, by = now(), request.actor
    mine = invitations_of(by, at.date()).filter(campaign=campaign)
    rows = list(callers_of(campaign).filter(id__in=mine.values("id"))[:MOST_CALLERS])
    persons = [row.involvement.person_id for row in rows]
    cards = reveal(by=by, persons=persons, page="letters", purpose=PURPOSE, at=at)
    shown = [(row, cards[row.involvement.person_id]) for row in rows if row.involvement.person_id in cards]
    return {"callers": shown}


def _way(channel: Channel, due: int, counts: dict[str, int]) -> dict[str, object]:
    return {
        "channel": channel.value,
        "label": channel.label,
        "due": due,
        "set_up": can_send(channel),
        "counts": [(status.label, counts[status]) for status in MessageStatus if counts.get(status)],
    }


def _letters_link(campaign: Campaign) -> Link:
    return Link("Brieven en berichten", f"/werk/contactdagen/{campaign.id}/brieven/")
