"""The resident's own consents: all that was ever allowed, in the words that were read; and taking back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions.referrals import take_consent_back
from meedoen.look.parts import Link
from meedoen.people.queries import own_person_id
from meedoen.privacy.policy import holds
from meedoen.privacy.queries import Consent, consents_of, consents_that_hold
from meedoen.privacy.vocabulary import CONSENT_TEXTS, ConsentKind
from meedoen.shared.clock import now
from meedoen.site.consent_effects import consent_facts, effects_of

MINE = Link("Mijn pagina", "/mijn/")
LIST = Link("Wat ik toesta", "/mijn/toestemming/")


@dataclass(frozen=True)
class OwnConsent:
    """A consent as the person reads it: what, to whom, the words that were read, and whether it holds."""

    id: UUID
    facts: list[tuple[str, str]]
    text: str
    holds: bool


@door("GET", verb=Verb.SEE_OWN)
def consents(request: SignedInRequest) -> HttpResponse:
    """All that I ever allowed: what holds first."""
    today = now().date()
    person_id = own_person_id(request.actor)
    rows = [_own(row, row_holds=_holds(row, today)) for row in consents_of(person_id)] if person_id else []
    context = {
        "running": [row for row in rows if row.holds],
        "over": [row for row in rows if not row.holds],
        "crumbs": [MINE],
    }
    return render(request, "site/own/consents.html", context)


@door("GET", "POST", verb=Verb.SEE_OWN)
def take_back(request: SignedInRequest, consent_id: UUID) -> HttpResponse:
    """Show what follows when I take a consent back, and do it in one step."""
    at = now()
    person_id = own_person_id(request.actor)
    if person_id is None:
        raise Http404
    found = get_object_or_404(consents_that_hold(person_id, at.date()), id=consent_id)
    if request.method == "POST":
        take_consent_back(consent=found, by=request.actor, at=at)
        messages.success(request, "Je toestemming is ingetrokken. Vanaf nu ziet de ander dit niet meer.")
        return redirect("/mijn/")
    context = {
        "facts": consent_facts(found),
        "effects": effects_of(found, at.date()),
        "crumbs": [MINE, LIST],
    }
    return render(request, "site/own/consent_back.html", context)


def _own(row: Consent, *, row_holds: bool) -> OwnConsent:
    texts = CONSENT_TEXTS.get(row.text_version, {})
    return OwnConsent(row.id, consent_facts(row), texts.get(ConsentKind(row.kind), ""), row_holds)


def _holds(row: Consent, today: date) -> bool:
    return holds(row.given_on, row.ends_on, row.withdrawn_on, today)
