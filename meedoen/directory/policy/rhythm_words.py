"""A rhythm in Dutch words."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from meedoen.directory.policy.rhythm import DAY_CODES, Occurrence, Rhythm, Rule, rule_of
from meedoen.directory.policy.words import WEEKDAYS, date_text, day_text, listed

UNKNOWN_WHEN = "dagen en tijden niet bekend"
HOLIDAYS_UNKNOWN = "schoolvakanties voor dit jaar zijn niet bekend"
NOT_IN_HOLIDAYS = "niet in de schoolvakanties"
ORDINALS = {
    1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", 5: "vijfde",
    -1: "laatste", -2: "een na laatste", -3: "twee na laatste", -4: "drie na laatste", -5: "vier na laatste",
}  # fmt: skip


def rhythm_text(rhythm: Rhythm) -> str:
    """A rhythm in words: "elke dinsdag en donderdag, 10.00 tot 12.00 uur"; empty where it says nothing."""
    rule = rule_of(rhythm) if rhythm.freq else None
    said = _days_text(rule) if rule else ""
    if not rhythm.freq and rhythm.dtstart:
        said = date_text(rhythm.dtstart)
    ends = _last_day(rhythm)
    return ", ".join(
        part
        for part in (
            said,
            _hours(rhythm),
            NOT_IN_HOLIDAYS if said and rhythm.not_in_school_holidays else "",
            f"tot en met {date_text(ends)}" if rule and ends else "",
            rhythm.description,
        )
        if part
    )


def when_text(rhythms: Iterable[Rhythm]) -> str:
    """When a service is open, all its rhythms together from Monday on."""
    said = [text for rhythm in sorted(rhythms, key=_first_moment) if (text := rhythm_text(rhythm))]
    return "; ".join(dict.fromkeys(said)) if said else UNKNOWN_WHEN


def occurrence_text(occurrence: Occurrence) -> str:
    """dinsdag 3 maart, 10.00 tot 12.00 uur."""
    if occurrence.starts is None:
        return day_text(occurrence.day)
    opens = f"{occurrence.starts:%H.%M}"
    hours = f"{opens} tot {occurrence.ends:%H.%M} uur" if occurrence.ends else f"vanaf {opens} uur"
    return f"{day_text(occurrence.day)}, {hours}"


def _last_day(rhythm: Rhythm) -> date | None:
    return min((day for day in (rhythm.until, rhythm.valid_to) if day), default=None)


def _first_moment(rhythm: Rhythm) -> tuple[int, time]:
    rule = rule_of(rhythm) if rhythm.freq else None
    days = [DAY_CODES.index(code) for _, code in rule.byday] if rule else []
    return min(days, default=len(DAY_CODES)), rhythm.opens_at or time.min


def _days_text(rule: Rule) -> str:
    if rule.freq == "WEEKLY":
        return _in_week([_weekday(code) for _, code in rule.byday], rule.interval)
    if rule.freq == "MONTHLY":
        return _in_month(rule)
    return _in_year(rule)


def _in_week(named: Sequence[str], interval: int) -> str:
    if interval <= 1:
        return f"elke {listed(named)}"
    every = "om de week" if interval == 2 else f"eens in de {interval} weken"
    return f"{every} op {listed(named)}"


def _in_month(rule: Rule) -> str:
    monthly = "van elke maand" if rule.interval <= 1 else f"eens in de {rule.interval} maanden"
    days = [f"{ORDINALS[nth]} {_weekday(code)}" for nth, code in rule.byday if nth]
    every = [_weekday(code) for nth, code in rule.byday if not nth]
    if rule.bymonthday:
        said = _dates(rule.bymonthday)
        on = f", alleen op {listed([*every, *days])}" if rule.byday else ""
        return f"de {said} {monthly}{on}"
    if not days:
        return f"elke {listed(every)}" + ("" if rule.interval <= 1 else f", {monthly}")
    said = f"de {listed(days)} {monthly}"
    return f"{said} en elke {listed(every)}" if every else said


def _in_year(rule: Rule) -> str:
    days = listed([_weekday(code) for _, code in rule.byday])
    said = f"elke {days}" if days else ""
    if rule.byweekno:
        weeks = "week" if len(rule.byweekno) == 1 else "de weken"
        said += f"{' ' if said else ''}in {weeks} {listed([str(week) for week in rule.byweekno])}"
    if rule.byyearday:
        numbers = listed([str(day) for day in rule.byyearday])
        said += f"{', ' if said else ''}dag {numbers} van het jaar"
    return said + (f", alleen de {_dates(rule.bymonthday)} van de maand" if rule.bymonthday else "")


def _dates(numbers: Sequence[int]) -> str:
    """15e en laatste dag."""
    return listed(
        [f"{day}e" if day > 0 else f"{ORDINALS.get(day, f'{-day}e van achteren')} dag" for day in numbers]
    )


def _weekday(code: str) -> str:
    return WEEKDAYS[DAY_CODES.index(code)]


def _hours(rhythm: Rhythm) -> str:
    if rhythm.opens_at is None:
        return ""
    opens = f"{rhythm.opens_at:%H.%M}"
    return f"{opens} tot {rhythm.closes_at:%H.%M} uur" if rhythm.closes_at else f"vanaf {opens} uur"
