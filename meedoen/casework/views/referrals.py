"""Hand-overs: the form in a case, what became of it, and at the other end the list and the answer."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions.referrals import (
    ANSWERED,
    accept_referral,
    decline_referral,
    send_referral,
    withdraw_referral,
)
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.forms.referrals import DeclineForm, ReferralForm
from meedoen.casework.models import ReferralTurn
from meedoen.casework.policy import is_late
from meedoen.casework.queries.referrals import (
    accepted_here,
    came_to,
    recipients_for,
    referrals_of,
    sent_from,
    to_answer,
)
from meedoen.casework.vocabulary import ReferralStatus
from meedoen.look.doors import carried_out
from meedoen.look.parts import Link
from meedoen.people.queries import reveal_told
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

ROWS = 25
CONSENT_LASTS = timedelta(days=90)
PAGE, PURPOSE = "referral", "een overdracht lezen en beantwoorden"
LIST = Link("Overdrachten", "/werk/overdrachten/")


@case_page("GET", "POST", task="overdragen")
def hand_over(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Fill the hand-over in together with the person, and send it to the first in their order."""
    places = recipients_for(visit.case, visit.today)
    form = ReferralForm(
        request.POST if request.method == "POST" else None,
        places=places,
        today=visit.today,
        initial={"ends_on": visit.today + CONSENT_LASTS},
    )

    def act() -> None:
        send_referral(
            case=visit.case,
            telling=form.telling(),
            recipients=form.recipients(),
            yeses=form.yeses(),
            by=visit.by,
            at=visit.at,
        )

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(
            request, "De overdracht is verstuurd. Tot iemand ja zegt, blijf jij verantwoordelijk."
        )
        return redirect(visit.url)
    card = visit.card()
    context = {
        "form": form,
        "card": card,
        "back": visit.url,
        "nobody": not places,
        "crumbs": crumbs(Link(card.name, visit.url)),
    }
    return render(request, "casework/referral_form.html", context)


@case_page("GET", verb=Verb.OPEN_CASE)
def sent(request: SignedInRequest, visit: Visit, referral_id: UUID) -> HttpResponse:
    """What became of a hand-over from this case: who had it, until when, and what they answered."""
    found = next((one for one in referrals_of(visit.case) if one.id == referral_id), None)
    if found is None:
        raise Http404
    card = visit.card()
    context = {
        "referral": found,
        "card": card,
        "waits": found.status == ReferralStatus.SENT,
        "may_write": visit.by.may(Verb.WRITE_CASE),
        "back": visit.url,
        "crumbs": crumbs(LIST, Link(card.name, visit.url)),
    }
    return render(request, "casework/referral_sent.html", context)


@case_page("POST")
def withdraw(request: SignedInRequest, visit: Visit, referral_id: UUID) -> HttpResponse:
    """Stop a hand-over that waits."""
    get_object_or_404(visit.case.referrals, id=referral_id)
    try:
        with transaction.atomic():
            withdraw_referral(referral_id=referral_id, by=visit.by, at=visit.at)
        messages.success(request, "De overdracht is ingetrokken. De ander kan er niet meer bij.")
    except Refused as refused:
        messages.warning(request, refused.message)
    return redirect(visit.url)


@door("GET", verb=Verb.WRITE_CASE)
def referral_list(request: SignedInRequest) -> HttpResponse:
    """What waits here for an answer, the first that lapses on top, and what went out. Without any name."""
    today, by = now().date(), request.actor
    came = Paginator(to_answer(by, today), ROWS).get_page(request.GET.get("pagina"))
    went = Paginator(sent_from(by, today), ROWS).get_page(request.GET.get("verstuurd"))
    context = {
        "came": came,
        "came_rows": [(turn, is_late(turn.due_on, today)) for turn in came],
        "went": went,
        "today": today,
        "crumbs": crumbs(),
    }
    return render(request, "casework/referrals.html", context)


@door("GET", verb=Verb.WRITE_CASE)
def referral(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """What the person let be told, after its line in the access log. Accepted here: on to the case."""
    at, by = now(), request.actor
    turn = to_answer(by, at.date()).filter(referral_id=referral_id).first()
    if turn is None:
        case = accepted_here(referral_id, by, at.date())
        if case is None:
            raise Http404
        return redirect("desk:case", case_id=case.id)
    return _page(request, turn, DeclineForm())


@door("POST", verb=Verb.WRITE_CASE)
def accept(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Yes: the case opens, with this worker as lead."""
    at, by = now(), request.actor
    _here_or_404(request, referral_id)
    try:
        with transaction.atomic():
            case = accept_referral(referral_id=referral_id, by=by, at=at)
    except Refused as refused:
        messages.warning(request, refused.message)
        return redirect("casework:referrals")
    messages.success(
        request, "Je hebt de overdracht aangenomen. Er is een dossier, en jij bent aan de beurt."
    )
    return redirect("desk:case", case_id=case.id)


@door("POST", verb=Verb.WRITE_CASE)
def decline(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """No, with a reason: it goes on by itself."""
    at, by = now(), request.actor
    turn = _here_or_404(request, referral_id)
    form = DeclineForm(request.POST)
    if turn is None:
        messages.warning(request, ANSWERED)
        return redirect("casework:referrals")
    if not form.is_valid():
        return _page(request, turn, form)

    def act() -> None:
        decline_referral(referral_id=referral_id, reason=form.cleaned_data["reason"], by=by, at=at)

    if carried_out(form, act):
        messages.success(request, "Je hebt de overdracht niet aangenomen. Ze gaat door naar de volgende.")
    else:
        messages.warning(request, ANSWERED)
    return redirect("casework:referrals")


def _here_or_404(request: SignedInRequest, referral_id: UUID) -> ReferralTurn | None:
    """What can be answered here; None where it once came here and was answered since; else not found."""
    turn = to_answer(request.actor, now().date()).filter(referral_id=referral_id).first()
    if turn is None and not came_to(request.actor).filter(referral_id=referral_id).exists():
        raise Http404
    return turn


def _page(request: SignedInRequest, turn: ReferralTurn, form: DeclineForm) -> HttpResponse:
    found = turn.referral
    told = reveal_told(
        by=request.actor,
        person_id=found.case.involvement.person_id,
        name=found.may_tell_name,
        contact=found.may_tell_contact,
        page=PAGE,
        purpose=PURPOSE,
        at=now(),
    )
    context = {"turn": turn, "referral": found, "told": told, "form": form, "crumbs": crumbs(LIST)}
    return render(request, "casework/referral.html", context)
