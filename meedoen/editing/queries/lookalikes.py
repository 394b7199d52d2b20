"""What looks like that which somebody is typing, as far as they may see it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.conf import settings

from meedoen.accounts.actor import Actor
from meedoen.directory.models import Organization, Service
from meedoen.directory.queries.duplicates import Double
from meedoen.directory.search import SearchIndex
from meedoen.editing.queries.own import own_organizations, own_services

NEAREST = 20


def same_subject(name: str, summary: str) -> Collection[UUID]:
    """The few services on offer that are about the same; none where that can't be told."""
    return SearchIndex(settings.SEARCH_INDEX).about_the_same(f"{name}. {summary}", limit=NEAREST)


def seen_by(
    actor: Actor, doubles: Sequence[Double], record_type: str = "service"
) -> list[tuple[Double, bool]]:
    """Those that are on the map for everybody or that somebody may edit, each with whether they may."""
    ids = [one.id for one in doubles]
    if record_type == "organization":
        own = set(own_organizations(actor).filter(pk__in=ids).values_list("pk", flat=True))
        shown = Organization.objects.filter(pk__in=ids, is_published=True)
        open_to_all = set(shown.values_list("pk", flat=True))
    else:
        own = set(own_services(actor).filter(pk__in=ids).values_list("pk", flat=True))
        open_to_all = set(Service.objects.published().filter(pk__in=ids).values_list("pk", flat=True))
    return [(one, one.id in own) for one in doubles if one.id in own | open_to_all]
