"""Reads of hand-overs: what waits for an answer here, what was sent from here, to whom it can go."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.queries import Workplace, workplaces
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.models import Case, Referral, ReferralTurn
from meedoen.casework.queries.cases import cases
from meedoen.casework.vocabulary import ReferralStatus
from meedoen.privacy.queries import given_about
from meedoen.privacy.vocabulary import ConsentKind


def term_in_working_days() -> int:
    """Within how many working days a recipient answers, before it goes on to the next."""
    days: int = settings.REFERRAL_WORKING_DAYS
    return days


def consented(on: date) -> Q:
    """A condition on turns: every yes that this recipient takes holds on this day."""

    def given(kind: ConsentKind) -> Q:
        return Q(
            given_about("referral_id", kind, agency="agency_id", domain="legal_domain_id", on=on),
        )

    same_domain = Q(legal_domain_id=F("referral__case__involvement__legal_domain_id"))
    return given(ConsentKind.SECRECY) & given(ConsentKind.HELP) & (same_domain | given(ConsentKind.GROUND))


def open_turns() -> QuerySet[ReferralTurn]:
    """The turns that wait for an answer, of every agency: for the timetable, not for a screen."""
    return ReferralTurn.objects.filter(
        sent_at__isnull=False, answer="", referral__status=ReferralStatus.SENT
    ).select_related("referral__case__involvement")


def came_to(by: Actor) -> QuerySet[ReferralTurn]:
    """The turns that this worker's agency, domain and team have or had, whatever became of them."""
    if not by.may(Verb.WRITE_CASE) or by.agency_id is None:
        return ReferralTurn.objects.none()
    team = Q(team__isnull=True) | Q(team_id=by.team_id) if by.team_id else Q()
    return ReferralTurn.objects.filter(
        team, agency_id=by.agency_id, legal_domain_id=by.legal_domain, sent_at__isnull=False
    )


def to_answer(by: Actor, on: date) -> QuerySet[ReferralTurn]:
    """What this worker can answer: come to their agency, domain and team, in its term, with consent, from a
    case that still runs. The first that lapses on top. What falls outside this is not found.
    """
    return (
        came_to(by)
        .filter(
            consented(on),
            answer="",
            due_on__gte=on,
            referral__status=ReferralStatus.SENT,
            referral__case__involvement__ends_on__isnull=True,
        )
        .select_related("team", "legal_domain", "referral__by", "referral__case__involvement__agency")
        .order_by("due_on", "sent_at", "id")
    )


def accepted_here(referral_id: UUID, by: Actor, on: date) -> Case | None:
    """The case that a hand-over became, where this worker reaches it."""
    made = Referral.objects.filter(id=referral_id, status=ReferralStatus.ACCEPTED).values("made_case_id")
    return cases(by, on).filter(id__in=made).first()


def sent_from(by: Actor, on: date) -> QuerySet[Referral]:
    """The hand-overs from cases within reach: what waits first, then the newest."""
    reach = cases(by, on).order_by().values("id")
    return (
        Referral.objects.filter(case_id__in=reach)
        .prefetch_related("turns__agency", "turns__team", "turns__legal_domain")
        .order_by(F("ended_at").desc(nulls_first=True), "-sent_at", "id")
    )


def referrals_of(case: Case) -> list[Referral]:
    """The hand-overs of one case with their turns, the newest first."""
    rows = case.referrals.prefetch_related("turns__agency", "turns__team", "turns__legal_domain")
    return list(rows.order_by("-sent_at", "id"))


def recipients_for(case: Case, on: date) -> list[Workplace]:
    """To whom somebody can be handed over: where cases are written, but not in the own agency and domain.

    Within those it is a change of lead.
    """
    own = case.involvement
    return [
        place
        for place in workplaces(municipality_id=case.municipality_id, on=on)
        if (place.agency_id, place.legal_domain) != (own.agency_id, own.legal_domain_id)
    ]


def referral_of_consent(about: UUID | None) -> Referral | None:
    """The hand-over that a consent was asked for, with its turns; None where it was for something else."""
    rows = Referral.objects.select_related("case__involvement__lead", "made_case__involvement__agency")
    return rows.prefetch_related("turns__agency", "turns__team").filter(id=about).first() if about else None
