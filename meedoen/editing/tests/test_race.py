"""Two who decide at the same moment, on PostgreSQL: one of them does.

The control is the same code without the row lock and must decide twice: else the first test proves nothing.
The proposal is a remark: one that changes fields is held too by the check that nobody changed them since.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from meedoen.editing.actions import deciding
from meedoen.editing.actions.proposing import suggest
from meedoen.editing.models import AdmissionDecision, Proposal
from meedoen.editing.tests.makers import LATER, make_world
from meedoen.editing.vocabulary import ProposalState, Topic
from meedoen.shared.errors import Refused
from tests.cast import make_cast

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS = 4


def decided_at_once(prepare: Callable[[Barrier], None]) -> tuple[int, int]:
    """Everybody approves one proposal at once; gives how many were refused, and how many decided."""
    world = make_world(make_cast())
    mila = world.cast.actor("mila")
    proposal = suggest(
        service_id=world.cooking.id,
        title="Samen koken",
        rows=[],
        topic=Topic.WRONG,
        remark="Dit klopt niet meer.",
        municipality_id=world.cast.utrecht.id,
        at=LATER,
    )
    start = Barrier(THREADS)
    prepare(start)

    def approve(_: int) -> int:
        try:
            deciding.decide(
                proposal_id=proposal.id,
                decision=ProposalState.APPROVED,
                chosen=[],
                answers={},
                reason="",
                by=mila,
                at=LATER,
            )
        except Refused:
            return 1
        finally:
            connection.close()
        return 0

    with ThreadPoolExecutor(THREADS) as threads:
        refused = sum(threads.map(approve, range(THREADS)))
    return refused, AdmissionDecision.objects.count()


def test_of_all_who_approve_at_once_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = deciding._locked

    def together(start: Barrier) -> None:
        def wait(proposal_id: UUID) -> Proposal:
            start.wait(timeout=30)
            return locked(proposal_id)

        monkeypatch.setattr(deciding, "_locked", wait)

    assert decided_at_once(together) == (THREADS - 1, 1)


def test_without_the_lock_they_would_all_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    def together(start: Barrier) -> None:
        def unlocked(proposal_id: UUID) -> Proposal:
            found = Proposal.objects.get(pk=proposal_id)
            start.wait(timeout=30)
            return found

        monkeypatch.setattr(deciding, "_locked", unlocked)

    refused, decisions = decided_at_once(together)
    assert decisions > 1
    assert refused < THREADS - 1
