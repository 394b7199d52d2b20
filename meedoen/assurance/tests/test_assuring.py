"""Confirming: apart from editing, with its own history, and in the freshness that the public sees."""

from datetime import timedelta
from typing import Any

import pytest

from meedoen.assurance.actions import assure, keep_changed, keep_figures, keep_freshness, recount
from meedoen.assurance.models import AddressCheck, Assurance, AssuranceTerms, FreshnessFigure, Upkeep
from meedoen.assurance.queries import address_key, kept
from meedoen.assurance.tests.makers import NOW, TODAY, WRITTEN, days_ago, make_service
from meedoen.assurance.vocabulary import AssuranceWay, Stage
from meedoen.directory.actions.history import undo
from meedoen.directory.models import (
    Location,
    Metadata,
    Revision,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Source,
)
from meedoen.directory.vocabulary import Freshness, RevisionKind
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine, Change
from tests.cast import make_cast

pytestmark = pytest.mark.django_db
EDITOR = "redacteur van de sociale kaart, Werk en Inkomen Utrecht"


def confirm(service: Service, how: AssuranceWay = AssuranceWay.CALL) -> bool:
    return assure(service=service, how=how, by=None, at=NOW, said_by=EDITOR)


def test_a_confirmed_record_is_current_and_says_when_and_at_which_published_address() -> None:
    service = make_service(assured_date=days_ago(400), freshness=Freshness.LAPSED)
    assert confirm(service)
    service.refresh_from_db()
    assert (service.assured_date, service.assurer_email) == (TODAY, "info@linde.example")
    assert service.freshness == Freshness.CURRENT
    assert Upkeep.objects.get(service=service).stage == Stage.CURRENT


def test_confirming_is_no_edit() -> None:
    service = make_service()
    confirm(service)
    service.refresh_from_db()
    assert service.last_modified == WRITTEN


def test_an_edit_is_no_confirmation() -> None:
    service = make_service(assured_date=days_ago(200))
    Service.objects.filter(pk=service.pk).update(name="Samen eten", last_modified=NOW)
    recount(service_ids=[service.pk], at=NOW)
    service.refresh_from_db()
    assert (service.freshness, service.assured_date) == (Freshness.AGING, days_ago(200))


def test_a_confirmation_leaves_a_revision_a_published_line_and_an_audit_line() -> None:
    cast = make_cast()
    service = make_service(assured_date=days_ago(200))
    assure(service=service, how=AssuranceWay.VISIT, by=cast.actor("mila"), at=NOW, said_by=EDITOR)
    said = Assurance.objects.get()
    assert (said.service_id, said.at, said.how, said.by) == (service.pk, NOW, "visit", EDITOR)
    revision = Revision.objects.get()
    assert (revision.kind, revision.record_id, revision.by) == (RevisionKind.ASSURE, service.pk, EDITOR)
    line = Metadata.objects.get()
    assert (line.field_name, line.previous_value, line.replacement_value, line.updated_by) == (
        "assured_date",
        str(days_ago(200)),
        str(TODAY),
        EDITOR,
    )
    audit = AuditLine.objects.get(act="assure_service")
    assert (audit.user_id, audit.role) == (cast.mila.pk, "map_editor")
    assert {*Change.objects.filter(audit_id=audit.id).values_list("field", flat=True)} == {
        "assured_date",
        "assurer_email",
    }


def test_a_second_confirmation_on_the_same_day_changes_nothing() -> None:
    service = make_service()
    assert [confirm(service), confirm(service)] == [True, False]
    assert (Assurance.objects.count(), Revision.objects.count()) == (1, 1)


def test_a_confirmation_can_be_undone() -> None:
    service = make_service(assured_date=days_ago(200))
    confirm(service)
    undo(revision=Revision.objects.get(), by=None, at=NOW, said_by=EDITOR)
    service.refresh_from_db()
    assert (service.assured_date, service.assurer_email) == (days_ago(200), "")


def test_a_confirmation_stays_when_the_source_is_read_again() -> None:
    source = Source.objects.create(name="Lijst van de provincie", kind="table")
    service = make_service(source=source, origins={"name": "suggestion"})
    confirm(service)
    service.refresh_from_db()
    assert service.origins == {"name": "suggestion", "assured_date": "own", "assurer_email": "own"}


@pytest.mark.parametrize("fields", [{"is_published": False}, {"status": "defunct"}])
def test_what_is_not_on_the_map_cannot_be_confirmed(fields: dict[str, Any]) -> None:
    service = make_service(**fields)
    with pytest.raises(Refused, match="niet meer in de sociale kaart"):
        confirm(service)
    assert Assurance.objects.count() == 0


def test_the_daily_count_labels_and_hides_and_leaves_the_words_alone() -> None:
    fresh = make_service("Breien", assured_date=days_ago(10))
    aging = make_service("Koken", assured_date=days_ago(200))
    silent = make_service("Wandelen", organization="Zonder mail", mail="", assured_date=days_ago(400))
    ended = make_service("Oud", assured_date=days_ago(900), status="defunct")
    assert keep_freshness(at=NOW) == {Freshness.AGING: 1, Freshness.LAPSED: 1}
    found = dict(Service.objects.values_list("pk", "freshness"))
    assert found == {
        fresh.pk: Freshness.CURRENT,
        aging.pk: Freshness.AGING,
        silent.pk: Freshness.LAPSED,
        ended.pk: Freshness.CURRENT,
    }
    assert {*Service.objects.values_list("last_modified", flat=True)} == {WRITTEN}
    assert {*Service.objects.published().values_list("name", flat=True)} == {"Breien", "Koken", "Oud"}
    assert keep_freshness(at=NOW) == {}


def test_a_record_is_hidden_from_the_list_and_comes_back_when_confirmed() -> None:
    service = make_service(organization="Zonder mail", mail="", assured_date=days_ago(400))
    keep_freshness(at=NOW)
    assert not Service.objects.on_offer().filter(pk=service.pk).exists()
    confirm(service)
    assert Service.objects.on_offer().filter(pk=service.pk).exists()


def test_the_terms_of_the_municipality_hold_for_what_is_there() -> None:
    cast = make_cast()
    AssuranceTerms.objects.create(
        municipality=cast.utrecht, remind_after=10, label_after=20, hide_after=30, again_after=5
    )
    served = make_service("Koken", assured_date=days_ago(25))
    ServiceArea.objects.create(service=served, code="WK034403")
    held = make_service("Breien", assured_date=days_ago(25))
    location = Location.objects.create(area_code="BU03440101")
    ServiceAtLocation.objects.create(service=held, location=location)
    elsewhere = make_service("Wandelen", assured_date=days_ago(25))
    ServiceArea.objects.create(service=elsewhere, code="GM0150")
    keep_freshness(at=NOW)
    found = dict(Upkeep.objects.values_list("service__name", "stage"))
    assert found == {"Koken": "labelled", "Breien": "labelled", "Wandelen": "current"}
    assert Upkeep.objects.get(service=elsewhere).municipality_code == "GM0150"


def test_an_address_that_is_dead_is_no_address() -> None:
    service = make_service()
    AddressCheck.objects.create(
        table="organization",
        row_id=service.organization_id,
        field="email",
        kind="email",
        organization=service.organization,
        address_key=address_key("info@linde.example"),
        state="dead",
        fails=3,
        check_on=TODAY,
    )
    recount(service_ids=[service.pk], at=NOW)
    row = Upkeep.objects.get()
    assert (row.needs_call, row.remind_on, "dead_link" in row.advice) == (True, None, True)


def test_what_is_new_or_changed_is_counted_soon_and_what_is_gone_leaves_the_list() -> None:
    service = make_service()
    assert [keep_changed(at=NOW), keep_changed(at=NOW)] == [1, 0]
    later = NOW + timedelta(minutes=10)
    Service.objects.update(last_modified=NOW + timedelta(minutes=5), status="defunct")
    assert keep_changed(at=later) == 1
    assert (Upkeep.objects.count(), keep_changed(at=later)) == (0, 0)
    assert Service.objects.get().pk == service.pk


def test_the_figure_of_a_month_is_its_last_count() -> None:
    make_service("Koken", assured_date=days_ago(10))
    make_service("Breien", assured_date=days_ago(200), freshness=Freshness.AGING)
    make_service("Nooit gevraagd")
    keep_figures(at=NOW)
    make_service("Wandelen", assured_date=days_ago(1))
    assert keep_figures(at=NOW + timedelta(days=3)) == 1
    keep_figures(at=NOW + timedelta(days=30))
    found = FreshnessFigure.objects.values_list("month", "total", "confirmed", "aging", "lapsed")
    assert [*found] == [
        (TODAY.replace(day=1), 4, 2, 1, 0),
        (TODAY.replace(month=10, day=1), 4, 2, 1, 0),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_counting_takes_as_many_queries_for_one_as_for_three(
    count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        service = make_service(f"Aanbod {number}", organization=f"Organisatie {number}")
        ServiceArea.objects.create(service=service, code="GM0344")
        location = Location.objects.create()
        ServiceAtLocation.objects.create(service=service, location=location)
    ids = [*kept().values_list("pk", flat=True)]
    with django_assert_num_queries(18):
        recount(service_ids=ids, at=NOW)
