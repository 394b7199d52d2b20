"""The count of the guarantee: each involvement once in each split, and the command that tells it."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meedoen.areas.models import Area
from meedoen.areas.vocabulary import AreaKind
from meedoen.people.models import Involvement
from meedoen.people.queries import coverage_of, standings
from meedoen.people.queries.coverage import followed
from meedoen.people.vocabulary import CoverageState, SinceContact
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused
from tests.cast import TODAY, Cast, involve, make_cast, make_person

pytestmark = pytest.mark.django_db


def _world() -> Cast:
    """One ahead, one late, one left alone; one in open and one who ended are not counted."""
    cast = make_cast()
    for name, fields in (
        ("Vooruit", {"last_contact_on": TODAY - timedelta(days=10)}),
        ("Te laat", {"next_action_on": TODAY - timedelta(days=1), "last_contact_on": TODAY - timedelta(500)}),
        ("Rust", {"next_action_on": TODAY + timedelta(9), "left_alone_until": TODAY + timedelta(9)}),
        ("Open", {"legal_domain_id": "open", "lead": None}),
        ("Klaar", {"ends_on": TODAY}),
    ):
        area = "WK034402" if name == "Rust" else "WK034403"
        row = involve(make_person(cast.utrecht, name, area_code=area), cast.bram)
        Involvement.objects.filter(id=row.id).update(**fields)
    return cast


def test_each_involvement_counts_once_in_each_split() -> None:
    _world()
    found = coverage_of(TODAY)
    assert (found.known, found.without_owner_or_date) == (3, 0)
    assert found.states == {"ahead": 1, "past_date": 1, "left_alone": 1, "loose": 0}
    assert found.since_contact == {
        "three_months": 1,
        "year": 0,
        "three_years": 1,
        "longer": 0,
        "never": 1,
    }
    assert found.next_actions == {"conversation": 3}
    assert found.legal_domains == {"wmo": 3}
    assert found.areas == {"WK034402": 1, "WK034403": 2}
    assert found.past_date_by_area == {"WK034403": 1}
    assert coverage_of(TODAY + timedelta(days=10)).states["past_date"] == 3


@pytest.mark.parametrize(
    "change",
    [
        {"ends_on": TODAY - timedelta(days=1)},
        {"starts_on": TODAY + timedelta(days=1)},
        {"role": "map_editor"},
        {"legal_domain_id": "jeugdwet"},
    ],
)
def test_an_owner_who_does_not_write_cases_there_is_no_owner(change: dict[str, object]) -> None:
    cast = _world()
    cast.bram.memberships.update(**change)
    assert coverage_of(TODAY).without_owner_or_date == 3
    assert coverage_of(TODAY, municipality_id=cast.deventer.id).known == 0


def test_a_closed_account_is_no_owner() -> None:
    cast = _world()
    type(cast.bram).objects.filter(id=cast.bram.id).update(is_active=False)
    assert coverage_of(TODAY).states["loose"] == 3


def test_a_person_of_two_agencies_stands_where_something_has_to_be_done_first() -> None:
    cast = make_cast()
    person = make_person(cast.utrecht, "Samir")
    late = involve(person, cast.fatima)
    Involvement.objects.filter(id=late.id).update(next_action_on=TODAY - timedelta(days=3))
    calm = involve(person, cast.bram)
    Involvement.objects.filter(id=calm.id).update(last_contact_on=TODAY)
    (one,) = standings(followed(TODAY), TODAY)
    assert (one.state, one.since) == (CoverageState.PAST_DATE, SinceContact.THREE_MONTHS)
    assert (one.legal_domains, len(one.agencies)) == (("participatiewet", "wmo"), 2)


def test_the_number_of_queries_does_not_grow() -> None:
    cast = _world()

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            coverage_of(TODAY)
        return len(counted)

    few = queries()
    for number in range(5):
        involve(make_person(cast.utrecht, f"Erbij {number}"), cast.bram)
    assert queries() == few == 1


def _told(*options: str) -> str:
    said = StringIO()
    call_command("coverage", *options, stdout=said)
    return said.getvalue()


def test_the_command_tells_known_and_without_owner_in_words_and_as_json() -> None:
    cast = _world()
    Area.objects.create(code="WK034403", kind=AreaKind.DISTRICT, name="Overvecht")
    Involvement.objects.filter(ends_on__isnull=True).update(starts_on=now().date())
    cast.bram.memberships.update(starts_on="2020-01-01")
    assert "Overvecht" in _told()
    assert "3 bekend buiten open aanbod, waarvan 0 zonder eigenaar of datum." in _told()
    told = json.loads(_told("--json"))
    assert (told["known"], told["without_owner_or_date"]) == (3, 0)
    assert set(told) >= {"states", "since_contact", "next_actions", "legal_domains", "areas"}


def test_the_command_fails_where_somebody_has_no_owner() -> None:
    cast = _world()
    Involvement.objects.filter(ends_on__isnull=True).update(starts_on=now().date())
    cast.bram.memberships.all().delete()
    with pytest.raises(Refused, match="Geef een collega een rol"):
        _told()
