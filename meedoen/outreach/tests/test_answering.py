"""The page of the invited person: no account, no name, another time, a no, a call, and a dead link."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from icalendar import Calendar

from meedoen.casework.tests.clock import Clock
from meedoen.outreach.models import Campaign, Invitation
from meedoen.outreach.policy.letters import MOST_ANSWERS, answer_code
from meedoen.outreach.tests.campaign_makers import FIRST_DAY, known, running_campaign, world
from meedoen.people.models import Involvement
from meedoen.people.vocabulary import NextAction
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


def invited(*languages: str, **changes: Any) -> tuple[Cast, Invitation, str]:
    """Wilma, invited to the one day, with the address of her page."""
    cast, by = world()
    wilma = known(cast, "Wilma", languages=languages or ("nl",))
    running_campaign(by, **changes)
    row = Invitation.objects.get(involvement=wilma)
    return cast, row, f"/uitnodiging/{answer_code(row.id, settings.SECRET_KEY)}/"


def text(answer: Any) -> str:
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def times(answer: Any) -> list[str]:
    return re.findall(r'name="time" value="([^"]+)"', answer.content.decode())


def test_day_time_and_place_stand_there_and_no_name(client: Client) -> None:
    _, row, page = invited()
    answer = client.get(page)
    assert "maandag 28 september 2026 om 09.00 uur" in text(answer)
    assert "Buurthuis De Dreef, Dreef 1, Utrecht" in text(answer)
    for private in ("Wilma", "Voorbeeld", "Najaar", str(row.id)):
        assert private not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_another_time_is_chosen_without_a_script(client: Client) -> None:
    _, row, page = invited()
    chosen = times(client.get(page))[0]
    answer = client.post(page, {"time": chosen, "choose": "1"}, follow=True)
    row.refresh_from_db()
    assert "Je hebt een andere tijd gekozen" in text(answer) and row.status == "moved"
    assert f"{row.day_id} {row.starts_at:%H:%M}" == chosen


def test_a_time_that_was_just_taken_says_what_to_do(client: Client) -> None:
    cast, row, page = invited()
    chosen = times(client.get(page))[0]
    other = Invitation.objects.create(
        campaign=row.campaign,
        involvement=known(cast, "Jan"),
        day=row.day,
        starts_at=chosen.split()[1],
        status="invited",
    )
    answer = client.post(page, {"time": chosen, "choose": "1"})
    assert answer.status_code == 400
    assert "Deze tijd is net bezet. Kies een andere tijd." in text(answer)
    row.refresh_from_db()
    assert row.starts_at != other.starts_at and row.status == "planned"


def test_without_a_choice_the_page_asks_for_one(client: Client) -> None:
    _, _, page = invited()
    assert "Kies een tijd uit de lijst." in text(client.post(page, {"choose": "1"}))


def test_a_no_names_no_consequence(client: Client) -> None:
    _, row, page = invited(is_compulsory=True)
    answer = client.post(page, {"nee": "1"}, follow=True)
    row.refresh_from_db()
    assert row.status == "declined" and row.day_id is None
    assert "Je komt niet. Dat is goed" in text(answer)
    assert not re.search("gevolg|straf|verplicht|uitkering", text(answer))
    assert client.post(page, {"nee": "1"}, follow=True).status_code == 200


def test_who_asks_to_be_called_stands_with_the_campaign_and_with_the_lead(client: Client) -> None:
    cast, row, page = invited()
    assert "We bellen je" in text(client.post(page, {"bel": "1"}, follow=True))
    client.post(page, {"bel": "1"})
    row.refresh_from_db()
    involvement = Involvement.objects.get(id=row.involvement_id)
    assert row.call_asked_at == NOW and involvement.next_action == NextAction.CONTACT
    client.force_login(cast.fatima)
    letters = f"/werk/contactdagen/{row.campaign_id}/brieven/"
    assert "Vraagt of je belt" in text(client.get(letters)) and "Wilma" in text(client.get(letters))
    client.post(f"/werk/contactdagen/{row.campaign_id}/gebeld/{row.id}/", {"gesproken": "1"})
    assert "Vraagt of je belt" not in text(client.get(letters))


@pytest.mark.parametrize(
    "code",
    ["0000-0000-0000", "ABCD-EFGH-JKMN", "x", "0000000000000000", "....", "0000-0000-0000-0000"],
)
def test_a_forged_link_is_not_found(client: Client, code: str) -> None:
    invited()
    for path in (f"/uitnodiging/{code}/", f"/uitnodiging/{code}/afspraak.ics"):
        assert client.get(path).status_code == 404


def test_one_changed_letter_is_not_found(client: Client) -> None:
    _, _, page = invited()
    last = page[-2]
    assert client.get(f"{page[:-2]}{'0' if last != '0' else '1'}/").status_code == 404


def test_the_link_is_dead_after_the_day(client: Client, clock: Clock) -> None:
    _, _, page = invited()
    clock.time = NOW + (FIRST_DAY - TODAY)
    assert client.get(page).status_code == 200
    clock.time += timedelta(days=1)
    answer = client.get(page)
    assert answer.status_code == 410 and "Deze uitnodiging is voorbij" in text(answer)
    assert "030-1234567" in text(answer) and client.post(page, {"nee": "1"}).status_code == 410
    assert client.get(f"{page}afspraak.ics").status_code == 404


def test_the_link_is_dead_when_the_campaign_is_done(client: Client) -> None:
    _, row, page = invited()
    Campaign.objects.filter(id=row.campaign_id).update(status="done")
    assert client.get(page).status_code == 410


def test_the_main_sentences_are_in_the_own_language(client: Client) -> None:
    _, _, page = invited("ar", "nl")
    answer = client.get(page)
    assert 'lang="ar" dir="rtl"' in answer.content.decode()
    assert "هنا ترى موعدك" in text(answer) and "Hier zie je je afspraak" in text(answer)


def test_the_code_of_the_letter_can_be_typed(client: Client) -> None:
    _, _, page = invited()
    code = page.split("/")[2]
    answer = client.post("/uitnodiging/", {"code": code.lower().replace("-", " ")})
    assert answer["Location"] == page
    assert "Deze code kennen we niet" in text(client.post("/uitnodiging/", {"code": "0000-0000-0000"}))


def test_nobody_can_try_codes_all_day(client: Client) -> None:
    for number in range(MOST_ANSWERS):
        assert client.get(f"/uitnodiging/{number:04}-0000-0000/").status_code == 404
    assert client.get("/uitnodiging/0000-0000-0000/").status_code == 429


def test_the_appointment_can_be_kept_in_a_calendar(client: Client) -> None:
    _, _, page = invited()
    answer = client.get(f"{page}afspraak.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("DTSTART").isoformat() == "2026-09-28T07:00:00+00:00"
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=45)
    assert b"Wilma" not in answer.content and b"Najaar" not in answer.content
