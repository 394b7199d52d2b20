"""Writing the initiatives of the data files: what is new or different, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.db.models import Model, QuerySet

from meedoen.directory.actions.differences import Difference, apply, differences, in_words
from meedoen.directory.actions.history import RowChange
from meedoen.directory.actions.taxonomies import load_taxonomies
from meedoen.directory.hsds import BY_MODEL
from meedoen.directory.initiative import Initiative
from meedoen.directory.initiative_rows import Facts, Rows, rows_of
from meedoen.directory.models import (
    Address,
    Attribute,
    CostOption,
    Location,
    Organization,
    Partner,
    Revision,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    Source,
    TaxonomyTerm,
    Unit,
)
from meedoen.directory.queries.history import plain
from meedoen.directory.vocabulary import RevisionKind, ServiceStatus, SourceKind
from meedoen.shared.stable_id import stable_id
from meedoen.trail.actions import Reader, record_act

Changes = dict[str, tuple[object, object]]
SOURCE = "bestanden van de initiatieven"

# The tables under a service, with the column that may stand on a service only once.
PARTS: dict[type[Model], str] = {
    Attribute: "taxonomy_term_id",
    CostOption: "",
    ServiceCapacity: "unit_id",
    ServiceAtLocation: "location_id",
    ServiceArea: "",
    Schedule: "",
}


@dataclass
class LoadedInitiative:
    """What loading one file did, in numbers of services."""

    id: str
    name: str
    organization: str
    services: int = 0
    new: int = 0
    changed: int = 0
    ended: int = 0

    @property
    def same(self) -> int:
        return self.services - self.new - self.changed


@dataclass(frozen=True)
class _Moment:
    """Who loads, and when: the audit line of every record, and its history that can be undone."""

    by: Reader | None
    at: datetime
    rows: defaultdict[UUID, list[RowChange]] = field(default_factory=lambda: defaultdict(list))

    def note(self, model: type[Model], found: Iterable[Difference], owner: Mapping[UUID, UUID]) -> None:
        """Keep what was done to these rows, each under the record that it is part of."""
        for one in found:
            old, new = (
                None if facts is None else {name: plain(value) for name, value in facts.items()}
                for facts in (one.old, one.new)
            )
            self.rows[owner.get(one.id, one.id)].append(RowChange(BY_MODEL[model].name, one.id, old, new))

    def record(self, act: str, object_type: str, id: UUID, changes: Changes | None = None) -> None:
        record_act(by=self.by, act=act, object_type=object_type, object_id=id, at=self.at, changes=changes)
        Revision.objects.create(
            at=self.at,
            kind=RevisionKind.ADD if act.startswith("add") else RevisionKind.IMPORT,
            record_type=object_type,
            record_id=id,
            rows=[row.kept for row in self.rows[id]],
            by=SOURCE,
        )


@transaction.atomic
def load_initiatives(
    *, initiatives: Sequence[Initiative], by: Reader | None, at: datetime
) -> list[LoadedInitiative]:
    """Make the directory say what these files say, and tell per file what that did.

    Loading the same again changes nothing. New and changed records get an audit line, and `last_modified` is
    `at`. A service that a file no longer has becomes inactive, and active again when it comes back; files
    that are not given are left alone. What was added, counted or edited by hand stays: rows whose id is not
    made from a file, a location with coordinates, a capacity that was counted, a field or a kind of part that
    `origins` names. Each change can be undone.
    """
    load_taxonomies()
    moment = _Moment(by, at)
    terms = _term_ids()
    names = {id: f"{taxonomy} {code}" for (taxonomy, code), id in terms.items()}
    rows = rows_of(initiatives, terms)
    loaded = {
        initiative.id: LoadedInitiative(
            initiative.id,
            initiative.name,
            initiative.organization.name if initiative.organization else "",
            len(initiative.services),
        )
        for initiative in initiatives
    }
    _settle(Unit, rows[Unit], Unit.objects.all())
    names |= dict(Unit.objects.values_list("id", "name"))
    _settle_organizations(rows, list(loaded), moment)
    _settle_services(rows, loaded, names, moment)
    _end_services(rows[Service], loaded, moment)
    _name_source(rows)
    return list(loaded.values())


def _name_source(rows: Rows) -> None:
    """Say of every record that came from a file where it came from."""
    source, _ = Source.objects.get_or_create(
        id=stable_id("source", "initiatives"), defaults={"name": SOURCE, "kind": SourceKind.TABLE}
    )
    for model in (Organization, Service, Location):
        model._default_manager.filter(id__in=rows[model], source__isnull=True).update(source=source)


def _term_ids() -> dict[tuple[str, str], UUID]:
    rows = TaxonomyTerm.objects.values_list("taxonomy__code", "code", "id")
    return {(taxonomy, code): id for taxonomy, code, id in rows}


def _settle(
    model: type[Model], wanted: Mapping[UUID, Facts], standing: QuerySet[Model], **on_making: object
) -> list[Difference]:
    rows = {row.pk: row for row in standing}
    found = differences({id: _unedited(facts, rows.get(id)) for id, facts in wanted.items()}, rows)
    apply(model, found, rows, on_making)
    return found


def _unedited(facts: Facts, row: Model | None) -> Facts:
    """What a file says of a row, without the fields that were edited here since."""
    edited = getattr(row, "origins", {})
    return {column: value for column, value in facts.items() if column not in edited}


def _edited_parts(model: type[Model], name: str) -> list[UUID]:
    """The records of which the parts of this kind were edited here: those parts are left as they stand."""
    rows = model._default_manager.exclude(origins={}).values_list("id", "origins")
    return [id for id, origins in rows if name in origins]


def _settle_organizations(rows: Rows, slugs: list[str], moment: _Moment) -> None:
    """Organizations and their partners; the services of one that changed count as modified too."""
    wanted = rows[Organization]
    found = _settle(Organization, wanted, Organization.objects.filter(id__in=wanted))
    moment.note(Organization, found, {})
    new = [difference.id for difference in found if difference.old is None]
    changes: defaultdict[UUID, Changes] = defaultdict(dict)
    for difference in found:
        if difference.old is not None and difference.new is not None:
            changes[difference.id] = {
                name: (difference.old[name], value) for name, value in difference.new.items()
            }
    standing = {partner.id: partner for partner in Partner.objects.filter(initiative__in=slugs)}
    for owner, pair in _settle_rows(Partner, "organization_id", rows[Partner], standing, {}).items():
        changes[owner]["partners"] = pair
    for id in new:
        moment.record("add_organization", "organization", id)
    changed = [id for id in changes if id not in new]
    for id in changed:
        moment.record("change_organization", "organization", id, changes[id])
    Service.objects.filter(organization_id__in=changed).update(last_modified=moment.at)


def _settle_services(
    rows: Rows, loaded: dict[str, LoadedInitiative], names: Mapping[UUID, str], moment: _Moment
) -> None:
    """Services with all that hangs on them; a service of which a part changed is a changed service."""
    wanted, standing = dict(rows[Service]), Service.objects.filter(id__in=rows[Service])
    for id in standing.filter(status=ServiceStatus.INACTIVE).values_list("id", flat=True):
        wanted[id] = wanted[id] | {"status": ServiceStatus.ACTIVE}
    found = _settle(Service, wanted, standing, last_modified=moment.at)
    moment.note(Service, found, {})
    new = {difference.id for difference in found if difference.old is None}
    changes: defaultdict[UUID, Changes] = defaultdict(dict)
    for difference in found:
        if difference.old is not None and difference.new is not None:
            for name, value in difference.new.items():
                changes[difference.id][name] = (difference.old[name], value)
    # A location with coordinates was looked after by hand and is left alone.
    placed = Location.objects.filter(id__in=rows[Location], rd_x__isnull=False).values_list("id", flat=True)
    unplaced = {id: facts for id, facts in rows[Location].items() if id not in set(placed)}
    _settle(Location, unplaced, Location.objects.filter(id__in=unplaced))
    moved = _edited_parts(Location, "address")
    addresses = {
        id: facts
        for id, facts in rows[Address].items()
        if facts["location_id"] in unplaced and facts["location_id"] not in moved
    }
    _settle(Address, addresses, Address.objects.filter(id__in=addresses))
    for owner, name, pair in _settle_parts(rows, names, moment):
        changes[owner][name] = pair
    for id in new:
        loaded[wanted[id]["initiative"]].new += 1
        moment.record("add_service", "service", id)
    changed = [id for id in changes if id not in new]
    for id in changed:
        loaded[wanted[id]["initiative"]].changed += 1
        moment.record("change_service", "service", id, changes[id])
    Service.objects.filter(id__in=changed).update(last_modified=moment.at)


def _settle_parts(
    rows: Rows, names: Mapping[UUID, str], moment: _Moment
) -> list[tuple[UUID, str, tuple[str, str]]]:
    """The rows under the services; gives per service and table what went and what came, in words."""
    found = []
    for model, once in PARTS.items():
        edited = _edited_parts(Service, BY_MODEL[model].name)
        parts = model._default_manager.filter(service__in=rows[Service]).exclude(service__in=edited)
        standing = {row.pk: row for row in parts}
        ours = {id: row for id, row in standing.items() if _is_ours(row)}
        unique = attrgetter("service_id", once) if once else attrgetter("pk")
        taken = {unique(row) for id, row in standing.items() if id not in ours}
        wanted = {
            id: facts
            for id, facts in rows[model].items()
            if facts["service_id"] not in edited and unique(model(pk=id, **facts)) not in taken
        }
        for owner, pair in _settle_rows(model, "service_id", wanted, ours, names, moment).items():
            found.append((owner, str(model._meta.verbose_name_plural), pair))
    return found


def _is_ours(row: Model) -> bool:
    """Whether a row came from a file: its id is made from the file, and nobody counted it since."""
    return row.pk.version == 5 and getattr(row, "updated", None) is None


def _settle_rows(
    model: type[Model],
    owner: str,
    wanted: Mapping[UUID, Facts],
    standing: Mapping[UUID, Model],
    names: Mapping[UUID, str],
    moment: _Moment | None = None,
) -> dict[UUID, tuple[str, str]]:
    """Make, change and remove rows of one table; gives per owner what went and what came, in words."""
    found = differences(wanted, standing, may_remove=True)
    owners = {
        difference.id: wanted[difference.id][owner]
        if difference.id in wanted
        else getattr(standing[difference.id], owner)
        for difference in found
    }
    apply(model, found, standing)
    if moment is not None:
        moment.note(model, found, owners)
    before: defaultdict[UUID, list[Facts]] = defaultdict(list)
    after: defaultdict[UUID, list[Facts]] = defaultdict(list)
    for difference in found:
        if difference.old is not None:
            before[owners[difference.id]].append(difference.old)
        if difference.new is not None:
            after[owners[difference.id]].append(difference.new)
    return {
        id: (in_words(before[id], names, owner), in_words(after[id], names, owner))
        for id in set(owners.values())
    }


def _end_services(wanted: Mapping[UUID, Facts], loaded: dict[str, LoadedInitiative], moment: _Moment) -> None:
    """A service that its file no longer has becomes inactive; it is never deleted."""
    over = (ServiceStatus.INACTIVE, ServiceStatus.DEFUNCT)
    standing = Service.objects.filter(initiative__in=loaded, invented=False).exclude(status__in=over)
    for service in standing.exclude(id__in=wanted):
        if service.id.version != 5:
            continue
        loaded[service.initiative].ended += 1
        changes: Changes = {"status": (service.status, ServiceStatus.INACTIVE.value)}
        moment.rows[service.id].append(
            RowChange(
                "service", service.id, {"status": service.status}, {"status": ServiceStatus.INACTIVE.value}
            )
        )
        Service.objects.filter(id=service.id).update(status=ServiceStatus.INACTIVE, last_modified=moment.at)
        moment.record("end_service", "service", service.id, changes)
