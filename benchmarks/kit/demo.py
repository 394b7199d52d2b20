"""Databases with the demo at several scales, open in one process: so sizes can be run interleaved."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from kit.measure import ROOT

SEED = 1


def url_of(scale: str, on: date) -> str:
    """Where the demo at this scale is: a file in the temporary folder, or a database beside DATABASE_URL."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres", "pgsql")):
        return f"{given}_{scale.replace('.', '_')}"
    folder = Path(tempfile.gettempdir()) / "meedoen-bench"
    folder.mkdir(exist_ok=True)
    return f"sqlite:///{folder / f'demo-{scale}-{on}-{_sources()}.sqlite3'}"


def _sources() -> str:
    """What a demo depends on: its own code and data, and the tables."""
    paths = [*(ROOT / "meedoen" / "demo").rglob("*"), *(ROOT / "meedoen").glob("*/migrations/*.py")]
    kept = sorted(path for path in paths if path.suffix in {".py", ".yaml", ".json"})
    return hashlib.sha256(b"".join(path.read_bytes() for path in kept)).hexdigest()[:10]


def seed(scale: str, on: date, url: str) -> tuple[float, float]:
    """Make the tables, the real initiatives and the demo; gives wall and CPU seconds of the demo alone."""
    environment = {**os.environ, "DATABASE_URL": url}
    run = [sys.executable, "-m", "meedoen"]
    for command in (["migrate"], ["load-initiatives"]):
        subprocess.run([*run, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    before, started = os.times(), time.perf_counter()
    command = ["seed-demo", "--scale", scale, "--seed", str(SEED), "--on", on.isoformat()]
    subprocess.run([*run, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - started, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu


def demos(scales: list[str], on: date) -> dict[str, Any]:
    """A connection to the demo at each scale; made where it is not there yet. Django is set up."""
    return {scale: _opened(scale, on) for scale in scales}


def _opened(scale: str, on: date) -> Any:
    import dj_database_url
    from django.db import connections

    url = url_of(scale, on)
    settings = {**connections["default"].settings_dict, "NAME": dj_database_url.parse(url)["NAME"]}
    fresh = _make_empty(url, settings["NAME"])
    connection = connections["default"].__class__(settings, alias="default")
    if fresh:
        seed(scale, on, url)
    return connection


def _make_empty(url: str, name: str) -> bool:
    """Make an empty database where there is none; whether it did."""
    if url.startswith("sqlite"):
        return not Path(name).exists()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return False
        cursor.execute(f'CREATE DATABASE "{name}"')
    return True


@contextmanager
def using(connection: Any) -> Iterator[None]:
    """Let everything in this process that asks for the database use this one."""
    from django.db import connections

    before = connections["default"]
    connections["default"] = connection
    try:
        yield
    finally:
        connections["default"] = before
