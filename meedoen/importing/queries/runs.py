"""Which readings somebody may look at and go on with: those of the own municipality."""

from django.db.models import QuerySet

from meedoen.accounts.actor import Actor
from meedoen.importing.models import ImportRun


def runs_in_reach(actor: Actor) -> QuerySet[ImportRun]:
    """Without those from the command line, which concern every municipality."""
    runs = ImportRun.objects.select_related("source")
    return runs.filter(municipality_id=actor.municipality_id) if actor.municipality_id else runs.none()
