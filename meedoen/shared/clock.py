"""The clock. Only doors (views, commands, jobs) read it; everything inside takes the time as an argument."""

from datetime import datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """This moment on the clocks of the Netherlands, so that `.date()` is the day people live in."""
    return datetime.now(HERE)
