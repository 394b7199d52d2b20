"""Letters from asked to posted: broken off and gone on, downloaded with a line for everybody, thrown away."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from meedoen.casework.tests.clock import Clock
from meedoen.outreach.actions import letters as actions
from meedoen.outreach.actions.letters import delete_old_files, note_posted
from meedoen.outreach.jobs import make_letters, post_letters
from meedoen.outreach.models import Campaign, Invitation, LetterBatch, LetterFile, Try
from meedoen.outreach.paper import Press
from meedoen.outreach.policy import letters as policy
from meedoen.outreach.policy.letters import next_slice
from meedoen.outreach.queries.letters import path_of
from meedoen.outreach.tests.campaign_makers import known, running_campaign, world
from meedoen.outreach.tests.test_letters import built, text_of
from meedoen.people.models import PersonDetails
from meedoen.trail.models import AccessLine
from tests.cast import NOW, Cast

pytestmark = [pytest.mark.django_db, built]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def by_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two letters in a file, so that four people make two of them."""
    monkeypatch.setattr(actions, "next_slice", lambda **given: next_slice(**given, size=2))


def campaign_of(*names: str, **changes: Any) -> tuple[Cast, Campaign]:
    """A campaign that invites these people, each one postcode further than who comes next."""
    cast, by = world()
    for number, name in enumerate(names):
        known(cast, name, postcode=f"35{69 - number} AB")
    campaign, _ = running_campaign(by, **changes)
    return cast, campaign


def asked(client: Client, cast: Cast, campaign: Campaign, kind: str = "files") -> LetterBatch:
    client.force_login(cast.fatima)
    client.post(f"/werk/contactdagen/{campaign.id}/brieven/", {"kind": kind})
    return LetterBatch.objects.get()


def text(answer: Any) -> str:
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def test_from_asked_to_posted(client: Client, by_two: None, django_capture_on_commit_callbacks: Any) -> None:
    cast, campaign = campaign_of("Wilma", "Fadi", "Jan")
    page = f"/werk/contactdagen/{campaign.id}/brieven/"
    client.force_login(cast.fatima)
    assert "3 mensen zijn aan de beurt voor een brief" in text(client.get(page))
    batch = asked(client, cast, campaign)
    assert "0 van 3" in text(client.get(f"/werk/contactdagen/brieven/{batch.id}/"))
    make_letters.call(str(batch.id))
    whole = client.get(f"/werk/contactdagen/brieven/{batch.id}/")
    assert "Deel 1 (PDF)" in text(whole) and "Deel 2 (PDF)" in text(whole)
    AccessLine.objects.all().delete()
    first, second = LetterFile.objects.order_by("number")
    answer = client.get(f"/werk/contactdagen/bestand/{first.id}/")
    assert answer["Content-Disposition"] == 'attachment; filename="brieven-najaar-1.pdf"'
    assert AccessLine.objects.filter(name="letters").count() == 2
    said = text_of(answer.content)
    assert said.index("Beste Jan") < said.index("Beste Fadi") and "Wilma" not in said
    assert "Beste Wilma" in text_of(client.get(f"/werk/contactdagen/bestand/{second.id}/").content)
    client.post(f"/werk/contactdagen/brieven/{batch.id}/gepost/")
    post_letters.call(str(batch.id))
    assert list(Try.objects.values_list("channel", "outcome")) == [("letter", "sent")] * 3
    assert "Er is nu niemand aan de beurt" in text(client.get(page))


def test_a_job_that_was_killed_goes_on_where_it_was(
    client: Client, by_two: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, campaign = campaign_of("Wilma", "Fadi", "Jan", "Hassan")
    batch = asked(client, cast, campaign)
    whole, made = Press.file, []

    def killed_at_the_second(self: Press, letters: Any, **given: Any) -> None:
        made.append([one["to"][0] for one in letters])
        if len(made) == 2:
            whole(self, letters, **given)
            raise KeyboardInterrupt
        whole(self, letters, **given)

    monkeypatch.setattr(Press, "file", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        make_letters.call(str(batch.id))
    batch.refresh_from_db()
    assert (batch.status, batch.done, batch.files.count()) == ("working", 2, 1)
    monkeypatch.setattr(Press, "file", whole)
    make_letters.call(str(batch.id))
    batch.refresh_from_db()
    assert (batch.status, batch.done, batch.total) == ("done", 4, 4)
    texts = [text_of(path_of(file).read_bytes()) for file in batch.files.all()]
    for name in ("Wilma", "Fadi", "Jan", "Hassan"):
        assert [one.count(f"Beste {name}") for one in texts].count(1) == 1
    assert sorted(path.name for path in path_of(batch.files.all()[0]).parent.iterdir()) == [
        "0001.pdf",
        "0002.pdf",
    ]


def test_letters_can_come_one_by_one_in_a_zip(client: Client) -> None:
    cast, campaign = campaign_of("Wilma", "Jan")
    batch = asked(client, cast, campaign, "apart")
    make_letters.call(str(batch.id))
    answer = client.get(f"/werk/contactdagen/bestand/{batch.files.get().id}/")
    with ZipFile(BytesIO(answer.content)) as bundle:
        assert bundle.namelist() == ["001.pdf", "002.pdf"]
        assert "Beste Jan" in text_of(bundle.read("001.pdf"))


def test_a_name_that_no_font_has_stops_the_run_and_says_whose(client: Client, by_two: None) -> None:
    cast, campaign = campaign_of("Wilma 😀", "Fadi", "Jan")
    batch = asked(client, cast, campaign)
    make_letters.call(str(batch.id))
    page = f"/werk/contactdagen/brieven/{batch.id}/"
    assert "Brief 3: Wilma 😀" in text(client.get(page))
    assert LetterFile.objects.count() == 1
    client.post(page + "verder/", {"laat": "1"})
    make_letters.call(str(batch.id))
    batch.refresh_from_db()
    assert (batch.status, batch.done, batch.total) == ("done", 2, 2)


def test_a_corrected_name_lets_the_run_go_on(client: Client) -> None:
    cast, campaign = campaign_of("Wilma 😀", "Jan")
    batch = asked(client, cast, campaign)
    make_letters.call(str(batch.id))
    PersonDetails.objects.filter(first_name="Wilma 😀").update(first_name="Wilma")
    client.post(f"/werk/contactdagen/brieven/{batch.id}/verder/")
    make_letters.call(str(batch.id))
    batch.refresh_from_db()
    assert (batch.status, batch.done) == ("done", 2)


def test_who_said_no_meanwhile_gets_no_letter(client: Client) -> None:
    cast, campaign = campaign_of("Wilma", "Jan")
    batch = asked(client, cast, campaign)
    Invitation.objects.filter(id=batch.invitation_ids[0]).update(day=None, starts_at=None, status="declined")
    make_letters.call(str(batch.id))
    batch.refresh_from_db()
    assert (batch.done, batch.total, batch.files.get().letters) == (1, 1, 1)


def test_a_second_batch_waits_for_the_first(client: Client) -> None:
    cast, campaign = campaign_of("Wilma")
    batch = asked(client, cast, campaign)
    page = f"/werk/contactdagen/{campaign.id}/brieven/"
    said = text(client.post(page, {"kind": "files"}, follow=True))
    assert "Er liggen nog brieven die niet op de post zijn" in said
    make_letters.call(str(batch.id))
    path = path_of(batch.files.get())
    client.post(f"/werk/contactdagen/brieven/{batch.id}/weg/")
    assert not LetterBatch.objects.exists() and path.exists()
    assert "1 mensen zijn aan de beurt" in text(client.get(page))


def test_files_go_with_the_batch_that_is_thrown_away(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    cast, campaign = campaign_of("Wilma")
    batch = asked(client, cast, campaign)
    make_letters.call(str(batch.id))
    path = path_of(batch.files.get())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/werk/contactdagen/brieven/{batch.id}/weg/")
    assert not path.exists()


def test_posting_twice_notes_one_try(client: Client) -> None:
    cast, campaign = campaign_of("Wilma", "Jan")
    batch = asked(client, cast, campaign)
    make_letters.call(str(batch.id))
    client.post(f"/werk/contactdagen/brieven/{batch.id}/gepost/")
    batch.refresh_from_db()
    assert note_posted(batch=batch, by=cast.actor("fatima"), at=NOW) == 2
    assert note_posted(batch=batch, by=cast.actor("fatima"), at=NOW) == 0
    assert Try.objects.count() == 2


def test_files_go_fourteen_days_after_posting(client: Client) -> None:
    cast, campaign = campaign_of("Wilma")
    batch = asked(client, cast, campaign)
    make_letters.call(str(batch.id))
    path = path_of(batch.files.get())
    client.post(f"/werk/contactdagen/brieven/{batch.id}/gepost/")
    assert delete_old_files(at=NOW + timedelta(days=13)) == 0 and path.exists()
    assert delete_old_files(at=NOW + timedelta(days=14)) == 1 and not path.exists()
    assert "De bestanden zijn weggegooid" in text(client.get(f"/werk/contactdagen/brieven/{batch.id}/"))


def test_another_agency_sees_no_letters(client: Client) -> None:
    cast, campaign = campaign_of("Wilma")
    batch = asked(client, cast, campaign)
    make_letters.call(str(batch.id))
    file = batch.files.get()
    client.force_login(cast.tessa)
    for path in (f"/werk/contactdagen/brieven/{batch.id}/", f"/werk/contactdagen/bestand/{file.id}/"):
        assert client.get(path).status_code == 404
    client.force_login(cast.dirk)
    assert client.get(f"/werk/contactdagen/bestand/{file.id}/").status_code == 403


def test_whose_role_ended_makes_no_letters(client: Client, clock: Clock) -> None:
    cast, campaign = campaign_of("Wilma")
    batch = asked(client, cast, campaign)
    cast.fatima.memberships.update(ends_on=NOW.date() - timedelta(days=1))
    make_letters.call(str(batch.id))
    batch.refresh_from_db()
    assert (batch.status, batch.files.count()) == ("failed", 0)
    assert "werkt hier niet meer" in batch.trouble


def test_a_file_is_no_larger_than_memory_allows() -> None:
    assert policy.LETTERS_A_FILE <= 500
