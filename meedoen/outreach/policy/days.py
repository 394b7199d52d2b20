"""Pure decisions about a contact day: what follows on a talk, and what numbers may be shown to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from meedoen.outreach.policy.pacing import RESPITE
from meedoen.outreach.vocabulary import DayOutcome, NotSeen
from meedoen.people.vocabulary import NextAction
from meedoen.shared.suppression import THRESHOLD, rounded, suppress

ASK_AFTER = timedelta(weeks=4)
BANDS: tuple[tuple[int, NotSeen], ...] = (
    (1, NotSeen.UNDER_A_YEAR),
    (3, NotSeen.TO_THREE),
    (5, NotSeen.TO_FIVE),
)
Split = Mapping[str, int | None]


@dataclass(frozen=True)
class CampaignFigures:
    """A campaign in numbers; None is a number that is not shown to this reader.

    `missed`: times that passed without who was told of them. Shares are of 100. `standings`, `outcomes`,
    `not_seen`, `people_by_district` and `came_by_district` count people, by code; `outcomes` has "" for who
    came and of whom nothing is written yet. `tries` counts tries by channel.
    """

    people: int | None
    invited: int | None
    reached: int | None
    came: int | None
    walked_in: int | None
    missed: int | None
    show_rate: int | None
    handed_over_share: int | None
    standings: Split
    outcomes: Split
    not_seen: Split
    people_by_district: Split
    came_by_district: Split
    tries: Split


def follow_up(outcome: str, on: date) -> tuple[NextAction, date]:
    """What the lead does after a talk with this outcome, if nothing else was agreed.

    Who does something already, or wants nothing now, is left in peace until the talk of next year (F3.007).
    """
    if outcome in (DayOutcome.ACTIVE, DayOutcome.NOT_NOW):
        return NextAction.INVITE, on + RESPITE
    return NextAction.FOLLOW, on + ASK_AFTER


def band_of(last_contact_on: date | None, on: date) -> NotSeen:
    """For how long nobody spoke somebody, in bands of whole years."""
    if last_contact_on is None:
        return NotSeen.NEVER
    years = (
        on.year - last_contact_on.year - ((on.month, on.day) < (last_contact_on.month, last_contact_on.day))
    )
    return next((band for below, band in BANDS if years < below), NotSeen.LONGER)


def share(part: int | None, whole: int | None) -> int | None:
    """So many of 100, rounded half up; None where there is nothing to divide, or a number is not shown."""
    if part is None or not whole:
        return None
    return (200 * part + whole) // (2 * whole)


def for_outsiders(figures: CampaignFigures) -> CampaignFigures:
    """The same for who may see no persons: small numbers hidden, the others rounded to fives.

    Every split is hidden as one whole, so that what is hidden cannot be worked out from the rest.
    """
    people = figures.people or 0
    if people < THRESHOLD:
        return _nothing(figures)
    standings = _shown(figures.standings)
    came = _of_all(figures.came, people)
    outcomes = _shown(figures.outcomes) if came is not None else dict.fromkeys(figures.outcomes)
    by_appointment = (figures.came or 0) - (figures.walked_in or 0)
    enough = min(by_appointment, figures.missed or 0) >= THRESHOLD
    came_there, all_there = _districts(figures)
    walked = suppress({"in": figures.walked_in or 0, "by": by_appointment})
    return replace(
        figures,
        people=_five(people),
        invited=_of_all(figures.invited, people),
        reached=_of_all(figures.reached, people),
        came=came,
        walked_in=_five(walked["in"]) if came is not None else None,
        missed=_five(figures.missed) if enough else None,
        show_rate=figures.show_rate if enough else None,
        handed_over_share=share(outcomes.get(DayOutcome.TO_TEAM), came),
        standings=standings,
        outcomes=outcomes,
        not_seen=_shown(figures.not_seen),
        people_by_district=all_there,
        came_by_district=came_there,
        tries=dict.fromkeys(figures.tries),
    )


def _districts(figures: CampaignFigures) -> tuple[Split, Split]:
    """People who came and all people by district, hidden as one split of who came and who did not."""
    parts = {}
    for code, many in figures.people_by_district.items():
        came = figures.came_by_district.get(code) or 0
        parts[f"{code} came"], parts[f"{code} not"] = came, (many or 0) - came
    shown = suppress(parts)
    came_there = {code: _five(shown[f"{code} came"]) for code in figures.people_by_district}
    whole = {
        code: None if None in (shown[f"{code} came"], shown[f"{code} not"]) else _five(many)
        for code, many in figures.people_by_district.items()
    }
    return came_there, whole


def _shown(split: Split) -> dict[str, int | None]:
    return rounded(suppress({code: many or 0 for code, many in split.items()}))


def _of_all(part: int | None, people: int) -> int | None:
    """A part of all people, where neither it nor the rest is small."""
    return _five(suppress({"part": part or 0, "rest": people - (part or 0)})["part"])


def _five(count: int | None) -> int | None:
    return rounded({"": count})[""]


def _nothing(figures: CampaignFigures) -> CampaignFigures:
    return CampaignFigures(
        *(None,) * 8,
        standings=dict.fromkeys(figures.standings),
        outcomes=dict.fromkeys(figures.outcomes),
        not_seen=dict.fromkeys(figures.not_seen),
        people_by_district=dict.fromkeys(figures.people_by_district),
        came_by_district=dict.fromkeys(figures.came_by_district),
        tries=dict.fromkeys(figures.tries),
    )
