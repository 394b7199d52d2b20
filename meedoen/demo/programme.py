"""The weekly programme: sessions, who has a place or waits, and who was there."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

from meedoen.activities.vocabulary import EndReason, EnrolmentStatus, Presence
from meedoen.demo.crowd import Crowd
from meedoen.demo.days import Days, moment, weekdays_between
from meedoen.demo.dice import Dice
from meedoen.demo.offer import Group
from meedoen.demo.offer_words import WORK_LIKE
from meedoen.demo.population import Resident
from meedoen.demo.rows import AttendanceRow, EnrolmentRow, InvolvementRow, SessionRow
from meedoen.people.vocabulary import NextAction

# Choices of the demo.
SHARE_OF_GROUPS_FULL = 0.3
FILL = (0.6, 0.95)
FILL_WITH_INDICATION = (0.85, 1.0)
LONGEST_WAITING_LIST = 6
SHARE_OF_STAYS_FROM_BEFORE = 0.7
SHARE_OF_SEATS_WITH_FORMER = 0.6
END_REASONS = {
    EndReason.OWN_CHOICE: 35,
    EndReason.MOVED_ON: 30,
    EndReason.FINISHED: 20,
    EndReason.MOVED_AWAY: 15,
}


@dataclass(frozen=True)
class Spell:
    """A stay on one seat; `ends_on` None: still there."""

    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Stay:
    """An enrolment with the resident and the group it is in."""

    enrolment: EnrolmentRow
    resident: Resident
    group: Group


@dataclass
class Programme:
    sessions: list[SessionRow] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    attendances: list[AttendanceRow] = field(default_factory=list)
    involvements: list[InvolvementRow] = field(default_factory=list)
    line_ids: dict[UUID, UUID] = field(default_factory=dict)
    """The agreement line that carries each service."""
    free: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    room: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    """By service: places free for a newcomer, and in all."""


class ProgrammeMaker:
    """`by_hand`: who gets a place, or the first waiting spot, in a group by its number in `groups`."""

    def __init__(
        self,
        dice: Dice,
        days: Days,
        crowd: Crowd,
        municipality_id: UUID,
        by_hand: dict[int, tuple[Resident, EnrolmentStatus]],
    ) -> None:
        self.dice, self.days, self.crowd = dice, days, crowd
        self.municipality_id, self.by_hand = municipality_id, by_hand
        self.made = Programme()
        self._involvement_ids: dict[tuple[UUID, UUID], UUID] = {}

    def make(self, groups: list[Group], sure_to_be_full: int) -> Programme:
        """The first `sure_to_be_full` groups have a waiting list; of the others some."""
        for group in groups:
            if group.activity.service_id not in self.made.line_ids:
                self.made.line_ids[group.activity.service_id] = self.dice.uuid()
        for index, group in enumerate(groups):
            sessions, before = self._sessions(group), len(self.made.stays)
            self._fill(group, index, full=index < sure_to_be_full or self.dice.chance(SHARE_OF_GROUPS_FULL))
            self._mark(group, sessions, self.made.stays[before:])
        self._involve()
        return self.made

    def _sessions(self, group: Group) -> list[SessionRow]:
        first = max(self.days.first, group.activity.starts_on)
        rows = [
            SessionRow(
                self.dice.uuid(),
                group.activity.id,
                moment(day, group.opens_at),
                moment(day, group.closes_at),
                group.activity.parts_of_day,
            )
            for day in weekdays_between(group.byday, first, self.days.until)
        ]
        self.made.sessions += rows
        return rows

    def _fill(self, group: Group, index: int, *, full: bool) -> None:
        dice, capacity = self.dice, group.activity.capacity
        hand, status = self.by_hand.get(index, (None, None))
        fill = dice.between(*(FILL_WITH_INDICATION if group.kind.variant == WORK_LIKE else FILL))
        occupied = capacity if full else min(capacity, max(1, round(capacity * fill)))
        taken = {hand.id} if hand else set()
        for seat in range(capacity):
            if hand and seat == 0 and status == EnrolmentStatus.PLACED:
                self._stay(
                    group, hand, Spell(max(group.activity.starts_on, self.days.first - timedelta(days=30)))
                )
                continue
            for spell in self._spells(group, occupied=seat < occupied):
                self._stay(group, self._draw(group, taken), spell)
        waiting = dice.number(2 if hand or index == 0 else 0, LONGEST_WAITING_LIST) if full else 0
        asked = sorted(dice.day(self.days.ago(60), self.days.ago(1)) for _ in range(waiting))
        for spot, day in enumerate(asked, start=1):
            by_hand = hand if spot == 1 and status == EnrolmentStatus.WAITING else None
            self._waiting(group, by_hand or self._draw(group, taken), spot, day)
        self.made.room[group.activity.service_id] += capacity
        self.made.free[group.activity.service_id] += 0 if waiting else capacity - occupied

    def _draw(self, group: Group, taken: set[UUID]) -> Resident:
        resident = self.crowd.draw(group.provider.spot.area_code, taken)
        taken.add(resident.id)
        return resident

    def _spells(self, group: Group, *, occupied: bool) -> list[Spell]:
        """Who sat on a seat one after the other, never two at once: so a group is never over its capacity."""
        dice, days = self.dice, self.days
        opened = max(group.activity.starts_on, days.first - timedelta(days=400))
        spells = []
        if occupied:
            early = opened < days.first and dice.chance(SHARE_OF_STAYS_FROM_BEFORE)
            starts_on = (
                dice.day(opened, days.first) if early else dice.day(max(opened, days.first), days.ago(3))
            )
            spells.append(Spell(starts_on))
        vacant_from = spells[0].starts_on if spells else days.on
        earliest_end = max(opened, days.first) + timedelta(days=21)
        if dice.chance(SHARE_OF_SEATS_WITH_FORMER) and earliest_end < vacant_from - timedelta(days=3):
            ends_on = dice.day(earliest_end, vacant_from - timedelta(days=3))
            spells.insert(0, Spell(dice.day(opened, ends_on - timedelta(days=20)), ends_on))
        return spells

    def _stay(self, group: Group, resident: Resident, spell: Spell) -> None:
        asked = spell.starts_on - timedelta(days=self.dice.number(1, 12))
        ended = spell.ends_on is not None
        self._keep(
            group,
            resident,
            EnrolmentRow(
                id=self.dice.uuid(),
                activity_id=group.activity.id,
                involvement_id=self._involvement_id(group, resident),
                person_id=resident.id,
                status=EnrolmentStatus.ENDED if ended else EnrolmentStatus.PLACED,
                asked_at=moment(asked, time(10, self.dice.number(0, 59))),
                starts_on=spell.starts_on,
                ends_on=spell.ends_on,
                end_reason=self.dice.weighted(list(END_REASONS), list(END_REASONS.values())) if ended else "",
                agreement_line_id=self.made.line_ids[group.activity.service_id],
            ),
        )

    def _waiting(self, group: Group, resident: Resident, spot: int, asked: date) -> None:
        self._keep(
            group,
            resident,
            EnrolmentRow(
                id=self.dice.uuid(),
                activity_id=group.activity.id,
                involvement_id=self._involvement_id(group, resident),
                person_id=resident.id,
                status=EnrolmentStatus.WAITING,
                asked_at=moment(asked, time(11)) + timedelta(minutes=spot),
                spot=spot,
            ),
        )

    def _keep(self, group: Group, resident: Resident, enrolment: EnrolmentRow) -> None:
        self.made.stays.append(Stay(enrolment, resident, group))

    def _involvement_id(self, group: Group, resident: Resident) -> UUID:
        key = (resident.id, group.activity.agency_id)
        if key not in self._involvement_ids:
            self._involvement_ids[key] = self.dice.uuid()
        return self._involvement_ids[key]

    def _mark(self, group: Group, sessions: list[SessionRow], stays: list[Stay]) -> None:
        """Who was there at each session that is over, ten minutes after its end."""
        past = [session for session in sessions if session.starts_at.date() < self.days.on]
        for row in (stay.enrolment for stay in stays):
            if row.starts_on is None:
                continue
            faithful = self.dice.between(0.6, 0.95)
            for session in past:
                day = session.starts_at.date()
                if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on):
                    self.made.attendances.append(
                        AttendanceRow(
                            self.dice.uuid(),
                            session.id,
                            row.id,
                            self._presence(faithful),
                            group.provider.coordinator_id,
                            session.ends_at + timedelta(minutes=10),
                        )
                    )

    def _presence(self, faithful: float) -> Presence:
        if self.dice.chance(faithful):
            return Presence.PRESENT
        return Presence.EXCUSED if self.dice.chance(0.6) else Presence.ABSENT

    def _involve(self) -> None:
        """The provider knows a person as long as something runs there, in the open domain."""
        stays: dict[UUID, list[Stay]] = defaultdict(list)
        for stay in self.made.stays:
            stays[stay.enrolment.involvement_id].append(stay)
        next_days = {
            session.activity_id: session.starts_at.date()
            for session in reversed(self.made.sessions)
            if session.starts_at.date() >= self.days.on
        }
        for involvement_id, together in stays.items():
            self.made.involvements.append(self._involvement(involvement_id, together, next_days))

    def _involvement(self, key: UUID, together: list[Stay], next_days: dict[UUID, date]) -> InvolvementRow:
        """The first stay that still runs says what comes next; when all have ended, the last one says why."""
        running = [stay for stay in together if stay.enrolment.status != EnrolmentStatus.ENDED]
        last = max(together, key=lambda stay: stay.enrolment.ends_on or date.max)
        stay = running[0] if running else last
        waits = stay.enrolment.status == EnrolmentStatus.WAITING
        soon = next_days.get(stay.enrolment.activity_id, self.days.ahead(7))
        return InvolvementRow(
            id=key,
            municipality_id=self.municipality_id,
            person_id=stay.resident.id,
            agency_id=stay.group.activity.agency_id,
            legal_domain_id="open",
            starts_on=min(stay.enrolment.asked_at.date() for stay in together),
            next_action=NextAction.CONTACT if waits else NextAction.ATTEND,
            next_action_on=self.days.ahead(self.dice.number(3, 30)) if waits else soon,
            lead_id=stay.group.provider.coordinator_id,
            ends_on=None if running else last.enrolment.ends_on,
            end_reason="" if running else last.enrolment.end_reason,
        )
