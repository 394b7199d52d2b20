from datetime import timedelta
from uuid import uuid4

import pytest

from meedoen.directory.actions import set_capacity
from meedoen.directory.models import Service, ServiceCapacity
from meedoen.directory.tests.makers import NOW, make_service
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine, Change

pytestmark = pytest.mark.django_db


def test_setting_capacity_keeps_the_figures_the_moment_and_the_history() -> None:
    service = make_service()

    set_capacity(service_id=service.id, unit="plekken", available=3, maximum=10, by=None, at=NOW)

    row = ServiceCapacity.objects.get(service=service)
    assert (row.unit.name, row.available, row.maximum, row.updated) == ("plekken", 3, 10, NOW)
    assert AuditLine.objects.get().act == "set_capacity"
    assert set(Change.objects.values_list("field", "new")) == {
        ("plekken: available", "3"),
        ("plekken: maximum", "10"),
    }


def test_the_same_figures_again_only_renew_the_moment() -> None:
    service, later = make_service(), NOW + timedelta(hours=1)
    set_capacity(service_id=service.id, unit="plekken", available=3, maximum=10, by=None, at=NOW)

    set_capacity(service_id=service.id, unit="plekken", available=3, maximum=10, by=None, at=later)

    assert ServiceCapacity.objects.get(service=service).updated == later
    assert AuditLine.objects.count() == 1
    service.refresh_from_db()
    assert service.last_modified == NOW


def test_two_units_of_one_service_are_counted_apart() -> None:
    service = make_service()
    set_capacity(service_id=service.id, unit="plekken", available=3, maximum=10, by=None, at=NOW)
    set_capacity(service_id=service.id, unit="dagdelen", available=0, maximum=None, by=None, at=NOW)

    counted = set(service.capacities.values_list("unit__name", "available", "maximum"))
    assert counted == {("plekken", 3, 10), ("dagdelen", 0, None)}


@pytest.mark.parametrize(("available", "maximum"), [(-1, None), (1, -1), (11, 10)])
def test_impossible_figures_are_refused_and_nothing_is_written(available: int, maximum: int | None) -> None:
    service = make_service()

    with pytest.raises(Refused):
        set_capacity(
            service_id=service.id, unit="plekken", available=available, maximum=maximum, by=None, at=NOW
        )

    assert not ServiceCapacity.objects.exists()


def test_an_unknown_service_has_no_capacity() -> None:
    with pytest.raises(Service.DoesNotExist):
        set_capacity(service_id=uuid4(), unit="plekken", available=1, maximum=None, by=None, at=NOW)
