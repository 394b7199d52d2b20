"""`make test`: every test on SQLite, and what touches a table again on PostgreSQL; says at the end what ran.

Whatever stands behind the options goes to pytest: `.venv/bin/python tools/test.py meedoen/guide -k four`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.console import PYTHON, ROOT, environment, run_tool, say
from tools.postgres import Server, find_server

NO_TESTS = 5
NO_BROWSER = "er is geen Chromium (apt-get install chromium)"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    options, rest = _options()
    demand = options.demand or os.environ.get("CI") == "true"
    server = Server("", "niet gevraagd") if options.only == "sqlite" else find_server()
    browser = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    missing = _missing(server, browser, options.only) if demand else []
    if missing:
        say("Deze ronde eist beide databases en een browser, maar: " + "; ".join(missing) + ".")
        return 1
    ran = []
    if options.only != "postgresql":
        journeys = [] if server.url else ["--journeys-here"]
        code = _pytest("SQLite", [*journeys, *rest], demand, DATABASE_URL=None)
        ran.append((f"SQLite {_sqlite_version()}: alle tests", code))
    if server.url:
        code = _pytest(server.said, ["--only-tables", *rest], demand, DATABASE_URL=server.url)
        # With tests named by hand there may be none that touches a table.
        ran.append((f"{server.said}: de tests die een tabel raken", 0 if rest and code == NO_TESTS else code))
    _report(ran, server, browser)
    return 1 if not ran or any(code for _, code in ran) else 0


def _options() -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--demand", action="store_true", help="a missing database or browser is a failure")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one database")
    parser.add_argument("--workers", default="2", help="test processes (2)")
    options, rest = parser.parse_known_args()
    os.environ["MEEDOEN_TEST_WORKERS"] = options.workers
    return options, rest


def _missing(server: Server, browser: str | None, only: str | None) -> list[str]:
    missing = []
    if not server.url and only != "sqlite":
        missing.append(server.said)
    if browser is None:
        missing.append(NO_BROWSER)
    return missing


def _pytest(label: str, arguments: list[str], demand: bool, **changes: str | None) -> int:
    say(f"\n=== {label}")
    workers = os.environ["MEEDOEN_TEST_WORKERS"]
    spread = ["-p", "no:xdist"] if workers == "0" else ["-n", workers, "--dist", "loadfile"]
    folder = tempfile.mkdtemp(prefix="meedoen-test-")
    changes |= {"MEEDOEN_TEST_RUN": folder, "MEEDOEN_TEST_DEMAND": "1" if demand else "0"}
    command = [str(PYTHON), "-m", "pytest", "-q", "-ra", *spread, *arguments]
    try:
        return subprocess.run(command, cwd=ROOT, env=environment(**changes), check=False).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sqlite_version() -> str:
    import sqlite3

    return sqlite3.sqlite_version


def _report(ran: list[tuple[str, int]], server: Server, browser: str | None) -> None:
    say("\nWat er draaide")
    for label, code in ran:
        say(f"  {'goed ' if code == 0 else 'FOUT '} {label}")
    if not server.url:
        say(f"  niet  PostgreSQL: {server.said}")
    say(f"  goed  browser: {browser}" if browser else f"  niet  browser: {NO_BROWSER}")


if __name__ == "__main__":
    run_tool(main)
