"""Which records of the map may be the same as records that are new in a file."""

from typing import Any

from meedoen.directory.queries.duplicates import Asked, Double, doubles_among
from meedoen.importing.reading.facts import Fact
from meedoen.importing.spool import Spool

Key = tuple[str, str]
MOST = 5
# A likeness that is only possible is no reason to hold a record back.
TELLING = ("sure", "likely")


def doubles_of(
    record_type: str, groups: dict[str, dict[Key, Fact]], spool: Spool
) -> dict[str, list[dict[str, Any]]]:
    """For each new record that looks like one that stands here: which, where and why."""
    around = _Around(record_type, groups, spool)
    asked = [around.asked(id, rows) for id, rows in groups.items()]
    found = doubles_among(asked, record_type=record_type)
    shown = {
        id: [_shown(one) for one in doubles if one.sureness in TELLING and str(one.id) != id][:MOST]
        for id, doubles in zip(groups, found, strict=True)
    }
    return {id: doubles for id, doubles in shown.items() if doubles}


def _shown(double: Double) -> dict[str, Any]:
    return {
        "id": str(double.id),
        "name": double.name,
        "organization": double.organization,
        "where": double.where,
        "reasons": list(double.reasons),
    }


class _Around:
    """The organizations and places of the services asked about, as the file has them."""

    def __init__(self, record_type: str, groups: dict[str, dict[Key, Fact]], spool: Spool) -> None:
        self._record_type = record_type
        self._names: dict[str, str] = {}
        self._addresses: dict[str, dict[str, Any]] = {}
        if record_type == "service":
            rows = [fact for group in groups.values() for fact in group.values()]
            owners = {fact.values["organization_id"] for fact in rows if fact.table == "service"}
            places = {fact.values["location_id"] for fact in rows if fact.table == "service_at_location"}
            for _, fact in spool.of_records("organization", sorted(owners)):
                if fact.table == "organization":
                    self._names[fact.id] = fact.values["name"]
            for home, fact in spool.of_records("location", sorted(places)):
                if fact.table == "address":
                    self._addresses.setdefault(home, fact.values)

    def asked(self, id: str, rows: dict[Key, Fact]) -> Asked:
        record = rows[(self._record_type, id)].values
        address = next(
            (
                self._addresses[fact.values["location_id"]]
                for fact in rows.values()
                if fact.table == "service_at_location" and fact.values["location_id"] in self._addresses
            ),
            {},
        )
        return Asked(
            name=record["name"],
            organization=self._names.get(record.get("organization_id") or "", ""),
            postcode=address.get("postal_code") or "",
            address=address.get("address_1") or "",
            phones=[fact.values["number"] for fact in rows.values() if fact.table == "phone"],
            website=record.get("url") or record.get("website") or "",
            email=record.get("email") or "",
            identifier=next(
                (
                    fact.values["identifier"]
                    for fact in rows.values()
                    if fact.table == "organization_identifier"
                ),
                "",
            ),
            about=_about(record),
        )


def _about(record: dict[str, Any]) -> str:
    return str(record.get("summary") or record.get("description") or "")
