"""A department with people who have not been seen, for the tests of contact days."""

from datetime import date, time
from typing import Any
from uuid import UUID

from meedoen.accounts.actor import Actor
from meedoen.areas.models import PostcodePoint
from meedoen.outreach.actions.campaigns import NewCampaign, NewDays, add_days, make_campaign, start_campaign
from meedoen.outreach.models import Campaign, ContactDay, Invitation
from meedoen.outreach.tests.makers import make_areas
from meedoen.people.models import Involvement
from tests.cast import NOW, Cast, involve, make_case, make_cast, make_person

FIRST_DAY = date(2026, 9, 28)
CAMPAIGN: dict[str, Any] = {
    "name": "Najaar",
    "arrangements": (),
    "area_codes": (),
    "years_without_contact": 0,
    "minutes_per_talk": 45,
    "show_rate": 100,
    "most_tries": 2,
    "weeks_between_tries": 4,
    "channels": ("letter", "phone"),
    "phone": "030-1234567",
    "is_compulsory": False,
}
DAYS: dict[str, Any] = {
    "first": FIRST_DAY,
    "number": 1,
    "starts_at": time(9),
    "ends_at": time(12),
    "area_code": "WK034403",
    "place": "Buurthuis De Dreef",
    "address": "Dreef 1, Utrecht",
}


def world() -> tuple[Cast, Actor]:
    """The cast in Utrecht with its districts; Fatima makes the campaigns."""
    cast = make_cast()
    make_areas()
    PostcodePoint.objects.filter(postcode4="3571").update(rd_x=139000)
    return cast, cast.actor("fatima")


def known(cast: Cast, name: str = "Wilma", *, seen: date | None = None, **details: Any) -> Involvement:
    """Somebody of whom Fatima has a case, last spoken on a day."""
    involvement = involve(make_person(cast.utrecht, name, **details), cast.fatima)
    Involvement.objects.filter(id=involvement.id).update(last_contact_on=seen)
    make_case(involvement)
    involvement.refresh_from_db()
    return involvement


def draft(by: Actor, **changes: Any) -> Campaign:
    return make_campaign(new=NewCampaign(**{**CAMPAIGN, **changes}), by=by, at=NOW)


def day_for(campaign: Campaign, by: Actor, *workers: UUID, **changes: Any) -> ContactDay:
    """One morning with four talks for each worker; with Fatima alone where no worker is named."""
    new = NewDays(**{**DAYS, "workers": workers or (by.user_id,), **changes})
    return add_days(campaign_id=campaign.id, new=new, by=by, at=NOW)[0]


def running_campaign(by: Actor, **changes: Any) -> tuple[Campaign, ContactDay]:
    """A campaign that was started, with one day."""
    campaign = draft(by, **changes)
    day = day_for(campaign, by)
    start_campaign(campaign_id=campaign.id, by=by, at=NOW)
    campaign.refresh_from_db()
    return campaign, day


def invitation_of(involvement: Involvement) -> Invitation:
    return Invitation.objects.select_related("day", "campaign").get(involvement=involvement)
