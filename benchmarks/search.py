"""Words looked up in the search index, against PostgreSQL's Dutch full text and SQLite FTS5.

Goals: p50 and p95 at most 1/5 of PostgreSQL, CPU at most 1/15 of FTS5; ten times the services: 3 x p50.
The same texts and questions; 60 questions of one to three words, over the country and in a municipality.
Needs a PostgreSQL server; a scratch database is made and dropped. `--sizes 1000,2000`: other sizes.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kit.measure import percentile, report, set_up_django

set_up_django()

from kit.engines import Engine, Fts5, Ours, PostgreSQL, scratch_database  # noqa: E402
from kit.texts import Question, questions, services  # noqa: E402

SIZES = [10_000, 30_000, 100_000]
QUESTIONS = 60
ROUNDS = 5


def main() -> None:
    asked = next((sys.argv[at + 1] for at, word in enumerate(sys.argv) if word == "--sizes"), "")
    sizes = [int(size) for size in asked.split(",")] if asked else SIZES
    with scratch_database() as url:
        runs = [run for size in sizes for run in _at_size(size, url)]
    report(f"search at {asked}" if asked else "search", *runs, *_growth(runs))


def _at_size(size: int, url: str) -> Iterator[dict[str, object]]:
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
) -> dict[str, object]:
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


def _growth(runs: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """How p50 grows from the smallest size to the largest, per kind of search."""
    for name in dict.fromkeys(run["name"] for run in runs):
        same = [run for run in runs if run["name"] == name]
        first, last = same[0], same[-1]
        yield {
            "name": f"growth of {name}",
            "services": [run["sizes"]["services"] for run in same],  # type: ignore[index]
            "p50_of_largest_over_smallest": round(
                last["p50_wall_ms"][Ours.name] / first["p50_wall_ms"][Ours.name],  # type: ignore[index]
                2,
            ),
        }


def _with_a_wrong_letter(word: str) -> str:
    """The word with its third letter changed."""
    return word[:2] + ("x" if word[2:3] != "x" else "q") + word[3:]


if __name__ == "__main__":
    main()
