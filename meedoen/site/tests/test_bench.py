"""`meedoen bench`: which measurements there are, one of them, and how it ends."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

PLANTED = """
from kit.measure import at_most, outcome

def measure():
    return outcome("planted", [{"name": "one"}], {"ours to theirs": at_most(VALUE, 1.0)})
"""


@pytest.fixture
def benchmarks(settings: Any, tmp_path: Path) -> Path:
    """A source folder with the kit of the real one and nothing to measure yet."""
    folder = tmp_path / "benchmarks"
    folder.mkdir()
    (folder / "kit").symlink_to(settings.ROOT / "benchmarks" / "kit")
    settings.ROOT = tmp_path
    return folder


def run(folder: Path, value: float, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "planted.py").write_text(PLANTED.replace("VALUE", str(value)))
    runner = Path(__file__).parents[3] / "benchmarks" / "kit" / "run.py"
    copy = folder / "run.py"
    copy.write_text(runner.read_text().replace("parent.parent", "parent"))
    command = [sys.executable, str(copy), "planted", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_without_a_name_it_says_which_there_are(benchmarks: Path) -> None:
    (benchmarks / "planted.py").write_text(PLANTED)
    said = StringIO()
    call_command("bench", stdout=said)
    assert said.getvalue() == "Metingen: planted.\n"


def test_a_measurement_that_is_not_there_is_refused_with_those_that_are(benchmarks: Path) -> None:
    (benchmarks / "planted.py").write_text(PLANTED)
    with pytest.raises(CommandError, match=r"'anders' bestaat niet\. Er zijn: planted"):
        call_command("bench", "anders")


def test_where_the_source_is_not_there_it_says_so(settings: Any, tmp_path: Path) -> None:
    settings.ROOT = tmp_path
    with pytest.raises(CommandError, match="alleen in de broncode"):
        call_command("bench", "search")


def test_as_json_it_gives_name_figures_and_each_ratio_with_its_goal(benchmarks: Path) -> None:
    done = run(benchmarks, 0.5, "--json")
    assert (done.returncode, json.loads(done.stdout)) == (
        0,
        {
            "name": "planted",
            "figures": [{"name": "one"}],
            "ratios": {"ours to theirs": {"value": 0.5, "goal": 1.0, "met": True}},
        },
    )


def test_a_goal_that_is_not_met_ends_with_one_and_says_so(benchmarks: Path) -> None:
    done = run(benchmarks, 2.0)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "NIET     ours to theirs: 2.0 (doel 1.0)")


def test_what_could_not_be_measured_is_not_met(benchmarks: Path) -> None:
    assert run(benchmarks, None, "--json").returncode == 1  # type: ignore[arg-type]
