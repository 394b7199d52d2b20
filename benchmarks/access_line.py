"""A caseload page that writes an access line for each person, against the same page without.

Goal: at most 1.3 times.
"""

from kit.measure import Outcome, at_most, compare, outcome, queries_of, report, set_up_django

set_up_django()

from kit.web import Visitor, text_of  # noqa: E402

from meedoen.people import queries  # noqa: E402
from tests.cast import involve, make_case, make_cast, make_person  # noqa: E402

PEOPLE = 20
WITHOUT = "the same page without lines"


def measure() -> Outcome:
    cast = make_cast()
    for number in range(PEOPLE):
        make_case(involve(make_person(cast.utrecht, f"Persoon{number}"), cast.bram))
    visitor = Visitor(user=cast.bram)
    with_lines = queries.record_access

    def page(record: object) -> None:
        queries.record_access = record  # type: ignore[assignment]
        shown = text_of(visitor.get("/werk/"))
        if shown.count("Persoon") < PEOPLE:
            raise SystemExit("the caseload page does not show everybody")

    def ours() -> None:
        page(with_lines)

    def without() -> None:
        page(lambda **_: None)

    run = compare(
        "a caseload page with its access lines",
        ours=ours,
        theirs={WITHOUT: without},
        rounds=25,
        sizes={"people on the page": PEOPLE},
        queries={"meedoen": queries_of(ours), WITHOUT: queries_of(without)},
    )
    return outcome("access_line", [run], {WITHOUT: at_most(run["ratio"][WITHOUT], 1.3)})


if __name__ == "__main__":
    raise SystemExit(report(measure()))
