"""Pure decisions of accounts."""

from datetime import datetime, timedelta

SIGN_IN_WINDOW = timedelta(seconds=60)
BAD_TRIES_PER_ACCOUNT = 6
BAD_TRIES_PER_ADDRESS = 30


def window_of(at: datetime, length: timedelta) -> datetime:
    """The start of the window of `length` in which `at` falls; windows are counted from the epoch."""
    seconds = int(length.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, at.tzinfo)


def seconds_left(at: datetime, length: timedelta) -> int:
    """Whole seconds until the window of `at` is over, at least 1."""
    return max(1, int((window_of(at, length) + length - at).total_seconds()))
