"""Two records become one: what pointed at either points at the one that stays, and it can be put back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db.models import Model

from meedoen.directory.actions.merging import merge, not_double, undo_merge
from meedoen.directory.hsds import BY_MODEL, table
from meedoen.directory.models import (
    Attribute,
    NotDouble,
    Organization,
    OrganizationIdentifier,
    Phone,
    Revision,
    Service,
    ServiceAtLocation,
    Source,
    TaxonomyTerm,
)
from meedoen.directory.queries.history import history_of, tree_of
from meedoen.directory.tests.makers import NOW, give_place, give_rhythm, give_term, make_service
from meedoen.shared.errors import Refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
WHO = "redacteur van de sociale kaart, gemeente Utrecht"


def join(kept: Model, gone: Model, **chosen: object) -> Any:
    return merge(
        record_type=BY_MODEL[type(kept)].name,
        kept_id=kept.pk,
        gone_id=gone.pk,
        chosen=chosen,
        by=None,
        at=LATER,
        said_by=WHO,
    )


def standing(record_type: str, id: Any) -> dict[Any, Any]:
    """A record with its parts, without the moment at which its words changed."""
    return {
        key: {column: value for column, value in values.items() if column != "last_modified"}
        for key, values in tree_of(record_type, id).items()
    }


@pytest.fixture
def twins(terms: None) -> tuple[Service, Service]:
    """The same thing twice, with parts that they share and parts of their own."""
    kept = make_service("Samen koken", summary="Koken met buren")
    gone = make_service("Samen koken in De Linde", organization="Stichting De Linde", email="a@linde.example")
    place = give_place(kept, address_1="Voorbeeldstraat 12", postal_code="3561 AB", city="Utrecht")
    ServiceAtLocation.objects.create(service=gone, location=place)
    for service in (kept, gone):
        give_term(service, "interest", "cooking")
    give_term(gone, "access", "open")
    Phone.objects.create(service=kept, number="030-0000001")
    Phone.objects.create(service=gone, number="+31 30 000 00 01")
    Phone.objects.create(service=gone, number="030-0000002")
    give_rhythm(gone, "TU")
    return kept, gone


def test_the_record_that_stays_gets_the_chosen_values_and_the_parts_it_lacked(
    twins: tuple[Service, Service],
) -> None:
    kept, gone = twins

    join(kept, gone, email="a@linde.example")

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.name, kept.summary, kept.email) == ("Samen koken", "Koken met buren", "a@linde.example")
    assert sorted(kept.phones.values_list("number", flat=True)) == ["030-0000001", "030-0000002"]
    codes = kept.attributes.values_list("taxonomy_term__code", flat=True)
    assert sorted(codes) == ["cooking", "open"]
    assert (kept.schedules.count(), kept.at_locations.count()) == (1, 1)
    assert (gone.merged_into_id, gone.status, gone.is_published) == (kept.id, "defunct", False)


def test_undo_puts_both_records_back_with_all_their_parts(twins: tuple[Service, Service]) -> None:
    kept, gone = twins
    before = [standing("service", kept.id), standing("service", gone.id)]
    batch = join(kept, gone, email="a@linde.example")
    after = [standing("service", kept.id), standing("service", gone.id)]

    undo_merge(batch=batch, by=None, at=LATER, said_by=WHO)
    assert [standing("service", kept.id), standing("service", gone.id)] == before

    undo_merge(batch=batch, by=None, at=LATER, said_by=WHO)
    assert [standing("service", kept.id), standing("service", gone.id)] == after
    assert Revision.objects.filter(batch=batch).count() == 6


def test_what_other_apps_keep_of_the_record_that_goes_follows_and_comes_back(terms: None) -> None:
    """Activities and lines of agreements, which this app does not know."""
    kept, gone = make_service("Samen koken"), make_service("Samen koken twee")
    pointing = [point_at(service) for service in (kept, gone)]

    batch = join(kept, gone)
    assert [owners(rows) for rows in pointing] == [[kept.id, kept.id], [kept.id, kept.id]]
    named = {row["table"] for row in Revision.objects.get(record_id=kept.id).rows}
    assert {"activities.Activity", "funding.AgreementLine"} <= named
    assert [past.fields for past in history_of("service", kept.id)] == [()]

    undo_merge(batch=batch, by=None, at=LATER, said_by=WHO)
    assert [owners(rows) for rows in pointing] == [[kept.id, kept.id], [gone.id, gone.id]]


def point_at(service: Service) -> list[Model]:
    """A row of each app that points at services, made without importing it."""
    accounts = {name: apps.get_model("accounts", name) for name in ("Municipality", "Agency")}
    municipality, _ = accounts["Municipality"]._default_manager.get_or_create(code="GM0344", name="Utrecht")
    agency = accounts["Agency"]._default_manager.create(
        municipality=municipality, name="De Linde", kind="provider"
    )
    period = {"starts_on": NOW.date(), "ends_on": NOW.date()}
    activity = apps.get_model("activities", "Activity")._default_manager.create(
        municipality=municipality, agency=agency, service=service, name="Kookgroep", capacity=3, **period
    )
    agreement = apps.get_model("funding", "Agreement")._default_manager.create(
        municipality=municipality, funder=agency, provider=agency, name="Subsidie", kind="subsidy",
        reference=str(uuid4())[:8], **period
    )  # fmt: skip
    line = apps.get_model("funding", "AgreementLine")._default_manager.create(
        agreement=agreement,
        service=service,
        name="Koken",
        people=3,
        half_days=0,
        price_basis="person",
        unit_price=0,
    )
    return [activity, line]


def owners(rows: list[Model]) -> list[Any]:
    return [type(row)._default_manager.values_list("service_id", flat=True).get(pk=row.pk) for row in rows]


def test_a_merge_that_was_built_on_since_is_not_undone_by_half(twins: tuple[Service, Service]) -> None:
    kept, gone = twins
    batch = join(kept, gone, email="a@linde.example")
    Service.objects.filter(id=kept.id).update(email="nieuw@linde.example")
    after = [standing("service", kept.id), standing("service", gone.id)]

    with pytest.raises(Refused, match="intussen aangepast: e-mailadres"):
        undo_merge(batch=batch, by=None, at=LATER, said_by=WHO)
    assert [standing("service", kept.id), standing("service", gone.id)] == after


def test_organizations_take_their_services_and_attributes_along(terms: None) -> None:
    service = make_service("Samen koken", organization="Stichting De Linde")
    kept, gone = Organization.objects.create(name="De Linde"), service.organization
    term = TaxonomyTerm.objects.first()
    assert term is not None
    marked = Attribute.objects.create(link_entity="organization", link_id=gone.id, taxonomy_term=term)
    for body in (kept, gone):
        OrganizationIdentifier.objects.create(organization=body, identifier_type="KVK", identifier="12345678")
    Organization.objects.filter(id=kept.id).update(parent_organization=gone)

    batch = join(kept, gone, description="Buurthuis")

    service.refresh_from_db()
    marked.refresh_from_db()
    kept.refresh_from_db()
    assert (service.organization_id, marked.link_id) == (kept.id, kept.id)
    assert (kept.description, kept.parent_organization_id) == ("Buurthuis", gone.id)
    assert kept.organization_identifiers.count() == 1
    undo_merge(batch=batch, by=None, at=LATER, said_by=WHO)
    service.refresh_from_db()
    gone.refresh_from_db()
    assert (service.organization_id, gone.merged_into_id, gone.is_published) == (gone.id, None, True)


@pytest.mark.parametrize("again", ["itself", "merged", "unknown"])
def test_a_merge_that_makes_no_sense_is_refused(twins: tuple[Service, Service], again: str) -> None:
    kept, gone = twins
    if again == "merged":
        join(kept, gone)
    other = {"itself": kept, "merged": gone, "unknown": Service(id=uuid4())}[again]
    count = Revision.objects.count()

    with pytest.raises(Refused):
        join(kept, other)
    assert Revision.objects.count() == count


def test_every_table_that_points_at_a_record_is_known(terms: None) -> None:
    """A merge finds links from any app, also those that hide from the other side."""
    hidden = {
        relation.related_model._meta.label
        for relation in table("service").model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }
    assert {"activities.Activity", "funding.AgreementLine", "directory.Phone"} <= hidden


def test_no_double_is_said_once_and_for_good(twins: tuple[Service, Service]) -> None:
    kept, gone = twins
    for first, second in ((kept, gone), (gone, kept)):
        not_double(record_type="service", first=first.id, second=second.id, by=None, at=LATER)

    pair = NotDouble.objects.get()
    assert (pair.first, pair.second) == (min(kept.id, gone.id), max(kept.id, gone.id))


def test_what_is_worked_out_for_each_record_by_itself_stays_with_it(twins: tuple[Service, Service]) -> None:
    """A row whose key is the record cannot point at another."""
    kept, gone = twins
    upkeep = apps.get_model("assurance", "Upkeep")
    upkeep._default_manager.create(service=gone, score=40, stage="current", counted_at=NOW)

    undo_merge(batch=join(kept, gone), by=None, at=LATER, said_by=WHO)

    assert upkeep._default_manager.get().service_id == gone.id


def test_what_an_imported_record_got_by_a_merge_is_its_own_until_that_is_undone(
    twins: tuple[Service, Service],
) -> None:
    kept, gone = twins
    Service.objects.filter(pk=kept.pk).update(source=Source.objects.create(name="Gids", kind="table"))

    batch = join(kept, gone, email="a@linde.example")
    kept.refresh_from_db()
    assert kept.origins == dict.fromkeys(("attribute", "email", "phone", "schedule"), "own")

    undo_merge(batch=batch, by=None, at=LATER, said_by=WHO)
    kept.refresh_from_db()
    assert kept.origins == {}


def agency_of(body: Organization) -> Model:
    municipality, _ = apps.get_model("accounts", "Municipality")._default_manager.get_or_create(
        code="GM0344", name="Utrecht"
    )
    agency: Model = apps.get_model("accounts", "Agency")._default_manager.create(
        municipality=municipality, name=body.name, kind="provider"
    )
    Organization.objects.filter(pk=body.pk).update(agency=agency)
    return agency


def agencies(*bodies: Organization) -> list[Any]:
    found = dict(Organization.objects.values_list("pk", "agency_id"))
    return [found[body.pk] for body in bodies]


def test_the_people_of_the_organization_that_goes_come_along_and_go_back() -> None:
    kept, gone = Organization.objects.create(name="De Linde"), Organization.objects.create(name="Linde")
    agency = agency_of(gone)

    batch = join(kept, gone)
    assert agencies(kept, gone) == [agency.pk, None]

    for expected in ([None, agency.pk], [agency.pk, None]):
        undo_merge(batch=batch, by=None, at=LATER, said_by=WHO)
        assert agencies(kept, gone) == expected


def test_two_organizations_that_both_have_people_are_not_merged() -> None:
    kept, gone = Organization.objects.create(name="De Linde"), Organization.objects.create(name="Linde")
    held = [agency_of(body).pk for body in (kept, gone)]

    with pytest.raises(Refused, match="Van beide organisaties"):
        join(kept, gone)
    assert agencies(kept, gone) == held
    assert not Revision.objects.exists()
