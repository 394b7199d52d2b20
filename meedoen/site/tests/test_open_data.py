"""What happens elsewhere in Meedoen is heard by who asks the open data whether something changed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from meedoen.assurance.actions import assure
from meedoen.assurance.vocabulary import AssuranceWay
from meedoen.directory.models import Organization, Service

pytestmark = pytest.mark.django_db
ADDRESS = "/api/hsds/services?full=true"
NOW = datetime(2026, 9, 15, 8, 30, tzinfo=UTC)


def test_a_confirmation_changes_the_mark_of_the_open_data(client: Client) -> None:
    owner = Organization.objects.create(name="De Linde")
    service = Service.objects.create(organization=owner, name="Koken", last_modified=NOW)
    before = client.get(ADDRESS)
    later = NOW + timedelta(days=30)
    assure(service=service, how=AssuranceWay.CALL, by=None, at=later, said_by="redacteur")
    after = client.get(ADDRESS, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.json()["contents"][0]["assured_date"] == "2026-10-15"
