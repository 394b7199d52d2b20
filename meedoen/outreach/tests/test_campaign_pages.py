"""The pages of contact days: from a draft to the figures, what a wrong form says, and who sees what."""

import pytest
from django.test import Client

from meedoen.casework.models import Case
from meedoen.casework.tests.clock import Clock
from meedoen.outreach.actions.inviting import note_try
from meedoen.outreach.models import Campaign, Invitation, Pause
from meedoen.outreach.tests.campaign_makers import FIRST_DAY, invitation_of, known, running_campaign, world
from meedoen.outreach.vocabulary import CampaignStatus, DayOutcome, InvitationStatus
from meedoen.trail.models import AccessLine
from tests.cast import NOW, TODAY, make_person

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Najaar",
    "years_without_contact": "0",
    "minutes_per_talk": "45",
    "show_rate": "100",
    "most_tries": "2",
    "weeks_between_tries": "4",
    "first_channel": "letter",
    "second_channel": "phone",
    "third_channel": "",
    "phone": "030-1234567",
}
DAY_FORM = {
    "first": "2026-09-28",
    "number": "1",
    "starts_at": "09:00",
    "ends_at": "12:00",
    "area_code": "WK034403",
    "place": "Buurthuis De Dreef",
    "address": "Dreef 1, Utrecht",
}


def text(answer) -> str:  # type: ignore[no-untyped-def]
    return " ".join(answer.content.decode().split())


def test_from_a_draft_to_the_figures(client: Client, clock: Clock) -> None:
    cast, _ = world()
    wilma = known(cast, "Wilma")
    client.force_login(cast.fatima)
    answer = client.post("/werk/contactdagen/nieuw/", FORM)
    campaign = Campaign.objects.get()
    page = f"/werk/contactdagen/{campaign.id}/"
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert "voeg dagen toe om mensen uit te nodigen" in text(client.get(page))
    client.post(page + "dagen/", DAY_FORM | {"workers": [str(cast.fatima.id)]})
    assert "Start je, dan krijgt 1 mens een dag en een tijd" in text(client.get(page))
    client.post(page + "starten/")
    assert "Brief: 1" in text(client.get(page))
    mine = invitation_of(wilma)
    note_try(invitation_id=mine.id, channel="letter", outcome="sent", at=NOW)
    clock.time = NOW + (FIRST_DAY - TODAY)
    desk = f"/werk/balie/{mine.day_id}/"
    assert "Buurthuis De Dreef" in text(client.get("/werk/balie/"))
    before = AccessLine.objects.count()
    assert "09:00 Wilma Voorbeeld" in text(client.get(desk))
    assert AccessLine.objects.count() == before + 1
    answer = client.post(desk, {"person": mine.id, "mark": "present"})
    assert answer["Location"] == f"{desk}#rij-{mine.id}"
    listed = text(client.get(desk))
    assert "?talk=contact_day" in listed and "/overdragen/" in listed
    client.post(f"{desk}uitkomst/{mine.id}/", {"outcome": DayOutcome.TO_TEAM})
    client.post(f"{desk}sluiten/")
    figures = text(client.get(page + "cijfers/"))
    assert "100 van de 100" in figures and "Wilma" not in figures
    client.post(page + "afronden/")
    campaign.refresh_from_db()
    assert campaign.status == CampaignStatus.DONE


def test_a_wrong_campaign_says_what_to_do_and_keeps_nothing(client: Client) -> None:
    cast, _ = world()
    client.force_login(cast.fatima)
    for change, said in (
        ({"name": ""}, "Geef de campagne een naam."),
        ({"show_rate": "0"}, "Vul een getal in van 10 tot en met 100."),
        ({"minutes_per_talk": "veel"}, "Vul een getal in van 10 tot en met 180."),
        ({"second_channel": "letter"}, "Kies iedere keer een andere manier."),
        ({"phone": "bel maar"}, "Vul een telefoonnummer in"),
        ({"first_channel": "duif"}, "Kies uit de lijst."),
        ({"area_codes": ["WK999999"]}, "Kies uit de lijst."),
    ):
        assert said in text(client.post("/werk/contactdagen/nieuw/", FORM | change))
    assert Campaign.objects.count() == 0


def test_wrong_days_say_what_to_do_and_add_nothing(client: Client) -> None:
    cast, _ = world()
    client.force_login(cast.fatima)
    client.post("/werk/contactdagen/nieuw/", FORM)
    campaign = Campaign.objects.get()
    staff = {"workers": [str(cast.fatima.id)]}
    for change, said in (
        ({"first": "2026-10-03"}, "Kies een werkdag."),
        ({"first": "2026-09-01"}, "Kies een eerste dag na vandaag."),
        ({"first": "morgen"}, "Vul een dag in"),
        ({"ends_at": "08:00"}, "Kies een tijd na het begin."),
        ({"ends_at": "09:30"}, "In deze tijd past geen gesprek van 45 minuten."),
        ({"area_code": ""}, "Kies een wijk."),
        ({"workers": []}, "Kies minstens één collega."),
        ({"workers": [str(cast.bram.id)]}, "Kies uit de lijst."),
        ({"workers": ["geen-id"]}, "Kies uit de lijst."),
    ):
        assert said in text(
            client.post(f"/werk/contactdagen/{campaign.id}/dagen/", DAY_FORM | staff | change)
        )
    assert campaign.days.count() == 0


def test_a_compulsory_talk_is_said_to_be_one_without_a_consequence(client: Client) -> None:
    cast, by = world()
    known(cast)
    campaign, _ = running_campaign(by, is_compulsory=True)
    client.force_login(cast.fatima)
    page = text(client.get(f"/werk/contactdagen/{campaign.id}/"))
    assert "De gemeente verplicht dit gesprek" in page
    assert "Wegblijven heeft hier geen gevolg" in page


def test_calling_notes_how_it_went_and_a_no_is_a_no(client: Client) -> None:
    cast, by = world()
    one = known(cast, "Belle")
    campaign, _ = running_campaign(by, channels=("phone",))
    client.force_login(cast.fatima)
    calls = f"/werk/contactdagen/{campaign.id}/bellen/"
    assert "Belle Voorbeeld" in text(client.get(calls))
    mine = invitation_of(one)
    client.post(calls, {"invitation": mine.id, "channel": "phone", "outcome": "declined"})
    assert (invitation_of(one).status, invitation_of(one).tries) == (InvitationStatus.DECLINED, 1)
    answer = client.post(
        calls, {"invitation": "onzin", "channel": "phone", "outcome": "reached"}, follow=True
    )
    assert "Kies bij iemand op de lijst hoe het ging." in text(answer)


def test_who_calls_is_found_by_name_and_gets_another_time(client: Client) -> None:
    cast, by = world()
    one = known(cast, "Belle")
    campaign, day = running_campaign(by)
    client.force_login(cast.fatima)
    page = f"/werk/contactdagen/{campaign.id}/afspraak/"
    assert "Belle Voorbeeld" in text(client.post(page, {"name": "belle"}))
    mine = f"{page}{invitation_of(one).id}/"
    assert "09:45" in text(client.get(mine))
    assert "Deze tijd is niet meer vrij." in text(client.post(mine, {"time": f"{day.id} 03:00"}))
    client.post(mine, {"time": f"{day.id} 09:45"})
    assert invitation_of(one).starts_at.minute == 45
    client.post(mine, {"decline": "1"})
    assert invitation_of(one).status == InvitationStatus.DECLINED


def test_who_walks_in_is_found_or_gets_a_case_and_stands_on_the_list(client: Client, clock: Clock) -> None:
    cast, by = world()
    known(cast, "Wilma")
    other = known(cast, "Anders", seen=NOW.date())
    campaign, day = running_campaign(by)
    Invitation.objects.filter(involvement=other).delete()
    clock.time = NOW + (FIRST_DAY - TODAY)
    client.force_login(cast.fatima)
    walk = f"/werk/balie/{day.id}/inloop/"
    found = text(client.post(walk, {"name": "anders"}))
    assert "Anders Voorbeeld" in found and f"{walk}nieuw/" in found
    client.post(walk, {"person": other.person_id})
    assert invitation_of(other).walked_in
    answer = client.post(f"{walk}nieuw/", {"first_name": "Nieuw", "last_name": "Iemand", "languages": []})
    assert answer.status_code == 302
    assert campaign.invitations.filter(walked_in=True, status=InvitationStatus.CAME).count() == 2
    stranger = make_person(cast.utrecht, "Vreemd")
    assert "Deze inwoner staat niet in je dossiers." in text(
        client.post(walk, {"person": stranger}, follow=True)
    )


def test_a_tap_for_somebody_of_another_day_or_for_nobody_changes_nothing(
    client: Client, clock: Clock
) -> None:
    cast, by = world()
    known(cast)
    _, day = running_campaign(by)
    clock.time = NOW + (FIRST_DAY - TODAY)
    client.force_login(cast.fatima)
    desk = f"/werk/balie/{day.id}/"
    assert client.post(desk, {"person": "onzin", "mark": "present"}).status_code == 400
    assert client.post(desk, {"person": day.id, "mark": "present"}).status_code == 404
    assert client.get(f"{desk}uitkomst/{day.id}/").status_code == 404
    assert Invitation.objects.get().status == InvitationStatus.PLANNED


def test_a_pause_is_set_from_the_case(client: Client) -> None:
    cast, _ = world()
    wilma = known(cast)
    client.force_login(cast.fatima)
    case = Case.objects.get(involvement=wilma).id
    client.post(f"/werk/dossiers/{case}/waarvoor/", {"purpose": "plan"})
    page = f"/werk/dossiers/{case}/niet-uitnodigen/"
    assert "Kies een datum vanaf vandaag." in text(client.post(page, {"not_before": "2026-01-01"}))
    client.post(page, {"not_before": "2026-12-01", "why": "Operatie"})
    assert Pause.objects.get().not_before == TODAY.replace(month=12, day=1)


def test_outsiders_see_no_small_numbers(client: Client) -> None:
    cast, by = world()
    known(cast)
    campaign, _ = running_campaign(by)
    client.force_login(cast.dirk)
    assert "Najaar" in text(client.get("/werk/cijfers/contactdagen/"))
    shown = text(client.get(f"/werk/cijfers/contactdagen/{campaign.id}/"))
    assert "Te weinig mensen om te laten zien" in shown
    assert client.get(f"/werk/contactdagen/{campaign.id}/cijfers/").status_code == 403


def test_the_calculator_says_how_many_weeks_it_takes(client: Client) -> None:
    cast, _ = world()
    for number in range(30):
        known(cast, f"Mens {number}")
    client.force_login(cast.fatima)
    client.post("/werk/contactdagen/nieuw/", FORM)
    page = f"/werk/contactdagen/{Campaign.objects.get().id}/"
    said = text(client.get(page, {"collega": "1", "ochtenden": "2", "uren": "3"}))
    assert "8 gesprekken per week" in said and "30 mensen uitnodigen duurt dan 4 weken" in said
    assert "Vul een getal in" in text(client.get(page, {"collega": "-1", "ochtenden": "2", "uren": "3"}))
