"""How a measurement runs: an installation of its own, interleaved rounds, medians, one JSON document."""

import atexit
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypedDict

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results.json"
PACKAGES = ("django", "psycopg", "tantivy", "typst", "granian")
HOUSEKEEPING = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")

Act = Callable[[], object]
Ratios = dict[str, dict[str, object]]


class Outcome(TypedDict):
    name: str
    figures: list[dict[str, Any]]
    ratios: Ratios


def set_up_django() -> None:
    """Django on an empty database of its own; DATABASE_URL chooses PostgreSQL (a scratch database)."""
    sys.path.insert(0, str(ROOT))
    var = tempfile.mkdtemp(prefix="meedoen-bench-")
    atexit.register(shutil.rmtree, var, ignore_errors=True)
    os.environ["MEEDOEN_VAR"] = var
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["OPTIONS"].pop("pool", None):
        # One connection that stays open, as from the pool, and one server process that does all work for it:
        # so that this work can be counted.
        database["CONN_MAX_AGE"] = None
        database["OPTIONS"]["options"] = "-c jit=off -c max_parallel_workers_per_gather=0"
    settings.LOGGING["root"]["level"] = settings.LOGGING["loggers"]["django"]["level"] = "ERROR"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def backend_seconds(pid: int) -> float:
    """The CPU seconds so far of a PostgreSQL backend on this machine."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def processor_seconds() -> float:
    """The CPU seconds so far of this process, and of the PostgreSQL backend that works for it."""
    from django.db import connection

    own = time.process_time()
    if connection.vendor != "postgresql":
        return own
    connection.ensure_connection()
    return own + backend_seconds(connection.connection.info.backend_pid)


def cpu_seconds(act: Act) -> float:
    start = processor_seconds()
    act()
    return processor_seconds() - start


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """The statements that Django sends meanwhile, without the beginning and end of transactions."""
    from django.db import connection

    seen: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(HOUSEKEEPING):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield seen


def queries_of(act: Act) -> int:
    with counted_queries() as seen:
        act()
    return len(seen)


def interleaved(acts: dict[str, Act], rounds: int) -> dict[str, list[float]]:
    """The CPU seconds of each act in each round: one of each in turn, after one warm-up."""
    runs: dict[str, list[float]] = {who: [] for who in acts}
    for act in acts.values():
        act()
    for _ in range(rounds):
        for who, act in acts.items():
            runs[who].append(cpu_seconds(act))
    return runs


def compare(
    name: str,
    *,
    ours: Act,
    theirs: dict[str, Act],
    rounds: int = 7,
    sizes: dict[str, int],
    times: int = 1,
    **more: object,
) -> dict[str, Any]:
    """Run ours and each alternative once per round, in turn, after one warm-up; medians and ratios.

    `times`: how many times one act does the work, so that a median is that of doing it once.
    """
    runs = interleaved({"meedoen": ours, **theirs}, rounds)
    medians = {who: statistics.median(seconds) / times for who, seconds in runs.items()}
    return {
        "name": name,
        "rounds": rounds,
        "sizes": sizes,
        "median_cpu_ms": milliseconds(medians),
        "ratio": {who: round(medians["meedoen"] / medians[who], 3) for who in theirs if medians[who]},
        **more,
    }


def milliseconds(seconds: dict[str, float]) -> dict[str, float]:
    return {who: round(1000 * value, 3) for who, value in seconds.items()}


def percentile(values: list[float], share: float) -> float:
    """The value below which this share lies, of the sorted values (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def at_most(value: float | None, goal: float) -> dict[str, object]:
    """A ratio with its goal: `met` where it is no more than that. None: it could not be measured here."""
    return {"value": value, "goal": goal, "met": value is not None and value <= goal}


def at_least(value: float | None, goal: float) -> dict[str, object]:
    """A share with its goal: `met` where it is no less than that."""
    return {"value": value, "goal": goal, "met": value is not None and value >= goal}


def outcome(name: str, figures: Sequence[dict[str, Any]], ratios: Ratios) -> Outcome:
    """What `measure()` of a measurement gives: every figure, and per goal the ratio and whether it is met."""
    return {"name": name, "figures": list(figures), "ratios": ratios}


def report(made: Outcome) -> int:
    """Print the outcome as one JSON document; with `--keep` put it in results.json as well.

    Gives 1 where a goal is not met, 0 otherwise: how the program ends.
    """
    print(json.dumps(made, indent=2, ensure_ascii=False))
    if "--keep" in sys.argv:
        keep(made)
    return 0 if all(ratio["met"] for ratio in made["ratios"].values()) else 1


def keep(made: Outcome) -> None:
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    kept[f"{made['name']} ({_database()})"] = {
        "machine": _machine(),
        "database": _database(),
        "ratios": made["ratios"],
        "runs": made["figures"],
    }
    lines = (f"{json.dumps(name)}: {_compact(kept[name])}" for name in sorted(kept))
    RESULTS.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def _compact(made: dict[str, Any]) -> str:
    """One line for the machine and one for each run."""
    runs = ",\n  ".join(json.dumps(run, ensure_ascii=False) for run in made["runs"])
    head = json.dumps({key: value for key, value in made.items() if key != "runs"}, ensure_ascii=False)
    return f'{head[:-1]}, "runs": [\n  {runs}]}}'


def _machine() -> dict[str, object]:
    model = next(
        (line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), ""
    )
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "processor": model.partition(":")[2].strip(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "commit": commit.stdout.strip(),
        "versions": {package: version(package) for package in PACKAGES},
    }


def _database() -> str:
    from django.db import connection

    return connection.vendor
