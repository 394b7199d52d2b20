"""Pure decisions about tries to reach somebody: by which channel, when, how often, and when to stop.

Least recently reached comes first, silence is followed by another channel, and after a most number of tries
inviting stops with a day on which somebody looks again. The sources name no number: these are settings of a
campaign, and the terms here are choices of this project (docs/adr/0086-contact-days.md).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meedoen.outreach.vocabulary import TryOutcome
from meedoen.shared.working_days import next_working_day

AHEAD = timedelta(weeks=3)
RESPITE = timedelta(weeks=52)
"""A talk about once a year (F3.006, F6.009): who was invited in vain is left in peace for so long."""

TOLD = frozenset({TryOutcome.SENT, TryOutcome.REACHED})
"""After these the person knows of the time, as far as anybody can tell."""


@dataclass(frozen=True)
class Pace:
    """What a campaign chose: channels in their order, how many tries at most, weeks between two tries."""

    channels: tuple[str, ...]
    most_tries: int
    weeks_between: int


@dataclass(frozen=True)
class Tried:
    """One try that was made."""

    channel: str
    outcome: str
    on: date


@dataclass(frozen=True)
class NextStep:
    """When to try again, or until when not to. Both None: the person knows of a time, which has to come."""

    try_on: date | None = None
    stop_until: date | None = None


def first_try_on(day: date, today: date) -> date:
    """When the first invitation to a contact day goes out: three weeks before it, or today."""
    return max(today, day - AHEAD)


def next_channel(pace: Pace, tried: Sequence[Tried], known: Collection[str]) -> str | None:
    """By which channel the next try goes, or None where no way is left.

    The first that was not used yet; else the one after the last used, round again. What did not arrive is not
    used again. In: the tries so far, oldest first; the channels by which this person can be reached.
    """
    dead = {one.channel for one in tried if one.outcome == TryOutcome.BOUNCED}
    open_ones = [channel for channel in pace.channels if channel in known and channel not in dead]
    if not open_ones:
        return None
    used = [one.channel for one in tried]
    unused = [channel for channel in open_ones if channel not in used]
    if unused:
        return unused[0]
    return min(open_ones, key=lambda channel: max(at for at, one in enumerate(used) if one == channel))


def after_try(pace: Pace, tried: Sequence[Tried], *, day: date | None) -> NextStep:
    """What follows on the last of these tries (oldest first, at least one).

    `day`: of the appointment, where one stands. Who was told of a day that is still to come is left in peace
    until it has been. What did not arrive is followed by another channel on the next working day.
    """
    last = tried[-1]
    told = last.outcome in TOLD and day is not None and day >= last.on
    if len(tried) >= pace.most_tries:
        return NextStep() if told else stopped(last.on)
    if last.outcome == TryOutcome.BOUNCED:
        return NextStep(try_on=next_working_day(last.on + timedelta(days=1)))
    silence = last.on + timedelta(weeks=pace.weeks_between)
    if told and day is not None:
        return NextStep(try_on=max(silence, day + timedelta(days=1)))
    return NextStep(try_on=silence)


def after_missed(pace: Pace, tried: Sequence[Tried], *, on: date) -> NextStep:
    """What follows where somebody did not come: another try after the pause, or a respectful stop."""
    if len(tried) >= pace.most_tries:
        return stopped(on)
    last = tried[-1].on if tried else on
    return NextStep(try_on=max(last + timedelta(weeks=pace.weeks_between), on + timedelta(days=1)))


def stopped(on: date) -> NextStep:
    """Inviting stops on this day; after a year somebody looks again."""
    return NextStep(stop_until=on + RESPITE)
