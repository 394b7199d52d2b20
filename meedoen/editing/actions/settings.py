"""What a municipality starts with: the rules for approval and the checklist, each to change in /beheer/."""

from collections.abc import Iterable
from uuid import UUID

from meedoen.editing.models import AdmissionCriterion, ApprovalRule
from meedoen.editing.policy.approval import FIRST_LOOK
from meedoen.editing.reference import QUESTIONS
from meedoen.editing.vocabulary import ChangeKind


def begin_with(municipality_ids: Iterable[UUID]) -> None:
    """Give each municipality that has none yet the rules and the checklist that Meedoen comes with."""
    for municipality_id in municipality_ids:
        if not ApprovalRule.objects.filter(municipality_id=municipality_id).exists():
            ApprovalRule.objects.bulk_create(
                [
                    ApprovalRule(
                        municipality_id=municipality_id, change=change, needs_approval=change in FIRST_LOOK
                    )
                    for change in ChangeKind
                ],
                ignore_conflicts=True,
            )
        if not AdmissionCriterion.objects.filter(municipality_id=municipality_id).exists():
            AdmissionCriterion.objects.bulk_create(
                [
                    AdmissionCriterion(
                        municipality_id=municipality_id,
                        code=one.code,
                        question=one.question,
                        explanation=one.explanation,
                        applies_to=one.applies_to,
                        position=position,
                    )
                    for position, one in enumerate(QUESTIONS)
                ],
                ignore_conflicts=True,
            )
