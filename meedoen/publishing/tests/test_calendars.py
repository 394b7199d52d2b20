"""The calendars, read back by the library and counted by dateutil, against the rule that the pages follow."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component

from meedoen.areas.models import SchoolHoliday
from meedoen.directory.models import Organization, Schedule, Service, ServiceAtLocation
from meedoen.directory.policy.rhythm import NO_HOLIDAYS, Holidays, Rhythm, occurrences
from meedoen.directory.tests.makers import NOW, give_place, give_rhythm, make_service
from meedoen.directory.vocabulary import ServiceStatus
from meedoen.publishing.calendars import calendar_bytes
from meedoen.publishing.policy.calendar import CLOSED, ENDED, NO_DAYS, Meeting, Offered
from meedoen.publishing.queries.calendar import CalendarOf

DUTCH = ZoneInfo("Europe/Amsterdam")
SPRING = Holidays(((date(2026, 4, 25), date(2026, 5, 3)), (date(2026, 7, 18), date(2026, 8, 30))))
CHANGED = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)


def read(content: bytes) -> Calendar:
    """The calendar, whose lines must be as RFC 5545 writes them."""
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    return Calendar.from_ical(content)


def made(rhythm: Rhythm, holidays: Holidays = NO_HOLIDAYS, **fields: Any) -> Calendar:
    offered = Offered(
        **{
            "name": "Koken",
            "status": ServiceStatus.ACTIVE,
            "changed": CHANGED,
            "text": "",
            "address": "/aanbod/1/",
            "meetings": (Meeting(UUID(int=1), rhythm),),
        }
        | fields
    )
    return read(calendar_bytes(CalendarOf("Koken", ((offered, holidays),), CHANGED), "https://m.nl{}".format))


def expanded(event: Component, until: datetime) -> list[Any]:
    """Every start of an event before `until`, as a program that reads the file counts them."""
    start = event["DTSTART"].dt
    if not isinstance(start, datetime):
        start = datetime.combine(start, time())
        until = until.replace(tzinfo=None)
    found = rruleset()
    if "RRULE" in event:
        found.rrule(rrulestr(event["RRULE"].to_ical().decode(), dtstart=start))
    else:
        found.rdate(start)
    said = event.get("EXDATE", [])
    for group in said if isinstance(said, list) else [said]:
        for day in group.dts:
            found.exdate(day.dt if isinstance(day.dt, datetime) else datetime.combine(day.dt, time()))
    return list(found.between(start, until, inc=True))


def days(start: str, *steps: int) -> list[date]:
    first = date.fromisoformat(start)
    return [first + timedelta(days=step) for step in steps]


def test_the_hour_stays_the_same_when_summer_time_begins_and_ends() -> None:
    rhythm = Rhythm(
        freq="WEEKLY", byday="SU", opens_at=time(10), closes_at=time(12), dtstart=date(2026, 3, 22)
    )
    event = made(rhythm).walk("VEVENT")[0]
    found = expanded(event, datetime(2026, 11, 10, tzinfo=DUTCH))

    assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert {(at.hour, at.minute) for at in found} == {(10, 0)}
    utc = {at.date(): at.astimezone(UTC).hour for at in found}
    assert [utc[day] for day in days("2026-03-22", 0, 7)] == [9, 8]
    assert [utc[day] for day in days("2026-10-18", 0, 7)] == [8, 9]


def test_the_file_brings_its_own_clock_for_programs_that_know_no_europe_amsterdam() -> None:
    zone = made(Rhythm(freq="WEEKLY", byday="MO", opens_at=time(9))).walk("VTIMEZONE")[0].to_tz()
    assert datetime(2026, 7, 1, 9, tzinfo=zone).utcoffset() == timedelta(hours=2)
    assert datetime(2026, 12, 1, 9, tzinfo=zone).utcoffset() == timedelta(hours=1)


WEEKDAYS = st.lists(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True
)
DATES = st.dates(date(2025, 1, 1), date(2026, 12, 31))
RHYTHMS = st.builds(
    lambda days, nth, **fields: Rhythm(
        byday=",".join(f"{nth if fields['freq'] == 'MONTHLY' else ''}{day}" for day in days), **fields
    ),
    WEEKDAYS,
    st.sampled_from([1, 2, 3, 4, -1]),
    freq=st.sampled_from(["WEEKLY", "MONTHLY"]),
    interval=st.integers(1, 3),
    dtstart=DATES,
    until=st.none() | st.dates(date(2027, 1, 1), date(2027, 6, 1)),
    count=st.none() | st.integers(1, 30),
    opens_at=st.none() | st.builds(time, st.integers(6, 20), st.sampled_from([0, 15, 30])),
    closes_at=st.none() | st.builds(time, st.integers(6, 23)),
    timezone=st.sampled_from([None, None, None, Decimal("1"), Decimal("2.5")]),
    not_in_school_holidays=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(RHYTHMS)
def test_a_reader_of_the_file_counts_the_days_that_our_pages_show(rhythm: Rhythm) -> None:
    """Two years over, with four changes of the clock; the rule of the pages is the measure."""
    events = made(rhythm, SPRING).walk("VEVENT")
    shown = occurrences(rhythm, rhythm.dtstart, 730, SPRING)
    # What falls out beyond the last known holiday is known to neither.
    end = datetime.combine(rhythm.dtstart + timedelta(days=720), time(), DUTCH)
    if rhythm.opens_at is None:
        expected: list[Any] = [datetime.combine(each.day, time()) for each in shown]
        expected = [at for at in expected if at <= end.replace(tzinfo=None)]
    else:
        expected = [each.starts for each in shown if each.starts <= end]
    assert [at for event in events for at in expanded(event, end)] == expected


def test_school_holidays_are_left_out_one_by_one() -> None:
    rhythm = Rhythm(freq="WEEKLY", byday="TU", opens_at=time(10), not_in_school_holidays=True)
    event = made(rhythm, SPRING).walk("VEVENT")[0]
    left = {at.date() for at in expanded(event, datetime(2026, 9, 30, tzinfo=DUTCH))}

    assert event["DTSTART"].dt.date() == date(2026, 2, 3)
    assert left & {date(2026, 4, 28), date(2026, 7, 21), date(2026, 8, 25)} == set()
    assert left >= {date(2026, 4, 21), date(2026, 5, 5), date(2026, 7, 14), date(2026, 9, 1)}


def test_a_whole_day_a_single_day_and_a_night_are_written_as_such() -> None:
    whole = made(Rhythm(freq="MONTHLY", byday="1FR")).walk("VEVENT")[0]
    assert (whole["DTSTART"].dt, "DTEND" in whole) == (date(2026, 2, 6), False)
    once = made(Rhythm(dtstart=date(2026, 5, 1), opens_at=time(22), closes_at=time(1))).walk("VEVENT")[0]
    assert "RRULE" not in once
    assert once["DTEND"].dt - once["DTSTART"].dt == timedelta(hours=3)
    assert made(Rhythm(freq="WEEKLY", byday="XX")).walk("VEVENT") == []


HOSTILE = (
    "Koken;, \\n <script>alert(1)</script>\r\nEND:VEVENT\r\nBEGIN:VALARM\x00\x07\u2028\ud800é" + "x" * 5000
)


def test_text_that_wants_to_be_a_line_of_the_file_stays_text() -> None:
    meeting = Meeting(UUID(int=1), Rhythm(freq="WEEKLY", byday="MO"), HOSTILE, note=HOSTILE)
    calendar = made(Rhythm(), name=HOSTILE, text=HOSTILE, meetings=(meeting,))

    assert [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    event = calendar.walk("VEVENT")[0]
    assert str(event["SUMMARY"]).startswith("Koken;, \\n <script>alert(1)</script> END:VEVENT BEGIN:VALARM")
    assert str(event["DESCRIPTION"]).startswith(
        "Koken;, \\n <script>alert(1)</script>\nEND:VEVENT\nBEGIN:VALARM"
    )
    assert len(str(event["DESCRIPTION"])) <= 2002


@pytest.mark.parametrize(
    ("status", "events", "said"),
    [
        (ServiceStatus.ACTIVE, ["CONFIRMED"], None),
        (ServiceStatus.TEMPORARILY_CLOSED, ["CANCELLED"], CLOSED),
        (ServiceStatus.INACTIVE, [], ENDED),
        (ServiceStatus.DEFUNCT, [], ENDED),
    ],
)
def test_what_is_closed_is_struck_out_and_what_ended_is_gone(
    status: ServiceStatus, events: list[str], said: str | None
) -> None:
    calendar = made(Rhythm(freq="WEEKLY", byday="MO"), status=status)
    assert [str(event["STATUS"]) for event in calendar.walk("VEVENT")] == events
    assert calendar.get("X-WR-CALDESC") == said


# The addresses


def ics(client: Client, service: Service, **headers: str) -> Any:
    return client.get(f"/aanbod/{service.id}/agenda.ics", headers=headers)


@pytest.mark.django_db
def test_the_calendar_of_a_service_says_where_and_what(client: Client) -> None:
    service = make_service(summary="Met de buren.", application_process="Loop binnen.")
    address = {"address_1": "Straat 1", "postal_code": "3561 AB", "city": "Utrecht"}
    give_place(service, "WK034403", (136000, 458000), name="Het Praathuis", **address)
    schedule = give_rhythm(service, "TU", opens_at=time(10), closes_at=time(12))
    answer = ics(client, service)
    event = read(answer.content).walk("VEVENT")[0]

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(event["UID"]) == str(schedule.id)
    assert str(event["LOCATION"]) == "Het Praathuis, Straat 1, 3561 AB Utrecht"
    assert str(event["URL"]) == f"http://testserver/aanbod/{service.id}/"
    assert event["DTSTAMP"].dt == NOW.astimezone(UTC)
    assert (event["GEO"].latitude, event["GEO"].longitude) == (52.10991, 5.10985)
    assert "Met de buren." in str(event["DESCRIPTION"])
    assert "Zo kom je erbij: Loop binnen." in str(event["DESCRIPTION"])


@pytest.mark.django_db
def test_hours_at_one_of_two_places_have_that_place(client: Client) -> None:
    service = make_service()
    give_place(service, name="Hier", city="Utrecht")
    there = give_place(service, name="Daar", city="Zeist")
    link = ServiceAtLocation.objects.get(service=service, location=there)
    Schedule.objects.create(service_at_location=link, freq="WEEKLY", byday="FR")
    give_rhythm(service, "MO")

    events = read(ics(client, service).content).walk("VEVENT")
    found = [str(event["LOCATION"]) for event in events]
    assert found == ["Hier (Utrecht) en Daar (Zeist)", "Daar, Zeist"]


@pytest.mark.django_db
def test_without_hours_of_its_own_a_service_has_those_of_the_building(client: Client) -> None:
    service = make_service()
    place = give_place(service, name="Hier", city="Utrecht")
    ServiceAtLocation.objects.create(service=make_service("Wandelen"), location=place)
    Schedule.objects.create(location=place, freq="WEEKLY", byday="FR")
    calendar = read(client.get(f"/aanbod/organisatie/{service.organization_id}/agenda.ics").content)

    events = calendar.walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Samen koken", "Wandelen"]
    assert len({str(event["UID"]) for event in events}) == 2


@pytest.mark.django_db
def test_without_days_the_calendar_is_empty_and_says_so(client: Client) -> None:
    calendar = read(ics(client, make_service()).content)
    assert calendar.walk("VEVENT") == []
    assert calendar["X-WR-CALDESC"] == NO_DAYS


@pytest.mark.django_db
def test_the_same_record_gives_the_same_bytes_on_every_day(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = make_service()
    give_rhythm(service, "TU", opens_at=time(10))
    found = []
    for later in (0, 1, 200):
        monkeypatch.setattr(
            "meedoen.publishing.views.calendars.now", lambda later=later: NOW + timedelta(days=later)
        )
        found.append(ics(client, service).content)
    assert len(set(found)) == 1


@pytest.mark.django_db
def test_who_has_it_already_gets_304_until_it_changes(client: Client) -> None:
    service = make_service()
    schedule = give_rhythm(service, "TU")
    first = ics(client, service)
    same = {"if-none-match": first.headers["ETag"]}

    assert ics(client, service, **same).status_code == 304
    assert ics(client, service, **{"if-modified-since": first.headers["Last-Modified"]}).status_code == 304
    schedule.byday = "WE"
    schedule.save()
    assert ics(client, service, **same).status_code == 200


@pytest.mark.django_db
def test_school_holidays_of_the_municipality_count_and_only_the_content_tells_that_they_changed(
    client: Client,
) -> None:
    service = make_service()
    give_place(service, "WK034403", city="Utrecht")
    give_rhythm(service, "TU", opens_at=time(10), not_in_school_holidays=True)
    first = ics(client, service)
    SchoolHoliday.objects.all().delete()
    for region, start in (("middle", date(2026, 10, 17)), ("north", date(2026, 10, 10))):
        SchoolHoliday.objects.create(region=region, starts_on=start, ends_on=start + timedelta(days=8))
    second = ics(client, service, **{"if-none-match": first.headers["ETag"]})

    assert "Last-Modified" not in second.headers
    event = read(second.content).walk("VEVENT")[0]
    assert [day.dt.date() for day in event["EXDATE"].dts] == [date(2026, 10, 20)]


@pytest.mark.django_db
def test_the_calendar_of_an_organization_holds_all_that_may_be_seen(client: Client) -> None:
    for name, fields in {
        "Koken": {},
        "Weg": {"is_published": False},
        "Verlopen": {"freshness": "lapsed"},
        "Gestopt": {"status": "defunct"},
        "Elders": {"organization": "De Eik"},
    }.items():
        give_rhythm(make_service(name, **fields), "MO")
    service = Service.objects.get(name="Koken")
    merged = make_service("Dubbel", merged_into=service)
    give_rhythm(merged, "MO")
    address = f"/aanbod/organisatie/{service.organization_id}/agenda.ics"

    calendar = read(client.get(address).content)
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Koken"]
    assert calendar["X-WR-CALNAME"] == "De Linde"


@pytest.mark.django_db
def test_any_number_of_services_takes_the_same_number_of_queries(
    client: Client, django_assert_num_queries: Any
) -> None:
    def one_more(number: int) -> Service:
        service = make_service(f"Koken {number}")
        give_place(service, "WK034403", city="Utrecht")
        give_rhythm(service, "MO")
        return service

    address = f"/aanbod/organisatie/{one_more(1).organization_id}/agenda.ics"
    client.get(address)
    with django_assert_num_queries(22):
        client.get(address)
    one_more(2), one_more(3)
    with django_assert_num_queries(22):
        assert client.get(address).content.count(b"BEGIN:VEVENT") == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields", [{"is_published": False}, {"freshness": "lapsed"}, {"merged_into": True}, {"hidden": True}]
)
def test_what_may_not_be_seen_has_no_calendar(client: Client, fields: dict[str, Any]) -> None:
    other = make_service("Blijft")
    if "merged_into" in fields:
        fields = {"merged_into": other}
    hidden = fields.pop("hidden", False) if isinstance(fields, dict) else False
    service = make_service(organization="De Eik", **fields)
    if hidden:
        Organization.objects.filter(name="De Eik").update(is_published=False)
        assert client.get(f"/aanbod/organisatie/{service.organization_id}/agenda.ics").status_code == 404
    assert ics(client, service).status_code == 404
    assert client.get(f"/aanbod/{uuid4()}/agenda.ics").status_code == 404
