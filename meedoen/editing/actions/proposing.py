"""Changing a record of one's own, what needs it waits for approval; and suggesting a change as a visitor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.directory.actions.history import RowChange, change_record
from meedoen.directory.models import Revision
from meedoen.directory.vocabulary import RevisionKind
from meedoen.editing.actions.writing import check, close, replace, rows_of
from meedoen.editing.models import Proposal
from meedoen.editing.permissions import keeps_map, said_by
from meedoen.editing.policy.approval import needs_approval
from meedoen.editing.queries.comparing import Item, items_of
from meedoen.editing.queries.proposals import own_waiting
from meedoen.editing.queries.settings import rules_of
from meedoen.editing.vocabulary import ChangeKind, ProposalKind, ProposalState, Sender, Topic
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act


@dataclass(frozen=True)
class Split:
    """What of a change goes live at once and what waits for the municipality."""

    live: tuple[Item, ...]
    waiting: tuple[Item, ...]


@dataclass(frozen=True)
class Saved:
    """What became of a change; `replaced` is how many proposals that waited made way for the new one."""

    revision: Revision | None
    proposal: Proposal | None
    replaced: int = 0


def split(
    actor: Actor, record_type: str, record_id: UUID, rows: Sequence[RowChange], *, is_new: bool = False
) -> Split:
    """What of this change goes live at once, by the rules of the municipality of who makes it."""
    items = items_of(record_type, record_id, rows)
    if keeps_map(actor):
        return Split(tuple(items), ())
    rules = rules_of(actor.municipality_id)
    first = ChangeKind.NEW_SERVICE if record_type == "service" else ChangeKind.NEW_ORGANIZATION
    if is_new:
        return Split((), tuple(items)) if needs_approval(first, rules) else Split(tuple(items), ())
    waits = [needs_approval(item.kind, rules) for item in items]
    return Split(
        tuple(item for item, wait in zip(items, waits, strict=True) if not wait),
        tuple(item for item, wait in zip(items, waits, strict=True) if wait),
    )


@transaction.atomic
def save_own(
    *,
    record_type: str,
    record_id: UUID,
    title: str,
    rows: Sequence[RowChange],
    by: Actor,
    at: datetime,
    is_new: bool = False,
) -> Saved:
    """Change or add a record of one's own: what may goes live, the rest becomes a proposal.

    An older proposal of the same organization for the same record that waited is replaced: the new one says
    what is wanted now. Raises Refused, with the field, where a value cannot be kept.
    """
    divided = split(by, record_type, record_id, rows, is_new=is_new)
    revision = change_record(
        record_type=record_type,
        record_id=record_id,
        rows=rows_of(divided.live),
        kind=RevisionKind.ADD if is_new else RevisionKind.EDIT,
        by=by,
        at=at,
        said_by=said_by(by),
    )
    if not divided.waiting:
        return Saved(revision, None)
    made, replaced = _propose(record_type, record_id, title, divided.waiting, by, at, is_new=is_new)
    return Saved(revision, made, replaced)


def _propose(
    record_type: str,
    record_id: UUID,
    title: str,
    items: Sequence[Item],
    by: Actor,
    at: datetime,
    *,
    is_new: bool,
) -> tuple[Proposal, int]:
    """The proposal, and how many older ones it replaces."""
    check(record_type, record_id, items, at)
    replaced = list(own_waiting(by, record_type, record_id).select_for_update())
    made = Proposal.objects.create(
        kind=ProposalKind.NEW if is_new else ProposalKind.EDIT,
        record_type=record_type,
        record_id=record_id,
        title=title[:200],
        rows=[row.kept for row in rows_of(items)],
        sender=Sender.ORGANIZATION,
        said_by=said_by(by),
        agency_id=by.agency_id,
        municipality_id=by.municipality_id,
        sent_at=at,
    )
    record_act(by=by, act="propose", object_type="proposal", object_id=made.id, at=at)
    for older in replaced:
        replace(older, made, said_by(by), at)
        record_act(by=by, act="replace", object_type="proposal", object_id=older.id, at=at)
    return made, len(replaced)


@transaction.atomic
def suggest(
    *,
    service_id: UUID,
    title: str,
    rows: Sequence[RowChange],
    topic: Topic,
    remark: str,
    municipality_id: UUID | None,
    at: datetime,
) -> Proposal:
    """Suggest a change to a service as a visitor: nothing changes until somebody took it over.

    Raises Refused where nothing is said.
    """
    if not rows and not remark.strip() and topic != Topic.STOPPED:
        raise Refused("Schrijf op wat er niet klopt, of verbeter het hieronder.", "remark")
    if rows:
        check("service", service_id, items_of("service", service_id, rows), at)
    kind = ProposalKind.CLOSE if topic == Topic.STOPPED else ProposalKind.EDIT
    made = Proposal.objects.create(
        kind=kind if rows or topic == Topic.STOPPED else ProposalKind.REMARK,
        record_type="service",
        record_id=service_id,
        title=title[:200],
        rows=[row.kept for row in rows],
        topic=topic,
        remark=remark,
        sender=Sender.VISITOR,
        municipality_id=municipality_id,
        sent_at=at,
    )
    record_act(by=None, act="suggest", object_type="proposal", object_id=made.id, at=at)
    return made


@transaction.atomic
def withdraw(*, proposal_id: UUID, by: Actor, at: datetime) -> None:
    """Take back a proposal of the own organization. Raises Refused where it was decided already."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state != ProposalState.PENDING:
        raise Refused("Over dit voorstel is al besloten. Je kunt het niet meer intrekken.")
    if proposal.sender != Sender.ORGANIZATION or proposal.agency_id != by.agency_id:
        raise Refused("Alleen wie het voorstel deed, kan het intrekken.")
    close(proposal, ProposalState.WITHDRAWN, "", said_by(by), at)
    record_act(by=by, act="withdraw", object_type="proposal", object_id=proposal.id, at=at)
