"""Windows of time in which tries are counted together."""

from datetime import datetime, timedelta


def window_of(at: datetime, length: timedelta) -> datetime:
    """The start of the window of `length` (whole seconds) in which `at` falls, counted from the epoch."""
    seconds = int(length.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, at.tzinfo)


def seconds_left(at: datetime, length: timedelta) -> int:
    """Whole seconds until the window of `at` is over, at least 1."""
    return max(1, int((window_of(at, length) + length - at).total_seconds()))
