"""Whether a search shows what somebody looks for: hit@1, hit@3 and MRR of words, meaning, and both together.

The questions of relevance/ (tuning.yaml, held_out.yaml) are put to the demo map: the 33 initiatives and the
invented offer at scale 0.1. Goals: together hit@3 at least 0.93, at least 0.85 in every language, and never
worse than either alone. A question that finds nothing is judged by the nearest that the page offers then.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from kit.measure import Outcome, at_least, outcome, report, set_up_django

DATA = Path(__file__).resolve().parent / "relevance"
HALVES = ("held_out", "tuning")
LANGUAGES = {"nl": "nl", "nl-misspelt": "nl", "nl-jargon": "nl"}
DEMO_SCALE, DEMO_DAY = "0.1", date(2026, 9, 15)
LOOKED_AT = 50
TOGETHER, WORDS, MEANING = "together", "words", "meaning"

# Gives the names of the services that a question finds, best first.
Ask = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Judged:
    """A question with the names of every right answer; `kind` is its language, or the kind of Dutch."""

    half: str
    kind: str
    asked: str
    right: frozenset[str]

    @property
    def language(self) -> str:
        return LANGUAGES.get(self.kind, self.kind)


def questions() -> list[Judged]:
    """Every question of the set, from both halves."""
    topics = yaml.safe_load((DATA / "topics.yaml").read_text())
    found = []
    for half in HALVES:
        for kind, rows in yaml.safe_load((DATA / f"{half}.yaml").read_text()).items():
            for row in rows:
                right = frozenset(name for topic in row["right"] for name in topics[topic])
                found.append(Judged(half, kind, row["asked"], right))
    return found


def measure() -> Outcome:
    """Ask every question three ways; the figures by half, by language and by kind, and the goals."""
    set_up_django()
    asked = questions()
    with demo_index() as ways:
        ranks = {way: [_rank(ask(one.asked), one.right) for one in asked] for way, ask in ways.items()}
    groups = _groups(asked)
    figures = [_figure(name, way, ranks[way], places) for name, places in groups for way in ranks]
    return outcome("relevance", figures, _ratios(groups, ranks))


class demo_index:  # noqa: N801
    """The demo map in an index of its own; inside it the ways to ask, by name."""

    def __enter__(self) -> dict[str, Ask]:
        from kit.demo import demos, using

        from meedoen.directory.queries.index import index_rows
        from meedoen.directory.search import SearchIndex, telling_words

        self._folder = TemporaryDirectory(prefix="meedoen-bench-")
        index = SearchIndex(Path(self._folder.name))
        with using(demos([DEMO_SCALE], DEMO_DAY)[DEMO_SCALE]):
            rows = list(index_rows())
        index.rebuild(rows, "bench", with_meaning=True)
        names = {row.id: row.name for row in rows}

        def named(found: Any) -> list[str]:
            return [names[id] for id in found.ids] if found else []

        def by_words(text: str) -> list[str]:
            return named(index.find(telling_words(text), limit=LOOKED_AT))

        def by_meaning(text: str) -> list[str]:
            found = index.nearest(text, limit=LOOKED_AT)
            return named(found) if found and found.means == MEANING else []

        def together(text: str) -> list[str]:
            found = index.find(telling_words(text), text=text, limit=LOOKED_AT)
            return named(found) if found and found.total else named(index.nearest(text, limit=LOOKED_AT))

        return {WORDS: by_words, MEANING: by_meaning, TOGETHER: together}

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _rank(found: Sequence[str], right: frozenset[str]) -> int:
    """At which place the first right answer stands; 0 where there is none."""
    return next((place for place, name in enumerate(found, 1) if name in right), 0)


def _groups(asked: Sequence[Judged]) -> list[tuple[str, list[int]]]:
    """All questions, and those of each half, language and kind, as places in the list."""

    def of(name: str, fits: Callable[[Judged], bool]) -> tuple[str, list[int]]:
        return name, [place for place, one in enumerate(asked) if fits(one)]

    groups = [of("all", lambda one: True)]
    groups += [of(half, lambda one, half=half: one.half == half) for half in HALVES]  # type: ignore[misc]
    for language in dict.fromkeys(one.language for one in asked):
        groups.append(of(f"language {language}", lambda one, it=language: one.language == it))  # type: ignore[misc]
    for kind in LANGUAGES:
        groups.append(of(f"kind {kind}", lambda one, it=kind: one.kind == it))  # type: ignore[misc]
    return groups


def _hits(ranks: Sequence[int], places: Sequence[int], within: int) -> float:
    return sum(0 < ranks[place] <= within for place in places) / len(places)


def _mrr(ranks: Sequence[int], places: Sequence[int]) -> float:
    return sum(1 / ranks[place] for place in places if ranks[place]) / len(places)


def _figure(name: str, way: str, ranks: Sequence[int], places: Sequence[int]) -> dict[str, object]:
    return {
        "name": f"{name}, {way}",
        "questions": len(places),
        "hit@1": round(_hits(ranks, places, 1), 3),
        "hit@3": round(_hits(ranks, places, 3), 3),
        "mrr": round(_mrr(ranks, places), 3),
    }


def _ratios(
    groups: Sequence[tuple[str, list[int]]], ranks: dict[str, list[int]]
) -> dict[str, dict[str, object]]:
    return dict(_goals(dict(groups), ranks))


def _goals(
    groups: dict[str, list[int]], ranks: dict[str, list[int]]
) -> Iterator[tuple[str, dict[str, object]]]:
    ours = ranks[TOGETHER]
    for half in ("all", "held_out"):
        yield f"hit@3 together, {half}", at_least(round(_hits(ours, groups[half], 3), 3), 0.93)
    for name, places in groups.items():
        if name.startswith("language "):
            yield f"hit@3 together, {name}", at_least(round(_hits(ours, places, 3), 3), 0.85)
    for half, way in product(("all", "held_out"), (WORDS, MEANING)):
        better = _hits(ours, groups[half], 3) - _hits(ranks[way], groups[half], 3)
        yield f"hit@3 together minus {way}, {half}", at_least(round(better, 3), 0)
        better = _mrr(ours, groups[half]) - _mrr(ranks[way], groups[half])
        yield f"MRR together minus {way}, {half}", at_least(round(better, 3), 0)


if __name__ == "__main__":
    raise SystemExit(report(measure()))
