"""Dates and lists as Dutch words."""

from collections.abc import Sequence
from datetime import date

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def date_text(day: date) -> str:
    """3 maart 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_text(day: date) -> str:
    """dinsdag 3 maart: for a day that is near."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def listed(words: Sequence[str]) -> str:
    """maandag, dinsdag en vrijdag."""
    return " en ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def capital(text: str) -> str:
    """The text as a sentence begins: the other letters stay as they are."""
    return text[:1].upper() + text[1:]
