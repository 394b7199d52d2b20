"""Days and times as an organization says them, and the parts of an RRULE (RFC 5545) that the map keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from meedoen.directory.vocabulary import ScheduleFrequency, Weekday
from meedoen.editing.vocabulary import Repeat

NTHS = (1, 2, 3, 4, -1)
# Parts of a schedule that the editor does not know: a line that has one is shown in words and kept as it is.
UNKNOWN = ("count", "byweekno", "bymonthday", "byyearday")


@dataclass(frozen=True)
class Line:
    """One line of the editor. `days` are codes (MO); `nth` which of the month, -1 the last."""

    repeat: Repeat
    days: tuple[str, ...] = ()
    nth: tuple[int, ...] = ()
    opens_at: time | None = None
    closes_at: time | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    not_in_school_holidays: bool = False
    description: str = ""


def mistakes(line: Line) -> list[tuple[str, str]]:
    """What is wrong with a line, as (field, what to do)."""
    found = []
    if line.repeat != Repeat.ONCE and not line.days:
        found.append(("days", "Kies op welke dag of dagen het is."))
    if line.repeat == Repeat.MONTHLY and not line.nth:
        found.append(("nth", "Kies de hoeveelste dag van de maand het is."))
    if line.repeat == Repeat.ONCE and line.starts_on is None:
        found.append(("starts_on", "Vul in op welke datum het is."))
    if line.repeat == Repeat.FORTNIGHTLY and line.starts_on is None:
        found.append(("starts_on", "Vul de eerste datum in. Dan weten we welke weken het is."))
    if line.closes_at and not line.opens_at:
        found.append(("opens_at", "Vul ook in hoe laat het begint."))
    if line.opens_at and line.closes_at and line.closes_at <= line.opens_at:
        found.append(("closes_at", "De eindtijd is niet later dan de begintijd. Kies een latere tijd."))
    if line.starts_on and line.ends_on and line.ends_on < line.starts_on:
        found.append(("ends_on", "De laatste dag ligt voor de eerste dag. Kies een latere dag."))
    return found


def schedule_of(line: Line) -> dict[str, Any]:
    """The columns of a schedule that say what a line says. Values as JSON keeps them."""
    order = list(Weekday.values)
    days = sorted(set(line.days), key=order.index)
    byday = ",".join(days)
    if line.repeat == Repeat.MONTHLY:
        byday = ",".join(f"{nth}{day}" for nth in line.nth for day in days)
    once = line.repeat == Repeat.ONCE
    freq = ScheduleFrequency.MONTHLY if line.repeat == Repeat.MONTHLY else ScheduleFrequency.WEEKLY
    return {
        "freq": "" if once else freq.value,
        "interval": 2 if line.repeat == Repeat.FORTNIGHTLY else 1,
        "byday": "" if once else byday,
        "dtstart": _text(line.starts_on),
        "until": None if once else _text(line.ends_on),
        "opens_at": _text(line.opens_at),
        "closes_at": _text(line.closes_at),
        "not_in_school_holidays": line.not_in_school_holidays and not once,
        "description": line.description,
    }


def line_of(schedule: Mapping[str, Any]) -> Line | None:
    """A schedule (columns as JSON keeps them) as a line; None where the editor cannot say the same."""
    if any(schedule.get(column) for column in UNKNOWN):
        return None
    repeat = _repeat(schedule)
    read = _days(schedule.get("byday") or "", monthly=repeat == Repeat.MONTHLY)
    if repeat is None or read is None:
        return None
    days, nth = read
    starts_on = _date(schedule.get("dtstart"))
    if not days and repeat in (Repeat.WEEKLY, Repeat.FORTNIGHTLY) and starts_on:
        days = (list(Weekday.values)[starts_on.weekday()],)
    line = Line(
        repeat,
        days,
        nth,
        _time(schedule.get("opens_at")),
        _time(schedule.get("closes_at")),
        starts_on,
        _date(schedule.get("until")),
        bool(schedule.get("not_in_school_holidays")),
        schedule.get("description") or "",
    )
    return None if mistakes(line) else line


def _repeat(schedule: Mapping[str, Any]) -> Repeat | None:
    freq, interval = schedule.get("freq") or "", schedule.get("interval") or 1
    said = {
        ("", 1): Repeat.ONCE,
        (ScheduleFrequency.WEEKLY.value, 1): Repeat.WEEKLY,
        (ScheduleFrequency.WEEKLY.value, 2): Repeat.FORTNIGHTLY,
        (ScheduleFrequency.MONTHLY.value, 1): Repeat.MONTHLY,
    }
    return said.get((str(freq), int(interval)))


def _days(byday: str, *, monthly: bool) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
    """The days and which of the month; None where not each day has the same ones, or a part is unknown."""
    found: dict[str, list[int]] = {}
    for part in filter(None, byday.upper().replace(" ", "").split(",")):
        number, day = part[:-2], part[-2:]
        if day not in Weekday.values or (not number.removeprefix("-").isdigit() and number):
            return None
        found.setdefault(day, []).append(int(number or 0))
    numbers = {tuple(nths) for nths in found.values()} or {()}
    if len(numbers) > 1:
        return None
    (nth,) = numbers
    fits = all(one in NTHS for one in nth) if monthly else set(nth) <= {0}
    return (tuple(found), nth if monthly else ()) if fits else None


def _text(value: date | time | None) -> str | None:
    return value.isoformat() if value else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
