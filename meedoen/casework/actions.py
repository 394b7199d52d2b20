"""Writes of casework."""

from django.db import transaction

from meedoen.casework.models import Scale, ScaleStep
from meedoen.casework.reference import SCALES


@transaction.atomic
def load_scales() -> None:
    """Put the scales of `reference.py` in place; what stands already, and what a municipality changed, stays."""
    for scale in SCALES:
        row, _ = Scale.objects.get_or_create(
            code=scale.code,
            defaults={"name": scale.name, "direction": scale.direction, "source": scale.source},
        )
        for position, (name, explanation) in enumerate(scale.steps, start=1):
            ScaleStep.objects.get_or_create(
                scale=row, position=position, defaults={"name": name, "explanation": explanation}
            )
