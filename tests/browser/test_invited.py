"""Letters from asked to downloaded at a desk, and the answer of the invited person on a phone of 390 px."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from conftest import PHONE

pytestmark = pytest.mark.browser


@pytest.fixture
def invited(demo: None, settings: Any, tmp_path: Any) -> Any:
    """A campaign that runs, with one person who reads Arabic best and one who reads Dutch."""
    from datetime import time

    from meedoen.accounts.models import User
    from meedoen.accounts.queries import actor_of
    from meedoen.demo.people_of_the_demo import DOMAIN
    from meedoen.outreach.models import Invitation
    from meedoen.people.models import PersonDetails
    from tests.cast import TODAY

    settings.VAR = tmp_path
    by = actor_of(User.objects.get(email=f"fatima@{DOMAIN}"), TODAY)
    day = day_of(by)
    campaign = day.campaign
    chosen = two_known_to(by)
    PersonDetails.objects.filter(person_id=chosen[0].person_id).update(languages=["ar", "nl"])
    PersonDetails.objects.filter(person_id__in=[one.person_id for one in chosen]).update(
        street="Dreef 2", postcode="3561 AB", town="Utrecht"
    )
    rows = [
        Invitation.objects.create(
            campaign=campaign, involvement=one, day=day, starts_at=time(9 + at), next_try_on=TODAY
        )
        for at, one in enumerate(chosen)
    ]
    return rows[0]


def day_of(by: Any) -> Any:
    """A campaign of this worker with one morning, two weeks ahead."""
    from datetime import time, timedelta

    from meedoen.outreach.models import Campaign
    from tests.cast import NOW, TODAY

    campaign = Campaign.objects.create(
        municipality_id=by.municipality_id,
        agency_id=by.agency_id,
        legal_domain_id=by.legal_domain,
        name="Contactdagen Overvecht",
        status="running",
        channels=["letter", "email"],
        phone="030-1234567",
        made_at=NOW,
        by_id=by.user_id,
    )
    day = campaign.days.create(
        held_on=TODAY + timedelta(days=14),
        starts_at=time(9),
        ends_at=time(12),
        area_code="WK034403",
        place="Buurthuis De Dreef",
        address="Dreef 1, Utrecht",
    )
    day.staffing.create(user_id=by.user_id)
    return day


def two_known_to(by: Any) -> list[Any]:
    """Two people whom the agency follows, who may be written to."""
    from meedoen.people.models import Involvement

    mine = Involvement.objects.filter(
        agency_id=by.agency_id,
        legal_domain_id=by.legal_domain,
        ends_on__isnull=True,
        left_alone_until__isnull=True,
        person__shielded=False,
        person__died_on__isnull=True,
    )
    return list(mine.exclude(person__user__isnull=False).order_by("id")[:2])


def test_letters_are_made_downloaded_and_posted(visitor: Callable[..., Any], invited: Any) -> None:
    from meedoen.outreach.jobs import make_letters, post_letters
    from meedoen.outreach.models import LetterBatch, Try

    desk = visitor()
    desk.sign_in("fatima")
    desk.go(f"/werk/contactdagen/{invited.campaign_id}/brieven/?ververs=0")
    desk.reads("2 mensen zijn aan de beurt voor een brief")
    desk.press("Maak de brieven", within=desk.main)
    batch = LetterBatch.objects.get()
    desk.go(f"/werk/contactdagen/brieven/{batch.id}/?ververs=0")
    desk.reads("0 van 2")
    make_letters.call(str(batch.id))
    desk.go(f"/werk/contactdagen/brieven/{batch.id}/")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name="Deel 1 (PDF)").click()
    assert download.value.suggested_filename == "brieven-contactdagen-overvecht-1.pdf"
    desk.press("Ze zijn op de post gedaan", within=desk.main)
    desk.reads("De brieven zijn op de post")
    post_letters.call(str(batch.id))
    assert Try.objects.filter(invitation__campaign_id=invited.campaign_id).count() == 2


@pytest.mark.parametrize("javascript", [True, False])
def test_the_invited_person_chooses_another_time_on_a_phone(
    visitor: Callable[..., Any], invited: Any, javascript: bool
) -> None:
    from meedoen.outreach.policy.letters import answer_code

    code = answer_code(invited.id, settings.SECRET_KEY)
    wilma = visitor(PHONE, javascript=javascript)
    wilma.go("/uitnodiging/")
    wilma.fill(code=code.lower())
    wilma.press("Ga verder", within=wilma.main)
    wilma.reads("dinsdag 29 september 2026 om 09.00 uur", "Buurthuis De Dreef", "هنا ترى موعدك")
    wilma.main.locator("input[name=time]").first.check(force=True)
    wilma.press("Neem deze tijd", within=wilma.main)
    wilma.reads("Je hebt een andere tijd gekozen")
    invited.refresh_from_db()
    assert invited.status == "moved"
    wilma.press("Ik kom niet", within=wilma.main)
    wilma.reads("Je komt niet. Dat is goed")
