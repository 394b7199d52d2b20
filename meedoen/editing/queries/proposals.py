"""Proposals that wait for somebody, those of an organization itself, and the log of what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Municipality
from meedoen.directory.models import Service, ServiceArea, ServiceAtLocation
from meedoen.directory.policy import wider_areas
from meedoen.editing.models import AdmissionDecision, Proposal
from meedoen.editing.permissions import keeps_map
from meedoen.editing.policy.approval import needs_approval
from meedoen.editing.queries.comparing import Item, items_of, kept_rows
from meedoen.editing.queries.own import editable, own_organizations, own_services
from meedoen.editing.vocabulary import ProposalKind, ProposalState, Sender


def proposals_for(actor: Actor) -> QuerySet[Proposal]:
    """What somebody may see: the editor those of the municipality, an organization its own and about its own.

    A proposal of which no municipality is known is seen by every editor, so that somebody picks it up.
    """
    every = Proposal.objects.all()
    if keeps_map(actor):
        return every.filter(Q(municipality_id=actor.municipality_id) | Q(municipality=None))
    if actor.agency_id is None:
        return every.none()
    services = own_services(actor).filter(pk=OuterRef("record_id"))
    bodies = own_organizations(actor).filter(pk=OuterRef("record_id"))
    about_own = (Q(record_type="service") & Exists(services)) | (
        Q(record_type="organization") & Exists(bodies)
    )
    return every.filter(Q(agency_id=actor.agency_id) | (Q(sender=Sender.VISITOR) & about_own))


def own_waiting(actor: Actor, record_type: str, record_id: UUID) -> QuerySet[Proposal]:
    """What the organization itself proposed about a record and still waits: a new proposal replaces it."""
    if actor.agency_id is None:
        return Proposal.objects.none()
    return Proposal.objects.filter(
        record_type=record_type,
        record_id=record_id,
        sender=Sender.ORGANIZATION,
        agency_id=actor.agency_id,
        state=ProposalState.PENDING,
    )


@dataclass(frozen=True)
class Replaced:
    """A proposal that waits and would make way; `lost` is what it says and the new one does not."""

    proposal: Proposal
    lost: tuple[Item, ...]


def would_replace(actor: Actor, record_type: str, record_id: UUID, waiting: Sequence[Item]) -> list[Replaced]:
    """Which own proposals make way when `waiting` is sent; none where nothing has to wait."""
    if not waiting:
        return []
    keys = {item.key for item in waiting}
    said = {(item.label, item.after) for item in waiting}
    return [
        Replaced(
            older,
            tuple(
                item
                for item in items_of(record_type, record_id, kept_rows(older.rows))
                if item.key not in keys and (item.label, item.after) not in said
            ),
        )
        for older in own_waiting(actor, record_type, record_id)
    ]


def is_about_own(actor: Actor, proposal: Proposal) -> bool:
    """Whether a proposal is about a record of the own organization."""
    return bool(editable(actor, [(proposal.record_type, proposal.record_id)]))


def waits_for_map(proposal: Proposal, items: Sequence[Item], rules: dict[str, bool]) -> bool:
    """Whether a proposal holds something that the municipality wants to see first."""
    if proposal.kind == ProposalKind.NEW:
        return True
    return any(needs_approval(item.kind, rules) for item in items)


def municipality_of(service_id: UUID) -> UUID | None:
    """Which municipality looks after a service: that of its organization's agency, or by its areas."""
    service = Service.objects.select_related("organization__agency").filter(pk=service_id).first()
    if service is None:
        return None
    if service.organization.agency:
        return service.organization.agency.municipality_id
    served = ServiceArea.objects.filter(service=service).exclude(code="").values_list("code", flat=True)
    held = ServiceAtLocation.objects.filter(service=service).values_list("location__area_code", flat=True)
    codes = {wider for code in {*served, *held} for wider in [code, *wider_areas(code)]}
    return Municipality.objects.filter(code__in=codes).values_list("pk", flat=True).first()


@dataclass(frozen=True)
class Choice:
    """What the log is narrowed by; empty is all."""

    decision: str = ""
    kind: str = ""
    sender: str = ""


def decisions_for(actor: Actor, choice: Choice) -> QuerySet[AdmissionDecision]:
    """The decision log that somebody may see, last first."""
    found = AdmissionDecision.objects.filter(proposal__in=proposals_for(actor)).select_related("proposal")
    if choice.decision:
        found = found.filter(decision=choice.decision)
    if choice.kind:
        found = found.filter(proposal__kind=choice.kind)
    if choice.sender:
        found = found.filter(proposal__sender=choice.sender)
    return found.order_by("-at", "-id")


def by_receipt(code: str) -> Proposal | None:
    """The proposal of a receipt."""
    return Proposal.objects.filter(code=code.lower()).first() if "\0" not in code else None


def in_order(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Those that wait first, the oldest first; then what was decided, the last first."""
    return proposals.annotate(decided=Coalesce("decided_at", "sent_at")).order_by(
        F("decided_at").desc(nulls_first=True), "sent_at", "id"
    )
