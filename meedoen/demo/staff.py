"""The agencies of the demo and the invented people who work there, besides the cast."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from meedoen.accounts.vocabulary import AgencyKind, RoleCode
from meedoen.demo.dice import Dice
from meedoen.demo.places import City
from meedoen.demo.rows import AgencyRow, MembershipRow, TeamRow, UserRow

NO_SIGN_IN = "!geen-wachtwoord"
"""Django takes a password that begins with an exclamation mark as one that nobody can sign in with."""


@dataclass
class Staff:
    """Agencies, teams and workers. Workers are known by the id of their user."""

    municipality_id: UUID
    since: date
    users: list[UserRow] = field(default_factory=list)
    agencies: list[AgencyRow] = field(default_factory=list)
    teams: list[TeamRow] = field(default_factory=list)
    memberships: list[MembershipRow] = field(default_factory=list)
    client_managers: list[UUID] = field(default_factory=list)
    workers_made: int = 0
    team_workers: dict[UUID, list[UUID]] = field(default_factory=dict)
    """By team."""
    team_leads: dict[UUID, UUID] = field(default_factory=dict)
    """By team."""

    @property
    def benefit_lead_id(self) -> UUID:
        """Who leads the client managers: the first who leads in their legal domain."""
        return next(
            row.user_id
            for row in self.memberships
            if row.role == RoleCode.TEAM_LEAD and row.legal_domain_id == "participatiewet"
        )

    def agency(self, dice: Dice, name: str, kind: AgencyKind) -> AgencyRow:
        row = AgencyRow(dice.uuid(), self.municipality_id, name, kind)
        self.agencies.append(row)
        return row

    def employ(
        self,
        dice: Dice,
        user: UserRow,
        agency_id: UUID,
        role: RoleCode,
        *,
        domain: str | None = None,
        team_id: UUID | None = None,
    ) -> UUID:
        """Give a user a role at an agency; the user is taken in when new here."""
        if all(known.id != user.id for known in self.users):
            self.users.append(user)
        row = MembershipRow(dice.uuid(), user.id, agency_id, role, self.since, team_id, domain)
        self.memberships.append(row)
        return user.id

    def worker(self, dice: Dice) -> UserRow:
        """An invented colleague without a password."""
        gender = dice.pick(("woman", "man"))
        name = f"{dice.first_name(gender)} {dice.last_name()}"
        self.workers_made += 1
        email = f"medewerker{self.workers_made}@meedoen.invalid"
        return UserRow(dice.uuid(), email, name, NO_SIGN_IN)

    def team_of(self, area_code: str) -> TeamRow:
        return next(team for team in self.teams if area_code in team.area_codes)

    def client_managers_at(
        self, dice: Dice, agency_id: UUID, first: UserRow, people: int, caseload: int
    ) -> None:
        """As many client managers as gives each of them a caseload of that size, and who leads them.

        The first is of the cast.
        """
        self.employ(dice, self.worker(dice), agency_id, RoleCode.TEAM_LEAD, domain="participatiewet")
        for index in range(max(2, -(-people // caseload))):
            user = first if index == 0 else self.worker(dice)
            self.employ(dice, user, agency_id, RoleCode.CLIENT_MANAGER, domain="participatiewet")
            self.client_managers.append(user.id)

    def teams_at(self, dice: Dice, agency_id: UUID, city: City) -> None:
        """A neighbourhood team for each district."""
        self.teams += [
            TeamRow(dice.uuid(), self.municipality_id, agency_id, f"Buurtteam {name}", [code])
            for code, name in city.districts.items()
        ]

    def man_team(
        self,
        dice: Dice,
        team: TeamRow,
        people: int,
        caseload: int,
        *,
        lead: UserRow | None = None,
        workers: Sequence[UserRow] = (),
    ) -> None:
        """A lead, and as many workers as gives each of them a caseload of that size; at least two."""
        self.team_leads[team.id] = self.employ(
            dice, lead or self.worker(dice), team.agency_id, RoleCode.TEAM_LEAD, domain="wmo", team_id=team.id
        )
        count = max(2, -(-people // caseload))
        crew = [*workers, *(self.worker(dice) for _ in range(count - len(workers)))]
        self.team_workers[team.id] = [
            self.employ(dice, user, team.agency_id, RoleCode.TEAM_WORKER, domain="wmo", team_id=team.id)
            for user in crew
        ]
