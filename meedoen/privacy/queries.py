"""Reads of consent."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from meedoen.people.queries import traits_of
from meedoen.privacy.models import Consent as Consent
from meedoen.privacy.models import ConsentAge
from meedoen.privacy.policy import Ages, who_says_yes
from meedoen.privacy.vocabulary import ConsentKind, ConsentSubject, SaidBy


def consents_that_hold(person_id: UUID, on: date) -> QuerySet[Consent]:
    """The consents of a person that hold on a day, for the person (the rule of `policy.holds`, in SQL)."""
    return _with_names(Consent.objects.filter(_hold(on), person_id=person_id))


def consents_of(person_id: UUID) -> QuerySet[Consent]:
    """All that a person ever allowed, the newest first: also what ended or was taken back."""
    rows = _with_names(Consent.objects.filter(person_id=person_id))
    return rows.select_related("recorded_by").order_by("-given_on", "about", "kind", "id")


def consents_seen_from(
    person_id: UUID,
    legal_domain: str,
    on: date,
    *,
    agency_id: UUID | None = None,
    hand_overs: Collection[UUID] = (),
) -> QuerySet[Consent]:
    """Of those that hold, the ones a worker of this legal domain may know of.

    From that domain, or to it: to all of its agencies, or to `agency_id`. Of hand-overs only `hand_overs`,
    those of the own case: to whom another goes is not known there before its turn.
    """
    to_here = Q(to_agency__isnull=True) | Q(to_agency_id=agency_id)
    told = to_here & Q(to_domain_id=legal_domain) | Q(from_domain_id=legal_domain)
    apart = Q(subject=ConsentSubject.REFERRAL)
    return consents_that_hold(person_id, on).filter(
        told & ~apart | apart & Q(from_domain_id=legal_domain, about__in=list(hand_overs))
    )


def domains_shared(
    person_id: UUID, subject: ConsentSubject, *, to_domain: str, on: date, to_agency: UUID | None = None
) -> frozenset[str]:
    """From which legal domains this subject may be seen in `to_domain`, by the person's consent.

    Only a ground shares: that a worker may talk, or that help is welcome, is another yes. What was allowed to
    one agency counts for that one alone; without `to_agency` only what all of the domain may see counts.
    """
    to_here = Q(to_agency__isnull=True)
    if to_agency is not None:
        to_here |= Q(to_agency_id=to_agency)
    rows = consents_that_hold(person_id, on).filter(
        to_here, subject=subject, to_domain_id=to_domain, kind=ConsentKind.GROUND
    )
    return frozenset(rows.values_list("from_domain_id", flat=True))


def same_consents(consent: Consent, on: date) -> QuerySet[Consent]:
    """Other consents that hold on a day for the same subject, from and to the same."""
    return (
        consents_that_hold(consent.person_id, on)
        .filter(
            Q(to_agency__isnull=True) | Q(to_agency_id=consent.to_agency_id),
            subject=consent.subject,
            from_domain_id=consent.from_domain_id,
            to_domain_id=consent.to_domain_id,
        )
        .exclude(id=consent.id)
    )


def running_about(about: UUID, on: date) -> QuerySet[Consent]:
    """What holds on a day of the consents that were asked for one hand-over or network."""
    return Consent.objects.filter(_hold(on), about=about).order_by("to_agency_id", "kind")


def given_about(about: str, kind: ConsentKind, *, agency: str, domain: str, on: date) -> Exists:
    """A condition on rows: that this yes holds for it. `about` and the others are columns of that row."""
    rows = Consent.objects.filter(
        _hold(on),
        about=OuterRef(about),
        kind=kind,
        to_agency_id=OuterRef(agency),
        to_domain_id=OuterRef(domain),
    )
    return Exists(rows)


def _hold(on: date) -> Q:
    return (Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)) & Q(given_on__lte=on, ends_on__gte=on)


def _with_names(rows: QuerySet[Consent]) -> QuerySet[Consent]:
    return rows.select_related("from_domain", "to_domain", "to_agency")


def ages_on(on: date) -> Ages:
    """The ages of consent as they hold on a day; the law's where nothing else was set."""
    row = ConsentAge.objects.filter(starts_on__lte=on).order_by("-starts_on").first()
    return Ages(row.parents_below, row.alone_from, row.source) if row else Ages()


def ages_set() -> QuerySet[ConsentAge]:
    """Every setting of the ages, the newest day first."""
    return ConsentAge.objects.all()


def needed_yes(person_id: UUID, on: date) -> SaidBy:
    """Who has to say yes for this person on a day."""
    traits = traits_of([person_id], on).get(person_id)
    return who_says_yes(traits.age if traits else None, ages_on(on))
