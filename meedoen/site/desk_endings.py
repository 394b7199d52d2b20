"""The pages of a case on which it ends: not needed any more, moved away, died. And coming back."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from meedoen.accounts.actor import Actor, SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions.endings import come_back
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.queries import case_person
from meedoen.look.doors import carried_out
from meedoen.people.actions.tidying import see_ending
from meedoen.people.policy import Identity
from meedoen.people.queries import SUBJECT, reveal
from meedoen.people.queries.endings import known_before, person_of, unseen_endings
from meedoen.people.vocabulary import EndReason
from meedoen.shared.clock import now
from meedoen.site.desk_tasks import done, task_page
from meedoen.site.endings import died, end_here, moved_away, what_ends
from meedoen.site.forms.endings import ComeBackForm, DeathForm, EndForm, MoveForm
from meedoen.trail.actions import record_access

READ_PURPOSE = "lezen dat een dossier gesloten is"
BACK_PURPOSE = "kijken of iemand hier eerder was"
NOT_FOUND = (
    "Hier is geen gesloten dossier met deze naam en geboortedatum. Kijk of alles goed geschreven is, of open "
    "een nieuw dossier."
)
MOST = 25
SAID = {
    EndReason.DIED.value: "overleden, dossier gesloten",
    EndReason.DOUBLE.value: "stond er dubbel in, het dossier gaat verder bij het andere",
}


@case_page("GET", "POST", task="afsluiten")
def end(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Stop knowing somebody here, with a reason that is no sanction."""
    if _has_ended(request, visit):
        return redirect("desk:start")
    form = EndForm(request.POST if request.method == "POST" else None, legal_domain=visit.by.legal_domain)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        end_here(involvement=visit.case.involvement, reason=reason, by=visit.by, at=visit.at)

    if done(request, form, act, "Het dossier is gesloten. Terugkomen kan altijd, zonder nieuwe intake."):
        return redirect("desk:start")
    return task_page(
        request,
        visit,
        form,
        "Dossier sluiten",
        template="end",
        effects=what_ends(visit),
        save="Sluit het dossier",
        case_id=visit.case.id,
    )


@case_page("GET", "POST", task="verhuisd")
def moved(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Record that somebody left the municipality."""
    if _has_ended(request, visit):
        return redirect("desk:start")
    form = MoveForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        if visit.by.agency_id is None:
            raise Http404
        moved_away(person_id=case_person(visit.case), agency_id=visit.by.agency_id, by=visit.by, at=visit.at)

    if done(request, form, act, "De inwoner is verhuisd. Het dossier is gesloten."):
        return redirect("desk:start")
    effects = what_ends(visit, EndReason.MOVED)
    return task_page(
        request, visit, form, "Verhuisd", template="ending", effects=effects, save="Sluit het dossier"
    )


@case_page("GET", "POST", task="overleden")
def death(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Record that somebody died: nobody writes to the family any more."""
    if _has_ended(request, visit):
        return redirect("desk:start")
    form = DeathForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        on = form.cleaned_data["on"]
        died(person_id=case_person(visit.case), on=on, by=visit.by, at=visit.at)

    if done(
        request, form, act, "Het overlijden is vastgelegd. Alle dossiers van deze inwoner zijn gesloten."
    ):
        return redirect("desk:start")
    effects = what_ends(visit, EndReason.DIED)
    return task_page(
        request, visit, form, "Overleden", template="ending", effects=effects, save="Leg het overlijden vast"
    )


@door("POST", verb=Verb.WORK_AT_DESK)
def ending_seen(request: SignedInRequest, involvement_id: UUID) -> HttpResponse:
    """The lead read that a case was closed; it leaves the list."""
    if not see_ending(involvement_id=involvement_id, by=request.actor, at=now()):
        raise Http404
    messages.success(request, "Gezien. Het staat niet meer op je lijst.")
    return redirect("desk:start")


@door("GET", "POST", verb=Verb.OPEN_CASE)
def back_again(request: SignedInRequest) -> HttpResponse:
    """Somebody who was here before comes back: name and birth date, and the old case goes on."""
    at, by = now(), request.actor
    form = ComeBackForm(request.POST) if request.method == "POST" else ComeBackForm()
    if request.method == "POST" and form.is_valid():
        before = known_before(Identity(**form.cleaned_data), by=by, on=at.date())
        if before is None:
            form.add_error(None, NOT_FOUND)
        else:
            _log_search(by, before, at)
            made: list[UUID] = []
            if carried_out(form, lambda: made.append(come_back(before_id=before, by=by, at=at).id)):
                messages.success(request, "Welkom terug. Het dossier gaat verder waar het was.")
                return redirect("desk:case", case_id=made[0])
    return render(request, "site/desk/back_again.html", {"form": form, "crumbs": crumbs()})


def endings_to_read(by: Actor, at: datetime) -> list[dict[str, object]]:
    """For the start page: what ended by a death or a double and was not read yet, each with its name."""
    rows = list(unseen_endings(by).order_by("-ends_on", "id")[:MOST])
    if not rows:
        return []
    persons = [one.person_id for one in rows]
    cards = reveal(by=by, persons=persons, page="endings", purpose=READ_PURPOSE, at=at)
    return [
        {"name": cards[one.person_id].name, "what": SAID[one.end_reason], "on": one.ends_on, "id": one.id}
        for one in rows
        if one.person_id in cards
    ]


def _log_search(by: Actor, before: UUID, at: datetime) -> None:
    with transaction.atomic():
        record_access(
            by=by,
            subjects=[person_of(before)],
            subject_type=SUBJECT,
            page="back_again",
            purpose=BACK_PURPOSE,
            at=at,
        )


def _has_ended(request: SignedInRequest, visit: Visit) -> bool:
    ended = visit.case.involvement.ends_on is not None
    if ended:
        messages.info(request, "Dit dossier is al gesloten.")
    return ended
