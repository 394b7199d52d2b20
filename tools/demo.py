"""`make demo`: set up, fill an empty installation with the demo, and start it. Standard library only.

`demo.json` under MEEDOEN_VAR remembers what was loaded into which database, so that a second start
only starts. It holds the demo sign-ins too: accounts of people who do not exist.
"""

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from meedoen.site.ports import port_trouble
from tools.console import PYTHON, ROOT, Stop, run_tool, say, step
from tools.setup import set_up

HOST = "127.0.0.1"
VAR = Path(os.environ.get("MEEDOEN_VAR", ROOT / "var"))
MEMORY = VAR / "demo.json"
READY_SECONDS = 60


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", default="8000")
    port = _usable_port(parser.parse_args().port)
    set_up()
    sign_ins = _fill()
    return _serve(port, sign_ins)


def _usable_port(given: str) -> int:
    """The port as a number; raises Stop before any work where nothing can listen on it."""
    trouble = port_trouble(HOST, int(given)) if given.isdecimal() else f"'{given}' is geen poort."
    if trouble:
        raise Stop(f"{trouble} Kies een andere, bijvoorbeeld: make demo PORT=8123")
    return int(given)


def _fill() -> list[dict[str, str]]:
    """Bring tables, initiatives and demo up to date where they are not, and return the demo sign-ins."""
    memory = _read_memory()
    current = _meedoen("migrate", "--check", check=False).returncode == 0
    if current and memory.get("database") == _database() and memory.get("sources") == _sources():
        return memory["sign_ins"]
    with step("Tabellen bijwerken"):
        _meedoen("migrate", "--verbosity=0")
    with step("De 33 initiatieven laden"):
        _meedoen("load-initiatives", "--json")
    sign_ins = memory.get("sign_ins", [])
    if memory.get("database") != _database():
        with step("Verzonnen inwoners en medewerkers maken"):
            sign_ins = json.loads(_meedoen("seed-demo", "--json").stdout).get("sign_ins", [])
    draft = MEMORY.with_suffix(".draft")
    draft.write_text(
        json.dumps({"database": _database(), "sources": _sources(), "sign_ins": sign_ins}, indent=2)
    )
    draft.replace(MEMORY)
    return sign_ins


def _read_memory() -> dict[str, Any]:
    try:
        memory = json.loads(MEMORY.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return memory if isinstance(memory, dict) else {}


def _database() -> str:
    """Tells this database from another one, or from a new file in the same place."""
    url = os.environ.get("DATABASE_URL")
    if url:
        return hashlib.sha256(url.encode()).hexdigest()
    path = VAR / "meedoen.sqlite3"
    return f"sqlite {path.stat().st_dev}:{path.stat().st_ino}" if path.exists() else "none"


def _sources() -> str:
    """A hash of what the database is filled from: migrations and data files."""
    total = hashlib.sha256()
    application = ROOT / "meedoen"
    for path in sorted([*application.glob("*/migrations/*.py"), *application.glob("*/data/**/*.yaml")]):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _meedoen(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command of Meedoen; its progress bar and its sentences on standard error stay in sight."""
    command = [str(PYTHON), "-m", "meedoen", *arguments]
    errors = None if check else subprocess.DEVNULL
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True, check=False)
    if check and result.returncode:
        raise Stop(
            f"'meedoen {arguments[0]}' is mislukt. Verhelp wat hierboven staat en draai make demo opnieuw."
        )
    return result


def _serve(port: int, sign_ins: list[dict[str, str]]) -> int:
    command = [str(PYTHON), "-m", "meedoen", "serve", "--host", HOST, "--port", str(port)]
    # The server hears Ctrl-C itself; this process only waits until it has stopped.
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    address = f"http://{HOST}:{port}"
    ready = _wait_until_ready(server, address)
    if server.poll() is None:
        _welcome(address, sign_ins, ready)
    return server.wait()


def _wait_until_ready(server: subprocess.Popen[bytes], address: str) -> bool:
    end = time.monotonic() + READY_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


def _welcome(address: str, sign_ins: list[dict[str, str]], ready: bool) -> None:
    say(f"\nMeedoen draait op {address}  (stop met Ctrl-C)")
    if not ready:
        say("De zoekindex is nog niet klaar; zoeken werkt straks.")
    if not sign_ins:
        return
    say(f"\nInloggen op {address}/inloggen/ (alle mensen in de demo zijn verzonnen):")
    columns = ("name", "role", "username", "password")
    widths = [max(len(str(row.get(column, ""))) for row in sign_ins) for column in columns]
    for row in sign_ins:
        cells = [str(row.get(column, "")).ljust(width) for column, width in zip(columns, widths, strict=True)]
        say("  " + "  ".join(cells).rstrip())


if __name__ == "__main__":
    run_tool(main)
