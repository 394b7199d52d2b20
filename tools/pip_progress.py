"""Installs hash-pinned packages with pip, showing how far it is."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tools.console import PYTHON, ROOT, Stop, say

NAME = re.compile(r"^(?:Collecting|Requirement already satisfied:) ([A-Za-z0-9._-]+)")
PINNED = re.compile(r"^[A-Za-z0-9._-]+(?:\[[^]]*\])?==", re.MULTILINE)


def install(locks: list[Path], what_to_do: str, target: Path | None = None) -> None:
    """Install the packages of the locks, hashes required, wheels only; raises Stop when pip fails."""
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar=off",
    ]
    # Python compiles what it imports; compiling all of it beforehand costs time and 60 MB.
    command += ["--require-hashes", "--only-binary=:all:", "--no-deps", "--no-compile"]
    command += ["--target", str(target)] if target else []
    for lock in locks:
        command += ["-r", str(lock)]
    total = sum(len(PINNED.findall(lock.read_text())) for lock in locks)
    with tempfile.TemporaryFile("w+") as said:
        pip = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=said, text=True)
        _follow(pip.stdout, total)
        code = pip.wait()
        said.seek(0)
        errors = [
            line for line in said.read().splitlines() if line.strip() and not line.startswith("WARNING")
        ]
    if code:
        raise Stop("\n".join([*errors[-6:], f"De pakketten zijn niet geïnstalleerd. {what_to_do}"]))


def _follow(output: Iterable[str], total: int) -> None:
    """Show each package on one line of a terminal; elsewhere only that the installing begins."""
    terminal = sys.stdout.isatty()
    done = 0
    for line in output:
        found = NAME.match(line)
        if found:
            done += 1
            _show(terminal, f"    {done} van {total}  {found[1]}")
        elif line.startswith("Installing collected packages"):
            _show(terminal, f"    {done} pakketten uitpakken")
    if terminal:
        print("\r\033[K", end="", flush=True)


def _show(terminal: bool, text: str) -> None:
    if terminal:
        print(f"\r\033[K{text}", end="", flush=True)
    elif text.endswith("uitpakken"):
        say(text)
