"""Until the last transaction nothing of a reading shows; broken off anywhere it goes on to the same end."""

from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import pytest
from django.core.management import call_command
from django.db import connection, models, transaction

from meedoen.directory.hsds import TABLES
from meedoen.directory.models import Organization, Revision, Service, ServiceAtLocation, TaxonomyTerm
from meedoen.importing.actions import adding, finishing, writing
from meedoen.importing.actions.changing import POINTS_NOWHERE
from meedoen.importing.actions.pointing import pointers_of
from meedoen.importing.actions.runs import move_on
from meedoen.importing.actions.taking_back import take_back
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.tests.lists import (
    AT,
    Rows,
    bring_in,
    messages,
    outcomes,
    package,
    read,
    service,
    uid,
    undo_run,
    write,
    write_csv,
)
from meedoen.importing.vocabulary import RunState
from meedoen.shared.errors import Refused

# The last of these hangs on nothing that stands or changes.
NEW = range(10, 16)


class Stopped(BaseException):
    """The power goes."""


def first_list() -> dict[str, Rows]:
    """Services, a seat where nothing is held, a word list of the source's own and what is said of a table."""
    seat = {"id": uid("seat"), "location_type": "physical", "name": "Zetel", "organization_id": uid("org")}
    files = package(4)
    files["locations.csv"].append(seat)
    files["taxonomies.csv"] = [{"id": uid("tax"), "name": "Soort", "description": "Soorten"}]
    files["taxonomy_terms.csv"] = [term(1, "Eten")]
    return files


def second_list() -> dict[str, Rows]:
    """Of all that stands something changes, one service is gone, and what is new hangs on what stands."""
    files = first_list()
    files["organizations.csv"][0]["description"] = "Buurtwerk en meer"
    files["programs.csv"] = [
        {"id": uid("prog"), "organization_id": uid("org"), "name": "Samen", "description": "-"}
    ]
    files["locations.csv"][0]["name"] = "Het Praathuis, nieuw"
    files["locations.csv"].append(
        {"id": uid("loc2"), "location_type": "physical", "name": "De Zaal", "organization_id": uid("org")}
    )
    files["taxonomy_terms.csv"] = [term(1, "Eten en drinken"), term(2, "Fietsen")]
    files["services.csv"] = [service(0, name="Samen eten", email="eten@example.org"), service(1), service(2)]
    files["services.csv"] += [service(n) for n in NEW]
    files["services.csv"][4]["program_id"] = uid("prog")
    places = [link(n, "loc") for n in range(3)]
    files["service_at_location.csv"] = [*places, link(10, "loc"), link(12, "seat"), link(13, "loc2")]
    files["service_at_location.csv"].append(link(15, "loc"))
    files["phones.csv"] = files["phones.csv"][1:3]
    files["phones.csv"].append(
        {
            "id": uid("tel", "14"),
            "service_id": uid("svc", "14"),
            "location_id": uid("loc"),
            "number": "030 14",
        }
    )
    files["schedules.csv"] = files["schedules.csv"][:3]
    files["attributes.csv"] = [
        {"id": uid("att"), "link_id": uid("svc", "10"), "link_entity": "service",
         "taxonomy_term_id": uid("term", "2")}
    ]  # fmt: skip
    files["meta_table_descriptions.csv"] = [{"id": uid("meta"), "name": "services", "language": "nl"}]
    return files


def term(number: int, name: str) -> dict[str, str]:
    return {"id": uid("term", str(number)), "taxonomy_id": uid("tax"), "name": name, "description": "-"}


def link(number: int, place: str) -> dict[str, str]:
    return {
        "id": uid("sal", str(number)), "service_id": uid("svc", str(number)), "location_id": uid(place),
    }  # fmt: skip


def to_write(folder: Path) -> ImportRun:
    """The second list, read and ready to be written, while the first stands."""
    bring_in(write_csv(folder / "een", first_list()))
    run = read(write_csv(folder / "twee", second_list()), close_missing=True)
    assert outcomes(run) == {"added": 3, "changed": 4, "same": 4, "doubtful": 6, "missing": 1}
    ImportRow.objects.filter(run=run, outcome="doubtful").update(decided="take")
    return move_on(run=run, to=RunState.WRITING, by=None, at=AT)


def published(folder: Path) -> dict[str, bytes]:
    """All that anybody can see of it: the open data, as files."""
    call_command("hsds_export", str(folder), json=True, stdout=StringIO())
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of the map; lines of the history have an id of their own each time."""
    found = {}
    for table in TABLES:
        values = [{name: str(value) for name, value in row.items()} for row in table.model.objects.values()]  # type: ignore[attr-defined]
        if table.name == "metadata":
            values = [row | {"id": ""} for row in values]
        found[table.name] = sorted(values, key=str)
    return found


def unbroken(run: ImportRun) -> dict[str, list[dict[str, Any]]]:
    """What an unbroken writing gives; it is taken back at once."""
    with transaction.atomic():
        writing.write_run(run=run, by=None, at=AT)
        found = rows()
        transaction.set_rollback(True)
    return found


def stop_after(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some rows at a time, and the power goes when that many times something was to be marked as written."""
    left = {"steps": steps}
    before = writing.mark_written

    def mark(*args: Any) -> None:
        if left["steps"] == 0:
            raise Stopped
        left["steps"] -= 1
        before(*args)

    for module in (writing, finishing):
        monkeypatch.setattr(module, "mark_written", mark)
        monkeypatch.setattr(module, "AT_ONCE", 3)


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [0, 2, 3, 5, 7])
def test_broken_off_anywhere_nothing_shows_and_going_on_gives_the_same(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    run = to_write(own_folder)
    before, seen = rows(), published(own_folder / "voor")
    wanted = unbroken(run)
    with monkeypatch.context() as patch:
        stop_after(steps, patch)
        with pytest.raises(Stopped):
            writing.write_run(run=run, by=None, at=AT)
    assert published(own_folder / "na") == seen
    now = rows()
    assert all(row in now[name] for name in before for row in before[name])
    assert not Service.objects.filter(is_published=True, id__in=[uid("svc", str(n)) for n in NEW]).exists()
    writing.write_run(run=run, by=None, at=AT)
    assert rows() == wanted
    run.refresh_from_db()
    assert (run.state, ImportRow.objects.filter(run=run, written=True).count()) == (RunState.DONE, run.total)


@pytest.mark.django_db
def test_what_is_new_and_hangs_on_a_change_waits_and_comes_whole(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = to_write(own_folder)
    with monkeypatch.context() as patch:
        patch.setattr(writing, "finish_run", stopped)
        with pytest.raises(Stopped):
            writing.write_run(run=run, by=None, at=AT)
    hidden = Service.objects.filter(is_published=False)
    assert [str(id) for id in hidden.values_list("id", flat=True)] == [uid("svc", "15")]
    assert not TaxonomyTerm.objects.filter(name="Fietsen").exists()
    writing.write_run(run=run, by=None, at=AT)
    made = Service.objects.get(id=uid("svc", "11"))
    assert made.program is not None
    assert (made.program.name, made.is_published) == ("Samen", True)
    made = Service.objects.get(id=uid("svc", "15"))
    # Its place and its organization changed in the same reading: it is no newer for that.
    assert made.last_modified.isoformat() == "2026-03-01T10:00:00+00:00"
    assert ServiceAtLocation.objects.filter(service__in=[uid("svc", str(n)) for n in NEW]).count() == 4


def stopped(**_: Any) -> None:
    raise Stopped


@pytest.mark.django_db
def test_cancelling_between_the_steps_leaves_the_map_as_it_was(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = to_write(own_folder)
    before = rows()
    with monkeypatch.context() as patch:
        patch.setattr(writing, "finish_run", stopped)
        with pytest.raises(Stopped):
            writing.write_run(run=run, by=None, at=AT)
    assert rows() != before
    assert undo_run(run, RunState.CANCELLING).state == RunState.CANCELLED
    assert rows() == before
    assert not Revision.objects.filter(batch=run.id, kind="import").exists()


@pytest.mark.django_db
def test_a_run_that_is_cancelled_within_the_last_step_changes_nothing(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = to_write(own_folder)
    seen = published(own_folder / "voor")
    before = finishing.mark_written

    def cancelled(some: Any) -> None:
        before(some)
        ImportRun.objects.filter(pk=run.pk).update(state=RunState.CANCELLING)

    monkeypatch.setattr(finishing, "mark_written", cancelled)
    with pytest.raises(Refused, match="wordt afgebroken"):
        writing.write_run(run=run, by=None, at=AT)
    assert published(own_folder / "na") == seen


@pytest.mark.django_db
def test_the_whole_can_be_undone(own_folder: Path) -> None:
    run = to_write(own_folder)
    before = rows()
    writing.write_run(run=run, by=None, at=AT)
    assert Service.objects.get(id=uid("svc", "3")).status == "inactive"
    assert undo_run(run).state == RunState.UNDONE
    after = rows()
    touched = ("metadata", "service", "organization")
    assert {name: after[name] for name in after if name not in touched} == {
        name: before[name] for name in before if name not in touched
    }
    assert Service.objects.get(id=uid("svc", "0")).name == "Samen koken 0"


@pytest.mark.django_db(transaction=True)
def test_a_change_that_points_at_nothing_is_refused_alone(own_folder: Path) -> None:
    bring_in(write_csv(own_folder / "een", first_list()))
    files = first_list()
    files["locations.csv"].append({"id": uid("loc2"), "location_type": "physical", "name": "De Zaal"})
    files["service_at_location.csv"][0] = link(0, "loc2") | {"id": uid("sal", "nieuw")}
    files["services.csv"] = [service(n, email="nieuw@example.org") for n in range(4)]
    run = read(write_csv(own_folder / "twee", files))
    ImportRow.objects.filter(run=run, record_id=uid("loc2")).delete()
    run = write(run)
    assert (run.state, run.refused) == (RunState.DONE, 1)
    assert messages(run, "refused") == [f"Niet overgenomen: {POINTS_NOWHERE}"]
    assert list(Service.objects.order_by("name").values_list("email", flat=True)) == [
        "", *["nieuw@example.org"] * 3,
    ]  # fmt: skip
    assert str(ServiceAtLocation.objects.get(service=uid("svc", "0")).location_id) == uid("loc")


@pytest.mark.django_db(transaction=True)
def test_what_hangs_on_a_refused_change_comes_without_it(own_folder: Path) -> None:
    run = to_write(own_folder)
    Organization.objects.update(description="Intussen hier aangepast")
    writing.write_run(run=run, by=None, at=AT)
    assert [text.split(":")[0] for text in messages(run, "refused")] == ["Niet overgenomen"]
    assert Service.objects.get(id=uid("svc", "11")).program is None
    assert Service.objects.get(id=uid("svc", "0")).name == "Samen eten"
    assert Service.objects.filter(is_published=True).count() == 10


@pytest.mark.django_db
def test_how_far_it_is_only_goes_up_and_ends_at_all(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = to_write(own_folder)
    monkeypatch.setattr(writing, "AT_ONCE", 2)
    monkeypatch.setattr(finishing, "AT_ONCE", 2)
    told: list[tuple[int, int]] = []
    writing.write_run(run=run, by=None, at=AT, tell=lambda done, total: told.append((done, total)))
    counts = [done for done, _ in told]
    assert counts == sorted(set(counts))
    assert told[-1] == (run.total, run.total)
    assert len(told) > 5


def test_every_pointer_of_what_is_read_is_looked_up() -> None:
    """SQLite looks at its keys only at the end: one that nobody looked up would cost the whole last step."""
    own = {"source_id", "agency_id", "merged_into_id"}
    for table in TABLES:
        keys = {
            field.attname
            for field in table.model._meta.concrete_fields
            if isinstance(field, models.ForeignKey)
        }
        assert keys - own - {column for column, _, _ in pointers_of(table.name)} == (
            {"service_id"} if table.name == "attribute" else set()
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="op SQLite schrijft er maar één tegelijk")
def test_who_cancels_within_the_last_step_does_not_wait(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = to_write(own_folder)
    seen = published(own_folder / "voor")
    states = []

    def cancel() -> None:
        states.append(move_on(run=run, to=RunState.CANCELLING, by=None, at=AT).state)
        connection.close()

    def tell(done: int, total: int) -> None:
        if done == 10:
            other = Thread(target=cancel)
            other.start()
            other.join(10)

    monkeypatch.setattr(finishing, "AT_ONCE", 1)
    with pytest.raises(Refused, match="wordt afgebroken"):
        writing.write_run(run=run, by=None, at=AT, tell=tell)
    assert states == [RunState.CANCELLING]
    assert published(own_folder / "na") == seen
    assert take_back(run=run, by=None, at=AT).state == RunState.CANCELLED
    assert not Service.objects.filter(is_published=False).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite ziet het pas aan het eind")
def test_a_key_that_only_the_database_knows_costs_only_its_own_row(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = to_write(own_folder)
    monkeypatch.setattr(adding, "_without_gaps", lambda new, moment: new)
    row = ImportRow.objects.get(run=run, record_id=uid("svc", "10"))
    payload = msgspec.json.decode(row.payload)
    payload["rows"][0][2]["program_id"] = uid("nergens")
    ImportRow.objects.filter(pk=row.pk).update(payload=msgspec.json.encode(payload).decode())
    run = writing.write_run(run=run, by=None, at=AT)
    assert (run.state, messages(run, "refused")) == (RunState.DONE, [finishing.NOT_WRITTEN])
    assert Service.objects.get(id=uid("svc", "0")).name == "Samen eten"
    assert Service.objects.filter(is_published=True).count() == 9
