"""Deciding what belongs under social activation."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.monitor.models import Screening
from meedoen.monitor.vocabulary import ScreeningVerdict
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act

LONGEST_REASON = 400


@transaction.atomic
def decide(
    *,
    service_id: UUID,
    municipality_id: UUID,
    verdict: ScreeningVerdict,
    reason: str,
    by: Actor,
    at: datetime,
) -> Screening:
    """Write down what the municipality decided about a service; an older decision stays as it was.

    The caller knows that the actor may decide and that the service is of this municipality. Raises Refused
    where there is no reason, or one that is too long.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Refused("Schrijf waarom, in één of twee zinnen.", "reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"Dit is te lang. Gebruik hooguit {LONGEST_REASON} tekens.", "reason")
    last = Screening.objects.filter(municipality_id=municipality_id, service_id=service_id).first()
    row = Screening.objects.create(
        municipality_id=municipality_id,
        service_id=service_id,
        verdict=verdict,
        reason=reason,
        at=at,
        by=", ".join(filter(None, [str(by.role.label), by.agency_name])),
    )
    record_act(
        by=by,
        act="decide_screening",
        object_type="service",
        object_id=service_id,
        at=at,
        changes={
            "screening": (last.verdict if last else "", verdict.value),
            "reason": (last.reason if last else "", reason),
        },
    )
    return row
