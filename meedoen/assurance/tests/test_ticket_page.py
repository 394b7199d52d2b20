"""The page behind the link in the mail: no account, and opening it confirms nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meedoen.assurance.actions import keep_freshness, plan_reminders
from meedoen.assurance.models import Assurance, Reminder, ReminderMail
from meedoen.assurance.tests.makers import make_service
from meedoen.assurance.tickets import Ticket, ticket_text
from meedoen.directory.models import Organization, Service
from meedoen.directory.policy import date_text
from meedoen.directory.vocabulary import Freshness
from meedoen.shared.clock import now

pytestmark = pytest.mark.django_db


def mailed(**changes: Any) -> ReminderMail:
    keep_freshness(at=now())
    plan_reminders(at=now())
    ReminderMail.objects.update(**changes)
    return ReminderMail.objects.get()


def link(mail: ReminderMail, service: Service | None = None, name: str = "ticket") -> str:
    text = ticket_text(Ticket(mail.nonce, service.pk if service else None, mail.expires_on))
    return reverse(f"assurance:{name}", args=[text])


def said(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_opening_the_link_shows_the_record_and_confirms_nothing(client: Client) -> None:
    service = make_service(description="We koken elke dinsdag.")
    make_service("Van een ander", organization="De Eik", mail="")
    mail = mailed()
    for _ in range(3):
        page = said(client, link(mail, service))
        client.head(link(mail, service))
    assert "Samen koken" in page and "We koken elke dinsdag." in page and "Ja, dit klopt nog" in page
    assert "Van een ander" not in page
    assert f"/aanbod/{service.pk}/klopt-niet/" in page
    assert (Assurance.objects.count(), Reminder.objects.filter(answered_at__isnull=True).count()) == (0, 1)


def test_the_button_confirms_and_a_second_visit_says_when(client: Client) -> None:
    service = make_service(freshness=Freshness.LAPSED, assured_date=now().date() - timedelta(days=400))
    mail = mailed()
    for _ in range(2):
        assert client.post(link(mail, service)).status_code == 302
    service.refresh_from_db()
    assert (service.assured_date, service.freshness) == (now().date(), Freshness.CURRENT)
    assert [*Assurance.objects.values_list("how", flat=True)] == ["link"]
    page = said(client, link(mail, service))
    assert f"al bevestigd op {date_text(now().date())}" in page
    assert "klopt nog</button>" not in page


def test_one_link_confirms_all_records_of_the_mail_and_no_others(client: Client) -> None:
    first, second = make_service("Koken"), make_service("Breien")
    mail = mailed()
    later = make_service("Later erbij")
    page = said(client, link(mail))
    assert "Ja, alles klopt nog" in page and "Koken" in page and "Breien" in page
    assert "Later erbij" not in page
    client.post(link(mail))
    confirmed = {*Service.objects.filter(assured_date=now().date()).values_list("pk", flat=True)}
    assert confirmed == {first.pk, second.pk}
    assert later.pk not in confirmed


def test_the_old_organization_confirms_nothing_that_went_to_another(client: Client) -> None:
    make_service("Koken")
    moved = make_service("Breien")
    mail = mailed()
    other = Organization.objects.create(name="De Eik", email="eik@voorbeeld.example")
    Service.objects.filter(pk=moved.pk).update(organization=other)
    assert "klopt nog</button>" not in said(client, link(mail, moved))
    assert "bij een andere organisatie" in client.post(link(mail, moved)).content.decode()
    client.post(link(mail))
    assert [*Assurance.objects.values_list("service__name", flat=True)] == ["Koken"]
    moved.refresh_from_db()
    assert (moved.assured_date, moved.assurer_email) == (None, "")


def test_no_new_link_is_sent_for_what_went_to_another_organization(client: Client) -> None:
    moved = make_service("Breien")
    mail = mailed(day=now().date() - timedelta(days=1))
    other = Organization.objects.create(name="De Eik", email="eik@voorbeeld.example")
    Service.objects.filter(pk=moved.pk).update(organization=other)
    client.post(link(mail, moved, "new_link"))
    assert ReminderMail.objects.count() == 1


def test_the_link_of_one_record_leaves_the_others_open(client: Client) -> None:
    service = make_service("Koken")
    make_service("Breien")
    mail = mailed()
    client.post(link(mail, service))
    assert [*Assurance.objects.values_list("service__name", flat=True)] == ["Koken"]
    page = said(client, link(mail))
    assert "Ja, dit klopt nog" in page and "Al bevestigd op" in page


def test_a_confirmation_needs_the_form_of_this_site() -> None:
    service = make_service()
    mail = mailed()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link(mail, service)).status_code == 403
    assert Assurance.objects.count() == 0


def test_an_expired_link_says_whom_to_ask_and_confirms_nothing(client: Client) -> None:
    service = make_service()
    mail = mailed(expires_on=now().date() - timedelta(days=1))
    page = said(client, link(mail, service), 410)
    assert "redactie van de sociale kaart" in page and "Stuur een nieuwe link" in page
    assert "info@linde.example" not in page
    assert client.post(link(mail, service)).status_code == 410
    assert Assurance.objects.count() == 0


def test_a_new_link_is_mailed_to_the_published_address_once_a_day(client: Client) -> None:
    service = make_service()
    mail = mailed(expires_on=now().date() - timedelta(days=1))
    pages = [client.post(link(mail, service, "new_link")).content.decode() for _ in range(2)]
    assert "Je krijgt binnen tien minuten een nieuwe mail." in pages[0]
    assert "Vandaag is al een nieuwe mail gestuurd." in pages[1]
    assert ReminderMail.objects.filter(asked_for=True).count() == 1
    assert "info@linde.example" not in pages[0] + pages[1]


def test_a_new_link_is_refused_when_the_address_is_no_longer_published(client: Client) -> None:
    service = make_service()
    mail = mailed(expires_on=now().date() - timedelta(days=1))
    Organization.objects.update(email="ander@ander.example")
    page = client.post(link(mail, service, "new_link")).content.decode()
    assert "staat niet meer in de sociale kaart" in page
    assert ReminderMail.objects.count() == 1


def test_a_changed_link_is_no_link(client: Client) -> None:
    service = make_service()
    mail = mailed()
    good = link(mail, service)
    other = ticket_text(Ticket("f" * 32, service.pk, mail.expires_on))
    for address in (good[:-2] + "/", good.replace(mail.nonce, "0" * 32), f"/klopt/{other}/", "/klopt/%00/"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert Assurance.objects.count() == 0


def test_a_link_to_a_record_that_left_the_map_says_so(client: Client) -> None:
    service = make_service()
    mail = mailed()
    Service.objects.update(is_published=False)
    assert "niet meer in de sociale kaart" in said(client, link(mail, service))
    page = client.post(link(mail, service)).content.decode()
    assert "Er is niets om te bevestigen." in page
    assert Assurance.objects.count() == 0


def test_a_script_in_a_record_is_shown_as_text(client: Client) -> None:
    service = make_service("<script>alert(1)</script>", description="<img src=x onerror=alert(2)>")
    page = said(client, link(mailed(), service))
    assert "<script>alert" not in page and "<img src=x" not in page


def test_no_search_engine_and_no_cache_keeps_the_page(client: Client) -> None:
    service = make_service()
    response = client.get(link(mailed(), service))
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]


def test_too_many_new_links_from_one_network_are_refused(client: Client) -> None:
    service = make_service()
    mail = mailed()
    address = link(mail, service, "new_link")
    assert [client.post(address).status_code for _ in range(6)] == [200] * 5 + [429]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_mail_takes_as_many_queries_for_two_as_for_four(
    count: int, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(count + 1):
        make_service(f"Aanbod {number}")
    address = link(mailed())
    with django_assert_num_queries(9):
        client.get(address)
