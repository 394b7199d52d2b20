"""Who could answer for a person, who does in each legal domain, and which questions about it are open."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import User
from meedoen.accounts.queries import workers_with_cases
from meedoen.people.models import OPEN_DOMAIN, Involvement, LeadChange
from meedoen.people.vocabulary import NextAction


@dataclass(frozen=True)
class LeadCard:
    """Who is the lead of a person in one legal domain, where, and how to reach them. Nothing else."""

    legal_domain: str
    legal_domain_name: str
    agency_id: UUID
    agency: str
    name: str
    email: str


def could_lead(involvement: Involvement, on: date) -> QuerySet[User]:
    """The colleagues of its agency, domain and team who write cases, by name."""
    return workers_with_cases(
        agency_id=involvement.agency_id,
        team_id=involvement.team_id,
        legal_domain=involvement.legal_domain_id,
        on=on,
    )


def waits_for_lead(involvement: Involvement) -> bool:
    """Whether who answers for the person only stands in until a lead is chosen."""
    return bool(involvement.next_action == NextAction.NAME_LEAD)


def leads_of(person_id: UUID, on: date) -> list[LeadCard]:
    """The one lead of a person in each legal domain, over all agencies: of the involvement that began first.

    Not for a screen as it is: who may see which of these is decided where it is shown (`site.lead_change`).
    """
    rows = (
        Involvement.objects.filter(person_id=person_id, ends_on__isnull=True, starts_on__lte=on)
        .exclude(legal_domain_id=OPEN_DOMAIN)
        .select_related("agency", "legal_domain", "lead")
        .order_by("starts_on", "id")
    )
    first: dict[str, LeadCard] = {}
    for row in rows:
        if row.lead is None:
            continue
        card = LeadCard(
            legal_domain=row.legal_domain_id,
            legal_domain_name=row.legal_domain.name,
            agency_id=row.agency_id,
            agency=row.agency.name,
            name=row.lead.name,
            email=row.lead.email,
        )
        first.setdefault(row.legal_domain_id, card)
    return list(first.values())


def lead_changes_for(by: Actor) -> QuerySet[LeadChange]:
    """The open questions that this worker has to answer, the oldest first (`policy.who_answers` in SQL)."""
    to_me = Q(to_user_id=by.user_id) & ~Q(asked_by_id=by.user_id)
    from_me = Q(from_user_id=by.user_id, asked_by_id=F("to_user_id"))
    asked = _open().filter(to_me | from_me, involvement__ends_on__isnull=True)
    return asked.select_related("from_user", "to_user", "asked_by", "involvement").order_by("asked_at", "id")


def open_lead_change(involvement_id: UUID) -> LeadChange | None:
    """The question about the lead of an involvement that waits for an answer, or None."""
    return open_changes(involvement_id).select_related("from_user", "to_user", "asked_by").first()


def open_changes(involvement_id: UUID) -> QuerySet[LeadChange]:
    """The same as rows: none or one."""
    return _open().filter(involvement_id=involvement_id)


def _open() -> QuerySet[LeadChange]:
    return LeadChange.objects.filter(answer="", answered_at__isnull=True)
