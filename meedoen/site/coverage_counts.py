"""The page of the guarantee in counts of persons: exact for a team lead, shielded for who sees no persons."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from meedoen.accounts.models import LegalDomain
from meedoen.casework.queries.coverage import persons_handed_over, steps_of_persons
from meedoen.casework.vocabulary import ScaleCode
from meedoen.outreach.queries.coverage import persons_invited, persons_with_notice
from meedoen.people.queries import Involvement, Standing, standings
from meedoen.people.vocabulary import CoverageState, NextAction, SinceContact
from meedoen.shared.suppression import is_small, rounded, suppress

ELSEWHERE = ""
NOT_CHOSEN = "nog niet gekozen"
SCALES = (ScaleCode.UTRECHT_ARRANGEMENTS, ScaleCode.PARTICIPATION_LADDER)
LISTS = ("een enkele lijst", "twee lijsten", "drie lijsten", "vier of meer lijsten")

Counts = Mapping[str, int | None]


@dataclass(frozen=True)
class Tally:
    """Counts of persons. A person counts once in a split, but once in each legal domain and each of `also`.

    None is hidden. `also`: who of them is on another list, or at a second agency, too.
    """

    known: int | None
    nobody_loose: bool
    states: Counts
    since: Counts
    next_actions: Counts
    legal_domains: Counts
    areas: Counts
    past_by_area: Counts
    group_name: str
    groups: Counts
    lists: Counts
    also: Counts


def tally_of(rows: QuerySet[Involvement], on: date, *, area_codes: Iterable[str], whole: bool) -> Tally:
    """All counts of these involvements' persons, in a fixed number of queries whatever their number.

    `whole`: of a whole municipality, so that who is known at a second agency can be counted too.
    """
    people = standings(rows, on)
    codes = [*area_codes, ELSEWHERE]
    scale, steps = _steps(rows)
    elsewhere = {
        "staat open in een signaal": persons_with_notice(rows),
        "wacht op antwoord op een overdracht": persons_handed_over(rows),
        "heeft een uitnodiging die nog komt": persons_invited(rows),
    }
    also = Counter({label: len(persons) for label, persons in elsewhere.items()})
    domains = [domain for one in people for domain in set(one.legal_domains)]
    names = dict(LegalDomain.objects.exclude(code="open").values_list("code", "name"))
    if whole:
        also["is bekend bij meer dan één instantie"] = sum(len(one.agencies) > 1 for one in people)
        also["is bekend in meer dan één wettelijk kader"] = sum(
            len(set(one.legal_domains)) > 1 for one in people
        )
    else:
        names = {code: name for code, name in names.items() if code in domains}
    return Tally(
        known=len(people),
        nobody_loose=not any(one.state == CoverageState.LOOSE for one in people),
        states=_counted((one.state for one in people), CoverageState.values),
        since=_counted((one.since for one in people), SinceContact.values),
        next_actions=_counted((one.next_action for one in people), NextAction.values),
        legal_domains=_counted((names[domain] for domain in domains), names.values()),
        areas=_by_area(people, codes),
        past_by_area=_by_area([one for one in people if one.state == CoverageState.PAST_DATE], codes),
        group_name=scale,
        groups=_counted(
            (steps.get(one.person_id, NOT_CHOSEN) for one in people),
            [*sorted(set(steps.values())), NOT_CHOSEN],
        ),
        lists=_counted((LISTS[_lists(one, elsewhere) - 1] for one in people), LISTS),
        also=also,
    )


def shielded(tally: Tally) -> Tally:
    """The same for who sees no persons: hidden under ten, with what would give that away, rounded to five."""
    areas, past = _exact(tally.areas), _exact(tally.past_by_area)
    safe_areas = suppress(areas)
    beside = {
        code for code, count in safe_areas.items() if count is None or is_small(areas[code] - past[code])
    }
    total = tally.known or 0
    return replace(
        tally,
        known=None if is_small(total) else rounded({"": total})[""],
        states=_safe(tally.states),
        since=_safe(tally.since),
        next_actions=_safe(tally.next_actions),
        legal_domains=_safe(tally.legal_domains),
        areas=rounded(safe_areas),
        past_by_area=rounded(suppress(past, beside=beside)),
        groups=_safe(tally.groups),
        lists=_safe(tally.lists),
        also={
            label: rounded(suppress({"": count, "rest": total - count}))[""]
            for label, count in _exact(tally.also).items()
        },
    )


def _safe(counts: Counts) -> Counts:
    return rounded(suppress(_exact(counts)))


def _exact(counts: Counts) -> dict[str, int]:
    return {label: count or 0 for label, count in counts.items()}


def _counted(labels: Iterable[str], wanted: Iterable[str]) -> dict[str, int | None]:
    counts = Counter(labels)
    return {label: counts[label] for label in wanted}


def _by_area(people: Iterable[Standing], codes: list[str]) -> dict[str, int | None]:
    """By district; who lives in another municipality, or where is not known, stands last."""
    known = frozenset(codes)
    return _counted((one.area if one.area in known else ELSEWHERE for one in people), codes)


def _lists(one: Standing, elsewhere: Mapping[str, set[UUID]]) -> int:
    """On how many lists somebody is: each agency and domain is one; so is a notice, hand-over, invitation."""
    more = sum(one.person_id in persons for persons in elsewhere.values())
    return min(len(one.legal_domains) + more, len(LISTS))


def _steps(rows: QuerySet[Involvement]) -> tuple[str, dict[UUID, str]]:
    """The group of each person: the arrangement where these are used, else the step of the ladder."""
    for scale in SCALES:
        steps = steps_of_persons(rows, scale)
        if steps:
            label = str(scale.label)
            return label[:1].upper() + label[1:], steps
    return "", {}
