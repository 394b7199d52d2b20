"""Reads of consent."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from meedoen.privacy.models import Consent
from meedoen.privacy.vocabulary import ConsentSubject


def consents_that_hold(person_id: UUID, on: date) -> QuerySet[Consent]:
    """The consents of a person that hold on a day, for the person (the rule of `policy.holds`, in SQL)."""
    return Consent.objects.filter(
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on),
        person_id=person_id,
        given_on__lte=on,
        ends_on__gte=on,
    ).select_related("from_domain", "to_domain")


def consents_seen_from(person_id: UUID, legal_domain: str, on: date) -> QuerySet[Consent]:
    """Of those, the ones a worker of this legal domain may know of: from or to that domain."""
    own = Q(from_domain_id=legal_domain) | Q(to_domain_id=legal_domain)
    return consents_that_hold(person_id, on).filter(own)


def domains_shared(person_id: UUID, subject: ConsentSubject, *, to_domain: str, on: date) -> frozenset[str]:
    """From which legal domains this subject may be seen in `to_domain`, by the person's consent."""
    rows = consents_that_hold(person_id, on).filter(subject=subject, to_domain_id=to_domain)
    return frozenset(rows.values_list("from_domain_id", flat=True))
