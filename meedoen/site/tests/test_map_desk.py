"""The start of the map editor: what waits stands first, and what does not wait stands nowhere."""

from typing import Any

import pytest
from django.test import Client

from meedoen.assurance.models import Upkeep
from meedoen.assurance.vocabulary import Stage
from meedoen.directory.tests.makers import give_area, make_service
from meedoen.editing.models import Proposal
from meedoen.shared.clock import now
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def waiting(client: Client) -> list[str]:
    return [row.title for row in client.get("/werk/kaart/").context["waiting"]]


def test_where_nothing_waits_the_page_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.mila)
    assert waiting(client) == []
    assert "Er wacht niets" in client.get("/werk/kaart/").content.decode()


def test_what_waits_is_counted_for_the_own_municipality(client: Client, cast: Cast) -> None:
    service = make_service("Samen koken")
    give_area(service, "Utrecht", "GM0344")
    made: dict[str, Any] = {"kind": "remark", "sender": "visitor", "record_type": "service", "sent_at": now()}
    for municipality in (cast.utrecht, cast.utrecht, cast.deventer):
        Proposal.objects.create(record_id=service.id, municipality=municipality, **made)
    Upkeep.objects.create(
        service=service,
        municipality_code="GM0344",
        stage=Stage.HIDDEN,
        needs_call=True,
        score=50,
        counted_at=now(),
    )
    client.force_login(cast.mila)
    assert waiting(client) == ["2 voorstellen wachten", "1 aanbod om te bellen", "1 aanbod verborgen"]
