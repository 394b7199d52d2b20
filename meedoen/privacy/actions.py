"""Writes of consent: given, and taken back at any time."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.privacy.models import Consent
from meedoen.privacy.policy import may_give
from meedoen.privacy.vocabulary import CONSENT_TEXT_VERSION, ConsentSubject
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act


@transaction.atomic
def give_consent(
    *,
    person_id: UUID,
    subject: ConsentSubject,
    from_domain: str,
    to_domain: str,
    ends_on: date,
    by: Actor,
    at: datetime,
) -> Consent:
    """Record that a person lets one subject of one legal domain be seen in another, until a day.

    The version of the words that were read to the person is kept with it.
    Raises Refused where the domains are the same or the end date is past or too far.
    """
    verdict = may_give(from_domain, to_domain, ends_on, at.date())
    if not verdict:
        raise Refused(verdict.reasons[0])
    consent = Consent.objects.create(
        person_id=person_id,
        subject=subject,
        from_domain_id=from_domain,
        to_domain_id=to_domain,
        text_version=CONSENT_TEXT_VERSION,
        given_on=at.date(),
        ends_on=ends_on,
        recorded_by_id=by.user_id,
    )
    record_act(by=by, act="give_consent", object_type="consent", object_id=consent.id, at=at)
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: Actor, at: datetime) -> None:
    """Take a consent back: from today nothing is shared by it. A second time changes nothing."""
    if consent.withdrawn_on is not None:
        return
    consent.withdrawn_on = at.date()
    consent.save(update_fields=["withdrawn_on"])
    record_act(by=by, act="withdraw_consent", object_type="consent", object_id=consent.id, at=at)
