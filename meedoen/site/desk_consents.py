"""Consent in a case: asked one by one with the words for it, and taken back with what follows shown first."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.models import LegalDomain
from meedoen.accounts.queries import workplaces
from meedoen.casework.actions.referrals import take_consent_back
from meedoen.casework.doors import Visit, case_page
from meedoen.casework.queries import case_person
from meedoen.casework.queries.referrals import referrals_of
from meedoen.privacy.actions import give_consents
from meedoen.privacy.forms import ConsentForm
from meedoen.privacy.queries import Consent, consents_seen_from, needed_yes
from meedoen.privacy.vocabulary import ConsentSubject
from meedoen.site.consent_effects import consent_facts, effects_of
from meedoen.site.desk_tasks import done, task_page


@case_page("GET", "POST", task="toestemming")
def consent(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Record what the person lets be known elsewhere, to whom, until when: each yes a record of its own."""
    own = visit.by.legal_domain
    domains = LegalDomain.objects.exclude(code__in=[own, "open"]).values_list("code", "name")
    form = ConsentForm(
        request.POST if request.method == "POST" else None,
        domains=list(domains),
        places=workplaces(municipality_id=visit.case.municipality_id, on=visit.today),
    )

    def act() -> None:
        data = form.cleaned_data
        give_consents(
            given=form.given(),
            person_id=case_person(visit.case),
            subject=ConsentSubject(data["subject"]),
            from_domain=own,
            to_domain=data["to_domain"],
            to_agency_id=UUID(data["to_agency"]) if data["to_agency"] else None,
            what=data["what"],
            ends_on=data["ends_on"],
            said_by=form.who_said(),
            by=visit.by,
            at=visit.at,
        )

    if done(request, form, act, "De toestemming is vastgelegd. De inwoner kan haar altijd terugnemen."):
        return redirect(visit.url)
    needed = needed_yes(case_person(visit.case), visit.today)
    return task_page(request, visit, form, "Toestemming", template="consent", needed=needed)


@case_page("GET", "POST", task="toestemming")
def take_back(request: SignedInRequest, visit: Visit, consent_id: UUID) -> HttpResponse:
    """Show what follows when this consent is taken back, and do it in one step."""
    found = get_object_or_404(seen_consents(visit), id=consent_id)
    if request.method == "POST":
        take_consent_back(consent=found, by=visit.by, at=visit.at)
        messages.success(request, "De toestemming is ingetrokken. Vanaf nu ziet de ander dit niet meer.")
        return redirect(visit.url)
    return task_page(
        request,
        visit,
        ConsentForm(domains=(), places=()),
        "Toestemming intrekken",
        template="consent_back",
        consent=found,
        facts=consent_facts(found),
        effects=effects_of(found, visit.today),
    )


def seen_consents(visit: Visit) -> QuerySet[Consent]:
    """The consents that may be known in this case: of the own domain, and of its own hand-overs."""
    return consents_seen_from(
        case_person(visit.case),
        visit.by.legal_domain,
        visit.today,
        agency_id=visit.by.agency_id,
        hand_overs=[one.id for one in referrals_of(visit.case)],
    )
