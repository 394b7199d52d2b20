"""Writes of consent: given, and taken back at any time."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.people.queries.family import has_authority_known
from meedoen.privacy.models import Consent, ConsentAge
from meedoen.privacy.policy import Ages, may_give, may_say_yes, may_set_ages
from meedoen.privacy.queries import needed_yes, running_about
from meedoen.privacy.vocabulary import CONSENT_TEXT_VERSION, ConsentHow, ConsentKind, ConsentSubject, SaidBy
from meedoen.shared.errors import refuse_unless
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
    kind: ConsentKind = ConsentKind.GROUND,
    to_agency_id: UUID | None = None,
    what: str = "",
    how: ConsentHow = ConsentHow.SPOKEN,
    said_by: SaidBy = SaidBy.PERSON,
    about: UUID | None = None,
) -> Consent:
    """Record one yes: what, to whom, until when, how it was asked, and the version of the words.

    `to_agency_id` None is every agency of that domain. Raises Refused where a ground stays within one domain,
    or the end date is past or too far.
    """
    refuse_unless(may_give(from_domain, to_domain, ends_on, at.date(), kind))
    _refuse_unless_heard(person_id, said_by, at.date())
    asked = {"kind": kind, "what": what, "how": how, "said_by": said_by, "about": about}
    consent = Consent.objects.create(
        **asked,
        person_id=person_id,
        subject=subject,
        from_domain_id=from_domain,
        to_domain_id=to_domain,
        to_agency_id=to_agency_id,
        text_version=CONSENT_TEXT_VERSION,
        given_on=at.date(),
        ends_on=ends_on,
        recorded_by_id=by.user_id,
    )
    record_act(by=by, act="give_consent", object_type="consent", object_id=consent.id, at=at)
    return consent


@transaction.atomic
def give_consents(
    *,
    given: Mapping[ConsentKind, ConsentHow],
    person_id: UUID,
    subject: ConsentSubject,
    from_domain: str,
    to_domain: str,
    to_agency_id: UUID | None,
    what: str,
    ends_on: date,
    by: Actor,
    at: datetime,
    said_by: SaidBy = SaidBy.PERSON,
    about: UUID | None = None,
) -> list[Consent]:
    """The yeses of one talk, each a record of its own. Refused as a whole where one of them is."""
    return [
        give_consent(
            person_id=person_id,
            subject=subject,
            from_domain=from_domain,
            to_domain=to_domain,
            ends_on=ends_on,
            by=by,
            at=at,
            kind=kind,
            to_agency_id=to_agency_id,
            what=what,
            how=how,
            said_by=said_by,
            about=about,
        )
        for kind, how in given.items()
    ]


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: Actor, at: datetime) -> None:
    """Take a consent back: from today nothing is shared by it. A second time changes nothing."""
    if consent.withdrawn_on is not None:
        return
    consent.withdrawn_on = at.date()
    consent.save(update_fields=["withdrawn_on"])
    record_act(by=by, act="withdraw_consent", object_type="consent", object_id=consent.id, at=at)


@transaction.atomic
def withdraw_all_about(*, about: UUID, by: Actor, at: datetime) -> int:
    """Take back every consent that was asked for one hand-over or network. Gives how many."""
    found = list(running_about(about, at.date()))
    for consent in found:
        withdraw_consent(consent=consent, by=by, at=at)
    return len(found)


@transaction.atomic
def end_all_about(*, about: UUID, but_for: UUID | None, by: Actor | None, at: datetime) -> int:
    """What these consents were asked for is over: they end today, by nobody's no. Gives how many.

    `but_for`: the agency that took the person on, to which the consent goes on until its own day.
    """
    rows = running_about(about, at.date())
    if but_for is not None:
        rows = rows.exclude(to_agency_id=but_for)
    ids = list(rows.values_list("id", flat=True))
    Consent.objects.filter(id__in=ids).update(ends_on=at.date())
    for consent_id in ids:
        record_act(by=by, act="end_consent", object_type="consent", object_id=consent_id, at=at)
    return len(ids)


def move_consents(*, gone_id: UUID, kept_id: UUID) -> None:
    """Two records of one human became one: what they allowed hangs on the kept one."""
    Consent.objects.filter(person_id=gone_id).update(person_id=kept_id)


@transaction.atomic
def set_ages(*, ages: Ages, starts_on: date, by: Actor, at: datetime) -> ConsentAge:
    """Say from which day other ages of consent hold; what was recorded before stays as it was.

    Raises Refused where the ages or the day cannot be. A second setting of one day takes its place.
    """
    refuse_unless(may_set_ages(ages, starts_on, at.date()))
    row, _ = ConsentAge.objects.update_or_create(
        starts_on=starts_on,
        defaults={
            "parents_below": ages.parents_below,
            "alone_from": ages.alone_from,
            "source": ages.source,
        },
    )
    changes = {"parents_below": (None, ages.parents_below), "alone_from": (None, ages.alone_from)}
    record_act(by=by, act="set_ages", object_type="consent_age", object_id=row.id, at=at, changes=changes)
    return row


def _refuse_unless_heard(person_id: UUID, said_by: SaidBy, on: date) -> None:
    """Under a certain age the parents say yes, or both do; and then it is known who they are."""
    needed = needed_yes(person_id, on)
    refuse_unless(may_say_yes(said_by, needed, authority_known=has_authority_known(person_id, on)))
