"""A record changes with its history, says where each value came from, and can be put back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from meedoen.directory.actions.history import RowChange, change_record, changes_between, undo
from meedoen.directory.models import Metadata, Organization, Phone, Revision, Service, Source, TaxonomyTerm
from meedoen.directory.queries.history import history_of, tree_of
from meedoen.directory.tests.makers import NOW, give_everything, give_term, make_service
from meedoen.directory.vocabulary import Origin, RevisionKind
from meedoen.shared.errors import Refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
WHO = "coördinator, De Linde"


def change(service: Service, *rows: RowChange) -> Revision | None:
    return change_record(
        record_type="service",
        record_id=service.id,
        rows=rows,
        kind=RevisionKind.EDIT,
        by=None,
        at=LATER,
        said_by=WHO,
    )


def renamed(service: Service, name: str) -> RowChange:
    return RowChange("service", service.id, {"name": service.name}, {"name": name})


def test_a_change_is_kept_with_what_stood_there_and_published_by_function(terms: None) -> None:
    service = make_service("Samen koken")
    phone = uuid4()

    revision = change(
        service,
        renamed(service, "Samen eten"),
        RowChange("phone", phone, None, {"service_id": str(service.id), "number": "030-0000001"}),
    )

    service.refresh_from_db()
    assert (service.name, service.last_modified) == ("Samen eten", LATER)
    assert Phone.objects.get(id=phone).service_id == service.id
    published = Metadata.objects.filter(resource_id=service.id).order_by("field_name")
    assert [
        (row.field_name, row.previous_value, row.replacement_value, row.updated_by) for row in published
    ] == [
        ("name", "Samen koken", "Samen eten", WHO),
        ("phone.number", "", "030-0000001", WHO),
        ("phone.service_id", "", str(service.id), WHO),
    ]
    assert [past.revision for past in history_of("service", service.id)] == [revision]


def test_undo_puts_back_the_whole_record_and_can_itself_be_undone(terms: None) -> None:
    service = give_everything(make_service("Samen koken"))
    before = tree_of("service", service.id)
    after = {key: dict(values) for key, values in before.items() if key[0] != "cost_option"}
    after["service", service.id] |= {"name": "Anders", "activities": ["koken"], "minimum_age": 18}
    revision = change(service, *changes_between(before, after))
    assert revision is not None

    undone = undo(revision=revision, by=None, at=LATER, said_by=WHO)

    standing = tree_of("service", service.id)
    del before["service", service.id]["last_modified"], standing["service", service.id]["last_modified"]
    assert standing == before
    undo(revision=undone, by=None, at=LATER, said_by=WHO)
    service.refresh_from_db()
    assert (service.name, service.activities, service.cost_options.count()) == ("Anders", ["koken"], 0)


def test_a_change_is_undone_once(terms: None) -> None:
    service = make_service("Samen koken")
    revision = change(service, renamed(service, "Samen eten"))
    assert revision is not None
    undo(revision=revision, by=None, at=LATER, said_by=WHO)

    with pytest.raises(Refused, match="al teruggedraaid"):
        undo(revision=revision, by=None, at=LATER, said_by=WHO)


def test_who_changes_what_somebody_else_changed_meanwhile_hears_which_field(terms: None) -> None:
    service = make_service("Samen koken")
    Service.objects.filter(id=service.id).update(name="Intussen anders")

    with pytest.raises(Refused, match="intussen aangepast: naam"):
        change(service, renamed(service, "Samen eten"))
    assert Service.objects.get(id=service.id).name == "Intussen anders"


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("minimum_age", "zestien", "Vanaf welke leeftijd"),
        ("name", "", "Naam"),
        ("name", "n" * 201, "Naam"),
        ("description", "x" * 20_001, "te lang"),
        ("email", "geen adres", "E-mailadres"),
        ("url", "javascript:alert(1)", "Webadres"),
        ("assured_date", "2026-02-30", "Bevestigd op"),
    ],
)
def test_a_value_that_cannot_be_kept_is_refused_and_nothing_is_written(
    terms: None, column: str, value: str, said: str
) -> None:
    service = make_service("Samen koken")
    before = tree_of("service", service.id)
    now = before["service", service.id][column]

    with pytest.raises(Refused, match=said):
        change(
            service,
            RowChange("phone", uuid4(), None, {"service_id": str(service.id), "number": "1"}),
            RowChange("service", service.id, {column: now}, {column: value}),
        )
    assert tree_of("service", service.id) == before
    assert not Revision.objects.exists()


def test_a_record_from_a_source_remembers_which_fields_were_edited_here(terms: None) -> None:
    source = Source.objects.create(name="Gids", kind="table")
    service = make_service("Samen koken", source=source)

    change(
        service,
        renamed(service, "Samen eten"),
        RowChange("phone", uuid4(), None, {"service_id": str(service.id), "number": "1"}),
    )

    service.refresh_from_db()
    assert service.origins == {"name": Origin.OWN, "phone": Origin.OWN}


def test_undo_gives_the_source_its_say_back_and_undo_of_that_takes_it_again(terms: None) -> None:
    source = Source.objects.create(name="Gids", kind="table")
    service = make_service("Samen koken", source=source, origins={"summary": "suggestion"})
    revision = change(service, renamed(service, "Samen eten"))
    change(service, RowChange("service", service.id, {"alert": ""}, {"alert": "Let op"}))
    assert revision is not None

    undone = undo(revision=revision, by=None, at=LATER, said_by=WHO)
    service.refresh_from_db()
    assert service.origins == {"summary": "suggestion", "alert": "own"}

    undo(revision=undone, by=None, at=LATER, said_by=WHO)
    service.refresh_from_db()
    assert service.origins == {"summary": "suggestion", "alert": "own", "name": "own"}


def added() -> tuple[Service, Revision]:
    """A service that was added with a phone number."""
    owner, id = Organization.objects.create(name="De Linde"), uuid4()
    rows = [
        RowChange("service", id, None, {"name": "Samen koken", "organization_id": str(owner.id)}),
        RowChange("phone", uuid4(), None, {"service_id": str(id), "number": "030-0000001"}),
    ]
    revision = change_record(
        record_type="service",
        record_id=id,
        rows=rows,
        kind=RevisionKind.ADD,
        by=None,
        at=NOW,
        said_by=WHO,
    )
    assert revision is not None
    return Service.objects.get(pk=id), revision


def test_what_was_added_by_mistake_goes_and_comes_back(terms: None) -> None:
    service, revision = added()

    undone = undo(revision=revision, by=None, at=LATER, said_by=WHO)
    assert (Service.objects.count(), Phone.objects.count()) == (0, 0)

    again = undo(revision=undone, by=None, at=LATER, said_by=WHO)
    assert (Service.objects.get().id, Phone.objects.count()) == (service.id, 1)
    undo(revision=again, by=None, at=LATER, said_by=WHO)
    assert Service.objects.count() == 0


@pytest.mark.parametrize("since", ["an edit", "a part", "a value"])
def test_what_was_built_on_since_it_was_added_does_not_go_with_it(terms: None, since: str) -> None:
    service, revision = added()
    if since == "an edit":
        change(service, RowChange("service", service.id, {"alert": ""}, {"alert": "Let op"}))
    elif since == "a part":
        give_term(service, "interest", "cooking")
    else:
        Service.objects.filter(pk=service.id).update(assured_date=LATER.date())
    before = tree_of("service", service.id)

    with pytest.raises(Refused, match=r"daarna nog aangepast\. Sluit het af"):
        undo(revision=revision, by=None, at=LATER, said_by=WHO)
    assert tree_of("service", service.id) == before


def test_what_may_be_there_once_and_is_there_already_is_refused(terms: None) -> None:
    service = make_service("Samen koken")
    give_term(service, "interest", "cooking")
    term = TaxonomyTerm.objects.get(code="cooking")
    twice = {"service_id": str(service.id), "taxonomy_term_id": str(term.id)}

    with pytest.raises(Refused, match="dit staat er al"):
        change(service, renamed(service, "Samen eten"), RowChange("attribute", uuid4(), None, twice))
    service.refresh_from_db()
    assert (service.name, service.attributes.count()) == ("Samen koken", 1)
