"""Reading a list of the standard in, whatever its form and order."""

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meedoen.directory.hsds import TABLES
from meedoen.directory.models import (
    Attribute,
    Location,
    Metadata,
    Organization,
    Phone,
    Revision,
    Schedule,
    Service,
    ServiceCapacity,
    Source,
    Taxonomy,
    TaxonomyTerm,
    Unit,
)
from meedoen.importing.models import ImportRow
from meedoen.importing.tests.lists import (
    bring_in,
    choose,
    messages,
    outcomes,
    package,
    read,
    service,
    uid,
    undo_run,
    write,
    write_csv,
    write_json,
)
from meedoen.importing.vocabulary import Choice, RunState

pytestmark = pytest.mark.django_db


def tables() -> dict[str, list[dict[str, Any]]]:
    """Every row of the map, without when it came."""
    return {
        table.name: sorted(table.model._default_manager.values(), key=lambda row: str(row["id"]))
        for table in TABLES
    }


def test_a_dry_run_changes_nothing_of_the_map(own_folder: Path) -> None:
    run = read(write_csv(own_folder / "p", package()))
    assert outcomes(run) == {"added": 4}
    assert run.state == RunState.READY
    assert (Service.objects.count(), Organization.objects.count(), Revision.objects.count()) == (0, 0, 0)


def test_what_is_written_says_where_it_came_from_and_keeps_the_moment_of_the_source(own_folder: Path) -> None:
    run = bring_in(write_csv(own_folder / "p", package()))
    made = Service.objects.order_by("name").first()
    assert made is not None and made.source is not None
    assert (run.state, made.source.name, made.is_published) == (RunState.DONE, "Welzijn Noord", True)
    assert made.last_modified.isoformat() == "2026-03-01T10:00:00+00:00"
    assert Schedule.objects.filter(service=made).get().opens_at.isoformat() == "10:00:00"
    place = Location.objects.get()
    assert (place.rd_x, place.rd_y) == (135330, 459126)
    assert Source.objects.get().last_read is not None


def test_a_part_of_two_records_is_not_taken_from_one_of_them(own_folder: Path) -> None:
    files = package(1)
    files["phones.csv"][0] |= {"location_id": uid("loc"), "organization_id": uid("org")}
    folder = write_csv(own_folder / "p", files)
    bring_in(folder)
    assert outcomes(bring_in(folder)) == {"same": 3}
    phone = Phone.objects.get()
    assert (str(phone.location_id), str(phone.organization_id)) == (uid("loc"), uid("org"))


def test_the_order_of_files_and_rows_does_not_matter(own_folder: Path) -> None:
    files = package(5)
    bring_in(write_csv(own_folder / "a", files))
    first = tables()
    undo_run(ImportRow.objects.first().run)
    dice = random.Random(4)
    for rows in files.values():
        dice.shuffle(rows)
    bring_in(write_csv(own_folder / "b", files))
    second = tables()
    for name in ("service", "phone", "schedule", "address", "service_at_location"):
        assert [row["id"] for row in first[name]] == [row["id"] for row in second[name]]


def test_the_same_list_again_changes_nothing(own_folder: Path) -> None:
    folder = write_csv(own_folder / "p", package())
    bring_in(folder)
    before = tables()
    again = bring_in(folder)
    assert outcomes(again) == {"same": 4}
    assert tables() == before


def test_what_the_source_changed_changes_here_with_its_history(own_folder: Path) -> None:
    files = package()
    bring_in(write_csv(own_folder / "p", files))
    files["services.csv"][0] |= {"name": "Samen bakken", "last_modified": "2026-05-01T10:00:00Z"}
    files["phones.csv"] = files["phones.csv"][1:]
    run = bring_in(write_csv(own_folder / "p", files))
    assert outcomes(run) == {"changed": 1, "same": 3}
    changed = Service.objects.get(name="Samen bakken")
    assert changed.last_modified.isoformat() == "2026-05-01T10:00:00+00:00"
    assert changed.origins == {}
    assert Phone.objects.count() == 1
    revision = Revision.objects.get(batch=run.id)
    assert (revision.kind, revision.record_id) == ("import", changed.id)


def test_what_was_edited_here_stays_and_is_told_about(own_folder: Path) -> None:
    files = package(1)
    bring_in(write_csv(own_folder / "p", files))
    Service.objects.update(name="Onze naam", origins={"name": "own"})
    run = bring_in(write_csv(own_folder / "p", files))
    assert outcomes(run) == {"same": 3}
    assert "Hier aangepast, blijft staan: naam (bron zegt: Samen koken 0)." in messages(run)
    assert Service.objects.get().name == "Onze naam"


def test_where_the_source_wins_what_was_edited_here_goes(own_folder: Path) -> None:
    files = package(1)
    bring_in(write_csv(own_folder / "p", files))
    Service.objects.update(name="Onze naam", origins={"name": "own"})
    Source.objects.update(wins="source")
    bring_in(write_csv(own_folder / "p", files))
    made = Service.objects.get()
    assert (made.name, made.origins) == ("Samen koken 0", {})


def test_what_the_source_no_longer_has_is_reported_and_closed_only_on_asking(own_folder: Path) -> None:
    bring_in(write_csv(own_folder / "p", package()))
    fewer = write_csv(own_folder / "q", package(1))
    run = bring_in(fewer)
    assert outcomes(run) == {"same": 3, "missing": 1}
    assert Service.objects.filter(status="inactive").count() == 0
    run = bring_in(fewer, close_missing=True)
    closed = Service.objects.get(status="inactive")
    assert closed.id == ImportRow.objects.get(run=run, outcome="missing").record_id
    undo_run(run)
    assert Service.objects.filter(status="inactive").count() == 0


def test_a_record_of_our_own_is_not_overwritten_without_a_choice(own_folder: Path) -> None:
    files = package(1)
    owner = Organization.objects.create(id=uid("org"), name="De Linde", description="Van onszelf")
    run = read(write_csv(own_folder / "p", files))
    row = ImportRow.objects.get(run=run, record_id=owner.id)
    assert (row.outcome, row.decided) == ("doubtful", "")
    write(run)
    owner.refresh_from_db()
    assert owner.description == "Van onszelf"
    assert Service.objects.get().organization_id == owner.id


def test_a_likely_double_waits_for_a_choice_and_the_choice_is_remembered(own_folder: Path) -> None:
    here = Organization.objects.create(name="De Linde", website="https://example.org")
    folder = write_csv(own_folder / "p", package(1))
    run = read(folder)
    row = ImportRow.objects.get(run=run, record_type="organization")
    assert (row.outcome, [one["id"] for one in row.choices]) == ("doubtful", [str(here.id)])
    choose(row, Choice.SAME, here.id)
    write(run)
    assert list(Organization.objects.all()) == [here]
    assert Service.objects.get().organization_id == here.id
    again = read(folder)
    assert ImportRow.objects.get(run=again, record_type="organization").same_as == here.id


def test_what_hangs_on_something_skipped_is_not_written_either(own_folder: Path) -> None:
    Organization.objects.create(name="De Linde", website="https://example.org")
    run = write(read(write_csv(own_folder / "p", package(1))))
    assert Service.objects.count() == 0
    assert "Waar dit bij hoort is overgeslagen of geweigerd, dus dit ook." in messages(run, "refused")


def test_a_whole_run_can_be_undone(own_folder: Path) -> None:
    files = package()
    bring_in(write_csv(own_folder / "p", files))
    before = tables()
    files["services.csv"] = [service(0, name="Anders"), service(1), service(7, name="Fietsen")]
    files["organizations.csv"][0]["description"] = "Nieuw"
    run = bring_in(write_csv(own_folder / "p", files))
    assert Service.objects.count() == 3
    undone = undo_run(run)
    assert undone.state == RunState.UNDONE
    after = tables()
    left = {name: rows for name, rows in after.items() if name not in ("metadata", "service", "organization")}
    assert left == {name: before[name] for name in left}
    assert list(Service.objects.order_by("name").values_list("name", flat=True)) == [
        "Samen koken 0", "Samen koken 1",
    ]  # fmt: skip


def test_what_was_edited_after_the_run_stays_when_the_run_is_undone(own_folder: Path) -> None:
    run = bring_in(write_csv(own_folder / "p", package()))
    edited = Service.objects.order_by("name").first()
    assert edited is not None
    Revision.objects.create(at="2026-09-16T10:00Z", kind="edit", record_type="service", record_id=edited.id)
    undone = undo_run(run)
    assert list(Service.objects.values_list("id", "is_published")) == [(edited.id, True)]
    assert "blijven staan" in undone.message
    assert Organization.objects.count() == 1


def test_references_to_what_is_not_there_are_refused_with_why(own_folder: Path) -> None:
    files = package(1)
    files["services.csv"][0]["organization_id"] = uid("nobody")
    run = bring_in(write_csv(own_folder / "p", files))
    assert outcomes(run) == {"added": 2, "refused": 4}
    assert messages(run, "refused")[0].startswith(f"Verwijst naar organisatie {uid('nobody')}")
    assert Service.objects.count() == 0


def test_the_same_id_twice_in_a_table_is_refused_once(own_folder: Path) -> None:
    files = package(1)
    files["services.csv"].append(service(0, name="Iets anders"))
    run = bring_in(write_csv(own_folder / "p", files))
    assert messages(run, "refused") == [
        "Dit id staat er twee keer in, met andere gegevens. Alleen de eerste is gelezen."
    ]
    assert Service.objects.get().name == "Samen koken 0"


def test_ids_that_are_no_uuid_are_the_same_at_every_reading(own_folder: Path) -> None:
    files = {
        "organizations.csv": [{"id": "ORG-1", "name": "De Linde", "description": ""}],
        "services.csv": [{"id": "7", "organization_id": "ORG-1", "name": "Koken", "status": "active"}],
    }
    folder = write_csv(own_folder / "p", files)
    bring_in(folder)
    assert outcomes(bring_in(folder)) == {"same": 2}


def test_words_that_no_field_knows_are_kept_beside(own_folder: Path) -> None:
    files = package(1)
    files["services.csv"][0] |= {"buurtcode": "BU03440311", "extra": '{"kleur": ["rood"]}'}
    bring_in(write_csv(own_folder / "p", files))
    assert Service.objects.get().extra == {"buurtcode": "BU03440311", "kleur": ["rood"]}


def test_coordinates_outside_the_country_are_no_point_and_are_kept(own_folder: Path) -> None:
    files = package(1)
    files["locations.csv"][0] |= {"latitude": "40.7", "longitude": "-74.0"}
    run = bring_in(write_csv(own_folder / "p", files))
    place = Location.objects.get()
    assert (place.rd_x, place.extra) == (None, {"latitude": "40.7", "longitude": "-74.0"})
    assert messages(run, "doubtful") == ["Geen punt op de kaart: de coördinaten liggen buiten Nederland."]


def test_terms_units_capacity_and_history_of_elsewhere_are_kept(own_folder: Path) -> None:
    Unit.objects.create(name="plekken")
    files = package(1) | {
        "taxonomies.csv": [{"id": uid("tax"), "name": "Soort", "description": "Soorten"}],
        "taxonomy_terms.csv": [
            {"id": uid("kind"), "taxonomy_id": uid("tax"), "name": "Eten", "parent_id": uid("up")},
            {"id": uid("up"), "taxonomy_id": uid("tax"), "name": "Doen", "parent_id": ""},
            {"id": uid("loose"), "taxonomy_id": "", "name": "Los", "taxonomy": "Eigen lijst"},
        ],
        "units.csv": [{"id": uid("unit"), "name": "plekken"}],
        "service_capacity.csv": [
            {"id": uid("cap"), "service_id": uid("svc", "0"), "unit_id": uid("unit"), "available": "3",
             "updated": "2026-09-01T10:00:00Z"}
        ],
        "attributes.csv": [
            {"id": uid("a1"), "link_id": uid("svc", "0"), "link_entity": "service",
             "taxonomy_term_id": uid("kind")},
            {"id": uid("a2"), "link_id": uid("tel", "0"), "link_entity": "phone",
             "taxonomy_term_id": uid("loose")},
        ],
        "metadata.csv": [
            {"id": uid("m"), "resource_id": uid("svc", "0"), "resource_type": "service",
             "last_action_date": "2026-01-01", "last_action_type": "update", "field_name": "name",
             "previous_value": "a", "replacement_value": "b", "updated_by": "redactie"}
        ],
    }  # fmt: skip
    folder = write_csv(own_folder / "p", files)
    run = bring_in(folder)
    assert messages(run, "refused") == []
    assert TaxonomyTerm.objects.get(name="Eten").parent.name == "Doen"
    assert TaxonomyTerm.objects.get(name="Los").taxonomy.name == "Eigen lijst"
    assert ServiceCapacity.objects.get().unit == Unit.objects.get()
    assert sorted(Attribute.objects.values_list("link_entity", flat=True)) == ["", "phone"]
    assert Metadata.objects.get().updated_by == "redactie"
    assert sorted(Taxonomy.objects.filter(code="").values_list("name", flat=True)) == ["Eigen lijst", "Soort"]
    again = bring_in(folder)
    assert set(outcomes(again)) == {"same"}


def nested() -> dict[str, Any]:
    return {
        "id": "s1", "name": "Koken", "status": "active",
        "organization": {"id": "o1", "name": "De Linde", "description": "",
                         "phones": [{"number": "030 1", "languages": [{"name": "Turks", "code": "tr"}]}]},
        "schedules": [{"freq": "WEEKLY", "byday": "MO"}],
        "service_at_locations": [
            {"id": "x", "location": {"id": "l1", "location_type": "physical",
                                     "addresses": [{"city": "Utrecht"}]},
             "schedules": [{"freq": "WEEKLY", "byday": "TU"}]}
        ],
        "capacities": [{"available": 2, "updated": "2026-09-01T10:00:00Z", "unit": {"name": "plekken"}}],
        "attributes": [{"taxonomy_term": {"name": "Eten", "description": "", "taxonomy_detail":
                        {"name": "Soort", "description": ""}}}],
    }  # fmt: skip


@pytest.mark.parametrize("form", ["list", "page", "one", "ndjson", "gz", "tables"])
def test_nested_records_come_in_whole_in_every_form(own_folder: Path, form: str) -> None:
    path = own_folder / {"ndjson": "a.ndjson", "gz": "a.json.gz"}.get(form, "a.json")
    record = nested()
    if form == "ndjson":
        path.write_text(json.dumps(record) + "\n")
    elif form == "gz":
        path.write_bytes(gzip.compress(json.dumps([record]).encode()))
    else:
        page = {"total_items": 1, "total_pages": 1, "page_number": 1, "contents": [record]}
        write_json(
            path, {"list": [record], "page": page, "one": record, "tables": {"services": [record]}}[form]
        )
    run = bring_in(path)
    assert messages(run, "refused") == []
    made = Service.objects.get()
    assert (made.organization.name, Phone.objects.get().languages.get().code) == ("De Linde", "tr")
    assert sorted(Schedule.objects.values_list("byday", flat=True)) == ["MO", "TU"]
    assert made.capacities.get().unit.name == "plekken"
    assert made.attributes.get().taxonomy_term.taxonomy.name == "Soort"
    assert Location.objects.get().addresses.get().city == "Utrecht"
    assert set(outcomes(bring_in(path))) == {"same"}


@pytest.mark.parametrize("name", ["csv", "service_full.json", "organization_full.json", "tabular.json"])
def test_the_examples_of_the_standard_come_in(shared_folder: Path, own_folder: Path, name: str) -> None:
    examples = shared_folder / "hsds" / "examples"
    if not examples.is_dir():
        pytest.skip("the examples of HSDS are not here")
    run = bring_in(examples / name)
    assert run.state == RunState.DONE
    made = Service.objects.get()
    assert (made.name, made.source_id) == ("Community Counselling", run.source_id)
    assert made.organization.name == "Example Organization Inc."
    again = bring_in(examples / name)
    assert set(outcomes(again)) <= {"same", "refused"}


def test_judging_takes_as_many_queries_for_one_as_for_three(own_folder: Path) -> None:
    counts = []
    for number in (1, 3):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            read(write_csv(own_folder / str(number), package(number)), source=f"bron {number}")
        counts.append(len(seen))
    assert counts[0] == counts[1]
