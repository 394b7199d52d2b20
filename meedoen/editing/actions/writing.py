"""What proposing and deciding write alike."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.directory.actions.history import RowChange, change_record
from meedoen.directory.vocabulary import RevisionKind
from meedoen.editing.models import Proposal
from meedoen.editing.queries.comparing import Item
from meedoen.editing.vocabulary import ProposalState


class _Tried(Exception):
    """Ends a try, so that nothing of it stays."""


def check(record_type: str, record_id: UUID, items: Sequence[Item], at: datetime) -> None:
    """Try whether this could be written as it stands; raises Refused, with the field, where it could not."""
    try:
        with transaction.atomic():
            change_record(
                record_type=record_type,
                record_id=record_id,
                rows=rows_of(items),
                kind=RevisionKind.EDIT,
                by=None,
                at=at,
                said_by="",
            )
            raise _Tried
    except _Tried:
        return


def rows_of(items: Sequence[Item]) -> list[RowChange]:
    """What taking these items over writes, the columns of one row together."""
    found: dict[tuple[str, UUID], RowChange] = {}
    for row in (row for item in items for row in item.changes):
        standing = found.get((row.table, row.id))
        if standing is None:
            found[row.table, row.id] = row
            continue
        found[row.table, row.id] = RowChange(
            row.table, row.id, _joined(standing.before, row.before), _joined(standing.after, row.after)
        )
    return list(found.values())


def _joined(one: Mapping[str, object] | None, other: Mapping[str, object] | None) -> dict[str, object] | None:
    return None if one is None and other is None else {**(one or {}), **(other or {})}


def close(proposal: Proposal, state: ProposalState, reason: str, by: str, at: datetime) -> None:
    proposal.state, proposal.reason, proposal.decided_by, proposal.decided_at = state, reason, by, at
    proposal.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def replace(older: Proposal, newer: Proposal, by: str, at: datetime) -> None:
    """Close a proposal that waited because the organization sent a newer one."""
    older.replaced_by = newer
    older.save(update_fields=["replaced_by"])
    close(older, ProposalState.REPLACED, "Er kwam een nieuwer voorstel.", by, at)
