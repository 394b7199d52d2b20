"""A page of a hundred services of the open data against the same page by serializers, and what does not grow.

    meedoen bench hsds --json                              at 1,000, 100,000 and 1,000,000 services
    ... --sizes 1000,100000                                at these

Needs djangorestframework, which the packages for tests bring (`make bench NAME=hsds` sets those up).
Goals: at most a third of the serializers, both told how many there are, and with all related data no more
than they; queries, and the memory of a stream of every service, the same at every size; what did not change
is answered without building it.
"""

import os
import sys
from pathlib import Path
from typing import Any

import msgspec
from kit.measure import Outcome, at_most, compare, cpu_seconds, outcome, queries_of, report, set_up_django

set_up_django()

from django.conf import settings  # noqa: E402

settings.ROOT_URLCONF = "kit.hsds_drf"

from kit import hsds_drf  # noqa: E402
from kit.hsds_rows import Filler  # noqa: E402
from kit.web import Visitor  # noqa: E402

from meedoen.publishing.api import memo  # noqa: E402
from meedoen.publishing.policy.parameters import Asked  # noqa: E402
from meedoen.publishing.queries.pages import stream  # noqa: E402
from meedoen.publishing.vocabulary import Listing  # noqa: E402

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 15
PAGE = "/api/hsds/services?per_page=100"
FULL = f"{PAGE}&full=true"
THEIRS = "Django REST framework serializers"
THIRD = 0.334
MEGABYTE = 1_000_000


def measure() -> Outcome:
    filler, visitor = Filler(), Visitor(plain=True)
    figures: list[dict[str, Any]] = []
    ratios: dict[str, dict[str, object]] = {}
    queries, memory = {}, {}
    for size in _sizes():
        filler.fill(size)
        hsds_drf.known_total[0] = size
        page, full = _page(visitor, size), _full(visitor, size)
        same, memory[size] = _unchanged(visitor, size), _stream_memory(size)
        figures += [page, full, same, memory[size]]
        queries[size] = (page["queries"]["meedoen"], full["queries"]["meedoen"])
        ratios[f"page of 100 over serializers, {size} services"] = at_most(page["ratio"][THEIRS], THIRD)
        ratios[f"the same in full, {size} services"] = at_most(full["ratio"][THEIRS], 1.0)
        ratios[f"304 over the page, {size} services"] = at_most(same["ratio"]["the page"], 1.0)
    sizes = list(queries)
    more = [last - first for last, first in zip(queries[sizes[-1]], queries[sizes[0]], strict=True)]
    ratios["queries that the largest takes more than the smallest"] = at_most(max(more), 0)
    largest = memory[sizes[-1]]["growth_megabytes"]
    ratios["megabytes that a stream of everything adds"] = at_most(largest, 64)
    return outcome("hsds", figures, ratios)


def _sizes() -> list[int]:
    if "--sizes" in sys.argv:
        said = sys.argv[sys.argv.index("--sizes") + 1]
        return sorted(int(size) for size in said.split(","))
    return list(SIZES)


def _page(visitor: Visitor, size: int) -> dict[str, Any]:
    return _beside("a page of 100 services", visitor, PAGE, "/drf/services", size)


def _full(visitor: Visitor, size: int) -> dict[str, Any]:
    return _beside("a page of 100 services with all related data", visitor, FULL, "/drf/full", size)


def _beside(name: str, visitor: Visitor, our: str, their: str, size: int) -> dict[str, Any]:
    """Our page beside theirs: CPU, queries and bytes."""

    def ours() -> bytes:
        return visitor.get(our)

    def theirs() -> bytes:
        return visitor.get(their)

    for page in (ours(), theirs()):
        if len(msgspec.json.decode(page)["contents"]) != 100:
            raise SystemExit("a page does not hold a hundred services")
    return compare(
        name,
        ours=ours,
        theirs={THEIRS: theirs},
        rounds=ROUNDS,
        sizes={"services": size},
        queries={"meedoen": queries_of(ours), THEIRS: queries_of(theirs)},
        bytes={"meedoen": len(ours()), THEIRS: len(theirs())},
    )


def _unchanged(visitor: Visitor, size: int) -> dict[str, Any]:
    """Asking for what one has: with the state as remembered, and with the state read anew."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    mark = client.get(PAGE)["ETag"]

    def again() -> None:
        if client.get(PAGE, headers={"If-None-Match": mark}).status_code != 304:
            raise SystemExit("what did not change is sent again")

    def page() -> None:
        client.get(PAGE)

    run = compare(
        "asking for a page that did not change",
        ours=again,
        theirs={"the page": page},
        rounds=ROUNDS,
        sizes={"services": size},
        queries={"meedoen": queries_of(again)},
    )

    def anew() -> None:
        memo._kept.clear()
        again()

    anew()
    run["cpu_ms_with_the_state_read_anew"] = round(1000 * cpu_seconds(anew), 3)
    return run


def _stream_memory(size: int) -> dict[str, Any]:
    """How much memory this process takes more while every service goes by as a line."""
    before = highest = _resident()
    count = 0
    for number, part in enumerate(stream(Listing.SERVICES, Asked())):
        count += part.count(b"\n")
        if number % 20 == 0:
            highest = max(highest, _resident())
    if count != size:
        raise SystemExit(f"the stream holds {count} services of {size}")
    return {
        "name": "a stream of every service",
        "sizes": {"services": size},
        "growth_megabytes": round((max(highest, _resident()) - before) / MEGABYTE, 1),
    }


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    raise SystemExit(report(measure()))
