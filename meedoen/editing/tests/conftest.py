from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path) -> None:
    """Every test has a search index of its own, not yet made."""
    settings.SEARCH_INDEX = tmp_path / "search"


@pytest.fixture
def cast(db: None) -> Any:
    from tests.cast import make_cast

    return make_cast()


@pytest.fixture
def world(cast: Any) -> Any:
    """Two providers in Utrecht and one in Deventer, each with a service."""
    from meedoen.editing.tests.makers import make_world

    return make_world(cast)
