"""Which records a reading may not touch, because another municipality looks after them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from meedoen.accounts.models import Municipality
from meedoen.directory.hsds import table
from meedoen.directory.models import Organization, ServiceAtLocation
from meedoen.directory.queries.reach import KINDS, organizations_in_reach, services_in_reach
from meedoen.importing.models import ImportRun

# From the record to the agency whose people sign in for it.
AGENCY = {"service": "organization__agency", "organization": "agency", "location": "organization__agency"}


def out_of_reach(record_type: str, ids: Collection[str], run: ImportRun) -> set[str]:
    """Of these records the ones that stand here and are not the reader's municipality's. At most two queries.

    What came from the run's own source is its own, until an agency looks after it. A run of the command line
    reaches everything.
    """
    if run.municipality_id is None or not ids:
        return set()
    from_here = Q(**{"source_id": run.source_id, AGENCY[record_type]: None})
    rows = table(record_type).model._default_manager.filter(pk__in=ids)
    near = rows.filter(_in_reach(record_type, run.municipality_id) | from_here)
    standing = rows.values_list("pk", flat=True)
    return {str(id) for id in set(standing) - set(near.values_list("pk", flat=True))}


def _in_reach(record_type: str, municipality_id: UUID) -> Q:
    if record_type == "service":
        return services_in_reach(municipality_id)
    if record_type == "organization":
        return organizations_in_reach(municipality_id)
    return _locations_in_reach(municipality_id)


def _locations_in_reach(municipality_id: UUID) -> Q:
    """Of its organizations, in its area, or where nothing is held but what it looks after."""
    digits = Municipality.objects.values_list("code", flat=True).get(pk=municipality_id)[2:6]
    here = Q()
    for kind in KINDS:
        here |= Q(area_code__startswith=f"{kind}{digits}")
    held = ServiceAtLocation.objects.filter(location=OuterRef("pk"))
    mine = services_in_reach(municipality_id, "service")
    only_mine = ~Exists(held.filter(~mine))
    loose = here | (Q(only_mine) & (Q(area_code="") | Q(Exists(held.filter(mine)))))
    owned = Q(organization__in=Organization.objects.filter(organizations_in_reach(municipality_id)))
    return owned | (Q(organization=None) & loose)
