"""Which records a municipality looks after: what its map's editors see, change, confirm and read in.

A record belongs to a municipality by the agency of its organization, or else by the areas it names and lies
in. A record of which none of these is known belongs to every municipality, so that somebody looks after it.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, Substr

from meedoen.accounts.models import Municipality
from meedoen.directory.models import Service, ServiceArea, ServiceAtLocation

# Every CBS code in a municipality holds its four digits, after the kind of area.
KINDS = ("GM", "WK", "BU")


def services_in_reach(municipality_id: UUID | None, at: str = "") -> Q:
    """The services that a municipality looks after; costs no query of its own.

    In: `at` is the way from the filtered rows to their service, empty where they are services. Where that way
    can be empty, ask that it is not.
    """
    if municipality_id is None:
        return Q(pk__in=[])
    agency, service = _at(at, "organization__agency"), _at(at, "pk")
    unclaimed = Q(**{agency: None}) & (_in_area(municipality_id, service) | _nowhere(service))
    return Q(**{f"{agency}__municipality_id": municipality_id}) | unclaimed


def organizations_in_reach(municipality_id: UUID | None, at: str = "") -> Q:
    """The organizations that a municipality looks after: those of its agencies, or else by their services."""
    if municipality_id is None:
        return Q(pk__in=[])
    agency = _at(at, "agency")
    theirs = Service.objects.filter(organization=OuterRef(_at(at, "pk")))
    here = theirs.filter(_in_area(municipality_id, "pk"))
    anywhere = theirs.exclude(_nowhere("pk"))
    unclaimed = Q(**{agency: None}) & (Exists(here) | ~Exists(anywhere))
    return Q(**{f"{agency}__municipality_id": municipality_id}) | unclaimed


def _at(at: str, name: str) -> str:
    return f"{at}__{name}" if at else name


def _in_area(municipality_id: UUID, service: str) -> Q:
    served, held = Q(), Q()
    for kind in KINDS:
        code = Concat(Value(kind), Substr("code", 3, 4))
        start = Subquery(Municipality.objects.filter(pk=municipality_id).values_list(code))
        served |= Q(code__startswith=start)
        held |= Q(location__area_code__startswith=start)
    return Q(Exists(ServiceArea.objects.filter(served, service=OuterRef(service)))) | Q(
        Exists(ServiceAtLocation.objects.filter(held, service=OuterRef(service)))
    )


def _nowhere(service: str) -> Q:
    """No area is known, of those it serves nor of where it is held."""
    served = ServiceArea.objects.filter(service=OuterRef(service)).exclude(code="")
    held = ServiceAtLocation.objects.filter(service=OuterRef(service)).exclude(location__area_code="")
    return Q(~Exists(served)) & Q(~Exists(held))
