"""The server and its worker: what they refuse, what they do, and that they stop when told."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import Error
from django.http import HttpResponse, HttpResponseNotAllowed
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from meedoen.accounts.models import User
from meedoen.look.pages import too_many
from meedoen.shared.errors import Refused
from meedoen.site import errors, health
from meedoen.site.management.commands import serve as serve_command
from meedoen.site.middleware import ContentSecurity, MethodPages
from meedoen.site.ports import is_own_machine, port_trouble
from meedoen.site.timetable import ENTRIES, Entry, Timetable, due
from meedoen.site.worker import Loop, only_worker, resume_interrupted

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
SEARCH_WORDS = "schuldhulp-voor-anna"

ran: list[str] = []


def note_tick() -> None:
    ran.append("tick")


def fail() -> None:
    raise RuntimeError("no index")


@task()
def note(word: str) -> str:
    ran.append(word)
    return word


@pytest.fixture(autouse=True)
def _forget() -> None:
    ran.clear()
    health._ready["migrations"] = False


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_taken_port_is_named(taken_port: int) -> None:
    assert port_trouble("127.0.0.1", taken_port) == f"Poort {taken_port} op 127.0.0.1 is al in gebruik."


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_a_port_that_cannot_be_is_named(port: int) -> None:
    said = f"Poort {port} bestaat niet. Kies een getal van 1 tot en met 65535."
    assert port_trouble("127.0.0.1", port) == said


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("meedoen.invalid", False)],
)
def test_an_address_is_reached_from_here_alone_or_by_others(host: str, own: bool) -> None:
    assert is_own_machine(host) is own


@pytest.mark.django_db
def test_the_demo_is_not_served_to_others_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    monkeypatch.setattr(serve_command, "serve", lambda address, workers: served.append(address.host))
    monkeypatch.setattr(serve_command, "port_trouble", lambda host, port: "")
    call_command("serve", host="0.0.0.0")
    User.objects.create_user("bram@meedoen.invalid", "meedoen-demo", name="Bram", is_demo=True)
    with pytest.raises(Refused, match="demo-accounts"):
        call_command("serve", host="0.0.0.0")
    call_command("serve", host="0.0.0.0", with_demo=True)
    call_command("serve")
    assert served == ["0.0.0.0", "0.0.0.0", "127.0.0.1"]


def test_a_free_port_is_no_trouble() -> None:
    assert port_trouble("127.0.0.1", free_port()) == ""


TICK = Entry("tick", f"{__name__}.note_tick", timedelta(seconds=5))
DAILY = Entry("daily", f"{__name__}.note_tick", timedelta(days=1))
FAILING = Entry("failing", f"{__name__}.fail", timedelta(seconds=5))


def test_what_never_ran_is_due_and_what_just_ran_is_not() -> None:
    assert due([TICK, DAILY], {"daily": NOW}, NOW) == [TICK]
    assert due([TICK, DAILY], {"daily": NOW - timedelta(days=1), "tick": NOW}, NOW) == [DAILY]


def test_daily_work_is_remembered_over_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "timetable.json"
    assert Timetable(path, (TICK, DAILY)).run_due(NOW) == ["tick", "daily"]
    assert Timetable(path, (TICK, DAILY)).run_due(NOW + timedelta(hours=1)) == ["tick"]
    assert Timetable(path, (TICK, DAILY)).run_due(NOW + timedelta(days=1)) == ["tick", "daily"]
    assert list(json.loads(path.read_text())) == ["daily"]


def test_a_damaged_memory_runs_all_again(tmp_path: Path) -> None:
    path = tmp_path / "timetable.json"
    path.write_text('{"daily": "yesterd')
    assert Timetable(path, (DAILY,)).run_due(NOW) == ["daily"]


def test_a_failing_job_waits_a_minute_and_stops_no_other(tmp_path: Path) -> None:
    timetable = Timetable(tmp_path / "timetable.json", (FAILING, TICK))
    assert timetable.run_due(NOW) == ["failing", "tick"]
    assert timetable.run_due(NOW + timedelta(seconds=30)) == ["tick"]
    assert timetable.run_due(NOW + timedelta(seconds=60)) == ["failing", "tick"]
    assert ran == ["tick"] * 3


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_job_of_the_timetable_is_there(entry: Entry) -> None:
    assert callable(import_string(entry.call))


def test_a_second_worker_says_who_was_first(tmp_path: Path) -> None:
    with only_worker(tmp_path), pytest.raises(Refused) as refusal, only_worker(tmp_path):
        ran.append("both at once")
    assert refusal.value.message == (
        f"Er draait al een werker voor {tmp_path} (proces {os.getpid()}). Stop die eerst."
    )
    assert ran == []
    with only_worker(tmp_path):
        ran.append("after the first one stopped")
    assert ran == ["after the first one stopped"]


def loop(tmp_path: Path) -> Loop:
    return Loop(Timetable(tmp_path / "timetable.json", (TICK,)))


@pytest.mark.django_db(transaction=True)
def test_a_turn_runs_what_is_due_and_one_job(tmp_path: Path) -> None:
    note.enqueue("first")
    note.enqueue("second")
    worker = loop(tmp_path)
    assert [worker.turn(), worker.turn(), worker.turn()] == [True, True, False]
    assert ran == ["tick", "first", "second"]


@pytest.mark.django_db(transaction=True)
def test_a_job_left_by_a_stopped_worker_runs_again(tmp_path: Path) -> None:
    left = note.enqueue("left").id
    DBTaskResult.objects.get(pk=left).claim("a worker that is gone")
    assert loop(tmp_path).turn() is False
    assert resume_interrupted() == 1
    assert loop(tmp_path).turn() is True
    assert ran == ["tick", "tick", "left"]
    assert DBTaskResult.objects.get(pk=left).status == "SUCCESSFUL"


@pytest.mark.django_db(transaction=True)
def test_a_job_that_stops_every_worker_is_given_up(tmp_path: Path) -> None:
    left = note.enqueue("left").id
    for name in ("one", "two", "three"):
        DBTaskResult.objects.get(pk=left).claim(name)
    assert resume_interrupted() == 0
    assert DBTaskResult.objects.get(pk=left).status == "FAILED"
    assert loop(tmp_path).turn() is False


def test_the_process_lives_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_with_tables_and_index(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX = tmp_path / "search"
    assert client.get("/readyz").json() == {
        "status": "not ready",
        "reasons": ["De zoekindex is er nog niet: draait de werker (meedoen work)?"],
    }
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "meta.json").touch()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_not_ready_with_tables_missing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "missing_migrations", lambda: ["people.0002_more"])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["reasons"][0] == "De tabellen zijn niet bijgewerkt: draai meedoen migrate."


@pytest.mark.django_db
def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise Error("connection refused")

    monkeypatch.setattr(health.connection, "cursor", gone)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["De database antwoordt niet."])


def test_every_page_says_what_it_may_load(client: Client) -> None:
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"https?://\S+", policy) == []


def test_a_page_of_a_session_is_kept_nowhere(rf: RequestFactory, settings: Any) -> None:
    def page(request: Any) -> HttpResponse:
        return HttpResponse("ok", headers={"Cache-Control": "max-age=600"})

    request = rf.get("/")
    assert ContentSecurity(page)(request).headers["Cache-Control"] == "max-age=600"
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "abc"
    assert ContentSecurity(page)(request).headers["Cache-Control"] == "no-store, private"


def test_the_answer_that_signs_somebody_in_is_kept_nowhere(rf: RequestFactory, settings: Any) -> None:
    def signs_in(request: Any) -> HttpResponse:
        response = HttpResponse("ok")
        response.set_cookie(settings.SESSION_COOKIE_NAME, "abc")
        return response

    assert ContentSecurity(signs_in)(rf.post("/inloggen/")).headers["Cache-Control"] == "no-store, private"


def test_a_wrong_method_gets_a_page_that_keeps_allow(rf: RequestFactory) -> None:
    page = MethodPages(lambda request: HttpResponseNotAllowed(["GET", "HEAD"]))(rf.delete("/aanbod/"))
    assert (page.status_code, page.headers["Allow"]) == (405, "GET, HEAD")
    assert errors.SENTENCES[405] in page.content.decode()


def test_a_program_that_wants_json_gets_the_bare_405(rf: RequestFactory) -> None:
    request = rf.delete("/aanbod/", headers={"Accept": "application/json"})
    page = MethodPages(lambda request: HttpResponseNotAllowed(["GET"]))(request)
    assert (page.status_code, page.content) == (405, b"")


def test_an_unknown_address_gets_a_page_in_dutch(client: Client) -> None:
    answer = client.get("/bestaat-niet/", {"q": SEARCH_WORDS})
    assert answer.status_code == 404
    assert errors.SENTENCES[404] in answer.content.decode()


@pytest.mark.parametrize("status", sorted(errors.SENTENCES))
def test_every_error_has_a_page(rf: RequestFactory, status: int) -> None:
    page = errors.error_page(rf.get("/"), status)
    assert (page.status_code, page.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert f"Foutcode {status}" in page.content.decode()


def test_a_page_that_cannot_be_drawn_is_a_sentence(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> str:
        raise TemplateDoesNotExist("500.html")

    monkeypatch.setattr(errors.loader, "render_to_string", broken)
    page = errors.handler500(rf.get("/"))
    assert (page.status_code, page.content.decode()) == (500, errors.SENTENCES[500])


def test_an_expired_form_says_how_to_go_on() -> None:
    answer = Client(enforce_csrf_checks=True).post("/healthz")
    assert answer.status_code == 403
    assert errors.EXPIRED_FORM in answer.content.decode()


def test_too_often_says_how_long_to_wait(rf: RequestFactory) -> None:
    page = too_many(rf.get("/"), "Wacht twee minuten.", 120)
    assert "Wacht twee minuten." in page.content.decode()
    assert (page.status_code, page.headers["Retry-After"]) == (429, "120")


class Installation:
    """A Meedoen of its own on SQLite, in a folder and on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.env = {**os.environ, "MEEDOEN_VAR": str(folder), "PYTHONPATH": str(ROOT)}
        self.env.pop("DATABASE_URL", None)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "meedoen", *arguments]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=False, timeout=120)

    def start(self, log: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "meedoen", "serve", "--port", str(self.port)]
        return subprocess.Popen(command, env=self.env, stdout=log.open("w"), stderr=subprocess.STDOUT)

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def worker(self) -> int:
        """The process that holds the worker's lock, or 0."""
        path = self.folder / "worker.lock"
        number = path.read_text() if path.exists() else ""
        return int(number) if number and Path(f"/proc/{number}").exists() else 0


def wait_for(condition: Callable[[], Any], seconds: float = 40) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")


def test_serve_refuses_an_empty_database(tmp_path: Path) -> None:
    done = Installation(tmp_path).run("serve")
    assert done.returncode == 1
    assert done.stderr == ("De tabellen van de database zijn niet bijgewerkt. Draai eerst: meedoen migrate\n")


def test_serve_runs_web_and_worker_and_stops_both(tmp_path: Path) -> None:
    site = Installation(tmp_path / "var")
    log = tmp_path / "log"
    assert site.run("migrate", "--verbosity=0").returncode == 0
    server = site.start(log)
    try:
        wait_for(lambda: site.get("/healthz") == 200)
        first = wait_for(site.worker)
        taken = site.run("serve", "--port", str(site.port))
        assert (
            taken.stderr == f"Poort {site.port} op 127.0.0.1 is al in gebruik. Kies een andere met --port.\n"
        )
        second = site.run("work")
        assert (second.returncode, second.stderr.count("\n")) == (1, 1)
        assert "Er draait al een werker" in second.stderr
        assert site.get(f"/bestaat-niet/?q={SEARCH_WORDS}") == 404
        os.kill(first, signal.SIGKILL)
        last = wait_for(lambda: site.worker() not in (0, first) and site.worker())
        server.send_signal(signal.SIGTERM)
        assert server.wait(40) == 0
        assert not Path(f"/proc/{last}").exists()
        assert site.get("/healthz") == 0
    finally:
        server.kill()
    assert SEARCH_WORDS not in log.read_text()


def test_a_worker_ends_with_the_server_that_started_it(tmp_path: Path) -> None:
    site = Installation(tmp_path / "var")
    assert site.run("migrate", "--verbosity=0").returncode == 0
    server = site.start(tmp_path / "log")
    worker = wait_for(site.worker)
    server.kill()
    server.wait()
    wait_for(lambda: not Path(f"/proc/{worker}").exists())
