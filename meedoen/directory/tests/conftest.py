from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path) -> Path:
    """Every test has a search index of its own, not yet made."""
    settings.SEARCH_INDEX = tmp_path / "search"
    return tmp_path / "search"


@pytest.fixture(autouse=True)
def no_form_of_before() -> None:
    """No test sees the filters that another one had shown."""
    cache.clear()


@pytest.fixture
def terms(db: None) -> None:
    # A conftest is read before the apps are.
    from meedoen.directory.actions import load_taxonomies

    load_taxonomies()
