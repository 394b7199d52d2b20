"""A caseload page that writes an access line for each person, against the same page without.

Goal: at most 1.3 times.
"""

from measure import compare, report, set_up_django

set_up_django()

from django.test import Client  # noqa: E402

from meedoen.people import queries  # noqa: E402
from tests.cast import involve, make_case, make_cast, make_person  # noqa: E402

PEOPLE = 20


def main() -> None:
    cast = make_cast()
    for number in range(PEOPLE):
        make_case(involve(make_person(cast.utrecht, f"Persoon {number}"), cast.bram))
    client = Client()
    client.force_login(cast.bram)
    with_lines = queries.record_access

    def page(record: object) -> None:
        queries.record_access = record  # type: ignore[assignment]
        if client.get("/werk/").status_code != 200:
            raise SystemExit("the caseload page did not open")

    report(
        compare(
            "access_line",
            ours=lambda: page(with_lines),
            theirs={"the same page without lines": lambda: page(lambda **_: None)},
            rounds=25,
            sizes={"people on the page": PEOPLE},
        )
    )


if __name__ == "__main__":
    main()
