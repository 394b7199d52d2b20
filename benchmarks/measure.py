"""How a measurement runs: an installation of its own, interleaved rounds, medians, one JSON document."""

import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("django", "psycopg", "tantivy", "typst", "granian")


def set_up_django() -> None:
    """Django on an empty database of its own; DATABASE_URL chooses PostgreSQL (a scratch database)."""
    sys.path.insert(0, str(ROOT))
    os.environ["MEEDOEN_VAR"] = tempfile.mkdtemp(prefix="meedoen-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def cpu_seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def compare(
    name: str,
    *,
    ours: Callable[[], object],
    theirs: dict[str, Callable[[], object]],
    rounds: int = 7,
    sizes: dict[str, int],
) -> dict[str, object]:
    """Run ours and each alternative once per round, in turn, after one warm-up;

    medians and ratios (ours / theirs).
    """
    runs: dict[str, list[float]] = {"meedoen": [], **{other: [] for other in theirs}}
    acts = {"meedoen": ours, **theirs}
    for act in acts.values():
        act()
    for _ in range(rounds):
        for who, act in acts.items():
            runs[who].append(cpu_seconds(act))
    medians = {who: statistics.median(times) for who, times in runs.items()}
    return {
        "name": name,
        "rounds": rounds,
        "sizes": sizes,
        "median_cpu_seconds": {who: round(seconds, 6) for who, seconds in medians.items()},
        "ratio": {who: round(medians["meedoen"] / medians[who], 3) for who in theirs if medians[who]},
        "versions": {package: version(package) for package in PACKAGES},
        "python": platform.python_version(),
        "database": _database(),
    }


def report(*results: dict[str, object]) -> None:
    """Print one JSON document."""
    print(json.dumps(list(results), indent=2))


def _database() -> str:
    from django.db import connection

    return connection.vendor
