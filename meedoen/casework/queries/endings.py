"""Reads of what would end with a case, and where a case goes on that ended as a double."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from meedoen.accounts.actor import Actor
from meedoen.casework.models import Case, Referral, WmoRoute
from meedoen.casework.queries.cases import cases
from meedoen.casework.vocabulary import ReferralStatus
from meedoen.people.queries.endings import goes_on_as


def case_ids_of(involvement_ids: Iterable[UUID]) -> list[UUID]:
    """The cases of these involvements."""
    return list(Case.objects.filter(involvement_id__in=list(involvement_ids)).values_list("id", flat=True))


def referral_waits(case_id: UUID) -> bool:
    """Whether a referral from this case waits for an answer."""
    return Referral.objects.filter(case_id=case_id, status=ReferralStatus.SENT).exists()


def wmo_route_runs(case_id: UUID) -> bool:
    """Whether a Wmo route of this case has not ended."""
    return WmoRoute.objects.filter(case_id=case_id, ended_on__isnull=True).exists()


def goes_on_in(case_id: UUID, *, by: Actor, on: date) -> UUID | None:
    """The case that goes on in the place of one that was there twice, if this reader may open it."""
    involvement_id = Case.objects.filter(id=case_id).values_list("involvement_id", flat=True).first()
    running = goes_on_as(involvement_id) if involvement_id else None
    if running is None:
        return None
    return cases(by, on).filter(involvement_id=running).values_list("id", flat=True).first()
