"""Contact days of Work and Income: one campaign that is done, one that runs with a day today, and a draft."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from meedoen.demo.days import Days, moment
from meedoen.demo.dice import Dice
from meedoen.demo.population import Resident
from meedoen.demo.rows import InvolvementRow
from meedoen.demo.staff import Staff
from meedoen.outreach.policy.campaigns import times_of
from meedoen.outreach.policy.pacing import RESPITE
from meedoen.outreach.vocabulary import (
    CampaignStatus,
    Channel,
    DayOutcome,
    InvitationStatus,
    TryOutcome,
)
from meedoen.shared.working_days import add_working_days

OPENS, CLOSES, MINUTES, SHOW_RATE = time(9), time(12), 45, 50
CHANNELS = [Channel.LETTER, Channel.SMS, Channel.PHONE]
PLACES = ("Buurthuis De Dreef", "Wijkcentrum De Schakel", "Bibliotheek aan het plein")
OUTCOMES = (DayOutcome.ACTIVE, DayOutcome.NOT_NOW, DayOutcome.TO_BROKER, DayOutcome.OTHER)
SHARE_CAME, SHARE_DECLINED, SHARE_TO_TEAM = 0.5, 0.08, 0.1
"""Half of the invited and a tenth of who came going on to the team; the last is what Utrecht saw (F6.010)."""


@dataclass(frozen=True)
class CampaignRow:
    id: UUID
    municipality_id: UUID
    agency_id: UUID
    legal_domain_id: str
    name: str
    status: str
    made_at: datetime
    by_id: UUID
    channels: list[str]
    phone: str = "030-0990000"
    years_without_contact: int = 1
    minutes_per_talk: int = MINUTES
    show_rate: int = SHOW_RATE
    most_tries: int = 3
    weeks_between_tries: int = 4


@dataclass(frozen=True)
class ContactDayRow:
    id: UUID
    campaign_id: UUID
    held_on: date
    starts_at: time
    ends_at: time
    area_code: str
    place: str
    address: str


@dataclass(frozen=True)
class StaffingRow:
    id: UUID
    day_id: UUID
    user_id: UUID


@dataclass(frozen=True)
class InvitationRow:
    id: UUID
    campaign_id: UUID
    involvement_id: UUID
    status: str
    day_id: UUID | None = None
    starts_at: time | None = None
    tries: int = 0
    missed: int = 0
    next_try_on: date | None = None
    arrived_at: datetime | None = None
    outcome: str = ""
    stopped_until: date | None = None


@dataclass(frozen=True)
class TryRow:
    id: UUID
    invitation_id: UUID
    channel: str
    outcome: str
    at: datetime


@dataclass
class ContactDays:
    campaigns: list[CampaignRow] = field(default_factory=list)
    days: list[ContactDayRow] = field(default_factory=list)
    staffing: list[StaffingRow] = field(default_factory=list)
    invitations: list[InvitationRow] = field(default_factory=list)
    tries: list[TryRow] = field(default_factory=list)


def contact_days(
    dice: Dice,
    days: Days,
    staff: Staff,
    agency_id: UUID,
    involvements: Sequence[InvolvementRow],
    residents: Sequence[Resident],
) -> ContactDays:
    """Three campaigns for those who were not spoken longest; the district of the most of them comes first."""
    maker = _Maker(dice, days, staff, agency_id)
    where = {resident.id: resident for resident in residents}
    known = [
        row
        for row in involvements
        if row.agency_id == agency_id
        and row.ends_on is None
        and row.left_alone_until is None
        and not where[row.person_id].shielded
    ]
    queue = sorted(known, key=lambda row: (row.last_contact_on or date.min, row.id))
    areas = sorted({where[row.person_id].area_code for row in known})
    room = 2 * len(times_of(OPENS, CLOSES, MINUTES)) * 100 // SHOW_RATE
    home = [row for row in queue if where[row.person_id].area_code == areas[0]] if areas else []
    first = home[:room]
    rest = [row for row in queue if row not in first]
    third = len(rest) // 4
    maker.done("Voorjaar", rest[: min(third, 3 * room)], areas)
    maker.running("Najaar", first, rest[third : third + min(third, 2 * room)], areas)
    maker.draft("Winter", areas)
    return maker.made


class _Maker:
    def __init__(self, dice: Dice, days: Days, staff: Staff, agency_id: UUID) -> None:
        self.dice, self.days, self.staff, self.agency_id = dice, days, staff, agency_id
        self.made = ContactDays()
        self.workers = staff.client_managers[:2]

    def done(self, name: str, people: list[InvolvementRow], areas: list[str]) -> None:
        """A campaign of half a year ago: who came and what came of it, and who is left in peace now."""
        campaign = self._campaign(name, CampaignStatus.DONE, 200)
        held = [self._day(campaign, add_working_days(self.days.ago(160), at), areas, at) for at in range(3)]
        for number, row in enumerate(people):
            day = held[number % len(held)]
            came = self.dice.chance(SHARE_CAME)
            self._past(campaign, day, row, came=came, said_no=self.dice.chance(SHARE_DECLINED))

    def running(
        self, name: str, today: list[InvolvementRow], later: list[InvolvementRow], areas: list[str]
    ) -> None:
        """A campaign with a day today, whose people were told, and days for whom a letter is due."""
        campaign = self._campaign(name, CampaignStatus.RUNNING, 25)
        day = self._day(campaign, self.days.on, areas, 0)
        for number, row in enumerate(today):
            self._invited(campaign, day, row, number)
        ahead = [
            self._day(campaign, add_working_days(self.days.ahead(14), at), areas, at + 1) for at in range(2)
        ]
        for number, row in enumerate(later):
            self.made.invitations.append(
                InvitationRow(
                    self.dice.uuid(),
                    campaign.id,
                    row.id,
                    InvitationStatus.PLANNED,
                    ahead[number % 2].id,
                    self._time(number // 2),
                    next_try_on=self.days.on,
                )
            )

    def draft(self, name: str, areas: list[str]) -> None:
        """A campaign of which the page shows what would fit."""
        campaign = self._campaign(name, CampaignStatus.DRAFT, 1)
        for at in range(3):
            self._day(campaign, add_working_days(self.days.ahead(60), at), areas, at)

    def _campaign(self, name: str, status: CampaignStatus, made_ago: int) -> CampaignRow:
        made = self.days.ago(made_ago)
        row = CampaignRow(
            id=self.dice.uuid(),
            municipality_id=self.staff.municipality_id,
            agency_id=self.agency_id,
            legal_domain_id="participatiewet",
            name=f"{name} {made.year}",
            status=status,
            made_at=moment(made, OPENS),
            by_id=self.workers[0],
            channels=list(CHANNELS),
        )
        self.made.campaigns.append(row)
        return row

    def _day(self, campaign: CampaignRow, held_on: date, areas: list[str], number: int) -> ContactDayRow:
        area = areas[number % len(areas)] if areas else ""
        place = PLACES[number % len(PLACES)]
        row = ContactDayRow(
            self.dice.uuid(), campaign.id, held_on, OPENS, CLOSES, area, place, f"Voorbeeldplein {number + 1}"
        )
        self.made.days.append(row)
        self.made.staffing += [StaffingRow(self.dice.uuid(), row.id, user) for user in self.workers]
        return row

    def _past(
        self, campaign: CampaignRow, day: ContactDayRow, row: InvolvementRow, *, came: bool, said_no: bool
    ) -> None:
        to_team = came and self.dice.chance(SHARE_TO_TEAM)
        outcome = DayOutcome.TO_TEAM if to_team else self.dice.pick(OUTCOMES)
        no_status = InvitationStatus.DECLINED if said_no else InvitationStatus.STOPPED
        invitation = InvitationRow(
            id=self.dice.uuid(),
            campaign_id=campaign.id,
            involvement_id=row.id,
            status=InvitationStatus.CAME if came else no_status,
            day_id=day.id if came else None,
            starts_at=self._time(len(self.made.invitations)) if came else None,
            tries=1 if came or said_no else 3,
            missed=0 if came or said_no else 1,
            arrived_at=moment(day.held_on, OPENS) if came else None,
            outcome=outcome if came else "",
            stopped_until=None if came else day.held_on + RESPITE,
        )
        self.made.invitations.append(invitation)
        for number in range(invitation.tries):
            sent = moment(day.held_on - timedelta(weeks=3 - number), OPENS)
            self.made.tries.append(
                TryRow(self.dice.uuid(), invitation.id, CHANNELS[number], TryOutcome.SENT, sent)
            )

    def _invited(self, campaign: CampaignRow, day: ContactDayRow, row: InvolvementRow, number: int) -> None:
        invitation = InvitationRow(
            self.dice.uuid(),
            campaign.id,
            row.id,
            InvitationStatus.INVITED,
            day.id,
            self._time(number),
            tries=1,
            next_try_on=self.days.ahead(7),
        )
        self.made.invitations.append(invitation)
        sent = moment(self.days.ago(21), OPENS)
        self.made.tries.append(TryRow(self.dice.uuid(), invitation.id, Channel.LETTER, TryOutcome.SENT, sent))

    def _time(self, number: int) -> time:
        times = times_of(OPENS, CLOSES, MINUTES)
        return times[number % len(times)]
