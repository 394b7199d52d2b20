"""Staff and log pages at 13,000 people and 500,000 access lines, against the same pages at a tenth of that.

Goal: at most 1.5 times. DATABASE_URL chooses PostgreSQL (databases with the scale behind the name are made).
"""

from collections.abc import Callable

from kit.access_log import fill_access_log
from kit.demo import demos, using
from kit.measure import (
    Outcome,
    at_most,
    interleaved,
    milliseconds,
    outcome,
    queries_of,
    report,
    set_up_django,
)

set_up_django()

import statistics  # noqa: E402
from datetime import datetime  # noqa: E402
from typing import Any  # noqa: E402

from kit.web import Visitor  # noqa: E402

from meedoen.accounts.models import User  # noqa: E402
from meedoen.accounts.queries import actor_of  # noqa: E402
from meedoen.activities.models import Attendance  # noqa: E402
from meedoen.casework.actions import state_purpose  # noqa: E402
from meedoen.casework.queries import case_person, caseload  # noqa: E402
from meedoen.casework.vocabulary import Purpose  # noqa: E402
from meedoen.matching.queries import seeker_of  # noqa: E402
from meedoen.people.models import Person  # noqa: E402
from meedoen.shared.clock import now  # noqa: E402
from meedoen.trail.models import AccessLine  # noqa: E402

LINES = {"0.1": 50_000, "0.3": 150_000, "1": 500_000}
ROUNDS = 7
TEN_TIMES = "13,000 people over 1,300"
SEARCH = "zoeken op naam"

Page = Callable[[], bytes]


def measure() -> Outcome:
    at = now()
    connections = demos(list(LINES), at.date())
    pages: dict[str, dict[str, Page]] = {}
    sizes: dict[str, dict[str, int]] = {}
    for scale, connection in connections.items():
        with using(connection):
            fill_access_log(LINES[scale], at)
            pages[scale] = _pages(at)
            sizes[scale] = {
                "people": Person.objects.count(),
                "attendances": Attendance.objects.count(),
                "access lines": AccessLine.objects.count(),
            }
    names = list(pages["1"])
    runs = [_run(name, pages, connections) for name in names]
    ratios = {run["name"]: at_most(run["ratio"][TEN_TIMES], 1.5) for run in runs}
    return outcome("staff_pages", [{"name": "sizes", **sizes}, *runs], ratios)


def _run(name: str, pages: dict[str, dict[str, Page]], connections: dict[str, Any]) -> dict[str, Any]:
    """One page at each size in turn."""

    def opened(scale: str) -> Callable[[], None]:
        def act() -> None:
            pages[scale][name]()

        return act

    runs: dict[str, list[float]] = {scale: [] for scale in pages}
    queries, shown = {}, {}
    for scale, connection in connections.items():
        with using(connection):
            opened(scale)()
            before = AccessLine.objects.count()
            queries[scale] = queries_of(opened(scale))
            shown[scale] = AccessLine.objects.count() - before
    for _ in range(ROUNDS):
        for scale, connection in connections.items():
            with using(connection):
                runs[scale] += interleaved({name: opened(scale)}, 1)[name]
    medians = {scale: statistics.median(seconds) for scale, seconds in runs.items()}
    return {
        "name": name,
        "rounds": ROUNDS,
        "median_cpu_ms": milliseconds(medians),
        "ratio": {TEN_TIMES: round(medians["1"] / medians["0.1"], 2)},
        "queries": queries,
        "names on the page": shown,
    }


def _pages(at: datetime) -> dict[str, Page]:
    """The pages of the cast, in the database that is in use now."""
    users = {user.email.split("@")[0]: user for user in User.objects.filter(is_demo=True)[:1000]}
    visitors = {
        name: Visitor(user=users[name])
        for name in ("fatima", "bram", "tessa", "carla", "dirk", "esra", "joke")
    }
    case = f"/werk/dossiers/{_case_with_wishes(users['bram'], at)}/"
    addresses = {
        "caseload of a client manager": ("fatima", "/werk/"),
        "caseload of a team worker": ("bram", "/werk/"),
        "caseload of a team lead": ("tessa", "/werk/"),
        "open notices": ("bram", "/werk/signalen/"),
        "a case": ("bram", case),
        "suggestions in a case": ("bram", f"{case}aanbod/"),
        "programme of the week": ("carla", "/werk/programma/"),
        "agreements": ("dirk", "/werk/afspraken/"),
        "picture of the municipality": ("dirk", "/werk/cijfers/"),
        "log: how often was looked": ("esra", "/werk/inzage/"),
        "log: who looked at me": ("joke", "/mijn/inzage/"),
        "own page of a resident": ("joke", "/mijn/"),
    }

    def page(name: str, address: str) -> Page:
        return lambda: visitors[name].get(address)

    found = {what: page(name, address) for what, (name, address) in addresses.items()}
    found["search by name, client manager"] = lambda: visitors["fatima"].post(
        "/werk/zoeken/", {"name": "de vries"}
    )
    return found


def _case_with_wishes(user: User, at: datetime) -> object:
    """A case of this worker with wishes, opened for a purpose just now."""
    by = actor_of(user, at.date())
    case = next(
        case for case in caseload(by, at.date()) if seeker_of(case_person(case), at.date()).has_wishes
    )
    state_purpose(case=case, purpose=next(iter(Purpose)), by=by, at=at)
    return case.id


if __name__ == "__main__":
    raise SystemExit(report(measure()))
