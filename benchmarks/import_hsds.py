"""Reading a social map of 100,000 services in, against a bare bulk insert of the same rows.

Goal: at most 3 times its processor time, memory that does not grow with the number of services, and less than
five minutes. The two run in turn, each in a process and an empty database of its own.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from kit.measure import ROOT, Outcome, at_most, outcome, report, set_up_django

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 5
PARTS_A_SERVICE = 7
MINUTES = 5


def measure() -> Outcome:
    set_up_django()
    figures: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="meedoen-bench-import-") as folder:
        for size in SIZES:
            package = Path(folder) / f"hsds-{size}"
            write_package(package, size)
            runs: dict[str, list[dict[str, float]]] = {"meedoen": [], "bare bulk insert": []}
            for _ in range(ROUNDS if size < max(SIZES) else 3):
                for who, kept in runs.items():
                    kept.append(_in_a_process(who, package, Path(folder)))
            figures.append(_figure(size, runs))
    largest, smallest = figures[-1], figures[0]
    rows = largest["sizes"]["rows"]
    memory = largest["peak_mb"]["meedoen"] / smallest["peak_mb"]["meedoen"]
    ratios = {
        f"reading {rows} rows to a bare bulk insert of them": at_most(largest["ratio"], 3),
        f"memory at {largest['sizes']['services']} services to that at 1000": at_most(round(memory, 2), 2),
        f"minutes for {largest['sizes']['services']} services": at_most(
            round(largest["median_wall_s"]["meedoen"] / 60, 2), MINUTES
        ),
    }
    return outcome("import_hsds", figures, ratios)


def _figure(size: int, runs: dict[str, list[dict[str, float]]]) -> dict[str, Any]:
    def median(who: str, what: str) -> float:
        return round(statistics.median(run[what] for run in runs[who]), 2)

    return {
        "name": "reading HSDS in",
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
        environment["DATABASE_URL"] = f"sqlite:///{database}"
    command = [sys.executable, __file__, "--one", who, str(package)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
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
        call_command("hsds_import", str(package), source="meting", yes=True, json=True, stdout=open(os.devnull, "w"))  # noqa: SIM115
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
    import csv

    from django.db import transaction

    from meedoen.directory.hsds import TABLES

    for table in TABLES:
        path = package / table.file
        if not path.exists():
            continue
        model, columns = table.model, {field.name: field.column for field in table.fields}
        kinds = {one.attname: one for one in model._meta.concrete_fields}
        with path.open() as file, transaction.atomic():
            some = []
            for row in csv.DictReader(file):
                values = {columns[name]: kinds[columns[name]].to_python(value or None) if kinds[columns[name]].null or value else value
                          for name, value in row.items() if name in columns}
                if table.name == "attribute":
                    values |= {"service_id": row["link_id"], "link_id": None, "link_entity": ""}
                some.append(model(**values))
                if len(some) == 1000:
                    model._default_manager.bulk_create(some)
                    some = []
            model._default_manager.bulk_create(some)


def write_package(folder: Path, services: int) -> None:
    """A package with an organization and a place for each ten services, and seven parts for each service."""
    import csv

    from meedoen.shared.stable_id import stable_id

    folder.mkdir()

    def table(name: str, heading: str, rows: Any) -> None:
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(heading.split())
            writer.writerows(rows)

    def id_of(kind: str, number: int) -> str:
        return str(stable_id("bench", kind, str(number)))

    tens = range(max(1, services // 10))
    numbers = range(services)
    text = "Elke week samen koken en eten met mensen uit de buurt. Iedereen is welkom, ook zonder ervaring. " * 3
    table("taxonomies", "id name description", [(id_of("taxonomy", 0), "Soort", "Soorten aanbod")])
    table("taxonomy_terms", "id taxonomy_id code name description",
          [(id_of("term", n), id_of("taxonomy", 0), f"t{n}", f"Soort {n}", "") for n in range(20)])
    table("organizations", "id name description email website",
          ((id_of("organization", n), f"Stichting {n}", text, f"info{n}@example.org", f"https://example.org/{n}") for n in tens))
    table("locations", "id location_type name rd_x rd_y area_code",
          ((id_of("location", n), "physical", f"Buurthuis {n}", 136000 + n % 900, 456000 + n % 700, "") for n in tens))
    table("addresses", "id location_id address_1 city state_province postal_code country address_type",
          ((id_of("address", n), id_of("location", n), f"Dorpsstraat {n}", "Utrecht", "Utrecht", "3511 AA", "NL", "physical") for n in tens))
    table("services", "id organization_id name description status url email minimum_age assured_date last_modified fees_description",
          ((id_of("service", n), id_of("organization", n // 10 % len(tens)), f"Samen koken {n}", text, "active",
            f"https://example.org/aanbod/{n}", f"aanbod{n}@example.org", 18, "2026-03-01", "2026-03-01T10:00:00+00:00", "Een kleine bijdrage") for n in numbers))
    table("service_at_location", "id service_id location_id description",
          ((id_of("at", n), id_of("service", n), id_of("location", n // 10 % len(tens)), "") for n in numbers))
    table("schedules", "id service_id freq interval byday opens_at closes_at",
          ((id_of("schedule", n), id_of("service", n), "WEEKLY", 1, "TU", "10:00:00", "12:00:00") for n in numbers))
    table("phones", "id service_id number type",
          ((id_of("phone", n), id_of("service", n), f"030 {n:07d}", "voice") for n in numbers))
    table("cost_options", "id service_id option currency amount",
          ((id_of("cost", n), id_of("service", n), "keer", "EUR", "2.50") for n in numbers))
    table("languages", "id service_id name code",
          ((id_of("language", n), id_of("service", n), "Nederlands", "nl") for n in numbers))
    table("service_areas", "id service_id name code",
          ((id_of("area", n), id_of("service", n), "Utrecht", "GM0344") for n in numbers))
    table("attributes", "id link_id link_entity taxonomy_term_id",
          ((id_of("attribute", n), id_of("service", n), "service", id_of("term", n % 20)) for n in numbers))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(sys.argv[2], Path(sys.argv[3]))
    else:
        raise SystemExit(report(measure()))
