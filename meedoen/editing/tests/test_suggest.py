"""Anybody says what is wrong; nothing changes until somebody took it over, and the receipt tells."""

from typing import Any

import pytest
from django.test import Client

from meedoen.directory.models import Metadata, Schedule, Service
from meedoen.editing.models import Proposal
from meedoen.editing.tests.makers import World, filled_in

pytestmark = pytest.mark.django_db


def url(service: Service) -> str:
    return f"/aanbod/{service.id}/klopt-niet/"


def send(world: World, **changes: Any) -> Any:
    client = Client()
    data = filled_in(client.get(url(world.cooking)).content.decode())
    return client.post(url(world.cooking), {**data, "topic": "wrong", **changes})


def test_other_times_wait_and_the_receipt_says_how_far_it_is(world: World) -> None:
    response = send(world, topic="times", remark="Nu op donderdag", **{"tijden-0-days": "TH"})

    proposal = Proposal.objects.get()
    assert response["Location"] == f"/voorstel/{proposal.code}/?net=1"
    assert Schedule.objects.get(service=world.cooking).byday == "TU"
    assert (proposal.sender, proposal.municipality_id) == ("visitor", world.cast.utrecht.id)
    assert [row["after"] for row in proposal.rows] == [{"byday": "TH"}]
    page = Client().get(response["Location"]).content.decode()
    assert proposal.code in page
    assert "Nu op donderdag" not in page


@pytest.mark.parametrize(
    ("decision", "said"),
    [("overnemen", "Je voorstel staat nu in de sociale kaart"), ("afwijzen", "Dinsdag klopt.")],
)
def test_the_receipt_tells_what_was_decided_and_why(world: World, decision: str, said: str) -> None:
    send(world, summary="Koken en eten")
    proposal = Proposal.objects.get()
    client = world.client("mila")
    page = f"/werk/voorstellen/{proposal.id}/"
    data = filled_in(client.get(page).content.decode())
    client.post(page, {**data, "besluit": decision, "reason": "Dinsdag klopt."})
    assert said in Client().get(f"/voorstel/{proposal.code}/").content.decode()


def test_that_it_stopped_closes_it_when_taken_over(world: World) -> None:
    send(world, topic="stopped")
    proposal = Proposal.objects.get()
    client = world.client("mila")
    page = f"/werk/voorstellen/{proposal.id}/"
    client.post(page, {**filled_in(client.get(page).content.decode()), "besluit": "overnemen"})
    world.cooking.refresh_from_db()
    assert world.cooking.status == "defunct"
    assert Metadata.objects.get(field_name="status").replacement_value == "defunct"


def test_a_suggestion_that_says_nothing_is_asked_for_words(world: World) -> None:
    response = send(world)
    assert response.status_code == 400
    assert "Schrijf op wat er niet klopt" in response.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"topic": "onzin"},
        {"website": "https://spam.example"},
        {"remark": "x" * 2_001},
        {"tijden-0-opens_at": "99:99"},
        {"plek-postal_code": "nergens"},
        {"email": "geen adres"},
    ],
)
def test_what_cannot_be_kept_and_what_a_program_fills_in_is_not_sent(
    world: World, wrong: dict[str, str]
) -> None:
    assert send(world, **{"remark": "Klopt niet"} | wrong).status_code == 400
    assert not Proposal.objects.exists()


def test_markup_and_null_characters_reach_the_reviewer_harmlessly(world: World) -> None:
    send(world, remark="<script>alert(1)</script> nul\0", name="<b>Koken</b>")
    proposal = Proposal.objects.get()
    page = world.client("mila").get(f"/werk/voorstellen/{proposal.id}/").content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_after_ten_from_one_network_somebody_waits(world: World) -> None:
    answers = [send(world, remark=f"Nummer {number}").status_code for number in range(11)]
    assert answers == [302] * 10 + [429]
    assert Proposal.objects.count() == 10


def test_what_is_not_published_or_merged_takes_no_suggestion(world: World) -> None:
    Service.objects.filter(pk=world.cooking.pk).update(is_published=False)
    Service.objects.filter(pk=world.strange.pk).update(merged_into=world.far)
    for service in (world.cooking, world.strange):
        assert Client().get(url(service)).status_code == 404


@pytest.mark.parametrize("code", ["bestaat-niet", "%00", "a" * 500])
def test_a_receipt_that_nobody_has_is_not_found(world: World, code: str) -> None:
    assert Client().get(f"/voorstel/{code}/").status_code == 404
