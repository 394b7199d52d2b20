"""The desk: an editor sees the records of the municipality, an organization its own."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from meedoen.accounts.models import Agency
from meedoen.assurance.actions import keep_figures, keep_freshness
from meedoen.assurance.models import AddressCheck, Assurance, ReminderMail
from meedoen.assurance.queries import address_key, broken_addresses, counts_of, freshness_by_month
from meedoen.assurance.tests.makers import make_service
from meedoen.directory.models import Organization, Phone, Service, ServiceArea
from meedoen.shared.clock import now
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """Stichting De Linde with two records, and a stranger with one."""
    cast = make_cast()
    linde = Organization.objects.create(
        name="Stichting De Linde", agency=cast.linde, email="info@linde.example"
    )
    Phone.objects.create(organization=linde, number="030 123 45 67")
    make_service("Koken", organization="Stichting De Linde", assured_date=ago(200))
    make_service("Breien", organization="Stichting De Linde", assured_date=ago(3))
    make_service("Vreemd aanbod", organization="De Eik", mail="")
    keep_freshness(at=now())
    return cast


def ago(days: int) -> Any:
    return now().date() - timedelta(days=days)


def signed_in(client: Client, cast: Cast, name: str) -> Client:
    client.force_login(getattr(cast, name))
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_editor_sees_what_is_to_do_for_all_organizations(client: Client, cast: Cast) -> None:
    found = page(signed_in(client, cast, "mila"), "/werk/actueel/")
    assert "Koken" in found and "Vreemd aanbod" in found and "bel ze" in found
    assert "Breien" not in found
    assert "030 123 45 67" in found and "Geen mailadres" in found


@pytest.fixture
def elsewhere(cast: Cast) -> list[Service]:
    """Records of Deventer, one by its agency and one by its area, each with an address that does not work."""
    claimed = make_service("Roeien", organization="De IJssel", mail="ijssel@deventer.example")
    Organization.objects.filter(name="De IJssel").update(
        agency=Agency.objects.get(municipality=cast.deventer)
    )
    named = make_service("Kantklossen", organization="De Waag", mail="waag@deventer.example")
    ServiceArea.objects.create(service=named, code="WK015001", name="Binnenstad")
    for service in (claimed, named):
        service.url = f"https://{service.name.lower()}.example/weg"
        service.save()
        break_address("service", service.pk, "url", service=service, organization=service.organization)
        owner = service.organization
        break_address("organization", owner.pk, "email", kind="email", organization=owner)
    keep_freshness(at=now())
    keep_figures(at=now())
    return [claimed, named]


def break_address(table: str, row_id: Any, field: str, **more: Any) -> None:
    known = {"kind": "url", "address_key": "x", "state": "dead", "fails": 3, "check_on": now().date()}
    AddressCheck.objects.create(table=table, row_id=row_id, field=field, checked_at=now(), **(known | more))


@pytest.mark.parametrize(
    "address",
    [
        *(f"/werk/actueel/?toestand={which}" for which in ("to_do", "call", "due", "current", "hidden")),
        "/werk/kwaliteit/",
        "/werk/dode-links/",
    ],
)
def test_the_editor_sees_nothing_of_another_municipality(
    address: str, client: Client, cast: Cast, elsewhere: list[Service]
) -> None:
    found = page(signed_in(client, cast, "mila"), address)
    words = ("Roeien", "Kantklossen", "De IJssel", "De Waag", "deventer.example", "roeien.example")
    assert [word for word in words if word in found] == []


def test_the_editor_can_neither_confirm_nor_ask_elsewhere(
    client: Client, cast: Cast, elsewhere: list[Service]
) -> None:
    signed_in(client, cast, "mila")
    answers = [
        client.post(f"/werk/actueel/{service.pk}/{act}/", {"how": "call"}).status_code
        for service in elsewhere
        for act in ("bevestig", "herinner")
    ]
    assert answers == [404] * 4
    assert (Assurance.objects.count(), ReminderMail.objects.count()) == (0, 0)


def test_what_waits_elsewhere_is_not_counted_here(cast: Cast, elsewhere: list[Service]) -> None:
    mila = cast.actor("mila")
    assert (broken_addresses(mila).count(), counts_of(mila)["to_do"]) == (0, 2)
    assert sum(figure.total for figure in freshness_by_month(mila, since=ago(40))) == 3


def test_an_organization_sees_its_own_records_only(client: Client, cast: Cast) -> None:
    for address in ("/werk/actueel/", "/werk/kwaliteit/", "/werk/actueel/?toestand=call"):
        assert "Vreemd aanbod" not in page(signed_in(client, cast, "carla"), address)
    assert "Koken" in page(client, "/werk/actueel/")
    assert "Koken" in page(client, "/werk/kwaliteit/")


@pytest.mark.parametrize(
    ("which", "names"),
    [
        ("call", {"Vreemd aanbod"}),
        ("labelled", {"Koken"}),
        ("current", {"Breien"}),
        ("due", {"Vreemd aanbod"}),
        ("hidden", set()),
        ("onzin", {"Koken", "Vreemd aanbod"}),
    ],
)
def test_each_tab_holds_the_records_of_its_stage(
    which: str, names: set[str], client: Client, cast: Cast
) -> None:
    found = page(signed_in(client, cast, "mila"), f"/werk/actueel/?toestand={which}")
    assert {name for name in ("Koken", "Breien", "Vreemd aanbod") if name in found} == names


def test_the_list_is_narrowed_by_organization(client: Client, cast: Cast) -> None:
    found = page(signed_in(client, cast, "mila"), "/werk/actueel/?organisatie=linde")
    assert "Koken" in found and "Vreemd aanbod" not in found


@pytest.mark.parametrize("text", ["%00", "x" * 5000, "<script>", "'; drop table", "%ff"])
def test_nonsense_in_the_filter_breaks_nothing(text: str, client: Client, cast: Cast) -> None:
    signed_in(client, cast, "mila")
    for address in ("/werk/actueel/", "/werk/kwaliteit/"):
        assert "<script>" not in page(client, f"{address}?organisatie={text}&pagina={text}")


def test_the_editor_confirms_after_a_call_in_the_name_of_the_function(client: Client, cast: Cast) -> None:
    service = Service.objects.get(name="Vreemd aanbod")
    signed_in(client, cast, "mila")
    response = client.post(f"/werk/actueel/{service.pk}/bevestig/", {"how": "call", "toestand": "call"})
    assert response["Location"] == "/werk/actueel/?toestand=call"
    row = Assurance.objects.get()
    assert (row.how, row.by) == ("call", "redacteur van de sociale kaart, Werk en Inkomen Utrecht")
    assert "Vreemd aanbod is bevestigd." in page(client, "/werk/actueel/?toestand=call")
    service.refresh_from_db()
    assert service.assured_date == now().date()


@pytest.mark.parametrize("how", ["", "link", "import", "onzin"])
def test_the_editor_says_how_it_was_asked(how: str, client: Client, cast: Cast) -> None:
    service = Service.objects.get(name="Koken")
    signed_in(client, cast, "mila").post(f"/werk/actueel/{service.pk}/bevestig/", {"how": how})
    assert Assurance.objects.count() == 0
    assert "Kies hoe je het hebt nagevraagd" in page(client, "/werk/actueel/")


def test_an_organization_confirms_its_own_record_as_itself(client: Client, cast: Cast) -> None:
    service = Service.objects.get(name="Koken")
    signed_in(client, cast, "carla").post(f"/werk/actueel/{service.pk}/bevestig/", {"how": "call"})
    row = Assurance.objects.get()
    assert (row.how, row.by) == ("owner", "coördinator bij een aanbieder, Stichting De Linde")


def test_an_organization_cannot_confirm_the_record_of_another(client: Client, cast: Cast) -> None:
    service = Service.objects.get(name="Vreemd aanbod")
    response = signed_in(client, cast, "carla").post(f"/werk/actueel/{service.pk}/bevestig/")
    assert (response.status_code, Assurance.objects.count()) == (404, 0)


def test_the_editor_asks_by_mail_now(client: Client, cast: Cast) -> None:
    service = Service.objects.get(name="Breien")
    signed_in(client, cast, "mila").post(f"/werk/actueel/{service.pk}/herinner/")
    assert [
        *ReminderMail.objects.values_list("reminders__service__name", flat=True).order_by(
            "reminders__service__name"
        )
    ] == ["Breien", "Koken"]
    assert "gaat binnen tien minuten weg" in page(client, "/werk/actueel/")
    client.post(f"/werk/actueel/{service.pk}/herinner/")
    assert "krijgt vandaag al een mail" in page(client, "/werk/actueel/")


def test_mail_that_cannot_go_out_is_told_to_the_editor(client: Client, cast: Cast) -> None:
    service = Service.objects.get(name="Koken")
    signed_in(client, cast, "mila").post(f"/werk/actueel/{service.pk}/herinner/")
    ReminderMail.objects.update(tries=2, trouble="ConnectionRefusedError")
    assert "Mail blijft liggen" in page(client, "/werk/actueel/")
    assert "Mail blijft liggen" not in page(signed_in(client, cast, "carla"), "/werk/actueel/")


def test_the_worst_record_stands_first_with_what_helps_most(client: Client, cast: Cast) -> None:
    Service.objects.filter(name="Breien").update(
        description="We breien elke week samen. Je leert het van elkaar. " * 4,
        activities=["breien"],
        eligibility_description="Voor iedereen.",
    )
    keep_freshness(at=now())
    found = page(signed_in(client, cast, "carla"), "/werk/kwaliteit/")
    assert found.index("Koken") < found.index("Breien")
    assert "Schrijf in een paar zinnen wat mensen er kunnen doen." in found


def test_the_share_of_current_records_is_told_by_month(client: Client, cast: Cast) -> None:
    keep_figures(at=now())
    found = page(signed_in(client, cast, "mila"), "/werk/kwaliteit/")
    assert "33% (1 van 3)" in found
    found = page(signed_in(client, cast, "carla"), "/werk/kwaliteit/")
    assert "50% (1 van 2)" in found and "De Eik" not in found


def test_a_dead_link_stands_with_its_record_at_its_own_organization(client: Client, cast: Cast) -> None:
    stranger = Service.objects.get(name="Vreemd aanbod")
    for service in (Service.objects.get(name="Koken"), stranger):
        Service.objects.filter(pk=service.pk).update(
            url=f"https://{service.name.split()[0].lower()}.example/weg"
        )
        AddressCheck.objects.create(
            table="service",
            row_id=service.pk,
            field="url",
            kind="url",
            service=service,
            organization=service.organization,
            address_key=address_key("x"),
            state="dead",
            fails=3,
            detail="De website antwoordt met 404: de pagina bestaat niet.",
            check_on=now().date(),
            checked_at=now(),
        )
    found = page(signed_in(client, cast, "carla"), "/werk/dode-links/")
    assert "https://koken.example/weg" in found and "werkt niet meer" in found
    assert "vreemd.example" not in found
    assert "vreemd.example" in page(signed_in(client, cast, "mila"), "/werk/dode-links/")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/werk/actueel/?toestand=due", 10), ("/werk/kwaliteit/", 22), ("/werk/dode-links/", 9)],
)
def test_the_lists_take_as_many_queries_for_one_as_for_three(
    address: str, queries: int, count: int, client: Client, django_assert_num_queries: Any
) -> None:
    cast = make_cast()
    for number in range(count):
        service = make_service(
            f"Aanbod {number}", organization=f"Organisatie {number}", url="https://x.example"
        )
        Phone.objects.create(service=service, number="030 1")
        AddressCheck.objects.create(
            table="service",
            row_id=service.pk,
            field="url",
            kind="url",
            service=service,
            organization=service.organization,
            address_key="x",
            fails=1,
            check_on=now().date(),
        )
    keep_freshness(at=now())
    keep_figures(at=now())
    signed_in(client, cast, "mila")
    with django_assert_num_queries(queries):
        assert client.get(address).content.decode().count("Aanbod ") >= count
