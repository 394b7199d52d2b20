"""Remembering for a few seconds what takes long to count, where there is very much of it.

Up to ten thousand services every answer counts anew, so a change shows at once. Above that a count or the
state may be `SECONDS` old; the records themselves are always read as they are.
"""

import time
from collections.abc import Callable, Hashable
from typing import TypeVar

from django.db import connection

Value = TypeVar("Value")

EXACT_UP_TO = 10_000
SECONDS = 5.0

_kept: dict[Hashable, tuple[float, object]] = {}


def remembered(key: Hashable, read: Callable[[], Value], how_many: Callable[[Value], int]) -> Value:
    """What `read` gives, or gave a few seconds ago where it is about more than `EXACT_UP_TO` records."""
    place = (str(connection.settings_dict["NAME"]), key)
    moment = time.monotonic()
    kept = _kept.get(place)
    if kept is not None and moment - kept[0] < SECONDS:
        return kept[1]  # type: ignore[return-value]
    value = read()
    if how_many(value) > EXACT_UP_TO:
        _kept[place] = (moment, value)
    else:
        _kept.pop(place, None)
    return value
