"""Writing how many places there are and how many of them are free."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.directory.models import Service, ServiceCapacity, Unit
from meedoen.shared.errors import Refused
from meedoen.shared.stable_id import stable_id
from meedoen.trail.actions import Reader, record_act


@transaction.atomic
def set_capacity(
    *, service_id: UUID, unit: str, available: int, maximum: int | None, by: Reader | None, at: datetime
) -> None:
    """Set how many places of a service are free at `at`, in one unit (plural Dutch word: "plekken").

    `maximum` None: not known. The same figures again only renew the moment they were counted. The service's
    `last_modified` stays: free places come and go without the description changing.
    Raises Refused for a negative number or more free places than there are, Service.DoesNotExist.
    """
    if available < 0 or (maximum is not None and maximum < 0):
        raise Refused("Het aantal plekken kan niet onder nul zijn. Vul nul in als er geen plek is.")
    if maximum is not None and available > maximum:
        raise Refused(
            f"Er kunnen geen {available} {unit} vrij zijn: er zijn er {maximum}. Vul een lager aantal in."
        )
    service = Service.objects.select_for_update().get(id=service_id)
    row = ServiceCapacity.objects.filter(service=service, unit__name=unit).first()
    if row is None:
        wanted, _ = Unit.objects.get_or_create(name=unit, defaults={"id": stable_id("unit", unit)})
        row = ServiceCapacity(service=service, unit=wanted)
    changes: dict[str, tuple[object, object]] = {
        "available": (row.available, available),
        "maximum": (row.maximum, maximum),
    }
    row.available, row.maximum, row.updated = available, maximum, at
    row.save()
    if any(old != new for old, new in changes.values()):
        record_act(
            by=by,
            act="set_capacity",
            object_type="service",
            object_id=service_id,
            at=at,
            changes={f"{unit}: {field}": pair for field, pair in changes.items()},
        )
