"""A clock that stands still for the doors: they read the time, everything inside is given it."""

import importlib
import sys
from datetime import datetime

import pytest
from django.conf import settings

from meedoen.shared import clock
from tests.cast import NOW

REAL = clock.now


class Clock:
    """What time it is for every door, until it is set again."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time


def stand_still(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let every module that reads the clock read this one."""
    for door in (settings.ROOT_URLCONF, "meedoen.accounts.middleware"):
        importlib.import_module(door)
    still = Clock()
    for name, module in list(sys.modules.items()):
        if name.startswith("meedoen.") and getattr(module, "now", None) is REAL:
            monkeypatch.setattr(module, "now", still.now)
    return still
