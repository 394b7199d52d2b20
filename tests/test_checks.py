"""Each check of `make check` that is our own finds what it is there to find."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import check, hosts, sizes, templates
from tools.console import ROOT


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A project with one tidy app."""
    folder = tmp_path / "meedoen" / "garden"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "README.md").write_text("# Garden\n")
    return folder


def found(app: Path) -> list[str]:
    return list(sizes.troubles(app.parent.parent))


def test_a_tidy_app_is_left_alone(app: Path) -> None:
    body = "\n".join(["def prune():"] + ["    pass"] * (sizes.FUNCTION_LINES - 1))
    (app / "policy.py").write_text(body + "\n" * (sizes.FILE_LINES - sizes.FUNCTION_LINES))
    assert found(app) == []


def test_one_line_too_many_is_found(app: Path) -> None:
    (app / "views.py").write_text("\n" * (sizes.FILE_LINES + 1))
    (app / "actions.py").write_text("\n".join(["def prune():"] + ["    pass"] * sizes.FUNCTION_LINES))
    assert found(app) == [
        "meedoen/garden/actions.py:1: prune has 41 lines; a function has at most 40",
        "meedoen/garden/views.py:400: 401 lines; a file has at most 400: make it a folder",
    ]


def test_a_migration_may_be_long(app: Path) -> None:
    (app / "migrations").mkdir()
    (app / "migrations" / "0001_initial.py").write_text("\n" * (sizes.FILE_LINES + 1))
    assert found(app) == []


def test_an_app_without_readme_is_found(app: Path) -> None:
    (app / "README.md").unlink()
    assert found(app) == ["meedoen/garden: no README.md: say its purpose, words and where to start"]


@pytest.mark.parametrize(
    "line",
    [
        "timezone.now()",
        "datetime.datetime.now()",
        "date.today()",
        "x = Field(default=timezone.now)",
        "timezone.localdate()",
        "from meedoen.shared.clock import now",
    ],
)
def test_a_room_that_reads_the_clock_is_found(app: Path, line: str) -> None:
    for name in ("actions.py", "views.py"):
        (app / name).write_text(line + "\n")
    assert [text.split(": ")[0] for text in found(app)] == ["meedoen/garden/actions.py:1"]


def test_converting_a_moment_reads_no_clock(app: Path) -> None:
    (app / "queries.py").write_text("timezone.localtime(moment)\nmoment.date()\n")
    assert found(app) == []


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ('<link rel="stylesheet" href="a.css"><script src="a.js" defer></script>', []),
        ("<p>\n<style>p {}</style>", [2]),
        ("<script>go()</script>", [1]),
        ('<p class="a"\n style="color: red">', [1]),
        ('<button onclick="go()">', [1]),
        ('<a href="javascript:go()">', [1]),
        ('<p data-once="a">on = 1</p>', []),
    ],
)
def test_what_the_policy_would_block_is_found(html: str, lines: list[int]) -> None:
    assert [line for line, _ in templates.blocked(html)] == lines


def test_a_template_that_does_not_compile_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "meedoen" / "garden" / "templates"
    folder.mkdir(parents=True)
    (folder / "good.html").write_text("{% if a %}{% endif %}")
    (folder / "bad.html").write_text("{% if a %}")
    assert [text.split(":")[0] for text in templates.troubles(tmp_path)] == [
        "meedoen/garden/templates/bad.html"
    ]


def test_a_registry_in_a_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://user:secret@packages.example.org/simple")
    public = ".".join(hosts.PUBLIC[0])
    (tmp_path / "a.txt").write_text(f"one\nsee https://{public}/project\n")
    (tmp_path / "b.txt").write_text("packages.example.org\n")
    (tmp_path / "c.txt").write_text("pip install django\n")
    assert list(hosts.troubles(tmp_path, ["a.txt", "b.txt", "c.txt", "gone.txt"])) == [
        "a.txt:2: the host of a package registry",
        "b.txt:1: the host of a package registry",
    ]


def test_strict_types_hold_for_every_room_that_decides_reads_or_writes(tmp_path: Path) -> None:
    garden = tmp_path / "meedoen" / "garden"
    for name in ("policy.py", "queries/lists.py", "actions/plots/dig.py", "views.py"):
        (garden / name).parent.mkdir(parents=True, exist_ok=True)
        (garden / name).touch()
    assert check.strict_files(tmp_path) == [
        "meedoen/garden/actions/plots/dig.py",
        "meedoen/garden/policy.py",
        "meedoen/garden/queries/lists.py",
    ]


def test_mypy_is_strict(tmp_path: Path) -> None:
    planted = tmp_path / "policy.py"
    planted.write_text("def decide(age):\n    return age > 18\n")
    mypy = Path(sys.executable).parent / "mypy"
    command = [mypy, "--cache-dir", str(tmp_path / "cache"), str(planted)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no-untyped-def" in done.stdout
