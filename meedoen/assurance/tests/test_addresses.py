"""Which published addresses are visited, and what is kept of it."""

from datetime import timedelta
from typing import Any

import pytest

from meedoen.assurance import jobs
from meedoen.assurance.actions import find_addresses, keep_visits, recount
from meedoen.assurance.models import AddressCheck, Upkeep
from meedoen.assurance.policy import Visit
from meedoen.assurance.queries import FIELDS, standing_addresses
from meedoen.assurance.tests.makers import NOW, TODAY, make_service
from meedoen.assurance.vocabulary import Outcome
from meedoen.directory.hsds import Kind, table
from meedoen.directory.models import Contact, Organization, Schedule, Url

pytestmark = pytest.mark.django_db


def places() -> set[tuple[str, str]]:
    return {*AddressCheck.objects.values_list("table", "field")}


def test_the_addresses_of_records_and_their_organizations_are_found() -> None:
    service = make_service(url="https://linde.example/koken", email="koken@linde.example")
    Organization.objects.update(website="https://linde.example")
    Url.objects.create(service=service, url="https://linde.example/a")
    Url.objects.create(organization=service.organization, url="https://linde.example/b")
    Contact.objects.create(service=service, email="balie@linde.example")
    Schedule.objects.create(service=service, schedule_link="https://linde.example/rooster")
    assert find_addresses(at=NOW) == 8
    assert places() == {
        ("organization", "website"),
        ("organization", "email"),
        ("service", "url"),
        ("service", "email"),
        ("url", "url"),
        ("contact", "email"),
        ("schedule", "schedule_link"),
    }
    assert {*AddressCheck.objects.values_list("organization_id", flat=True)} == {service.organization_id}
    assert AddressCheck.objects.filter(service=service).count() == 5


def test_what_is_invented_or_not_published_is_not_visited() -> None:
    make_service("Verzonnen", url="https://a.example", invented=True)
    make_service("Verborgen", url="https://b.example", is_published=False)
    Organization.objects.update(invented=True)
    assert find_addresses(at=NOW) == 0


def test_an_address_that_changed_starts_anew_and_one_that_is_gone_is_forgotten() -> None:
    service = make_service(url="https://linde.example/oud")
    find_addresses(at=NOW)
    AddressCheck.objects.update(fails=3, state="dead")
    assert find_addresses(at=NOW) == 2
    type(service).objects.update(url="https://linde.example/nieuw")
    Organization.objects.update(email="")
    assert find_addresses(at=NOW) == 1
    check = AddressCheck.objects.get()
    assert (check.table, check.fails, check.state) == ("service", 0, "unsure")


def test_every_field_named_here_is_an_address_in_the_standard() -> None:
    kinds = {"url": Kind.URI, "email": Kind.EMAIL}
    for field in FIELDS:
        told = table(field.table).by_column[field.field].kind
        assert told in (kinds[field.kind], Kind.TEXT), field


class Answers:
    """Answers the same to every visit, and keeps what was asked."""

    def __init__(self, visit: Visit) -> None:
        self.answer = visit
        self.asked: list[str] = []

    def visit(self, address: str) -> Visit:
        self.asked.append(address)
        return self.answer


WORKS = Visit(Outcome.OK, answered=True)
SILENT = Visit(Outcome.FAIL, "De website antwoordt niet.")


def turn(monkeypatch: pytest.MonkeyPatch, pages: Visit, mails: Visit, days_later: int = 0) -> list[str]:
    monkeypatch.setattr(jobs, "now", lambda: NOW + timedelta(days=days_later))
    asked = Answers(pages), Answers(mails)
    jobs.visit_some(pages=asked[0], mails=asked[1])
    return sorted(asked[0].asked + asked[1].asked)


def test_a_link_that_fails_on_three_days_is_dead_and_costs_the_record_its_points(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service = make_service(url="https://linde.example/weg")
    find_addresses(at=NOW)
    states = []
    for day in (0, 1, 2):
        turn(monkeypatch, SILENT, WORKS, day)
        states.append(AddressCheck.objects.get(table="service").state)
    assert states == ["unsure", "unsure", "dead"]
    recount(service_ids=[service.pk], at=NOW)
    assert "dead_link" in Upkeep.objects.get().advice


def test_without_a_network_nothing_is_called_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    make_service(url="https://linde.example/koken")
    find_addresses(at=NOW)
    for day in range(30):
        turn(monkeypatch, SILENT, Visit(Outcome.UNSURE), day)
    found = AddressCheck.objects.values_list("state", "fails", "detail")
    assert {*found} == {("unsure", 0, "Er was geen internet."), ("unsure", 0, "")} or {*found} == {
        ("unsure", 0, "Er was geen internet.")
    }


def test_each_address_has_its_turn_once_a_week(monkeypatch: pytest.MonkeyPatch) -> None:
    make_service(url="https://linde.example/koken")
    find_addresses(at=NOW)
    both = ["https://linde.example/koken", "info@linde.example"]
    turns = [turn(monkeypatch, WORKS, WORKS, day) for day in (0, 0, 6, 7)]
    assert turns == [both, [], [], both]


def test_a_visit_to_an_address_that_changed_meanwhile_says_nothing() -> None:
    make_service(url="https://linde.example/oud")
    find_addresses(at=NOW)
    check = AddressCheck.objects.get(table="service")
    AddressCheck.objects.filter(pk=check.pk).update(address_key="een ander")
    keep_visits(visits=[(check, SILENT)], at=NOW)
    check.refresh_from_db()
    assert (check.fails, check.checked_at) == (0, None)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_the_addresses_takes_a_query_for_each_table(
    count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_service(f"Aanbod {number}", url=f"https://linde.example/{number}")
    find_addresses(at=NOW)
    checks = [*AddressCheck.objects.all()]
    with django_assert_num_queries(2):
        standing_addresses(checks)
    assert {check.check_on for check in checks} == {TODAY}
