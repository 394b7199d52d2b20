"""The public list of twenty services, against the barest Django page with the same rows.

Goal: at least half its rate, so at most 2 times its CPU. Compressed as a browser asks for it; also without.
"""

from kit.demo import demos, using
from kit.measure import Outcome, at_most, compare, outcome, queries_of, report, set_up_django

set_up_django()

from typing import Any  # noqa: E402

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.test import override_settings  # noqa: E402
from kit.web import Visitor, text_of  # noqa: E402

from meedoen.directory.jobs import keep_index_fresh  # noqa: E402
from meedoen.shared.clock import now  # noqa: E402

SCALES = ["0.1", "1"]
ROUNDS = 15
TIMES = 5
BAREST = "the barest page: name, organization, summary"
SAME_FACTS = "a bare page with all facts of each row"
UNPACKED = "the same page, not compressed"
SEARCHED = "the same page for a word"


def measure() -> Outcome:
    with override_settings(MIDDLEWARE=["kit.bare.BareAddresses"]):
        bare = Visitor(application=get_wsgi_application())
    results = []
    for connection in demos(SCALES, now().date()).values():
        with using(connection):
            keep_index_fresh()
            results.append(_public_list(bare))
    ratios = {
        f"the public list of {run['sizes']['services']} services to {BAREST}": at_most(
            run["ratio"][BAREST], 2
        )
        for run in results
    }
    return outcome("pages", results, ratios)


def _public_list(bare: Visitor) -> dict[str, Any]:
    from meedoen.directory.models import Service

    browser, unpacked = Visitor(), Visitor(plain=True)
    acts = {
        "meedoen": lambda: browser.get("/aanbod/"),
        BAREST: lambda: bare.get("/lines/"),
        SAME_FACTS: lambda: bare.get("/facts/"),
        UNPACKED: lambda: unpacked.get("/aanbod/"),
        SEARCHED: lambda: browser.get("/aanbod/?q=koken"),
    }
    rows = text_of(bare.get("/lines/")).count("<li>")
    several = {name: _several(act) for name, act in acts.items()}
    return compare(
        "the public list",
        ours=several.pop("meedoen"),
        theirs=several,
        rounds=ROUNDS,
        times=TIMES,
        sizes={"services": Service.objects.count(), "rows": rows},
        queries={name: queries_of(act) for name, act in acts.items()},
        bytes={"compressed": len(browser.get("/aanbod/")), "not compressed": len(unpacked.get("/aanbod/"))},
    )


def _several(act: object) -> object:
    def run() -> None:
        for _ in range(TIMES):
            act()  # type: ignore[operator]

    return run


if __name__ == "__main__":
    raise SystemExit(report(measure()))
