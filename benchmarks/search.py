"""Words looked up in the search index, against PostgreSQL's Dutch full text and SQLite FTS5.

Goals, from 100,000 services on: p50 and p95 at most 1/5 of PostgreSQL, CPU at most 1/15 of FTS5; ten times
the services: 3 x p50. The same texts and questions; 60 questions of one to three words, over the country and
in a municipality. Needs a PostgreSQL server; a scratch database is made and dropped. A million services take
a quarter of an hour; `--sizes 1000,10000` runs other sizes.
"""

import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kit.measure import Outcome, Ratios, at_most, outcome, percentile, report, set_up_django

if __name__ == "__main__":
    set_up_django()

from kit.engines import Engine, Fts5, Ours, PostgreSQL, scratch_database
from kit.texts import Question, questions, services

SIZES = [1_000, 100_000, 1_000_000]
# Below this everything answers within a millisecond and the call itself is what is measured.
GOALS_FROM = 100_000
TO_POSTGRESQL, TO_FTS5, PER_TENFOLD = 0.2, 0.067, 3.0
QUESTIONS = 60
ROUNDS = 5


def measure(sizes: Sequence[int] = ()) -> Outcome:
    """Every size in turn; the figures of each and how p50 grows, and the goals."""
    given = next((sys.argv[at + 1] for at, word in enumerate(sys.argv) if word == "--sizes"), "")
    chosen = list(sizes) or [int(size) for size in given.split(",") if size] or SIZES
    with scratch_database() as url:
        runs = [run for size in chosen for run in _at_size(size, url)]
    growth = list(_growth(runs))
    name = "search" if chosen == SIZES else f"search at {','.join(map(str, chosen))}"
    return outcome(name, [*runs, *growth], _ratios(runs, growth))


def _ratios(runs: Sequence[dict[str, Any]], growth: Sequence[dict[str, Any]]) -> Ratios:
    found: Ratios = {}
    for run in runs:
        size, ratio = run["sizes"]["services"], run["ratio"]
        if size < GOALS_FROM or PostgreSQL.name not in ratio["p50_wall_ms"]:
            continue
        for figure in ("p50_wall_ms", "p95_wall_ms"):
            what = f"{figure} of PostgreSQL, {run['name']}, {size} services"
            found[what] = at_most(ratio[figure][PostgreSQL.name], TO_POSTGRESQL)
        what = f"cpu_ms of FTS5, {run['name']}, {size} services"
        found[what] = at_most(ratio["cpu_ms"][Fts5.name], TO_FTS5)
    for one in growth:
        found[str(one["name"])] = at_most(one["p50_per_tenfold"], PER_TENFOLD)
    return found


def _at_size(size: int, url: str) -> Iterator[dict[str, Any]]:
    with (
        tempfile.TemporaryDirectory(prefix="meedoen-bench-") as folder,
        _engines(Path(folder), url) as engines,
    ):
        for engine in engines:
            engine.fill(services(size))
        asked = questions(list(services(min(size, 10_000))), QUESTIONS)
        for where, narrowed in (("the whole country", False), ("one municipality", True)):
            yield _run(engines, asked, size=size, where=where, narrowed=narrowed)
        misspelt = [Question(_with_a_wrong_letter(one.text), "") for one in asked if " " not in one.text]
        yield _run(
            engines[:1], misspelt, size=size, where="one wrong letter, the whole country", narrowed=False
        )


@contextmanager
def _engines(folder: Path, url: str) -> Iterator[list[Engine]]:
    engines: list[Engine] = [Ours(folder / "search"), PostgreSQL(url), Fts5(folder / "fts.sqlite3")]
    yield engines
    for engine in engines:
        engine.close()


def _run(
    engines: list[Engine], asked: list[Question], *, size: int, where: str, narrowed: bool
) -> dict[str, Any]:
    """Every question to every engine in turn, round after round; per question the median of the rounds."""
    wall: dict[str, list[list[float]]] = {engine.name: [[] for _ in asked] for engine in engines}
    cpu: dict[str, list[float]] = {engine.name: [] for engine in engines}
    totals = {engine.name: [_find(engine, one, narrowed)() for one in asked] for engine in engines}
    for _ in range(ROUNDS):
        for engine in engines:
            before = engine.cpu()
            for number, one in enumerate(asked):
                find = _find(engine, one, narrowed)
                start = time.perf_counter()
                find()
                wall[engine.name][number].append(time.perf_counter() - start)
            cpu[engine.name].append((engine.cpu() - before) / len(asked))
    return {
        "name": f"search in {where}",
        "rounds": ROUNDS,
        "sizes": {"services": size, "questions": len(asked)},
        "median_found": {name: statistics.median(found) for name, found in totals.items()},
        **_figures(wall, cpu),
        "fill": {engine.name: engine.filled for engine in engines},
    }


def _find(engine: Engine, one: Question, narrowed: bool) -> Callable[[], int]:
    return lambda: engine.find(one.text, one.municipality if narrowed else "")


def _figures(wall: dict[str, list[list[float]]], cpu: dict[str, list[float]]) -> dict[str, object]:
    each = {name: [statistics.median(rounds) for rounds in times] for name, times in wall.items()}
    p50 = {name: 1000 * percentile(times, 0.50) for name, times in each.items()}
    p95 = {name: 1000 * percentile(times, 0.95) for name, times in each.items()}
    spent = {name: 1000 * statistics.median(rounds) for name, rounds in cpu.items()}
    figures = {"p50_wall_ms": p50, "p95_wall_ms": p95, "cpu_ms": spent}
    ours = Ours.name
    ratios = {
        figure: {name: round(values[ours] / values[name], 3) for name in values if name != ours}
        for figure, values in figures.items()
    }
    rounded = {
        figure: {name: round(ms, 3) for name, ms in values.items()} for figure, values in figures.items()
    }
    return {**rounded, "ratio": ratios}


def _growth(runs: Sequence[dict[str, Any]]) -> Iterator[dict[str, object]]:
    """How p50 grows from the smallest size to the largest, per kind of search."""
    for name in dict.fromkeys(run["name"] for run in runs):
        same = [run for run in runs if run["name"] == name]
        first, last = same[0], same[-1]
        sizes = [run["sizes"]["services"] for run in same]
        times = last["p50_wall_ms"][Ours.name] / first["p50_wall_ms"][Ours.name]
        tenfolds = math.log10(sizes[-1] / sizes[0]) or 1
        yield {
            "name": f"growth of {name}",
            "services": sizes,
            "p50_of_largest_over_smallest": round(times, 2),
            "p50_per_tenfold": round(times ** (1 / tenfolds), 2),
        }


def _with_a_wrong_letter(word: str) -> str:
    """The word with its third letter changed."""
    return word[:2] + ("x" if word[2:3] != "x" else "q") + word[3:]


if __name__ == "__main__":
    raise SystemExit(report(measure()))
