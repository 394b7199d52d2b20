"""What casework adds to the page of the guarantee: the group somebody is in, and hand-overs that wait."""

from uuid import UUID

from django.db.models import QuerySet

from meedoen.casework.models import Measurement, Referral
from meedoen.casework.vocabulary import ReferralStatus
from meedoen.people.queries import Involvement


def steps_of_persons(rows: QuerySet[Involvement], scale_code: str) -> dict[UUID, str]:
    """Of the persons of these involvements the newest step on a scale, as shown: "2. Name". One query."""
    measured = (
        Measurement.objects.filter(
            case__involvement__in=rows.order_by().values("id"), step__scale_id=scale_code
        )
        .order_by("measured_on", "recorded_at", "id")
        .values_list("case__involvement__person_id", "step__position", "step__name")
    )
    return {person: f"{position}. {name}" for person, position, name in measured}


def persons_handed_over(rows: QuerySet[Involvement]) -> set[UUID]:
    """The persons of these involvements of whom a hand-over waits for an answer."""
    waiting = Referral.objects.filter(
        status=ReferralStatus.SENT, case__involvement__in=rows.order_by().values("id")
    )
    return set(waiting.values_list("person_id", flat=True))
