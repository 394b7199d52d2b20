from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

import pytest

from meedoen.casework.reference import SCALES
from meedoen.demo.days import days_of
from meedoen.demo.places import utrecht
from meedoen.demo.size import size_of
from meedoen.demo.story import Reference, Story, Teller
from meedoen.directory.reference import CLASSIFICATIONS

NAMESPACE = UUID("00000000-0000-4000-8000-000000000000")
ON = date(2026, 9, 15)


def reference() -> Reference:
    """The reference data of an installation, with ids made up here: generators need no database."""
    return Reference(
        municipality_id=uuid5(NAMESPACE, "municipality"),
        terms={
            (str(taxonomy.code), term.code): uuid5(NAMESPACE, f"{taxonomy.code} {term.code}")
            for taxonomy in CLASSIFICATIONS
            for term in taxonomy.terms
        },
        scale_steps={
            (str(scale.code), position): uuid5(NAMESPACE, f"{scale.code} {position}")
            for scale in SCALES
            for position, _ in enumerate(scale.steps, start=1)
        },
        unit_id=uuid5(NAMESPACE, "unit"),
        area_ids={code: uuid5(NAMESPACE, code) for code in utrecht().districts},
    )


@pytest.fixture(scope="session")
def tell() -> Callable[..., Story]:
    """`tell(scale, on=..., seed=...)` gives the story of a demo; the same one is told once."""
    told: dict[tuple[str, date, int], Story] = {}

    def _tell(scale: str, on: date = ON, seed: int = 1) -> Story:
        key = (scale, on, seed)
        if key not in told:
            size, days = size_of(Decimal(scale)), days_of(on)
            told[key] = Teller(seed, size, days, utrecht(), reference(), "!").tell()
        return told[key]

    return _tell
