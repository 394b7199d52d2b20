"""The page of a service and the page of an organization: everything, and only what may be shown."""

import json
import re
from datetime import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.areas.models import SchoolHoliday
from meedoen.directory.models import (
    Accessibility,
    Contact,
    Organization,
    OrganizationIdentifier,
    Phone,
    Program,
    RequiredDocument,
    Service,
    Url,
)
from meedoen.directory.tests.makers import (
    give_area,
    give_cost,
    give_everything,
    give_place,
    give_rhythm,
    make_service,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]
UNKNOWN = "00000000-0000-4000-8000-000000000000"
EVIL = '</script><script>alert(1)</script><img src=x onerror="alert(2)">'

FACTS = (
    "Let op: de ingang is achterom.",
    "Twee weken",
    "Gebaren",
    'href="tel:0301234567">030 123 45 67</a> (voor vragen)',
    'href="tel:0307654321"',
    "A. Bakker, coördinator",
    'href="mailto:info@linde.test"',
    'href="tel:0611111111"',
    "Stadspas",
    'href="https://linde.test/aanmelden"',
    "Dreef 1",
    "3561 AB Utrecht",
    "Bus 3",
    "Lift. Tot de tweede etage",
    'href="geo:52.155',
)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


# A service


def test_a_service_says_whom_to_ask_what_to_bring_and_how_the_place_is(client: Client) -> None:
    service = make_service(
        alert="Let op: de ingang is achterom.", wait_time="twee weken", interpretation_services="gebaren"
    )
    place = give_place(
        service,
        rd=(155000, 463000),
        name="Het Praathuis",
        address_1="Dreef 1",
        postal_code="3561 AB",
        city="Utrecht",
        transportation="Bus 3",
    )
    Accessibility.objects.create(location=place, description="Lift", details="Tot de tweede etage")
    Phone.objects.create(service=service, number="030 123 45 67", description="voor vragen")
    Phone.objects.create(location=place, number="030-7654321")
    contact = Contact.objects.create(
        service=service, name="A. Bakker", title="coördinator", email="info@linde.test"
    )
    Phone.objects.create(contact=contact, number="06 11111111")
    RequiredDocument.objects.create(service=service, document="Stadspas")
    Url.objects.create(service=service, label="Aanmelden", url="https://linde.test/aanmelden")

    page = text_of(client, f"/aanbod/{service.id}/")

    for fact in FACTS:
        assert fact in page, fact


def test_a_service_leads_to_its_calendar_paper_organization_and_a_way_to_say_what_is_wrong(
    client: Client,
) -> None:
    service = make_service()

    page = text_of(client, f"/aanbod/{service.id}/")

    for fact in (
        f'href="/aanbod/{service.id}/klopt-niet/"',
        f'href="/aanbod/{service.id}/agenda.ics"',
        f'href="/aanbod/{service.id}/groot.pdf"',
        f'href="/aanbod/{service.id}/qr.svg"',
        f'href="/aanbod/organisatie/{service.organization_id}/"',
    ):
        assert fact in page, fact


def test_a_service_says_its_next_three_times(client: Client) -> None:
    service = make_service()
    give_rhythm(service, "TU,TH", opens_at=time(10), closes_at=time(12))

    page = text_of(client, f"/aanbod/{service.id}/")

    times = re.findall(r"<li>((?:Dinsdag|Donderdag) [^<]+)</li>", page)
    assert len(times) == 3
    assert all(time.endswith(", 10.00 tot 12.00 uur") for time in times)


def test_where_nobody_knows_the_school_holidays_the_page_says_so(client: Client) -> None:
    SchoolHoliday.objects.all().delete()
    service = make_service()
    give_place(service, "WK034403")
    give_rhythm(service, "TU", not_in_school_holidays=True)

    said = "De schoolvakanties voor dit jaar zijn niet bekend. Vraag het na."
    assert said in text_of(client, f"/aanbod/{service.id}/")
    assert "schoolvakanties voor dit jaar zijn niet bekend" in text_of(client, "/aanbod/")
    service.schedules.update(not_in_school_holidays=False)
    assert said not in text_of(client, f"/aanbod/{service.id}/")


def test_what_was_not_asked_after_for_long_says_to_call_first(client: Client) -> None:
    service = make_service(freshness="aging")

    assert "Dit aanbod is al lang niet nagevraagd." in text_of(client, f"/aanbod/{service.id}/")
    assert "Al lang niet nagevraagd: bel eerst" in text_of(client, "/aanbod/")


def test_what_lapsed_is_not_shown_and_the_page_says_why_without_saying_what(client: Client) -> None:
    service = make_service("Kanarie", freshness="lapsed", description="Kanarie")

    page = text_of(client, f"/aanbod/{service.id}/", 404)

    assert "Dit aanbod is niet meer te zien" in page
    assert "Kanarie" not in page


@pytest.mark.parametrize("fields", [{"is_published": False}, {"is_published": False, "freshness": "lapsed"}])
def test_what_is_not_published_does_not_exist(client: Client, fields: dict[str, Any]) -> None:
    service = make_service("Kanarie", **fields)

    assert "Kanarie" not in text_of(client, f"/aanbod/{service.id}/", 404)
    assert "Kanarie" not in text_of(client, f"/aanbod/organisatie/{service.organization_id}/")


def test_what_was_merged_leads_to_what_was_kept(client: Client) -> None:
    kept = make_service("Koken")
    between = make_service("Kokken", is_published=False, merged_into=kept)
    first = make_service("Kooken", is_published=False, merged_into=between)

    answer = client.get(f"/aanbod/{first.id}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/aanbod/{kept.id}/")


def test_two_that_were_merged_into_each_other_hold_nobody_up(client: Client) -> None:
    one, other = make_service("Een", is_published=False), make_service("Twee", is_published=False)
    Service.objects.filter(id=one.id).update(merged_into=other)
    Service.objects.filter(id=other.id).update(merged_into=one)

    assert client.get(f"/aanbod/{one.id}/").status_code == 302


def test_search_engines_read_the_facts_of_a_service(client: Client) -> None:
    service = give_everything(make_service("Koken", summary="Eet mee."))

    found = data_of(text_of(client, f"/aanbod/{service.id}/"))

    assert (found["@type"], found["name"], found["description"]) == ("Service", "Koken", "Eet mee.")
    assert found["url"] == f"http://testserver/aanbod/{service.id}/"
    assert found["provider"]["name"] == "De Linde"
    assert found["offers"] == [{"@type": "Offer", "price": "3.00", "priceCurrency": "EUR"}]
    assert found["areaServed"] == [{"@type": "AdministrativeArea", "name": "Utrecht"}]
    assert [event["@type"] for event in found["subjectOf"]] == ["Event"] * 4


def test_html_in_every_text_is_shown_harmlessly(client: Client) -> None:
    service = make_service(
        EVIL, organization=EVIL, summary=EVIL[:200], description=EVIL, alert=EVIL, wait_time=EVIL,
        application_process=EVIL, eligibility_description=EVIL, activities=[EVIL], url="javascript:alert(3)",
    )  # fmt: skip
    place = give_place(service, name=EVIL, address_1=EVIL, city=EVIL, transportation=EVIL)
    Accessibility.objects.create(location=place, description=EVIL, details=EVIL)
    Phone.objects.create(service=service, number='"><b>1', description=EVIL)
    Contact.objects.create(service=service, name=EVIL, title=EVIL, email="a@b.nl")
    RequiredDocument.objects.create(service=service, document=EVIL)
    Url.objects.create(service=service, label=EVIL, url="javascript:alert(4)")
    Url.objects.create(organization=service.organization, label=EVIL, url="javascript:alert(4)")
    Program.objects.create(organization=service.organization, name=EVIL, description=EVIL)
    give_area(service, EVIL, "GM0344")
    give_cost(service, "1.00", amount_description=EVIL)

    for address in (
        f"/aanbod/{service.id}/",
        f"/aanbod/organisatie/{service.organization_id}/",
        "/aanbod/",
        "/aanbod/?wijk=GM0344&dag=SU",
    ):
        page = text_of(client, address)
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
        assert "javascript:" not in page, address
    assert data_of(text_of(client, f"/aanbod/{service.id}/"))["name"] == EVIL


# An organization


def test_an_organization_shows_itself_and_what_it_offers_now(client: Client) -> None:
    make_service("Koken")
    make_service("Dicht", status="temporarily closed")
    for name, fields in (
        ("Gestopt", {"status": "defunct"}),
        ("Verlopen", {"freshness": "lapsed"}),
        ("Concept", {"is_published": False}),
    ):
        make_service(name, **fields)
    make_service("Elders", organization="De Beuk")
    linde = Organization.objects.get(name="De Linde")
    Organization.objects.filter(id=linde.id).update(website="https://linde.test", email="info@linde.test")
    Phone.objects.create(organization=linde, number="030 1234567")
    Contact.objects.create(organization=linde, name="Balie")
    Program.objects.create(organization=linde, name="Samen eten", description="Elke dag")
    Organization.objects.create(name="De Tak", parent_organization=linde)
    Organization.objects.create(name="De Dorre Tak", parent_organization=linde, is_published=False)
    OrganizationIdentifier.objects.create(organization=linde, identifier_type="KVK", identifier="12345678")

    page = text_of(client, f"/aanbod/organisatie/{linde.id}/")

    for fact in (
        "De Linde",
        "Koken",
        "Dicht",
        "2 mogelijkheden",
        "https://linde.test",
        "mailto:info@linde.test",
        "tel:0301234567",
        "Balie",
        "Samen eten",
        "De Tak",
        "12345678",
        f"/aanbod/organisatie/{linde.id}/agenda.ics",
    ):
        assert fact in page, fact
    for hidden in ("Gestopt", "Verlopen", "Concept", "Elders", "De Dorre Tak"):
        assert hidden not in page, hidden
    assert data_of(page)["name"] == "De Linde"


def test_an_organization_that_is_not_published_or_not_there_is_not_found(client: Client) -> None:
    hidden = Organization.objects.create(name="Kanarie", is_published=False)

    assert "Kanarie" not in text_of(client, f"/aanbod/organisatie/{hidden.id}/", 404)
    text_of(client, f"/aanbod/organisatie/{UNKNOWN}/", 404)
    text_of(client, "/aanbod/organisatie/1/", 404)


def test_an_organization_that_was_merged_leads_to_the_one_kept(client: Client) -> None:
    kept = Organization.objects.create(name="De Linde")
    gone = Organization.objects.create(name="De Lnde", merged_into=kept, is_published=False)

    answer = client.get(f"/aanbod/organisatie/{gone.id}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/aanbod/organisatie/{kept.id}/")


def test_a_large_organization_comes_in_pages_with_as_many_queries(client: Client) -> None:
    give_everything(make_service("Aanbod 00"))
    address = f"/aanbod/organisatie/{Organization.objects.get().id}/"
    with CaptureQueriesContext(connection) as one:
        text_of(client, address)
    for number in range(1, 21):
        give_everything(make_service(f"Aanbod {number:02}"))
    with CaptureQueriesContext(connection) as many:
        first = text_of(client, address)

    assert len(one) == len(many)
    assert ("21 mogelijkheden" in first, "Aanbod 20" in first) == (True, False)
    assert "Aanbod 20" in text_of(client, f"{address}?pagina=2")
    text_of(client, f"{address}?pagina=3", 404)
