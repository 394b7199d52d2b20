"""How the tools in this folder speak: one line a step, one clear sentence when something stops them."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class Stop(Exception):
    """The work cannot go on: the message says why, and what to do."""


def run_tool(main: Callable[[], int | None]) -> None:
    """Run a tool and end the process with its code; a Stop becomes one sentence and code 1."""
    try:
        code = main() or 0
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print("\nGestopt. Draai dezelfde opdracht opnieuw om verder te gaan.", file=sys.stderr)
        code = 130
    sys.exit(code)


@contextmanager
def step(label: str) -> Iterator[None]:
    """Say that a step begins, and how long it took."""
    started = time.monotonic()
    print(f"  {label} ...", flush=True)
    yield
    print(f"  {label}: klaar in {time.monotonic() - started:.0f} s", flush=True)


def say(text: str = "") -> None:
    print(text, flush=True)


def environment(**changes: str | None) -> dict[str, str]:
    """The environment of this process with changes; None takes a variable away."""
    result = dict(os.environ)
    for name, value in changes.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = value
    return result


def run_quiet(command: list[str], what_to_do: str, **options: object) -> str:
    """Run a command out of sight and return its output; when it fails, Stop with its last lines."""
    try:
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **options)
    except FileNotFoundError:
        raise Stop(f"{command[0]} is er niet. {what_to_do}") from None
    if result.returncode:
        said = _last_lines(result.stderr or result.stdout)
        raise Stop(f"{said}\nMislukt: {shlex.join(command[:4])} ... {what_to_do}")
    return result.stdout


def _last_lines(text: str, count: int = 12) -> str:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("WARNING")]
    return "\n".join(lines[-count:])
