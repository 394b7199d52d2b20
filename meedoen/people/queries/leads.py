"""Who could answer for a person, and which questions to pass one on wait for an answer."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import User
from meedoen.accounts.queries import workers_with_cases
from meedoen.people.models import Involvement, LeadChange


def could_lead(involvement: Involvement, on: date) -> QuerySet[User]:
    """The colleagues of its agency, domain and team who write cases, by name."""
    return workers_with_cases(
        agency_id=involvement.agency_id,
        team_id=involvement.team_id,
        legal_domain=involvement.legal_domain_id,
        on=on,
    )


def in_hand(user_id: UUID) -> QuerySet[Involvement]:
    """What runs and has this user as lead, in any agency and domain."""
    return Involvement.objects.filter(lead_id=user_id, ends_on__isnull=True)


def lead_changes_for(by: Actor) -> QuerySet[LeadChange]:
    """The open questions that this worker has to answer: asked by another, to or from them."""
    mine = Q(to_user_id=by.user_id) | Q(from_user_id=by.user_id)
    asked = _open().filter(mine).exclude(asked_by_id=by.user_id)
    return asked.select_related("from_user", "to_user", "involvement")


def open_lead_change(involvement_id: UUID) -> LeadChange | None:
    """The question about the lead of an involvement that waits for an answer, or None."""
    return open_changes(involvement_id).select_related("from_user", "to_user", "asked_by").first()


def open_changes(involvement_id: UUID) -> QuerySet[LeadChange]:
    """The same as rows: none or one."""
    return _open().filter(involvement_id=involvement_id)


def _open() -> QuerySet[LeadChange]:
    return LeadChange.objects.filter(answer="", answered_at__isnull=True)
