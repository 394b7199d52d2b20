"""Which attendance a report counts, and what of it is settled."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meedoen.activities.vocabulary import Presence
from meedoen.funding.models import Agreement
from meedoen.funding.vocabulary import PriceBasis
from meedoen.monitor.actions import make_report
from meedoen.monitor.models import Settlement
from meedoen.monitor.policy.facts import HalfYearReport
from meedoen.monitor.queries import half_year_report
from meedoen.monitor.tests.world import FIRST_HALF, MARCH, OVERVECHT, ZUILEN, climbed, make_world
from meedoen.monitor.vocabulary import DEFINITIONS, ELSEWHERE, Measure, Move, SplitCode
from meedoen.shared.clock import HERE
from meedoen.shared.period import half_year
from meedoen.trail.models import AuditLine
from tests.cast import NOW

pytestmark = pytest.mark.django_db
DURING = datetime(2026, 5, 1, 9, 0, tzinfo=HERE)


def read(agreement: Agreement, at: datetime = NOW) -> HalfYearReport:
    return half_year_report(agreement_id=agreement.id, period=FIRST_HALF, at=at)


def reached(report: HalfYearReport, measure: Measure = Measure.PEOPLE) -> int | None:
    return next(figure.reached for figure in report.figures if figure.measure == measure)


def test_only_presence_in_the_half_year_at_this_provider_counts() -> None:
    world = make_world()
    service, agreement = world.service(), world.agreement()
    world.line(agreement, service)
    activity = world.activity(service)
    one, two, three, four, five = world.people(5)
    world.came([one], activity, date(2026, 1, 1), date(2026, 6, 30))
    world.came([two], activity, date(2025, 12, 31), date(2026, 7, 1))
    world.came([three], activity, MARCH, presence=Presence.EXCUSED)
    world.came([four], world.activity(service, world.cast.kastanje), MARCH)
    world.came([five], world.activity(world.service("Andere dienst")), MARCH)
    report = read(agreement)
    assert reached(report) == 1
    assert reached(report, Measure.HALF_DAYS) == 2


def test_half_days_are_those_of_the_session() -> None:
    world = make_world()
    service, agreement = world.service(), world.agreement()
    world.line(agreement, service)
    world.came(world.people(3), world.activity(service), MARCH, date(2026, 3, 10), parts_of_day=2)
    assert reached(read(agreement), Measure.HALF_DAYS) == 12
    assert reached(read(agreement), Measure.COSTS) == 12 * 1850


def test_nothing_counts_twice_over_two_lines_or_two_agreements() -> None:
    world = make_world()
    service = world.service()
    first = world.agreement(reference="SP-1", starts_on=date(2025, 1, 1))
    second = world.agreement(reference="SP-2")
    world.line(first, service, name="Eerste regel")
    world.line(first, service, name="Tweede regel")
    named = world.line(second, service, name="Extra plekken")
    activity = world.activity(service)
    people = world.people(7)
    world.came(people[:4], activity, MARCH)
    world.came(people[4:], activity, MARCH, line=named)
    one, other = read(first), read(second)
    assert [row.figures[0].reached for row in one.lines] == [4, 0]
    assert [row.figures[0].reached for row in other.lines] == [3]
    assert reached(one, Measure.HALF_DAYS) + reached(other, Measure.HALF_DAYS) == 7


def test_a_service_in_two_municipalities_is_charged_to_each_for_its_own_visits() -> None:
    world = make_world()
    service = world.service()
    here, there = world.agreement(reference="SP-1"), world.agreement(reference="SP-2")
    Agreement.objects.filter(id=there.id).update(municipality=world.cast.deventer)
    line, _ = world.line(here, service), world.line(there, service)
    in_utrecht, in_deventer = world.activity(service), world.activity(service)
    in_deventer.municipality = world.cast.deventer
    in_deventer.save()
    people = world.people(9)
    world.came(people[:5], in_utrecht, MARCH)
    world.came(people[5:8], in_deventer, MARCH)
    world.came(people[8:], in_deventer, MARCH, line=line)
    assert (reached(read(here)), reached(read(there))) == (5, 3)


def test_an_enrolment_that_names_a_line_counts_there_whatever_its_service() -> None:
    world = make_world()
    kitchen, workshop, agreement = world.service("Keuken"), world.service("Werkplaats"), world.agreement()
    world.line(agreement, kitchen)
    named = world.line(agreement, workshop)
    world.came(world.people(2), world.activity(kitchen), MARCH, line=named)
    assert [row.figures[0].reached for row in read(agreement).lines] == [0, 2]


def test_an_agreement_that_ended_leaves_later_use_to_the_next() -> None:
    world = make_world()
    service = world.service()
    first = world.agreement(reference="SP-1", starts_on=date(2025, 4, 1), ends_on=date(2026, 3, 31))
    second = world.agreement(reference="SP-2", starts_on=date(2026, 4, 1))
    world.line(first, service)
    world.line(second, service)
    world.came(world.people(2), world.activity(service), MARCH, date(2026, 4, 1), date(2026, 4, 8))
    assert reached(read(first), Measure.HALF_DAYS) == 2
    assert reached(read(second), Measure.HALF_DAYS) == 4


def test_a_lump_sum_costs_what_was_paid_in_the_period() -> None:
    world = make_world()
    agreement = world.agreement()
    line = world.line(agreement, world.service(), basis=PriceBasis.LUMP_SUM, price="12000")
    world.paid(line, date(2025, 12, 31), "1")
    world.paid(line, date(2026, 1, 1), "5999.99")
    world.paid(line, date(2026, 6, 30), "6000")
    assert reached(read(agreement), Measure.COSTS) == 1_199_999


def test_what_is_paid_after_the_end_counts_in_the_last_half_year_alone() -> None:
    world = make_world()
    agreement = world.agreement(starts_on=date(2025, 7, 1), ends_on=date(2026, 3, 31))
    line = world.line(agreement, world.service(), basis=PriceBasis.LUMP_SUM, price="12000")
    world.paid(line, date(2026, 3, 1), "1000")
    world.paid(line, date(2026, 4, 20), "200")
    world.paid(line, date(2026, 8, 1), "30")
    world.paid(line, date(2026, 10, 1), "4")
    report = read(agreement)
    assert reached(report, Measure.COSTS) == 123_000
    months = next(figure for figure in report.figures if figure.measure == Measure.COSTS).parts[0].rows
    assert [(month.label, month.value) for month in months][-1] == ("maart 2026", 123_000)
    earlier = half_year_report(agreement_id=agreement.id, period=half_year("2025-H2"), at=NOW)
    assert reached(earlier, Measure.COSTS) == 0


def test_a_price_a_person_is_paid_on_each_line_as_its_definition_says() -> None:
    world = make_world()
    agreement, person = world.agreement(), world.people(1)
    for name in ("Keuken", "Werkplaats"):
        service = world.service(name)
        world.line(agreement, service, basis=PriceBasis.PERSON, price="100")
        world.came(person, world.activity(service), MARCH)
    assert (reached(read(agreement)), reached(read(agreement), Measure.COSTS)) == (1, 20_000)
    assert "Wie bij twee regels komt, telt dus bij allebei" in DEFINITIONS[Measure.COSTS]


def test_splits_come_when_the_half_year_is_over_and_then_stay() -> None:
    world = make_world()
    world.district(OVERVECHT, "Overvecht")
    world.district(ZUILEN, "Zuilen")
    service, agreement = world.service(), world.agreement()
    world.line(agreement, service)
    activity = world.activity(service)
    here, there = world.people(12), world.people(11, ZUILEN)
    world.came(here + there, activity, MARCH)
    climbed(world, here)
    make = {"agreement_id": agreement.id, "period": FIRST_HALF, "by": world.cast.actor("dirk")}
    assert make_report(**make, at=DURING).settled is None
    settled = make_report(**make, at=NOW).settled
    assert settled.people == 23 and settled.on == NOW.date()
    assert settled.splits[SplitCode.DISTRICT] == {OVERVECHT: 12, ZUILEN: 11, ELSEWHERE: 0}
    assert settled.splits[SplitCode.LADDER][Move.UP] == 12

    world.came(world.people(1), activity, MARCH.replace(day=10))
    later = make_report(**make, at=NOW)
    assert reached(later) == 24
    assert later.settled == settled
    assert Settlement.objects.count() == 1
    assert AuditLine.objects.filter(act="settle_splits").count() == 1


def test_what_is_stored_of_a_split_has_no_small_number_and_no_person() -> None:
    world = make_world()
    world.district(OVERVECHT, "Overvecht")
    service, agreement = world.service(), world.agreement()
    world.line(agreement, service)
    people = world.people(14) + world.people(3, ZUILEN)
    world.came(people, world.activity(service), MARCH)
    make_report(agreement_id=agreement.id, period=FIRST_HALF, by=None, at=NOW)
    stored = str(Settlement.objects.values().get())
    assert not any(str(person) in stored for person in people)
    counts = [count for rows in Settlement.objects.get().splits.values() for _, count in rows]
    assert set(counts) == {None, 0, 17}


def test_ladder_steps_are_what_a_worker_saw_somebody_do() -> None:
    world = make_world()
    service, agreement = world.service(), world.agreement()
    world.line(agreement, service)
    people = world.people(40)
    world.came(people, world.activity(service), MARCH)
    climbed(world, people[:15])
    climbed(world, world.people(10))
    report = make_report(agreement_id=agreement.id, period=FIRST_HALF, by=None, at=NOW)
    assert reached(report, Measure.LADDER_STEPS) == 15
    assert report.settled.splits[SplitCode.LADDER][Move.NOT_TWICE] == 25


def test_an_unknown_agreement_does_not_exist() -> None:
    with pytest.raises(Agreement.DoesNotExist):
        half_year_report(agreement_id=uuid4(), period=FIRST_HALF, at=NOW)


@pytest.mark.parametrize("settled", [False, True])
def test_a_report_takes_as_many_queries_for_three_lines_as_for_one(settled: bool) -> None:
    world = make_world()
    small, large = world.agreement(reference="SP-1"), world.agreement(reference="SP-2")
    counts = []
    for agreement, lines in ((small, 1), (large, 3)):
        for number in range(lines):
            service = world.service(f"Dienst {agreement.reference} {number}")
            world.line(agreement, service)
            world.came(world.people(2 * lines), world.activity(service), MARCH)
        make = {"agreement_id": agreement.id, "period": FIRST_HALF, "by": None, "at": NOW}
        if settled:
            make_report(**make)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            make_report(**make)
        counts.append(len(queries))
    assert counts[0] == counts[1]
