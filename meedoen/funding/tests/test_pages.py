"""Agreements are seen by their parties, and by nobody else."""

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.accounts.models import Agency, Membership
from meedoen.directory.models import Organization, Service
from meedoen.funding import views
from meedoen.funding.models import Agreement, AgreementLine, Payment
from meedoen.funding.queries import agreements
from meedoen.shared.clock import HERE
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "now", lambda: NOW)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def make_agreement(cast: Cast, reference: str, provider: Agency | None = None, **fields: object) -> Agreement:
    return Agreement.objects.create(
        **{
            "municipality": cast.utrecht,
            "funder": cast.work_and_income,
            "provider": provider or cast.linde,
            "name": f"Afspraak {reference}",
            "kind": "subsidy",
            "reference": reference,
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2026, 12, 31),
            **fields,
        }
    )


def make_line(agreement: Agreement, name: str = "Buurtkeuken", **fields: object) -> AgreementLine:
    organization, _ = Organization.objects.get_or_create(name="De Linde")
    service = Service.objects.create(organization=organization, name=name, last_modified=NOW)
    return AgreementLine.objects.create(
        **{
            "agreement": agreement,
            "service": service,
            "name": name,
            "people": 40,
            "half_days": 1000,
            "ladder_steps": 8,
            "price_basis": "half_day",
            "unit_price": Decimal("18.50"),
            **fields,
        }
    )


def seen(cast: Cast, name: str) -> set[str]:
    return {row.reference for row in agreements(cast.actor(name))}


def signed_in(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, name))
    return client


def test_each_party_sees_its_own_agreements_and_others_see_none(cast: Cast) -> None:
    make_agreement(cast, "EIGEN")
    make_agreement(cast, "ANDERE AANBIEDER", cast.kastanje)
    elsewhere = Agency.objects.create(
        municipality=cast.deventer, name="Gemeente Deventer", kind="municipality"
    )
    make_agreement(cast, "ANDERE GEMEENTE", cast.kastanje, funder=elsewhere)
    assert seen(cast, "carla") == {"EIGEN"}
    assert seen(cast, "dirk") == {"EIGEN", "ANDERE AANBIEDER"}
    for name in ("ravi", "fatima", "bram", "tessa", "esra", "hanna", "joke", "olga"):
        assert seen(cast, name) == set(), name


def test_a_coordinator_is_no_party_for_the_municipality_of_the_agency(cast: Cast) -> None:
    """De Linde lies in Utrecht; that makes its coordinator no party to what Utrecht agrees with others."""
    make_agreement(cast, "ANDERE AANBIEDER", cast.kastanje)
    assert seen(cast, "carla") == set()


def test_a_coordinator_who_left_sees_nothing(cast: Cast) -> None:
    make_agreement(cast, "EIGEN")
    Membership.objects.filter(user=cast.carla).update(ends_on=date(2026, 2, 1))
    assert seen(cast, "carla") == set()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("carla", 200),
        ("dirk", 200),
        ("ravi", 403),
        ("fatima", 403),
        ("bram", 403),
        ("esra", 403),
        ("joke", 403),
    ],
)
def test_the_list_opens_for_who_may_see_agreements(cast: Cast, name: str, status: int) -> None:
    assert signed_in(cast, name).get("/werk/afspraken/").status_code == status


def test_an_agreement_of_others_and_an_unknown_one_do_not_exist(cast: Cast) -> None:
    other = make_agreement(cast, "ANDERE AANBIEDER", cast.kastanje)
    carla = signed_in(cast, "carla")
    assert carla.get(f"/werk/afspraken/{other.id}/").status_code == 404
    assert carla.get(f"/werk/afspraken/{uuid4()}/").status_code == 404
    assert carla.get("/werk/afspraken/x/").status_code == 404
    assert "ANDERE" not in carla.get("/werk/afspraken/").content.decode()


def test_the_page_shows_terms_payments_and_the_half_years_that_have_begun(cast: Cast) -> None:
    agreement = make_agreement(cast, "SP-1")
    line = make_line(agreement)
    make_line(agreement, "Inloop", price_basis="lump_sum", unit_price=Decimal("12000"), ladder_steps=None)
    Payment.objects.create(line=line, paid_on=date(2026, 2, 1), amount=Decimal("2500.75"))
    page = signed_in(cast, "carla").get(f"/werk/afspraken/{agreement.id}/").content.decode()
    for text in (
        "€\xa018,50 per dagdeel",
        "€\xa018.500,00",
        "€\xa012.000,00 per halfjaar, vast bedrag",
        "geen afspraak",
        "€\xa02.500,75",
        "1 februari 2026",
        'href="verslag/2026-H1/"',
        'href="verslag/2026-H2/"',
    ):
        assert text in page, text
    assert "2027" not in page


def test_an_agreement_that_has_not_begun_says_when_the_first_report_comes(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "now", lambda: datetime(2026, 1, 2, tzinfo=HERE))
    agreement = make_agreement(cast, "SP-1", starts_on=date(2026, 7, 1))
    page = signed_in(cast, "carla").get(f"/werk/afspraken/{agreement.id}/").content.decode()
    assert "nog niet begonnen" in page and "nog niets betaald" in page


def test_a_list_without_agreements_says_what_to_do(cast: Cast) -> None:
    assert "Er zijn nog geen afspraken" in signed_in(cast, "carla").get("/werk/afspraken/").content.decode()


def test_lists_and_pages_take_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    small = make_agreement(cast, "SP-1")
    make_line(small)
    dirk = signed_in(cast, "dirk")
    counts = [queries_of(dirk, "/werk/afspraken/"), queries_of(dirk, f"/werk/afspraken/{small.id}/")]
    large = make_agreement(cast, "SP-2", cast.kastanje)
    make_agreement(cast, "SP-3", cast.kastanje)
    for number in range(3):
        line = make_line(large, f"Regel {number}")
        Payment.objects.create(line=line, paid_on=date(2026, 2, 1), amount=Decimal(1))
    assert counts == [queries_of(dirk, "/werk/afspraken/"), queries_of(dirk, f"/werk/afspraken/{large.id}/")]


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
