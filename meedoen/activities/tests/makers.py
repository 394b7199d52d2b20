"""Makes services, activities and sessions for the tests of activities and matching."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from meedoen.accounts.models import Agency
from meedoen.activities.models import Activity, Session
from meedoen.directory.models import Organization, Service
from tests.cast import NOW, TODAY


def make_service(agency: Agency, name: str = "Kookgroep", **fields: Any) -> Service:
    organization, _ = Organization.objects.get_or_create(agency=agency, defaults={"name": agency.name})
    return Service.objects.create(organization=organization, name=name, last_modified=NOW, **fields)


def make_activity(
    agency: Agency,
    name: str = "Kookgroep",
    *,
    capacity: int = 10,
    starts_on: date = TODAY - timedelta(days=60),
    ends_on: date | None = None,
    service: Service | None = None,
    **fields: Any,
) -> Activity:
    rhythm = {"byday": "TU", "opens_at": time(10), "closes_at": time(12)}
    return Activity.objects.create(
        municipality=agency.municipality,
        agency=agency,
        service=service or make_service(agency, name),
        name=name,
        capacity=capacity,
        starts_on=starts_on,
        ends_on=ends_on,
        **{**rhythm, **fields},
    )


def make_session(activity: Activity, day: date = TODAY, opens_at: time = time(10)) -> Session:
    starts_at = timezone.make_aware(datetime.combine(day, opens_at))
    return Session.objects.create(
        activity=activity, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)
    )
