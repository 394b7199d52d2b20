"""The index takes in what changed: afterwards it answers as one that was made anew."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as django_settings

from meedoen.directory.actions.history import change_record, changes_between, undo
from meedoen.directory.jobs import compare_index, keep_index_fresh
from meedoen.directory.models import Revision, Service, ServiceCapacity, Unit
from meedoen.directory.queries.history import tree_of
from meedoen.directory.queries.index import index_rows
from meedoen.directory.search import Near, SearchIndex, marks, store, telling_words
from meedoen.directory.tests.makers import NOW, give_everything, give_place, give_rhythm, make_service
from meedoen.directory.vocabulary import Freshness, RevisionKind, ServiceStatus

pytestmark = pytest.mark.usefixtures("terms")


@pytest.fixture(autouse=True)
def _words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it means is kept in step in test_search_meaning."""
    monkeypatch.setattr("meedoen.directory.search.meaning.encoder", lambda: None)


QUESTIONS = ["koken", "samen", "wandelgroep", "tuin", "praathuis", "overvecht", "schilderen", "linde", "xyz"]
FILTERS: list[list[set[str]]] = [
    [],
    [{marks.FREE}],
    [{marks.PLACE_FREE}],
    [{marks.when("TU")}],
    [{"interest:cooking"}],
]


def kept() -> SearchIndex:
    return SearchIndex(django_settings.SEARCH_INDEX)


def answers(index: SearchIndex) -> list[tuple[frozenset[UUID], int, str]]:
    found = [index.find(telling_words(text), filters, limit=50) for text in QUESTIONS for filters in FILTERS]
    return [(frozenset(one.ids), one.total, one.match) for one in found if one is not None]


def anew(folder: Path) -> SearchIndex:
    index = SearchIndex(folder)
    index.rebuild(index_rows(), "anew")
    return index


def change(service: Service, at_hours: int, **values: object) -> None:
    before = tree_of("service", service.id)
    after = {key: dict(row) for key, row in before.items()}
    after["service", service.id].update(values)
    change_record(
        record_type="service",
        record_id=service.id,
        rows=changes_between(before, after),
        kind=RevisionKind.EDIT,
        by=None,
        at=NOW + timedelta(hours=at_hours),
        said_by="redacteur, gemeente Utrecht",
    )


def test_after_every_kind_of_change_it_answers_as_an_index_made_anew(tmp_path: Path) -> None:
    cooking, walking, garden = (make_service(name) for name in ("Samen koken", "Wandelgroep", "Moestuin"))
    give_everything(cooking)
    folders = (tmp_path / f"anew-{number}" for number in range(20))

    def same() -> bool:
        assert keep_index_fresh() is True
        assert keep_index_fresh() is False
        return answers(kept()) == answers(anew(next(folders)))

    assert same()
    first = kept().pointer().folder
    new = make_service("Schilderen", last_modified=NOW + timedelta(hours=1))
    assert same()
    change(walking, 2, name="Samen fietsen")
    assert same()
    undo(
        revision=Revision.objects.filter(record_id=walking.id).latest("at"),
        by=None,
        at=NOW + timedelta(hours=3),
        said_by="redacteur, gemeente Utrecht",
    )
    assert same()
    Service.objects.filter(id=garden.id).update(status=ServiceStatus.TEMPORARILY_CLOSED)
    assert same()
    Service.objects.filter(id=garden.id).update(status=ServiceStatus.ACTIVE)
    assert same()
    Service.objects.filter(id=cooking.id).update(freshness=Freshness.LAPSED)
    assert same()
    Service.objects.filter(id=cooking.id).update(freshness=Freshness.CURRENT)
    assert same()
    Service.objects.filter(id=new.id).update(is_published=False)
    assert same()
    unit = Unit.objects.create(name="plekken")
    capacity = ServiceCapacity.objects.create(service=walking, unit=unit, available=3, updated=NOW)
    assert same()
    assert kept().find(["samen"], [{marks.PLACE_FREE}], limit=5) is not None
    ServiceCapacity.objects.filter(id=capacity.id).update(available=0)
    assert same()
    assert kept().pointer().folder == first


def test_beyond_what_is_compared_whole_it_is_found_by_when_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meedoen.directory.jobs.COMPARED_AT_ONCE", 0)
    cooking, walking = make_service("Samen koken"), make_service("Wandelgroep")
    keep_index_fresh()
    Service.objects.filter(id=cooking.id).update(name="Bakken", last_modified=NOW.replace(year=2027))
    assert keep_index_fresh() is True
    assert [len(found.ids) for text in ("bakken", "koken") if (found := kept().find([text], limit=5))] == [
        1,
        0,
    ]
    # A lapse leaves the moment of change alone: then the numbers do not agree.
    Service.objects.filter(id=walking.id).update(freshness=Freshness.LAPSED)
    assert keep_index_fresh() is True
    assert answers(kept()) == answers(anew(tmp_path / "anew"))


def test_an_index_that_lost_its_ledger_is_made_anew() -> None:
    make_service("Samen koken")
    keep_index_fresh()
    before = kept().pointer().folder
    (django_settings.SEARCH_INDEX / before / "ledger.sqlite3").write_bytes(b"geen database" * 100)
    make_service("Wandelgroep", last_modified=NOW.replace(year=2027))

    assert keep_index_fresh() is True
    assert kept().pointer().folder != before
    assert [len(found.ids) for text in ("koken", "groep") if (found := kept().find([text], limit=5))] == [
        1,
        1,
    ]


def test_who_looks_meanwhile_sees_the_index_as_it_was() -> None:
    make_service("Samen koken")
    keep_index_fresh()
    look = store.look(django_settings.SEARCH_INDEX)
    make_service("Wandelgroep", last_modified=NOW.replace(year=2027))
    keep_index_fresh()

    assert look is not None
    assert look.searcher.num_docs == 1


def test_marks_tell_when_where_for_whom_and_at_what_distance() -> None:
    service = give_everything(make_service("Samen koken"))
    service.languages.create(code="AR", name="Arabisch")
    give_rhythm(service, "WE", opens_at="10:00", closes_at="14:00")
    give_rhythm(service, "1FR", freq="MONTHLY", opens_at="19:00")
    at = give_place(make_service("Wandelgroep"), rd=(140000, 460000))
    at.accessibility.create(description="Rolstoeltoegankelijk")
    keep_index_fresh()

    def count(*filters: str, near: Near | None = None) -> int:
        found = kept().find(["samen"], [{mark} for mark in filters], near=near, limit=5)
        assert found is not None
        return found.total

    wanted = [
        marks.language("ar"), marks.FREE, marks.when("WE", marks.MORNING), marks.when("WE", marks.AFTERNOON),
        marks.when("FR", marks.EVENING), marks.when("TU"), marks.when(part=marks.EVENING),
    ]  # fmt: skip
    service.cost_options.update(amount=0)
    Service.objects.filter(id=service.id).update(last_modified=NOW.replace(year=2027))
    keep_index_fresh()
    assert [count(mark) for mark in wanted] == [1] * len(wanted)
    refused = [
        marks.language("tr"), marks.PLACE_FREE, marks.when("WE", marks.EVENING),
        marks.when("TU", marks.MORNING),
        marks.when("MO"), marks.term("accessibility", "wheelchair"),
    ]  # fmt: skip
    assert [count(mark) for mark in refused] == [0] * len(refused)
    assert count(near=Near(136500, 458000, 600)) == 1
    assert count(near=Near(136500, 458000, 400)) == 0
    found = kept().find(["wandelgroep"], [{marks.term("accessibility", "wheelchair")}], limit=5)
    assert found is not None and found.total == 1


def test_two_services_that_change_places_at_once_are_seen_when_all_is_compared(tmp_path: Path) -> None:
    leaving, returning = make_service("Samen koken"), make_service("Schilderen", freshness=Freshness.LAPSED)
    keep_index_fresh()
    Service.objects.filter(id=leaving.id).update(freshness=Freshness.LAPSED)
    Service.objects.filter(id=returning.id).update(freshness=Freshness.CURRENT)
    assert not keep_index_fresh()

    compare_index()

    assert answers(kept()) == answers(anew(tmp_path / "anew"))
    found = kept().find(telling_words("schilderen"), limit=5)
    assert found is not None and found.ids == (returning.id,)
