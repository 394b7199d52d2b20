"""The count of the guarantee and its page's counts at 13,000 people, and handing on a caseload of 500.

The count against a loop over the rows with the ORM that finds the same, and against a bare count in SQL.
Goal: at most 1/3 of the loop, one query. Handing on 500 against saving each row by itself: no more.
"""

from kit.measure import Outcome, at_most, compare, outcome, queries_of, report, set_up_django

set_up_django()

from collections import Counter  # noqa: E402
from datetime import timedelta  # noqa: E402
from uuid import uuid4  # noqa: E402

from django.db import connection, transaction  # noqa: E402

from meedoen.accounts.models import Membership, User  # noqa: E402
from meedoen.people.actions import hand_on_caseload  # noqa: E402
from meedoen.people.models import Involvement, Person, PersonDetails  # noqa: E402
from meedoen.people.queries import coverage_of  # noqa: E402
from meedoen.people.queries.coverage import followed  # noqa: E402
from meedoen.site.coverage_counts import shielded, tally_of  # noqa: E402
from meedoen.trail.actions import record_act  # noqa: E402
from tests.cast import NOW, TODAY, Cast, make_cast  # noqa: E402

PEOPLE, CASELOAD = 13_000, 500
DISTRICTS = [f"WK0344{number:02}" for number in range(1, 11)]
LOOP, BARE = "a loop over the rows", "a bare count in SQL"
EACH = "saving each row by itself"


def measure() -> Outcome:
    cast = make_cast()
    with transaction.atomic():
        _fill(cast)
    counted = compare(
        "the whole picture",
        ours=lambda: coverage_of(TODAY),
        theirs={LOOP: _loop, BARE: _bare},
        sizes={"people": PEOPLE},
        queries={"meedoen": queries_of(lambda: coverage_of(TODAY))},
    )
    if _loop() != coverage_of(TODAY).areas:
        raise SystemExit("the loop counts otherwise")
    page = compare(
        "the counts of the page, shielded",
        ours=lambda: shielded(tally_of(followed(TODAY), TODAY, area_codes=DISTRICTS, whole=True)),
        theirs={LOOP: _loop},
        sizes={"people": PEOPLE},
    )
    handed = compare(
        "handing on a caseload",
        ours=lambda: _hand_on(cast),
        theirs={EACH: lambda: _each(cast)},
        sizes={"people": CASELOAD},
    )
    return outcome(
        "coverage",
        [counted, page, handed],
        {
            LOOP: at_most(counted["ratio"][LOOP], 1 / 3),
            "queries of the count": at_most(counted["queries"]["meedoen"], 1),
            EACH: at_most(handed["ratio"][EACH], 1),
        },
    )


def _fill(cast: Cast) -> None:
    """13,000 people in ten districts with 30 workers, and one with a caseload of 500 more."""
    names = [f"w{number}" for number in range(30)]
    workers = [User.objects.create(email=f"{name}@voorbeeld.invalid", name=f"W {name}") for name in names]
    role = cast.fatima.memberships.get()
    like = {"agency": role.agency, "role": role.role, "legal_domain": role.legal_domain}
    Membership.objects.bulk_create(
        Membership(user=user, starts_on=role.starts_on, **like) for user in workers
    )
    leads = [workers[number % 30] for number in range(PEOPLE)] + [cast.fatima] * CASELOAD
    ids = [(uuid4(), uuid4()) for _ in leads]
    Person.objects.bulk_create(
        Person(id=person, municipality=cast.utrecht, first_involvement_id=first, created_at=NOW)
        for person, first in ids
    )
    PersonDetails.objects.bulk_create(
        PersonDetails(person_id=person, first_name="V", last_name="V", area_code=DISTRICTS[number % 10])
        for number, (person, _) in enumerate(ids)
    )
    Involvement.objects.bulk_create(
        Involvement(
            id=first,
            municipality=cast.utrecht,
            person_id=person,
            agency=role.agency,
            legal_domain=role.legal_domain,
            lead=lead,
            starts_on=TODAY - timedelta(days=number % 2000),
            next_action="contact",
            next_action_on=TODAY + timedelta(days=number % 90 - 9),
            last_contact_on=TODAY - timedelta(days=number % 1500) if number % 3 else None,
        )
        for number, ((person, first), lead) in enumerate(zip(ids, leads, strict=True))
    )


def _loop() -> dict[str, int]:
    """What a plain program does: every row with who leads it and where the person lives."""
    works = {(row.user_id, row.agency_id, row.legal_domain_id) for row in Membership.objects.all()}
    areas = {row.person_id: row.area_code for row in PersonDetails.objects.all()}
    counts: Counter[str] = Counter()
    for row in Involvement.objects.filter(ends_on__isnull=True).exclude(legal_domain_id="open"):
        if (row.lead_id, row.agency_id, row.legal_domain_id) in works:
            counts[areas[row.person_id]] += 1
    return dict(sorted(counts.items()))


def _bare() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_involvement WHERE ends_on IS NULL")
        cursor.fetchone()


def _hand_on(cast: Cast) -> None:
    with transaction.atomic():
        to_users = list(User.objects.filter(name__startswith="W ").values_list("id", flat=True))
        moved = hand_on_caseload(from_user_id=cast.fatima.id, to_user_ids=to_users, by=None, at=NOW)
        if len(moved) != CASELOAD:
            raise SystemExit("not everybody was handed on")
        transaction.set_rollback(True)


def _each(cast: Cast) -> None:
    with transaction.atomic():
        to_users = list(User.objects.filter(name__startswith="W "))
        for number, row in enumerate(Involvement.objects.filter(lead=cast.fatima)):
            row.lead = to_users[number % 30]
            row.save(update_fields=["lead"])
            record_act(by=None, act="name_lead", object_type="involvement", object_id=row.id, at=NOW)
        transaction.set_rollback(True)


if __name__ == "__main__":
    raise SystemExit(report(measure()))
