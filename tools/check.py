"""`make check`: everything that can be said of the code without running it, two checks at a time."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.console import PYTHON, ROOT, VENV, environment, run_tool, say

STRICT = ("policy", "queries", "actions")
AT_A_TIME = 2


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]


@dataclass(frozen=True)
class Outcome:
    check: Check
    code: int
    output: str
    seconds: float


def checks() -> list[Check]:
    """All checks, the slowest first so that they end together."""
    binary = VENV / "bin"
    python = str(PYTHON)
    return [
        Check("types (mypy strict)", [str(binary / "mypy"), *strict_files(ROOT)]),
        Check("migrations complete", [python, "-m", "meedoen", "makemigrations", "--check", "--dry-run"]),
        Check("templates", [python, "tools/templates.py"]),
        Check("Django's own check", [python, "-m", "meedoen", "check", "--fail-level", "WARNING"]),
        Check("floors and rooms (import-linter)", [str(binary / "lint-imports"), "--no-cache"]),
        Check("style (ruff check)", [str(binary / "ruff"), "check", "--output-format=concise", "."]),
        Check(
            "layout (ruff format)",
            [str(binary / "ruff"), "format", "--check", "--output-format=concise", "."],
        ),
        Check("sizes, clock, README per app", [python, "tools/sizes.py"]),
        Check("no registry named", [python, "tools/hosts.py"]),
    ]


def strict_files(root: Path) -> list[str]:
    """Every policy, queries and actions of an app, a file or a folder of files."""
    found = []
    for room in STRICT:
        found += (root / "meedoen").glob(f"*/{room}.py")
        found += (root / "meedoen").glob(f"*/{room}/**/*.py")
    return sorted(str(path.relative_to(root)) for path in found)


def main() -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="meedoen-check-") as var, ThreadPoolExecutor(AT_A_TIME) as pool:
        os.environ["MEEDOEN_VAR"] = var
        # With a database of its own a check says the same on every machine.
        os.environ.pop("DATABASE_URL", None)
        outcomes = list(pool.map(_run, checks()))
    failed = [outcome for outcome in outcomes if outcome.code]
    for outcome in failed:
        say(f"\n--- {outcome.check.name}\n{outcome.output.strip()}")
    say(f"\n{len(outcomes) - len(failed)} goed, {len(failed)} fout, in {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


def _run(check: Check) -> Outcome:
    started = time.monotonic()
    settings = environment(DJANGO_SETTINGS_MODULE="config.settings", PYTHONPATH=str(ROOT), NO_COLOR="1")
    done = subprocess.run(check.command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    outcome = Outcome(check, done.returncode, done.stdout + done.stderr, time.monotonic() - started)
    say(f"  {'goed' if outcome.code == 0 else 'FOUT'}  {check.name:36} {outcome.seconds:5.1f} s")
    return outcome


if __name__ == "__main__":
    run_tool(main)
