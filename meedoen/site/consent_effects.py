"""What follows when a consent is taken back, in sentences: read before it is done, by worker or resident.

Nothing is written here; `casework.actions.referrals.take_consent_back` does it, in one step.
"""

from datetime import date

from django.utils.formats import date_format

from meedoen.casework.queries import own_goals
from meedoen.casework.queries.referrals import referral_of_consent
from meedoen.casework.vocabulary import ReferralStatus
from meedoen.privacy.queries import Consent, same_consents
from meedoen.privacy.vocabulary import CONSENT_QUESTIONS, ConsentKind, ConsentSubject

NOTHING = "Er verdwijnt nu niets: hier is nog niets mee gedeeld."


def receiver(consent: Consent) -> str:
    """To whom it was allowed: one agency, or all that work with a law."""
    law = consent.to_domain.name
    return f"{consent.to_agency.name} ({law})" if consent.to_agency else f"iedereen die werkt met {law}"


def consent_facts(consent: Consent) -> list[tuple[str, str]]:
    """A consent in words, as pairs of label and value: what, to whom, how it was asked, until when."""
    subject = str(ConsentSubject(consent.subject).label)
    asked = (
        f"op {date_format(consent.given_on, 'j F Y')}, {consent.get_how_display()}, door "
        f"{consent.get_said_by_display()}"
    )
    return [
        ("Wat", f"{subject}: {consent.what}" if consent.what else subject),
        ("Vraag", CONSENT_QUESTIONS[ConsentKind(consent.kind)]),
        ("Van", consent.from_domain.name),
        ("Aan", receiver(consent)),
        ("Gegeven", asked),
        ("Tot en met", date_format(consent.ends_on, "j F Y")),
        ("Ingetrokken", date_format(consent.withdrawn_on, "j F Y") if consent.withdrawn_on else ""),
    ]


def effects_of(consent: Consent, on: date) -> list[str]:
    """What is seen, stops or disappears no more once this consent is taken back. Never empty."""
    if consent.subject == ConsentSubject.REFERRAL:
        return _of_referral(consent)
    if consent.kind != ConsentKind.GROUND:
        return [f"Wie helpt, praat hier niet meer over met {receiver(consent)}."]
    found = {
        ConsentSubject.GOALS: _of_goals,
        ConsentSubject.LEAD: _of_lead,
    }[ConsentSubject(consent.subject)](consent)
    others = [one for one in same_consents(consent, on) if one.kind == consent.kind]
    if others:
        until = max(one.ends_on for one in others)
        found.append(
            f"Let op: voor hetzelfde geldt nog een andere toestemming, tot en met {until:%d-%m-%Y}. Trek die "
            "ook in als dat de bedoeling is."
        )
    return found or [NOTHING]


def _of_goals(consent: Consent) -> list[str]:
    goals = [f"‘{goal.want}’" for goal in own_goals(consent.person_id)]
    domains = [goal.legal_domain for goal in own_goals(consent.person_id)]
    unseen = [want for want, name in zip(goals, domains, strict=True) if name == consent.from_domain.name]
    if not unseen:
        return []
    return [f"Deze doelen ziet {receiver(consent)} niet meer: {', '.join(unseen)}."]


def _of_lead(consent: Consent) -> list[str]:
    return [
        f"Bij {receiver(consent)} is niet meer te zien wie de vaste contactpersoon is bij "
        f"{consent.from_domain.name}, en hoe die te bereiken is."
    ]


def _of_referral(consent: Consent) -> list[str]:
    referral = referral_of_consent(consent.about)
    if referral is None:
        return [NOTHING]
    together = "De andere toestemmingen voor deze overdracht vervallen ook: één nee is genoeg."
    if referral.status == ReferralStatus.SENT:
        now_at = next((turn for turn in referral.turns.all() if turn.sent_at and not turn.answer), None)
        place = (now_at.team or now_at.agency).name if now_at else "De ander"
        lead = referral.case.involvement.lead
        return [
            f"De overdracht ‘{referral.purpose}’ stopt. {place} kan er direct niet meer bij.",
            f"{lead.name if lead else 'De afzender'} neemt vandaag contact op over hoe het verder gaat.",
            together,
        ]
    if referral.made_case is None:
        return [NOTHING]
    return [
        f"Het dossier bij {referral.made_case.involvement.agency.name} blijft, maar wat bij de overdracht is "
        "verteld, verdwijnt daaruit.",
        "De afzender praat er niet meer over met de ander.",
        together,
    ]
