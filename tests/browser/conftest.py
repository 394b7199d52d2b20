"""The world of the journeys: the demo of Utrecht and the real initiatives, on a day that stays the same."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

INITIATIVES = Path(__file__).parents[2] / "meedoen" / "directory" / "data" / "initiatives"
SCALE, SEED = Decimal("0.02"), 1


@pytest.fixture
def demo(live_server: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo on a Tuesday morning, with the initiatives of the data files and a search index of its own.

    The clock of the site runs from that morning: the programme, the half-year and the free places are the
    same on each day that the tests run.
    """
    # A conftest is read before the apps are.
    from meedoen.demo.actions import Wanted, seed_demo
    from meedoen.directory.actions import load_initiatives
    from meedoen.directory.initiative import read_initiatives
    from meedoen.directory.jobs import keep_index_fresh
    from tests.cast import NOW, TODAY

    ahead = NOW - datetime.now(NOW.tzinfo)
    clock = SimpleNamespace(now=lambda zone: datetime.now(zone) + ahead)
    monkeypatch.setattr("meedoen.shared.clock.datetime", clock)
    settings.SEARCH_INDEX = tmp_path / "search"
    load_initiatives(initiatives=read_initiatives(INITIATIVES), by=None, at=NOW)
    seed_demo(wanted=Wanted(seed=SEED, scale=SCALE, on=TODAY))
    assert keep_index_fresh()


@pytest.fixture
def visitor(demo: None, new_page: Any, check_axe: Any) -> Callable[..., Any]:
    """Somebody at a browser of their own: `visitor()` at a desk, `visitor(PHONE)` on a phone.

    With `javascript=False` nothing on a page runs, and so axe neither.
    """
    from tests.browser.steps import Visitor

    def opened(*size: tuple[int, int], javascript: bool = True) -> Visitor:
        page = new_page(*size, java_script_enabled=javascript)
        return Visitor(page, check_axe if javascript else lambda page: None)

    return opened
