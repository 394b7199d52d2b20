"""Under eighteen: who has authority, and from which age somebody says yes alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.queries import case_person
from meedoen.people.actions.family import add_guardian, end_guardian
from meedoen.people.queries import PersonCard
from meedoen.people.queries.family import guardians_of
from meedoen.people.vocabulary import GuardianKind
from meedoen.privacy.actions import set_ages
from meedoen.privacy.policy import ADULT, Ages
from meedoen.privacy.queries import ages_on, ages_set, needed_yes
from meedoen.shared.clock import now
from meedoen.site.desk_tasks import done, task_page
from meedoen.site.forms.family import AgesForm, GuardianForm

GROWN_UP = "Deze inwoner is 18 jaar of ouder. Ouders of verzorgers horen hier niet."
NO_AGE = "De geboortedatum is nog niet bekend. Vul die eerst in."


@case_page("GET", "POST", task="ouders")
def guardians(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Who has authority over somebody under eighteen: the list, and one more."""
    person_id = case_person(visit.case)
    card = visit.card()
    trouble = _trouble(card)
    if trouble and not guardians_of(person_id, visit.today).exists():
        messages.info(request, trouble)
        return redirect(visit.url)
    form = GuardianForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        data = form.cleaned_data
        add_guardian(
            person_id=person_id,
            kind=GuardianKind(data["kind"]),
            name=data["name"],
            phone=data["phone"],
            email=data["email"],
            by=visit.by,
            at=visit.at,
        )

    if not trouble and done(request, form, act, "De ouder of verzorger staat in het dossier."):
        return redirect("ending:guardians", case_id=visit.case.id)
    return task_page(
        request,
        visit,
        form,
        "Ouders en verzorgers",
        template="guardians",
        guardians=guardians_of(person_id, visit.today),
        needed=needed_yes(person_id, visit.today).label,
        ages=ages_on(visit.today),
        case_id=visit.case.id,
        trouble=trouble,
    )


@case_page("POST", task="ouders")
def guardian_ends(request: SignedInRequest, visit: Visit, guardian_id: UUID) -> HttpResponse:
    """From today this one has no authority any more, or cares no more."""
    found = get_object_or_404(guardians_of(case_person(visit.case), visit.today), id=guardian_id)
    end_guardian(guardian_id=found.id, by=visit.by, at=visit.at)
    messages.success(request, "Deze ouder of verzorger hoort niet meer bij het dossier.")
    return redirect("ending:guardians", case_id=visit.case.id)


@door("GET", "POST", verb=Verb.MANAGE_SETTINGS)
def consent_ages(request: SignedInRequest) -> HttpResponse:
    """From which day which ages of consent hold."""
    at = now()
    today = at.date()
    holds = ages_on(today)
    known = {"parents_below": holds.parents_below, "alone_from": holds.alone_from}
    form = AgesForm(request.POST if request.method == "POST" else None, initial=known)

    def act() -> None:
        data = form.cleaned_data
        ages = Ages(data["parents_below"], data["alone_from"], data["source"])
        set_ages(ages=ages, starts_on=data["starts_on"], by=request.actor, at=at)

    if done(request, form, act, "De leeftijden staan klaar voor die dag."):
        return redirect("ending:consent_ages")
    context = {"form": form, "holds": holds, "rows": ages_set(), "crumbs": crumbs()}
    return render(request, "site/desk/consent_ages.html", context)


def _trouble(card: PersonCard) -> str:
    if card.age is None:
        return NO_AGE
    return GROWN_UP if card.age >= ADULT else ""
