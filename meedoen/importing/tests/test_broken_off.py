"""A reading that is killed at any point: nothing half, and going on gives what an unbroken one gives."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from meedoen.directory.models import Organization, Phone, Revision, Service
from meedoen.importing.actions import writing
from meedoen.importing.actions.runs import move_on
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.tests.lists import AT, outcomes, package, read, uid, undo_run, write_csv
from meedoen.importing.vocabulary import RunState
from meedoen.shared.errors import Refused

ROOT = Path(__file__).resolve().parents[3]


class Stopped(BaseException):
    """The power goes."""


def stop_after(chunks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    left = {"chunks": chunks}
    before = writing._mark

    def mark(*args: Any) -> None:
        if left["chunks"] == 0:
            raise Stopped
        left["chunks"] -= 1
        before(*args)

    monkeypatch.setattr(writing, "_mark", mark)
    monkeypatch.setattr(writing, "AT_ONCE", 3)


@pytest.mark.django_db
@pytest.mark.parametrize("chunks", [0, 1, 2, 3])
def test_what_was_written_is_whole_and_hidden_until_the_run_is_done(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, chunks: int
) -> None:
    run = move_on(run=read(write_csv(own_folder / "p", package(9))), to=RunState.WRITING, by=None, at=AT)
    with monkeypatch.context() as patch:
        stop_after(chunks, patch)
        with pytest.raises(Stopped):
            writing.write_run(run=run, by=None, at=AT)
    assert Service.objects.filter(is_published=True).count() == 0
    assert Phone.objects.count() == Service.objects.count() == max(0, 3 * chunks - 2)
    run.refresh_from_db()
    assert (run.done, run.state) == (3 * chunks, RunState.WRITING)
    writing.write_run(run=run, by=None, at=AT)
    assert (Service.objects.filter(is_published=True).count(), Phone.objects.count()) == (9, 9)
    assert Revision.objects.filter(batch=run.id).count() == 11


@pytest.mark.django_db
def test_cancelling_takes_away_what_was_written_so_far(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = move_on(run=read(write_csv(own_folder / "p", package(9))), to=RunState.WRITING, by=None, at=AT)
    with monkeypatch.context() as patch:
        stop_after(2, patch)
        with pytest.raises(Stopped):
            writing.write_run(run=run, by=None, at=AT)
    with pytest.raises(Refused):
        read(write_csv(own_folder / "q", package(1)))
    run.refresh_from_db()
    assert undo_run(run, RunState.CANCELLING).state == RunState.CANCELLED
    assert (Service.objects.count(), Organization.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_the_same_command_goes_on_where_it_stopped(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_csv(own_folder / "p", package(9))
    with monkeypatch.context() as patch:
        stop_after(2, patch)
        with pytest.raises(Stopped):
            call_command("hsds_import", str(folder), yes=True)
    call_command("hsds_import", str(folder), yes=True)
    run = ImportRun.objects.get()
    assert (run.state, Service.objects.filter(is_published=True).count()) == (RunState.DONE, 9)


@pytest.mark.django_db
def test_a_file_that_changed_after_it_was_judged_is_not_written(own_folder: Path) -> None:
    folder = write_csv(own_folder / "p", package(1))
    call_command("hsds_import", str(folder), dry_run=True)
    run = ImportRun.objects.get()
    write_csv(folder, package(2))
    with pytest.raises(Refused, match="veranderd sinds het is gelezen"):
        call_command("hsds_import", run_id=str(run.id), yes=True)
    assert Service.objects.count() == 0


@pytest.mark.django_db
def test_what_appeared_after_judging_costs_only_its_own_row(own_folder: Path) -> None:
    run = read(write_csv(own_folder / "p", package(2)))
    owner = Organization.objects.create(name="Elders")
    Service.objects.create(id=uid("svc", "1"), name="Intussen", organization=owner, last_modified=AT)
    moved = move_on(run=run, to=RunState.WRITING, by=None, at=AT)
    done = writing.write_run(run=moved, by=None, at=AT)
    assert (done.state, done.refused) == (RunState.DONE, 1)
    assert (
        ImportRow.objects.get(run=run, outcome="refused").record_id == Service.objects.get(name="Intussen").id
    )
    assert Service.objects.filter(name="Samen koken 0", is_published=True).count() == 1


def test_a_process_that_is_killed_leaves_nothing_half(own_folder: Path) -> None:
    """Kill -9 at chance moments, in a database and process of its own, until it comes to its end."""
    folder = write_csv(own_folder / "p", package(400))
    environment = {
        **os.environ,
        "MEEDOEN_VAR": str(own_folder / "var"),
        "DATABASE_URL": f"sqlite:///{own_folder / 'own.sqlite3'}",
    }
    meedoen = [sys.executable, "-m", "meedoen"]
    subprocess.run([*meedoen, "migrate"], cwd=ROOT, env=environment, check=True, capture_output=True)
    command = [*meedoen, "hsds-import", str(folder), "--source", "a", "--yes"]
    dice = random.Random(11)
    for _ in range(6):
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_for_a_beginning(own_folder / "own.sqlite3", process)
        time.sleep(dice.random() * 0.6)
        process.send_signal(signal.SIGKILL)
        process.wait()
        services, phones, schedules, shown = _counts(own_folder / "own.sqlite3")
        assert services == phones == schedules
        assert shown in (0, services)
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert _counts(own_folder / "own.sqlite3") == (400, 400, 400, 400)


def _wait_for_a_beginning(path: Path, process: "subprocess.Popen[bytes]") -> None:
    """Until the run is known: before that there is nothing to be half."""
    while process.poll() is None:
        with sqlite3.connect(path) as database:
            if database.execute("SELECT count(*) FROM importing_importrun").fetchone()[0]:
                return
        time.sleep(0.05)


def _counts(path: Path) -> tuple[int, ...]:
    with sqlite3.connect(path) as database:
        counts = [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("directory_service", "directory_phone", "directory_schedule")
        ]
        shown = database.execute("SELECT count(*) FROM directory_service WHERE is_published").fetchone()[0]
    return *counts, shown


@pytest.mark.django_db
def test_an_interrupted_undo_can_be_called_again(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from meedoen.importing.actions import taking_back

    run = writing.write_run(
        run=move_on(run=read(write_csv(own_folder / "p", package(5))), to=RunState.WRITING, by=None, at=AT),
        by=None, at=AT,
    )  # fmt: skip
    move_on(run=run, to=RunState.UNDOING, by=None, at=AT)
    with monkeypatch.context() as patch:
        patch.setattr(taking_back, "AT_ONCE", 2)
        left = {"times": 2}
        before = taking_back._removed

        def removed(*args: Any) -> bool:
            if left["times"] == 0:
                raise Stopped
            left["times"] -= 1
            return before(*args)

        patch.setattr(taking_back, "_removed", removed)
        with pytest.raises(Stopped):
            taking_back.take_back(run=run, by=None, at=AT)
    assert 0 < Service.objects.count() < 5
    assert Service.objects.filter(is_published=True).count() == 0
    assert taking_back.take_back(run=run, by=None, at=AT).state == RunState.UNDONE
    assert Service.objects.count() == 0
    assert outcomes(run)["added"] == 7
