"""Reading a social map of 100,000 services in, against a bare bulk insert of the same rows.

Goal: at most 3 times its processor time, memory that does not grow with the number of services, and less than
five minutes. The two run in turn, each in a process and an empty database of its own.

`--sizes 1000,10000` runs other sizes; `--rounds 1` is for a look, where five rounds take too long.
"""

import csv
import io
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from kit.measure import ROOT, Outcome, at_most, outcome, report, set_up_django

Sheet = tuple[str, str, Iterable[tuple[object, ...]]]
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 5
# A round of so many services takes minutes.
LARGE, ROUNDS_WHEN_LARGE = 50_000, 3
MINUTES = 5
EMPTY = "empty.sqlite3"


def measure() -> Outcome:
    set_up_django()
    figures: list[dict[str, Any]] = []
    sizes, rounds = _sizes(), _option("--rounds")
    with tempfile.TemporaryDirectory(prefix="meedoen-bench-import-") as folder:
        _keep_empty(Path(folder))
        for size in sizes:
            package = Path(folder) / f"hsds-{size}"
            write_package(package, size)
            runs: dict[str, list[dict[str, float]]] = {"meedoen": [], "bare bulk insert": []}
            for _ in range(int(rounds or (ROUNDS if size < LARGE else ROUNDS_WHEN_LARGE))):
                for who, kept in runs.items():
                    kept.append(_in_a_process(who, package, Path(folder)))
            figures.append(_figure(size, runs))
    largest, smallest = figures[-1], figures[0]
    rows = largest["sizes"]["rows"]
    memory = largest["peak_mb"]["meedoen"] / smallest["peak_mb"]["meedoen"]
    many, few = largest["sizes"]["services"], smallest["sizes"]["services"]
    minutes = round(largest["median_wall_s"]["meedoen"] / 60, 2)
    ratios = {
        f"reading {rows} rows to a bare bulk insert of them": at_most(largest["ratio"], 3),
        f"memory at {many} services to that at {few}": at_most(round(memory, 2), 2),
        f"minutes for {many} services": at_most(minutes, MINUTES),
    }
    return outcome("import_hsds", figures, ratios)


def _sizes() -> tuple[int, ...]:
    """How many services: those of `--sizes`, or all three."""
    return tuple(sorted(int(size) for size in _option("--sizes").split(",") if size)) or SIZES


def _option(name: str) -> str:
    return next((sys.argv[at + 1] for at, word in enumerate(sys.argv) if word == name), "")


def _keep_empty(folder: Path) -> None:
    """An empty database with its tables, to begin each run with: making those takes longest."""
    from django.db import connection

    if connection.vendor == "sqlite":
        made = Path(connection.settings_dict["NAME"])
        # The last one to close it writes everything into the one file.
        connection.close()
        shutil.copy(made, folder / EMPTY)


def _figure(size: int, runs: dict[str, list[dict[str, float]]]) -> dict[str, Any]:
    def median(who: str, what: str) -> float:
        return round(statistics.median(run[what] for run in runs[who]), 2)

    return {
        "name": "reading HSDS in",
        "rounds": len(runs["meedoen"]),
        "sizes": {"services": size, "rows": int(runs["meedoen"][0]["rows"])},
        "median_cpu_s": {who: median(who, "cpu") for who in runs},
        "median_wall_s": {who: median(who, "wall") for who in runs},
        "peak_mb": {who: median(who, "peak") for who in runs},
        "ratio": round(median("meedoen", "cpu") / median("bare bulk insert", "cpu"), 3),
    }


def _in_a_process(who: str, package: Path, folder: Path) -> dict[str, float]:
    """One run in an empty database. On PostgreSQL its own tables are emptied and only wall time tells all."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'benchmarks'}"}
    if not environment.get("DATABASE_URL", "").startswith(("postgres", "pgsql")):
        database = folder / "bench.sqlite3"
        for left in folder.glob("bench.sqlite3*"):
            left.unlink()
        shutil.copy(folder / EMPTY, database)
        environment["DATABASE_URL"] = f"sqlite:///{database}"
    command = [sys.executable, __file__, "--one", who, str(package)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _one(who: str, package: Path) -> None:
    set_up_django()
    from django.core.management import call_command
    from kit.measure import processor_seconds

    call_command("flush", verbosity=0, interactive=False)
    rows = sum(sum(1 for _ in file.open()) - 1 for file in package.glob("*.csv"))
    start, cpu = time.perf_counter(), processor_seconds()
    if who == "meedoen":
        call_command("hsds_import", str(package), source="meting", yes=True, json=True, stdout=io.StringIO())
    else:
        bare_insert(package)
    found = {
        "wall": time.perf_counter() - start,
        "cpu": processor_seconds() - cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": rows,
    }
    _look(rows)
    print(json.dumps(found))


def _look(rows: int) -> None:
    """Both must have done the work."""
    from meedoen.directory.hsds import TABLES

    kept = sum(table.model._default_manager.count() for table in TABLES)
    if kept != rows:
        raise RuntimeError(f"{kept} rows were kept of {rows}")


def bare_insert(package: Path) -> None:
    """The same files to the same rows by `bulk_create`: nothing is checked, compared or kept of it."""
    from django.db import transaction

    from meedoen.directory.hsds import TABLES

    for table in TABLES:
        path = package / table.file
        if not path.exists():
            continue
        with path.open() as file, transaction.atomic():
            rows = csv.DictReader(file)
            while some := [_bare(table, row) for row in islice(rows, 1000)]:
                table.model._default_manager.bulk_create(some)


def _bare(table: Any, row: dict[str, str]) -> Any:
    kinds = {one.attname: one for one in table.model._meta.concrete_fields}
    values: dict[str, Any] = {}
    for name, value in row.items():
        column = table.by_name[name].column
        values[column] = kinds[column].to_python(value or None) if value or kinds[column].null else value
    if table.name == "attribute":
        values |= {"service_id": row["link_id"], "link_id": None, "link_entity": ""}
    return table.model(**values)


def write_package(folder: Path, services: int) -> None:
    """A package with an organization and a place for each ten services, and seven parts for each service."""
    folder.mkdir()
    for name, heading, rows in (*_records(services), *_parts(services)):
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(heading.split())
            writer.writerows(rows)


def _id(kind: str, number: int) -> str:
    from meedoen.shared.stable_id import stable_id

    return str(stable_id("bench", kind, str(number)))


def _records(services: int) -> Iterator[Sheet]:
    tens = max(1, services // 10)
    text = (
        "Elke week samen koken en eten met mensen uit de buurt. Iedereen is welkom, ook zonder ervaring. " * 3
    )
    yield "taxonomies", "id name description", [(_id("taxonomy", 0), "Soort", "Soorten aanbod")]
    yield (
        "taxonomy_terms",
        "id taxonomy_id code name description",
        [(_id("term", n), _id("taxonomy", 0), f"t{n}", f"Soort {n}", "") for n in range(20)],
    )
    yield (
        "organizations",
        "id name description email website",
        (
            (_id("organization", n), f"Stichting {n}", text, f"i{n}@example.org", f"https://example.org/{n}")
            for n in range(tens)
        ),
    )
    yield (
        "locations",
        "id location_type name rd_x rd_y area_code",
        (
            (_id("location", n), "physical", f"Buurthuis {n}", 136000 + n % 900, 456000 + n % 700, "")
            for n in range(tens)
        ),
    )
    yield (
        "services",
        "id organization_id name description status url minimum_age assured_date last_modified",
        (
            (_id("service", n), _id("organization", n // 10 % tens), f"Samen koken {n}", text, "active",
             f"https://example.org/aanbod/{n}", 18, "2026-03-01", "2026-03-01T10:00:00+00:00")
            for n in range(services)
        ),
    )  # fmt: skip


def _parts(services: int) -> Iterator[Sheet]:
    tens = max(1, services // 10)

    def each(kind: str, *values: object) -> Iterator[tuple[object, ...]]:
        return ((_id(kind, n), _id("service", n), *values) for n in range(services))

    address = ("Dorpsstraat 1", "Utrecht", "Utrecht", "3511 AA", "NL", "physical")
    yield (
        "addresses",
        "id location_id address_1 city state_province postal_code country address_type",
        ((_id("address", n), _id("location", n), *address) for n in range(tens)),
    )
    yield (
        "service_at_location",
        "id service_id location_id",
        ((_id("at", n), _id("service", n), _id("location", n // 10 % tens)) for n in range(services)),
    )
    rhythm = ("WEEKLY", 1, "TU", "10:00:00", "12:00:00")
    yield "schedules", "id service_id freq interval byday opens_at closes_at", each("schedule", *rhythm)
    yield "phones", "id service_id number type", each("phone", "030 000 00 00", "voice")
    yield "cost_options", "id service_id option currency amount", each("cost", "keer", "EUR", "2.50")
    yield "languages", "id service_id name code", each("language", "Nederlands", "nl")
    yield "service_areas", "id service_id name code", each("area", "Utrecht", "GM0344")
    yield (
        "attributes",
        "id link_id link_entity taxonomy_term_id",
        ((_id("attribute", n), _id("service", n), "service", _id("term", n % 20)) for n in range(services)),
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(sys.argv[2], Path(sys.argv[3]))
    else:
        raise SystemExit(report(measure()))
