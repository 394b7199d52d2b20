"""The pages of a case on which details of a person change, and on which their address is shielded."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.doors import Visit, case_page
from meedoen.casework.queries import case_person
from meedoen.people.actions.details import change_details, shield, take_shield_off
from meedoen.people.policy import may_change_details
from meedoen.people.queries.details import Details, reveal_details
from meedoen.site.desk_tasks import done, task_page
from meedoen.site.forms.details import DetailsForm, ShieldForm, UnshieldForm

PURPOSE = "gegevens van de inwoner bijwerken"
FOLLOWS_FROM_SHIELD = (
    "Adres, telefoon en e-mail ziet alleen nog de vaste contactpersoon, en de inwoner zelf.",
    "Weghalen kan later alleen de vaste contactpersoon of de teamleider, met een reden.",
)
FOLLOWS_FROM_UNSHIELD = (
    "Wie met deze inwoner werkt, ziet adres, telefoon en e-mail weer. Ook bij andere instanties.",
    "Doe dit alleen als de inwoner het zelf goed vindt en het veilig is.",
)
ONLY_LEAD = "De inwoner is afgeschermd. Alleen de vaste contactpersoon of de teamleider kan dat weghalen."


@case_page("GET", "POST", task="gegevens")
def details(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Change names, birth date, address, contact and languages: the lead, or who leads the team."""
    verdict = may_change_details(is_lead=_is_lead(visit), leads_team=visit.by.may(Verb.SEE_TEAM_CASELOAD))
    if not verdict:
        messages.info(request, verdict.reasons[0])
        return redirect(visit.url)
    known = _details(visit)
    form = DetailsForm(request.POST if request.method == "POST" else None, details=known, today=visit.today)

    def act() -> None:
        change_details(person_id=known.person_id, values=form.values(), by=visit.by, at=visit.at)

    if done(request, form, act, "De gegevens zijn bijgewerkt."):
        return redirect(visit.url)
    lead = "" if known.whole else "Adres, telefoon en e-mail zijn afgeschermd en staan hier niet."
    return task_page(request, visit, form, "Gegevens wijzigen", lead=lead)


@case_page("GET", "POST", task="afschermen")
def shielding(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Shield an address: who works with the person. Take it off: who answers for it, saying why."""
    person_id = case_person(visit.case)
    posted = request.POST if request.method == "POST" else None
    if not _details(visit).shielded:
        form = ShieldForm(posted)

        def act() -> None:
            shield(person_id=person_id, reason=form.cleaned_data["reason"], by=visit.by, at=visit.at)

        if done(request, form, act, "De inwoner is afgeschermd. Het adres ziet alleen de contactpersoon."):
            return redirect(visit.url)
        return task_page(
            request,
            visit,
            form,
            "Afschermen",
            template="ending",
            effects=FOLLOWS_FROM_SHIELD,
            save="Scherm de inwoner af",
        )
    return _take_off(request, visit)


def _take_off(request: SignedInRequest, visit: Visit) -> HttpResponse:
    if not may_change_details(is_lead=_is_lead(visit), leads_team=visit.by.may(Verb.SEE_TEAM_CASELOAD)):
        messages.info(request, ONLY_LEAD)
        return redirect(visit.url)
    form = UnshieldForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        take_shield_off(
            person_id=case_person(visit.case), reason=form.cleaned_data["reason"], by=visit.by, at=visit.at
        )

    if done(request, form, act, "De afscherming is weg. De reden is bewaard."):
        return redirect(visit.url)
    return task_page(
        request,
        visit,
        form,
        "Niet meer afschermen",
        template="ending",
        effects=FOLLOWS_FROM_UNSHIELD,
        save="Haal de afscherming weg",
    )


def _details(visit: Visit) -> Details:
    person_id = case_person(visit.case)
    found = reveal_details(by=visit.by, persons=[person_id], page="details", purpose=PURPOSE, at=visit.at)
    if person_id not in found:
        raise Http404
    return found[person_id]


def _is_lead(visit: Visit) -> bool:
    is_lead: bool = visit.case.involvement.lead_id == visit.by.user_id
    return is_lead
