"""Deciding on a proposal: taking it over, whole or in part, or not, with the reason kept."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.directory.actions.history import RowChange, change_record
from meedoen.directory.models import Service
from meedoen.directory.vocabulary import Origin, RevisionKind, ServiceStatus
from meedoen.editing.actions.writing import close, rows_of
from meedoen.editing.models import AdmissionCriterion, AdmissionDecision, Proposal
from meedoen.editing.permissions import keeps_map, said_by
from meedoen.editing.policy.approval import answers_are_whole, may_decide
from meedoen.editing.queries.comparing import Item, items_of, kept_rows
from meedoen.editing.queries.proposals import is_about_own, waits_for_map
from meedoen.editing.queries.settings import criteria_for, rules_of
from meedoen.editing.vocabulary import Answer, ProposalKind, ProposalState, Sender
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act


def rows_of_proposal(proposal: Proposal) -> list[RowChange]:
    """What taking a proposal over writes; that a service stopped is a change of its status."""
    rows = kept_rows(proposal.rows)
    if proposal.kind != ProposalKind.CLOSE or any("status" in (row.after or {}) for row in rows):
        return rows
    status = Service.objects.filter(pk=proposal.record_id).values_list("status", flat=True).first()
    if status is None or status == ServiceStatus.DEFUNCT:
        return rows
    change = RowChange(
        "service", proposal.record_id, {"status": status}, {"status": ServiceStatus.DEFUNCT.value}
    )
    return [*rows, change]


@transaction.atomic
def decide(
    *,
    proposal_id: UUID,
    decision: ProposalState,
    chosen: Collection[str],
    answers: Mapping[str, str],
    reason: str,
    by: Actor,
    at: datetime,
) -> Proposal:
    """Take over the chosen items of a proposal, or decline it; two who decide at once: one of them does.

    In: `chosen` are keys of `items_of`; `answers` to the checklist, code to answer. Approving with some items
    left out is approving in part. Raises Refused where somebody decided already or something is missing.
    """
    proposal = _locked(proposal_id)
    items = items_of(proposal.record_type, proposal.record_id, rows_of_proposal(proposal))
    _may(proposal, items, by)
    asked = criteria_for(proposal.municipality_id, proposal.kind) if keeps_map(by) else []
    taken: list[Item] = []
    if decision == ProposalState.DECLINED:
        if not reason.strip():
            raise Refused("Schrijf op waarom je dit niet overneemt. De afzender leest dat.", "reason")
    else:
        taken = _taken(proposal, items, chosen)
        _whole(answers, asked)
        _write(proposal, taken, by, at)
        decision = ProposalState.PARTLY if len(taken) < len(items) else ProposalState.APPROVED
    close(proposal, decision, reason, said_by(by), at)
    AdmissionDecision.objects.create(
        proposal=proposal,
        decision=decision,
        answers=_answered(asked, answers),
        fields=[item.label for item in taken],
        reason=reason,
        by=said_by(by),
        at=at,
    )
    record_act(by=by, act=f"{decision.value}_proposal", object_type="proposal", object_id=proposal.id, at=at)
    return proposal


def _whole(answers: Mapping[str, str], asked: Sequence[AdmissionCriterion]) -> None:
    whole = answers_are_whole(answers, [one.code for one in asked])
    if not whole:
        raise Refused(whole.reasons[0], "answers")


def _may(proposal: Proposal, items: Sequence[Item], by: Actor) -> None:
    verdict = may_decide(
        state=proposal.state,
        keeps_map=keeps_map(by),
        is_own=is_about_own(by, proposal),
        sender=proposal.sender,
        waits_for_map=waits_for_map(proposal, items, rules_of(proposal.municipality_id)),
    )
    if not verdict:
        raise Refused(" ".join(verdict.reasons))


def _answered(asked: Sequence[AdmissionCriterion], answers: Mapping[str, str]) -> list[dict[str, str]]:
    """The questions as they were asked, with the answers: the checklist may change later."""
    return [
        {"code": one.code, "question": one.question, "answer": answers[one.code]}
        for one in asked
        if answers.get(one.code) in Answer.values
    ]


def _locked(proposal_id: UUID) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=proposal_id)


def _taken(proposal: Proposal, items: Sequence[Item], chosen: Collection[str]) -> list[Item]:
    if not items:
        return []
    if proposal.kind == ProposalKind.NEW:
        return list(items)
    taken = [item for item in items if item.key in chosen]
    if not taken:
        raise Refused("Kies wat je overneemt, of neem het niet over en schrijf op waarom.", "items")
    if gone := [item.label for item in taken if not item.possible]:
        raise Refused(f"Dit staat er niet meer: {', '.join(gone)}. Laat het weg.", "items")
    return taken


def _write(proposal: Proposal, taken: Sequence[Item], by: Actor, at: datetime) -> None:
    from_visitor = proposal.sender == Sender.VISITOR
    is_new = proposal.kind == ProposalKind.NEW
    change_record(
        record_type=proposal.record_type,
        record_id=proposal.record_id,
        rows=rows_of(taken),
        kind=RevisionKind.SUGGESTION if from_visitor else RevisionKind.ADD if is_new else RevisionKind.EDIT,
        by=by,
        at=at,
        said_by=said_by(by),
        origin=Origin.SUGGESTION if from_visitor else Origin.OWN,
        reason=f"voorstel {proposal.code}",
    )
