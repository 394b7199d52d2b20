"""How fresh a record is, and what comes next, from three facts.

When it was confirmed, when it was asked after, and whether it can be asked after by mail.

The sources name no terms; those below are Meedoen's own (docs/adr/0076-assurance.md) and each municipality
may set others.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from meedoen.assurance.vocabulary import Next, Stage
from meedoen.directory.vocabulary import Freshness

SOON_DAYS = 30
_MUNICIPALITY = re.compile(r"(?:GM|WK|BU)(\d{4})")


@dataclass(frozen=True)
class Terms:
    """All in whole days but `reminders`, the most mails in one round of asking.

    `remind_after`, `label_after` and `hide_after` count from the confirmation; for a record that was never
    confirmed the last two count from the first reminder. Raises ValueError where they are out of order.
    """

    remind_after: int = 150
    again_after: int = 14
    reminders: int = 3
    label_after: int = 183
    hide_after: int = 365

    def __post_init__(self) -> None:
        if not 1 <= self.remind_after <= self.label_after < self.hide_after:
            raise ValueError("the terms are out of order: remind, label, hide")
        if self.again_after < 1 or self.reminders < 1:
            raise ValueError("a record is asked after at least once, with at least a day between")


DEFAULT_TERMS = Terms()


@dataclass(frozen=True)
class Asked:
    """The facts about one record.

    `assured`: the day it was last confirmed, None where never. `reminded`: the days on which a reminder was
    sent. `reachable`: whether a mail address is known that is not found dead.
    """

    assured: date | None
    reminded: tuple[date, ...] = ()
    reachable: bool = True


@dataclass(frozen=True)
class Standing:
    """What follows today. `remind_on` is when the next reminder goes out, or should have gone out already;
    `call` says that somebody should telephone.

    `next_on` is the first later day on which something changes by itself, and `next` what.
    """

    freshness: Freshness
    stage: Stage
    remind_on: date | None
    call: bool
    next: Next | None
    next_on: date | None


def standing(asked: Asked, terms: Terms, today: date) -> Standing:
    """Where a record stands on `today`.

    A confirmation dated after today does not count. A record is never hidden before it was asked after,
    nor one without mail address that was never confirmed: nobody could have answered.
    """
    facts = _usable(asked, today)
    freshness = _freshness(facts, terms, today)
    due_on = _plus(facts.assured, terms.remind_after) if facts.assured else today
    is_due = due_on <= today
    remind_on = _remind_on(facts, terms, due_on)
    silent = len(facts.reminded) >= terms.reminders and (
        _plus(facts.reminded[-1], terms.again_after) <= today
    )
    moments = sorted(
        (day, what.value) for day, what in _moments(facts, terms, remind_on, freshness) if day > today
    )
    return Standing(
        freshness=freshness,
        stage=_stage(freshness, facts, is_due, due_on, today),
        remind_on=remind_on,
        call=is_due and (silent or not facts.reachable),
        next=Next(moments[0][1]) if moments else None,
        next_on=moments[0][0] if moments else None,
    )


def municipality_of(codes: Iterable[str]) -> str:
    """The CBS code of the municipality (GM0344) of the first area code that has one; empty where none has."""
    for code in codes:
        if match := _MUNICIPALITY.match(code):
            return f"GM{match[1]}"
    return ""


def _usable(asked: Asked, today: date) -> Asked:
    """Without what lies ahead, and without the reminders that the last confirmation answered."""
    assured = asked.assured if asked.assured and asked.assured <= today else None
    reminded = (day for day in asked.reminded if day <= today and (assured is None or day > assured))
    return Asked(assured, tuple(sorted(reminded)), asked.reachable)


def _freshness(facts: Asked, terms: Terms, today: date) -> Freshness:
    hidden_from = _hidden_from(facts, terms)
    if hidden_from and today >= hidden_from:
        return Freshness.LAPSED
    start = facts.assured or (facts.reminded[0] if facts.reminded else None)
    if start and today >= _plus(start, terms.label_after):
        return Freshness.AGING
    return Freshness.CURRENT


def _hidden_from(facts: Asked, terms: Terms) -> date | None:
    """The day from which silence hides a record; None where it never does."""
    first = facts.reminded[0] if facts.reminded else None
    if facts.assured is None:
        return _plus(first, terms.hide_after) if first and facts.reachable else None
    over = _plus(facts.assured, terms.hide_after)
    if not facts.reachable:
        return over
    return max(over, _plus(first, terms.again_after)) if first else None


def _remind_on(facts: Asked, terms: Terms, due_on: date) -> date | None:
    if not facts.reachable or len(facts.reminded) >= terms.reminders:
        return None
    return _plus(facts.reminded[-1], terms.again_after) if facts.reminded else due_on


def _moments(
    facts: Asked, terms: Terms, remind_on: date | None, freshness: Freshness
) -> Iterator[tuple[date, Next]]:
    if remind_on:
        yield remind_on, Next.REMIND
    start = facts.assured or (facts.reminded[0] if facts.reminded else None)
    if start and freshness == Freshness.CURRENT:
        yield _plus(start, terms.label_after), Next.LABEL
    hidden_from = _hidden_from(facts, terms)
    if freshness != Freshness.LAPSED and hidden_from:
        yield hidden_from, Next.HIDE


def _stage(freshness: Freshness, facts: Asked, is_due: bool, due_on: date, today: date) -> Stage:
    if freshness == Freshness.LAPSED:
        return Stage.HIDDEN
    if freshness == Freshness.AGING:
        return Stage.LABELLED
    if facts.reminded:
        return Stage.REMINDED
    if is_due:
        return Stage.DUE
    return Stage.SOON if due_on <= _plus(today, SOON_DAYS) else Stage.CURRENT


def _plus(day: date, days: int) -> date:
    """So many days later; at most the last day there is."""
    return date.max if days > (date.max - day).days else day + timedelta(days=days)
