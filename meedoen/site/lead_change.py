"""Who answers for a person: choosing a lead, asking a colleague, answering, and what others see of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from meedoen.accounts.actor import Actor, SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.forms import LeadForm
from meedoen.casework.queries import possible_leads
from meedoen.look.doors import carried_out
from meedoen.look.parts import TaskRow
from meedoen.people.actions import answer_lead_change, pass_on
from meedoen.people.queries import (
    LeadCard,
    lead_changes_for,
    leads_of,
    open_lead_change,
    reveal,
    waits_for_lead,
)
from meedoen.people.vocabulary import Answer, NextAction
from meedoen.privacy.queries import domains_shared
from meedoen.privacy.vocabulary import ConsentSubject
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused
from meedoen.site.desk_tasks import task_page
from meedoen.site.desk_words import day

ANSWER_PURPOSE = "antwoorden op de vraag wie de vaste contactpersoon wordt"
ASKED = "De vraag is gesteld. Tot het antwoord blijft alles zoals het is."


@dataclass(frozen=True)
class LeadPart:
    """What a case says about its lead: whether that is a stand-in, what waits, and who leads elsewhere."""

    stands_in: bool
    waiting: str
    elsewhere: list[LeadCard]


@case_page("GET", "POST", task="contactpersoon")
def lead(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Say who answers for this person from now on, or ask it where two have to agree."""
    involvement = visit.case.involvement
    colleagues = [(str(user.id), user.name) for user in possible_leads(visit.case, visit.today)]
    form = LeadForm(
        request.POST if request.method == "POST" else None,
        colleagues=colleagues,
        initial={"lead": str(involvement.lead_id or "")},
    )
    asked: list[object] = []

    def act() -> None:
        to_user = UUID(form.cleaned_data["lead"])
        asked.append(
            pass_on(involvement_id=visit.case.involvement_id, to_user_id=to_user, by=visit.by, at=visit.at)
        )

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, ASKED if asked[0] else "De vaste contactpersoon is gekozen.")
        return redirect(visit.url)
    waits = waits_for_lead(involvement)
    return task_page(
        request,
        visit,
        form,
        "Vaste contactpersoon",
        template="lead",
        save="Kies deze collega" if waits else "Vraag het",
        stands_in=waits,
        now_lead=involvement.lead.name if involvement.lead else "",
        waiting=_waiting(visit),
    )


@door("GET", "POST", verb=Verb.WRITE_CASE)
def question(request: SignedInRequest, change_id: UUID) -> HttpResponse:
    """The question to become the lead of somebody, or to pass them on: yes or no."""
    at, by = now(), request.actor
    change = get_object_or_404(lead_changes_for(by), id=change_id)
    if request.method == "POST":
        return _answered(request, change_id, at)
    person = change.involvement.person_id
    cards = reveal(by=by, persons=[person], page="lead_question", purpose=ANSWER_PURPOSE, at=at)
    involvement = change.involvement
    context = {
        "change": change,
        "name": cards[person].name if person in cards else "",
        "becomes_me": change.to_user_id == by.user_id,
        "next_action": NextAction(involvement.next_action).label if involvement.next_action else "",
        "next_on": day(involvement.next_action_on, at.date()) if involvement.next_action_on else "",
        "due": day(change.due_on, at.date()),
        "crumbs": crumbs(),
    }
    return render(request, "site/desk/lead_question.html", context)


def lead_questions(by: Actor, today: date) -> list[TaskRow]:
    """The questions this worker has to answer, as rows of the start page. Nobody's name but colleagues'."""
    if not by.may(Verb.WRITE_CASE):
        return []
    return [
        TaskRow(
            title=f"{change.asked_by.name} vraagt: word jij de vaste contactpersoon?"
            if change.to_user_id == by.user_id
            else f"{change.to_user.name} wil de vaste contactpersoon worden van iemand van jou",
            url=reverse("desk:lead_question", args=[change.id]),
            about="Zeg ja of nee. Zonder antwoord blijft het zoals het is.",
            due=f"uiterlijk {day(change.due_on, today)}",
        )
        for change in lead_changes_for(by).filter(due_on__gte=today)
    ]


def lead_part(visit: Visit, *, shielded: bool) -> LeadPart:
    """What the page of a case says about the lead."""
    return LeadPart(
        stands_in=waits_for_lead(visit.case.involvement),
        waiting=_waiting(visit),
        elsewhere=_leads_elsewhere(visit, shielded=shielded),
    )


def _waiting(visit: Visit) -> str:
    change = open_lead_change(visit.case.involvement_id)
    if change is None or change.due_on < visit.today:
        return ""
    asked = change.to_user if change.asked_by_id != change.to_user_id else change.from_user
    return (
        f"{change.to_user.name} wordt misschien de vaste contactpersoon. Dat wacht op een ja van "
        f"{asked.name}, uiterlijk {day(change.due_on, visit.today)}."
    )


def _leads_elsewhere(visit: Visit, *, shielded: bool) -> list[LeadCard]:
    """The leads at other agencies that this worker may know of.

    In the own legal domain there is one lead over all agencies, the first; in another domain that there is
    one is told by consent alone. Of somebody shielded nothing is told without consent.
    """
    person, by = visit.case.involvement.person_id, visit.by
    own = (by.agency_id, by.legal_domain)
    others = [card for card in leads_of(person, visit.today) if (card.agency_id, card.legal_domain) != own]
    if not others:
        return []
    agreed = domains_shared(
        person,
        ConsentSubject.LEAD,
        to_domain=by.legal_domain,
        on=visit.today,
        to_agency=by.agency_id,
    )
    same = frozenset() if shielded else frozenset({by.legal_domain})
    return [card for card in others if card.legal_domain in agreed | same]


def _answered(request: SignedInRequest, change_id: UUID, at: datetime) -> HttpResponse:
    answer = request.POST.get("answer")
    if answer not in Answer.values:
        messages.error(request, "Kies ja of nee.")
        return redirect("desk:lead_question", change_id=change_id)
    try:
        change = answer_lead_change(change_id=change_id, answer=Answer(answer), by=request.actor, at=at)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("desk:start")
    still = open_lead_change(change.involvement_id)
    if answer == Answer.NO:
        messages.success(request, "Je zei nee. De vaste contactpersoon blijft wie het was.")
    elif still is not None:
        messages.success(request, f"Je zei ja. Nu antwoordt {still.from_user.name} nog.")
    else:
        messages.success(request, "Jullie zijn het eens. De vaste contactpersoon is gewisseld.")
    return redirect("desk:start")
