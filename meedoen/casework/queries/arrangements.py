"""Who is in which of Utrecht's arrangements, for planning. It says that somebody has a benefit (F2.063)."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import OuterRef, Subquery

from meedoen.casework.models import Case, Measurement, ScaleStep
from meedoen.casework.policy import may_use_scale
from meedoen.casework.reference import ONLY_IN
from meedoen.casework.vocabulary import ScaleCode, View

ARRANGEMENTS = ScaleCode.UTRECHT_ARRANGEMENTS


def arrangement_choices(legal_domain: str) -> list[tuple[str, str]]:
    """The arrangements that may be used in a legal domain: the code is the position. Elsewhere none."""
    if not may_use_scale(ONLY_IN.get(ARRANGEMENTS, ()), legal_domain):
        return []
    steps = ScaleStep.objects.filter(scale_id=ARRANGEMENTS).order_by("position")
    return [(str(position), name) for position, name in steps.values_list("position", "name")]


def involvements_in(arrangements: Collection[str], involvements: Collection[UUID]) -> set[UUID]:
    """Of these involvements those whose latest measurement, in the worker's view, is in one of these.

    In: positions as `arrangement_choices` gives them. Who was never measured is in none. One query.
    """
    latest = (
        Measurement.objects.filter(case=OuterRef("pk"), step__scale_id=ARRANGEMENTS, view=View.WORKER)
        .order_by("-measured_on", "-recorded_at", "-id")
        .values("step__position")[:1]
    )
    rows = Case.objects.filter(involvement_id__in=set(involvements)).annotate(arrangement=Subquery(latest))
    wanted = {int(position) for position in arrangements}
    return set(rows.filter(arrangement__in=wanted).values_list("involvement_id", flat=True))
