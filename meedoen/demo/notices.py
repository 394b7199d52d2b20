"""Worries passed on by front-line workers, in each state."""

from collections import defaultdict
from datetime import time, timedelta
from uuid import UUID

from meedoen.demo.days import Days, moment
from meedoen.demo.dice import Dice
from meedoen.demo.people_of_the_demo import GERARD
from meedoen.demo.population import Resident
from meedoen.demo.rows import InvolvementRow, NoticeRow
from meedoen.demo.size import Size
from meedoen.demo.staff import Staff
from meedoen.demo.words import REPORTERS, WORRIES
from meedoen.outreach.policy import next_due
from meedoen.outreach.vocabulary import NOTICE_WORKING_DAYS, CloseReason, NoticeStatus, ReporterKind

STATES = (
    NoticeStatus.RECEIVED,
    NoticeStatus.PICKED_UP,
    NoticeStatus.IN_CONTACT,
    NoticeStatus.CLOSED,
    NoticeStatus.RECEIVED,
    NoticeStatus.CLOSED,
)
AGE_IN_DAYS = {
    NoticeStatus.RECEIVED: (0, 8),
    NoticeStatus.PICKED_UP: (1, 9),
    NoticeStatus.IN_CONTACT: (6, 35),
    NoticeStatus.CLOSED: (40, 300),
}
"""How long ago a notice in each state came in; some are past the date of their next step."""
GERARDS = (0, 3)
DAYS_TO_REACH = {
    NoticeStatus.RECEIVED: (0, 0),
    NoticeStatus.PICKED_UP: (0, 3),
    NoticeStatus.IN_CONTACT: (2, 9),
    NoticeStatus.CLOSED: (10, 35),
}


class NoticeMaker:
    """`known`: the residents that each team knows, with their involvement, for worries that were taken."""

    def __init__(
        self,
        dice: Dice,
        days: Days,
        staff: Staff,
        residents: list[Resident],
        involvements: list[InvolvementRow],
    ) -> None:
        self.dice, self.days, self.staff = dice, days, staff
        people = {resident.id: resident for resident in residents}
        self.known: dict[UUID, list[tuple[Resident, InvolvementRow]]] = defaultdict(list)
        for row in involvements:
            if row.team_id is not None:
                self.known[row.team_id].append((people[row.person_id], row))

    def make(self, size: Size, first_team: UUID) -> list[NoticeRow]:
        """Notices spread over the teams; the first team gets one in each state, some of them from Gerard."""
        teams = sorted(self.staff.teams, key=lambda team: team.id != first_team)
        order = [teams[0].id] * 6 + [self.dice.pick(teams).id for _ in range(size.notices)]
        return [
            self._notice(team_id, STATES[index % len(STATES)], by_gerard=index in GERARDS)
            for index, team_id in enumerate(order[: max(6, size.notices)])
        ]

    def _notice(self, team_id: UUID, status: NoticeStatus, *, by_gerard: bool) -> NoticeRow:
        dice = self.dice
        team = next(team for team in self.staff.teams if team.id == team_id)
        received = self.days.ago(dice.number(*AGE_IN_DAYS[status]))
        known = status in (NoticeStatus.IN_CONTACT, NoticeStatus.CLOSED) and self.known[team_id]
        resident, involvement = dice.pick(self.known[team_id]) if known else (None, None)
        kind, name, contact = self._reporter(by_gerard)
        closed = status == NoticeStatus.CLOSED
        reached = min(received + timedelta(days=dice.number(*DAYS_TO_REACH[status])), self.days.ago(1))
        moved_on = received if status == NoticeStatus.RECEIVED else max(received, reached)
        return NoticeRow(
            id=dice.uuid(),
            municipality_id=self.staff.municipality_id,
            team_id=team_id,
            area_code=team.area_codes[0],
            status=status,
            worry=dice.pick(WORRIES),
            resident_name=resident.name if resident else self._someone(),
            resident_contact=resident.phone if resident else f"06-0099{dice.number(0, 9999):04d}",
            resident_knows=dice.chance(0.8),
            reporter_kind=kind,
            reporter_name=name,
            reporter_contact=contact,
            received_at=moment(received, time(dice.number(9, 16), dice.number(0, 59))),
            due_on=next_due(NoticeStatus.IN_CONTACT if closed else status, moved_on, NOTICE_WORKING_DAYS),
            taken_by_id=None if status == NoticeStatus.RECEIVED else self._taker(team_id, involvement),
            involvement_id=involvement.id if involvement else None,
            closed_on=moved_on if closed else None,
            close_reason=CloseReason.SUPPORTED if closed else "",
        )

    def _reporter(self, by_gerard: bool) -> tuple[str, str, str]:
        if by_gerard:
            return ReporterKind.NURSE, GERARD, "gerard@wijkverpleging.invalid"
        kind, function = self.dice.pick(REPORTERS)
        return kind, f"{self._someone()}, {function}", "melder@voorbeeld.invalid"

    def _someone(self) -> str:
        return f"{self.dice.first_name(self.dice.pick(('woman', 'man')))} {self.dice.last_name()}"

    def _taker(self, team_id: UUID, involvement: InvolvementRow | None) -> UUID:
        """Whoever leads the case that came of it, else somebody of the team."""
        lead = involvement.lead_id if involvement else None
        return lead or self.dice.pick(self.staff.team_workers[team_id])
