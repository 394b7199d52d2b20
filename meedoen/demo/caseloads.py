"""Who is known where: everybody on benefit at Work and Income, some of them and others
in a neighbourhood team.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from uuid import UUID

from meedoen.activities.vocabulary import EnrolmentStatus
from meedoen.demo.casework import Desk, Records
from meedoen.demo.days import Days
from meedoen.demo.dice import Dice
from meedoen.demo.offer_words import WORK_LIKE
from meedoen.demo.population import A4, Registry, Resident
from meedoen.demo.programme import Stay
from meedoen.demo.rows import UserRow
from meedoen.demo.size import CASELOAD_IN_TEAM, SHARE_OF_A4_TO_TEAM, Size
from meedoen.demo.staff import Staff
from meedoen.demo.talks import talk_days_at_work_and_income, talk_days_in_team, talks
from meedoen.demo.words import REASONS

# Choices of the demo: for how many who stands in answers until a lead is chosen.
SHARE_WITHOUT_LEAD = {"participatiewet": 0.02, "wmo": 0.08}
SHARE_WITH_PLAN = {"taking_part": 0.85, "talked_lately": 0.4, "long_ago": 0.0, "team": 0.75}
LATELY = 365


@dataclass(frozen=True)
class TeamCast:
    """The people of the cast who work in the team of one district."""

    area_code: str
    lead: UserRow
    worker: UserRow


def stays_by_person(stays: Iterable[Stay]) -> dict[UUID, list[Stay]]:
    found: dict[UUID, list[Stay]] = defaultdict(list)
    for stay in stays:
        found[stay.resident.id].append(stay)
    return found


def took_part_from(stays: list[Stay]) -> date | None:
    """The first day of the first place that was not only waited for."""
    days = [
        stay.enrolment.starts_on
        for stay in stays
        if stay.enrolment.status != EnrolmentStatus.WAITING and stay.enrolment.starts_on
    ]
    return min(days, default=None)


def known_in_teams(
    dice: Dice, size: Size, registry: Registry, on_benefit: list[Resident], stays: list[Stay]
) -> list[Resident]:
    """A tenth of arrangement 4 went on to the team (F6.010), who has a work-like place got the indication
    there, and there are residents whom only the team knows.
    """
    a4 = [resident for resident in on_benefit if resident.arrangement == A4]
    passed_on = dice.shuffled(a4)[: round(len(a4) * SHARE_OF_A4_TO_TEAM)]
    indicated = [stay.resident for stay in stays if stay.group.kind.variant == WORK_LIKE]
    only = [registry.resident() for _ in range(size.team_only)]
    return list({resident.id: resident for resident in [*passed_on, *indicated, *only]}.values())


def at_work_and_income(
    records: Records,
    dice: Dice,
    days: Days,
    staff: Staff,
    agency_id: UUID,
    residents: list[Resident],
    stays: dict[UUID, list[Stay]],
    with_team: set[UUID],
) -> None:
    """A case for each resident on benefit, spread evenly over the client managers.

    The places of who is known in a team too stand in the plan that was made there.
    """
    managers = cycle(staff.client_managers)
    for resident in residents:
        own = stays.get(resident.id, [])
        writer = next(managers)
        is_chosen = not dice.chance(SHARE_WITHOUT_LEAD["participatiewet"])
        lead = writer if is_chosen else staff.benefit_lead_id
        since_when = took_part_from(own)
        on = talk_days_at_work_and_income(
            dice, days, arrangement=resident.arrangement, took_part_from=since_when
        )
        lately = (days.on - on[-1]).days < LATELY
        plan = "taking_part" if since_when else "talked_lately" if lately else "long_ago"
        records.open(
            resident,
            Desk(agency_id, "participatiewet", lead, writer, is_chosen=is_chosen),
            since=days.ago(dice.number(400, 3300)),
            reason=dice.pick(REASONS["participatiewet"]),
            talks=talks(dice, on, resident.arrangement),
            stays=[] if resident.id in with_team else own,
            wants_a_plan=dice.chance(SHARE_WITH_PLAN[plan]),
        )
        if resident.id in with_team:
            records.consents(resident, writer)


def in_teams(
    records: Records,
    dice: Dice,
    days: Days,
    staff: Staff,
    residents: list[Resident],
    stays: dict[UUID, list[Stay]],
    cast: TeamCast,
) -> None:
    """Workers for each team by the number of people it knows, and a case for each of those."""
    by_team: dict[UUID, list[Resident]] = defaultdict(list)
    for resident in residents:
        by_team[staff.team_of(resident.area_code).id].append(resident)
    for team in staff.teams:
        people = by_team[team.id]
        if cast.area_code in team.area_codes:
            staff.man_team(dice, team, len(people), CASELOAD_IN_TEAM, lead=cast.lead, workers=[cast.worker])
        else:
            staff.man_team(dice, team, len(people), CASELOAD_IN_TEAM)
        workers = cycle(staff.team_workers[team.id])
        for resident in people:
            writer = next(workers)
            is_chosen = not dice.chance(SHARE_WITHOUT_LEAD["wmo"])
            lead = writer if is_chosen else staff.team_leads[team.id]
            _team_case(
                records,
                dice,
                days,
                resident,
                Desk(team.agency_id, "wmo", lead, writer, team.id, is_chosen),
                stays.get(resident.id, []),
            )


def _team_case(
    records: Records, dice: Dice, days: Days, resident: Resident, desk: Desk, stays: list[Stay]
) -> None:
    started = days.ago(dice.number(15, 700))
    on = talk_days_in_team(dice, days, started, took_part_from(stays))
    records.open(
        resident,
        desk,
        since=started,
        reason=dice.pick(REASONS["wmo"]),
        talks=talks(dice, on, resident.arrangement),
        stays=stays,
        wants_a_plan=bool(stays) or dice.chance(SHARE_WITH_PLAN["team"]),
    )
