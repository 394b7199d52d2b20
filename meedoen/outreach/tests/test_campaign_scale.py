"""5,500 people for seven colleagues: planned in a few seconds, and each page in a fixed number of queries."""

import time as stopwatch
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.accounts.models import Membership, User
from meedoen.casework.models import Case
from meedoen.outreach.actions.campaigns import start_campaign
from meedoen.outreach.models import Campaign, ContactDay, Invitation
from meedoen.outreach.tests.campaign_makers import FIRST_DAY, day_for, draft, world
from meedoen.people.models import Involvement, Person, PersonDetails
from meedoen.people.vocabulary import NextAction
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

PEOPLE, WORKERS, FEW = 5500, 7, 30
PAGES = ("", "bellen/", "cijfers/")
AREAS = ("WK034403", "WK034406")


def crowd(cast: Cast, number: int) -> list[Involvement]:
    """So many people with a case at Work and Income, in two districts, half of them with a phone alone."""
    persons = [
        Person(municipality=cast.utrecht, first_involvement_id=uuid4(), created_at=NOW) for _ in range(number)
    ]
    Person.objects.bulk_create(persons)
    PersonDetails.objects.bulk_create(
        PersonDetails(
            person=person,
            first_name="Mens",
            last_name=str(at),
            street="" if at % 4 > 1 else "Dreef 1",
            postcode="3561 AB",
            phone="030-0000000",
            area_code=AREAS[at % 2],
        )
        for at, person in enumerate(persons)
    )
    known = Involvement.objects.bulk_create(
        Involvement(
            id=person.first_involvement_id,
            municipality=cast.utrecht,
            person=person,
            agency=cast.work_and_income,
            legal_domain_id="participatiewet",
            lead=cast.fatima,
            starts_on=date(2020, 1, 1),
            next_action=NextAction.CONTACT,
            next_action_on=TODAY,
            last_contact_on=TODAY - timedelta(days=at),
        )
        for at, person in enumerate(persons)
    )
    Case.objects.bulk_create(
        Case(municipality=cast.utrecht, involvement=one, opened_at=NOW, reason="") for one in known
    )
    return known


def seven(cast: Cast) -> list[User]:
    """Fatima and six colleagues."""
    others = [
        User.objects.create_user(f"collega{at}@voorbeeld.invalid", "meedoen-voorbeeld", name=f"Collega {at}")
        for at in range(WORKERS - 1)
    ]
    for user in others:
        Membership.objects.create(
            user=user,
            agency=cast.work_and_income,
            role="client_manager",
            legal_domain_id="participatiewet",
            starts_on=date(2026, 1, 1),
        )
    return [cast.fatima, *others]


def test_5500_people_are_planned_and_no_day_gets_more_than_its_seven_can_receive() -> None:
    cast, by = world()
    crowd(cast, PEOPLE)
    campaign = draft(by, show_rate=50)
    workers = [user.id for user in seven(cast)]
    day_for(campaign, by, *workers, number=50)
    later = FIRST_DAY + timedelta(weeks=12)
    day_for(campaign, by, *workers, number=50, area_code="WK034406", first=later)
    began = stopwatch.monotonic()
    start_campaign(campaign_id=campaign.id, by=by, at=NOW)
    took = stopwatch.monotonic() - began
    per_day = {day.invitations.count() for day in campaign.days.all()}
    assert (Invitation.objects.count(), max(per_day)) == (PEOPLE, 56)
    assert Involvement.objects.filter(next_action=NextAction.INVITE).count() == PEOPLE
    assert took < 20, "three seconds alone; the rest is for a machine that does more at once"


def test_a_page_takes_as_many_queries_for_5500_people_as_for_sixty(client: Client) -> None:
    cast, by = world()
    campaign = draft(by)
    day = day_for(campaign, by)
    Campaign.objects.filter(id=campaign.id).update(status="running")
    client.force_login(cast.fatima)
    counts: list[list[int]] = []
    for number in (2 * FEW, PEOPLE):
        _invited(crowd(cast, number), day)
        counts.append([_queries(client, f"/werk/contactdagen/{campaign.id}/{page}") for page in PAGES])
    assert counts[0] == counts[1]


def test_the_desk_takes_as_many_queries_for_sixty_people_as_for_one(client: Client) -> None:
    cast, by = world()
    campaign = draft(by)
    day = day_for(campaign, by)
    Campaign.objects.filter(id=campaign.id).update(status="running")
    client.force_login(cast.fatima)
    counts = []
    for number in (1, 2 * FEW):
        _invited(crowd(cast, number), day)
        counts.append(_queries(client, f"/werk/balie/{day.id}/"))
    assert counts[0] == counts[1]


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def _invited(known: list[Involvement], day: ContactDay) -> None:
    Invitation.objects.bulk_create(
        Invitation(
            campaign=day.campaign, involvement=one, day=day, starts_at=time(9), next_try_on=TODAY, tries=1
        )
        for one in known
    )
