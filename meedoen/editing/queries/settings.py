"""What a municipality set: which changes it wants to see first, and the questions of its checklist."""

from uuid import UUID

from meedoen.editing.models import AdmissionCriterion, ApprovalRule
from meedoen.editing.vocabulary import AppliesTo, ProposalKind


def rules_of(municipality_id: UUID | None) -> dict[str, bool]:
    """Kind of change to whether the municipality looks first, where it said so itself."""
    if municipality_id is None:
        return {}
    rules = ApprovalRule.objects.filter(municipality_id=municipality_id)
    return dict(rules.values_list("change", "needs_approval"))


def criteria_for(municipality_id: UUID | None, kind: str) -> list[AdmissionCriterion]:
    """The questions that are asked for a proposal of this kind, in their order."""
    if municipality_id is None:
        return []
    asked = AdmissionCriterion.objects.filter(municipality_id=municipality_id, is_active=True)
    if kind != ProposalKind.NEW:
        asked = asked.filter(applies_to=AppliesTo.ALL)
    return list(asked.order_by("position", "code"))
