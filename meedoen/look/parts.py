"""What components are given: plain frozen dataclasses, so that a view says in words what a page shows.

Every text is shown escaped. Empty text means: leave the line out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a menu, tab bar, breadcrumb trail or list of chosen filters."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """One service in a list of results: what, where, when, for whom, price, free places, how sure.

    With `save_id` a visitor can put it on a list of their own. `new_tab` is for a card inside another site.
    """

    title: str
    url: str
    organization: str = ""
    summary: str = ""
    where: str = ""
    when: str = ""
    for_whom: str = ""
    price: str = ""
    places: str = ""
    places_tone: str = "neutral"
    assurance: str = ""
    assured: bool = False
    reasons: Sequence[str] = field(default=())
    save_id: str = ""
    new_tab: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in a worker's list: who, and what to do next, by when."""

    name: str
    url: str
    details: Sequence[str] = field(default=())
    next_action: str = ""
    due: str = ""
    late: bool = False
    badge: str = ""
    badge_tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One thing to do now; `late` puts the date in the warning colour and says so in words."""

    title: str
    url: str
    about: str = ""
    due: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person at one session; `mark` is "present", "absent" or empty."""

    key: str
    name: str
    mark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One moment on a timeline."""

    when: str
    title: str
    text: str = ""
    by: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number that matters, with the sentence that makes sense of it."""

    label: str
    value: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar table. `value` None is drawn without a bar; `shown` is the text beside it."""

    label: str
    value: float | None
    shown: str
    goal: float | None = None
    goal_shown: str = ""
    url: str = ""
