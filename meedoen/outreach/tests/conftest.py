from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from meedoen.casework.tests.clock import Clock


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    """It is the day and hour of the cast, for every door; `clock.time` can be moved."""
    # Imported here: this file is read before Django has its settings.
    from meedoen.casework.tests.clock import stand_still

    return stand_still(monkeypatch)
