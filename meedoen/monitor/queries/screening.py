"""Reads of the screening: the inventory of a municipality, what each service says, and decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from meedoen.accounts.models import Municipality
from meedoen.directory.models import Attribute, Schedule, Service, ServiceArea, ServiceAtLocation
from meedoen.directory.vocabulary import TaxonomyCode
from meedoen.monitor.models import Screening
from meedoen.monitor.policy.screening import Recorded, Screened, screened
from meedoen.monitor.vocabulary import InventoryPart, ScreeningVerdict

CORE = (TaxonomyCode.ACTIVATION_LEVEL, TaxonomyCode.LIFE_DOMAIN, TaxonomyCode.TARGET_GROUP)
"""What must be recorded before anything can be said."""


@dataclass(frozen=True)
class Decision:
    verdict: ScreeningVerdict
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Line:
    """One service of the inventory with its advice, and the last decision if there is one."""

    id: UUID
    name: str
    organization: str
    screened: Screened
    decision: Decision | None


def inventory(municipality: Municipality, *, text: str = "", part: str = "") -> QuerySet[Service]:
    """The services on offer in a municipality, by name: held there, working for it, or of an agency of it.

    `text`: words in the name of the service or its organization; `part`: an `InventoryPart`.
    """
    digits = municipality.code[2:]

    def within(column: str) -> Q:
        inside = (Q(**{f"{column}__startswith": f"{kind}{digits}"}) for kind in ("WK", "BU"))
        return reduce(or_, inside, Q(**{column: municipality.code}))

    services = Service.objects.on_offer().filter(
        Q(organization__agency__municipality=municipality)
        | Exists(ServiceArea.objects.filter(within("code"), service=OuterRef("pk")))
        | Exists(ServiceAtLocation.objects.filter(within("location__area_code"), service=OuterRef("pk")))
    )
    if text:
        services = services.filter(Q(name__icontains=text) | Q(organization__name__icontains=text))
    return _part(services, municipality, part).order_by("name", "id")


def lines(services: Sequence[Service], municipality: Municipality) -> list[Line]:
    """These services as lines, in the order given; the number of queries does not depend on how many."""
    ids = [service.id for service in services]
    rows = (
        Service.objects.filter(id__in=ids)
        .select_related("organization")
        .prefetch_related(
            Prefetch(
                "attributes",
                Attribute.objects.select_related("taxonomy_term__taxonomy").order_by(
                    "taxonomy_term__position"
                ),
            ),
            Prefetch("schedules", Schedule.objects.order_by("id")),
        )
    )
    read = {row.id: row for row in rows}
    decisions = _decisions(ids, municipality)
    return [
        Line(
            id, read[id].name, read[id].organization.name, screened(recorded_of(read[id])), decisions.get(id)
        )
        for id in ids
        if id in read
    ]


def history(service_id: UUID, municipality: Municipality) -> list[Decision]:
    """Every decision about a service, the newest first."""
    rows = Screening.objects.filter(service_id=service_id, municipality=municipality)
    return [_decision(row) for row in rows]


def recorded_of(service: Service) -> Recorded:
    """What the social map says of a service that was read with its attributes and schedules."""
    terms: dict[str, list[tuple[str, str]]] = {}
    for attribute in service.attributes.all():
        term = attribute.taxonomy_term
        terms.setdefault(term.taxonomy.code, []).append((term.code, term.name))

    def named(taxonomy: TaxonomyCode) -> tuple[str, ...]:
        return tuple(name for _, name in terms.get(taxonomy, []))

    access = terms.get(TaxonomyCode.ACCESS, [])
    return Recorded(
        levels=tuple(terms.get(TaxonomyCode.ACTIVATION_LEVEL, [])),
        domains=named(TaxonomyCode.LIFE_DOMAIN),
        groups=named(TaxonomyCode.TARGET_GROUP),
        access=access[0][0] if access else "",
        texts=(service.eligibility_description, service.application_process, service.description),
        description=service.description,
        has_end=any(row.valid_to or row.until or row.count for row in service.schedules.all()),
    )


def _part(services: QuerySet[Service], municipality: Municipality, part: str) -> QuerySet[Service]:
    if part == InventoryPart.INCOMPLETE:
        complete = [
            Exists(Attribute.objects.filter(service=OuterRef("pk"), taxonomy_term__taxonomy__code=taxonomy))
            for taxonomy in CORE
        ]
        return services.exclude(*complete)
    last = Screening.objects.filter(service=OuterRef("pk"), municipality=municipality).order_by("-at", "id")
    if part == InventoryPart.UNDECIDED:
        return services.filter(~Exists(last))
    if part in ScreeningVerdict.values:
        return services.annotate(last=Subquery(last.values("verdict")[:1])).filter(last=part)
    return services


def _decisions(ids: Sequence[UUID], municipality: Municipality) -> dict[UUID, Decision]:
    rows = Screening.objects.filter(service_id__in=ids, municipality=municipality).order_by("at", "-id")
    return {row.service_id: _decision(row) for row in rows}


def _decision(row: Screening) -> Decision:
    return Decision(ScreeningVerdict(row.verdict), row.reason, row.at, row.by)
