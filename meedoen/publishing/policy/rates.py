"""How often one network address may ask for what costs the server most.

Who reads everything each hour stays far below: six lists line by line, or a hundred thousand services in full
by the hundred. What did not change is answered by 304, costs little and is not counted.
"""

from dataclasses import dataclass
from datetime import timedelta

from meedoen.publishing.policy.parameters import Asked
from meedoen.publishing.vocabulary import Form

READING_WINDOW = timedelta(hours=1)


@dataclass(frozen=True)
class Limit:
    """How often something may be asked within `READING_WINDOW`; `kind` names what is counted."""

    kind: str
    most: int


WHOLE_LISTS = Limit("open_data_list", 120)
FULL_PAGES = Limit("open_data_full", 5_000)
CALENDARS = Limit("organization_calendar", 1_000)


def limit_of(asked: Asked) -> Limit | None:
    """What this question counts for; None for what is light."""
    if asked.format == Form.NDJSON:
        return WHOLE_LISTS
    return FULL_PAGES if asked.full or asked.full_service else None
