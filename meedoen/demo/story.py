"""The whole demo from one seed: every generator in its turn. No database here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID, uuid5

from meedoen.accounts.vocabulary import AgencyKind
from meedoen.activities.vocabulary import EnrolmentStatus
from meedoen.demo import people_of_the_demo as people
from meedoen.demo.accounting import Accountant, Accounts
from meedoen.demo.caseloads import TeamCast, at_work_and_income, in_teams, known_in_teams, stays_by_person
from meedoen.demo.casework import Casework, Desk, Records
from meedoen.demo.contact_days import ContactDays, contact_days
from meedoen.demo.crowd import Crowd
from meedoen.demo.days import Days, moment
from meedoen.demo.dice import Dice
from meedoen.demo.hand_overs import HandOvers, hand_overs
from meedoen.demo.measuring import Measured, measured_in
from meedoen.demo.need import Need, need_of
from meedoen.demo.notices import NoticeMaker
from meedoen.demo.offer import Offer, OfferMaker
from meedoen.demo.places import City
from meedoen.demo.plans import PlanStory, story_of_plans
from meedoen.demo.population import Registry, Resident, on_benefit
from meedoen.demo.programme import Programme, ProgrammeMaker
from meedoen.demo.rows import CapacityRow, DetailsRow, InvolvementRow, NoticeRow, PersonRow, UserRow
from meedoen.demo.size import CASELOAD_AT_WORK_AND_INCOME, Size
from meedoen.demo.staff import Staff
from meedoen.demo.wmo import WmoRoutes, wmo_routes

OFFICE_OPENS = time(9)


@dataclass(frozen=True)
class Reference:
    """What stands in the database before: ids of the municipality, the directory's terms by (taxonomy,
    code), the steps of the scales by (scale, position), the unit in which places are counted, and
    the districts by CBS code.
    """

    municipality_id: UUID
    terms: Mapping[tuple[str, str], UUID]
    scale_steps: Mapping[tuple[str, int], UUID]
    unit_id: UUID
    area_ids: Mapping[str, UUID]


@dataclass(frozen=True)
class Story:
    """All rows of a demo. `tables` gives them in the order in which they point at each other."""

    reference: Reference
    days: Days
    staff: Staff
    offer: Offer
    residents: Sequence[Resident]
    programme: Programme
    casework: Casework
    notices: Sequence[NoticeRow]
    accounts: Accounts
    need: Need
    wmo: WmoRoutes
    measured: Measured
    contact_days: ContactDays
    hand_overs: HandOvers
    plan_story: PlanStory
    joke_user_id: UUID

    @property
    def involvements(self) -> list[InvolvementRow]:
        return [*self.casework.involvements, *self.programme.involvements]

    def tables(self) -> list[Sequence[Any]]:
        return [*self._tables_of_offer(), *self._tables_of_people(), *self.need.tables]

    def _tables_of_offer(self) -> list[Sequence[Any]]:
        offer = self.offer
        return [
            self.staff.users,
            self.staff.agencies,
            self.staff.teams,
            self.staff.memberships,
            [provider.organization for provider in offer.providers],
            offer.phones,
            [provider.location for provider in offer.providers],
            offer.addresses,
            offer.services,
            offer.attributes,
            offer.languages,
            offer.cost_options,
            offer.at_locations,
            offer.service_areas,
            offer.schedules,
            self._capacities(),
            [group.activity for group in offer.groups],
            self.programme.sessions,
        ]

    def _tables_of_people(self) -> list[Sequence[Any]]:
        casework, programme, accounts = self.casework, self.programme, self.accounts
        return [
            self._persons(),
            self._details(),
            self.involvements,
            accounts.agreements,
            accounts.lines,
            accounts.payments,
            [stay.enrolment for stay in programme.stays],
            programme.attendances,
            casework.cases,
            casework.conversations,
            list(casework.plans.values()),
            self.plan_story.moves,
            self.plan_story.reviews,
            casework.goals,
            casework.steps,
            casework.measurements,
            self.measured.choices,
            self.measured.measurements,
            self.measured.scores,
            casework.consents,
            casework.placements,
            self.hand_overs.referrals,
            self.hand_overs.turns,
            self.hand_overs.consents,
            self.wmo.routes,
            self.wmo.suspensions,
            self.notices,
            self.contact_days.campaigns,
            self.contact_days.days,
            self.contact_days.staffing,
            self.contact_days.invitations,
            self.contact_days.tries,
        ]

    def _capacities(self) -> list[CapacityRow]:
        """The free places that the social map shows, counted from the enrolments."""
        return [
            CapacityRow(
                uuid5(service.id, "capacity"),
                service.id,
                self.reference.unit_id,
                self.programme.free[service.id],
                self.programme.room[service.id],
                self.days.now,
            )
            for service in self.offer.services
        ]

    def _persons(self) -> list[PersonRow]:
        first: dict[UUID, InvolvementRow] = {}
        for row in self.involvements:
            first[row.person_id] = min(row, first.get(row.person_id, row), key=lambda one: one.starts_on)
        return [
            PersonRow(
                resident.id,
                self.reference.municipality_id,
                first[resident.id].id,
                moment(first[resident.id].starts_on, OFFICE_OPENS),
                resident.shielded,
                user_id=self.joke_user_id if resident.number == 1 else None,
            )
            for resident in self.residents
        ]

    def _details(self) -> list[DetailsRow]:
        return [
            DetailsRow(
                resident.id,
                resident.first_name,
                resident.last_name,
                resident.birth_date,
                resident.gender,
                resident.street,
                resident.postcode,
                resident.town,
                resident.area_code,
                resident.phone,
                resident.email,
                list(resident.languages),
            )
            for resident in self.residents
        ]


@dataclass
class Teller:
    """Tells the story of one seed, size and day. `password` is the hash for the accounts of the cast."""

    seed: int
    size: Size
    days: Days
    city: City
    reference: Reference
    password: str

    def tell(self) -> Story:
        staff = Staff(self.reference.municipality_id, self.days.ago(1100))
        users = people.cast(self._dice("cast"), self.password)
        city_hall = self._agencies(staff, users)
        offer = OfferMaker(
            self._dice("offer"), self.city, self.days, self.size, staff, self.reference.terms
        ).make(users["carla"])
        registry = Registry(self._dice("residents"), self.city, self.days.on)
        joke = registry.known(people.joke(self._dice("joke"), self.days.on))
        recipients = on_benefit(registry, self._dice("benefit"), self.size, already=[joke])
        programme = self._programme(offer, registry, recipients, joke)
        casework = self._casework(staff, users, city_hall, registry, recipients, programme)
        accounts = Accountant(
            self._dice("accounts"), self.days, self.size, self.reference.municipality_id, city_hall, programme
        ).make(offer)
        notices = NoticeMaker(
            self._dice("notices"), self.days, staff, registry.residents, casework.involvements
        ).make(self.size, staff.team_of(people.OVERVECHT).id)
        staff.users.extend((users["joke"], users["noor"]))
        return Story(
            self.reference,
            self.days,
            staff,
            offer,
            registry.residents,
            programme,
            casework,
            notices,
            accounts,
            self._need(offer),
            wmo_routes(self._dice("wmo"), self.days, casework.involvements, casework.cases),
            measured_in(self._dice("measuring"), casework, self.reference.scale_steps),
            self._contact_days(staff, city_hall, casework, registry),
            self._hand_overs(casework, staff, users),
            story_of_plans(self._dice("plans"), self.days, casework, joke.id),
            users["joke"].id,
        )

    def _dice(self, branch: str) -> Dice:
        return Dice(self.seed, branch)

    def _contact_days(
        self, staff: Staff, city_hall: UUID, casework: Casework, registry: Registry
    ) -> ContactDays:
        dice = self._dice("contact_days")
        return contact_days(dice, self.days, staff, city_hall, casework.involvements, registry.residents)

    def _hand_overs(self, casework: Casework, staff: Staff, users: Mapping[str, UserRow]) -> HandOvers:
        return hand_overs(
            self._dice("hand_overs"),
            self.days,
            casework,
            staff,
            area_code=people.OVERVECHT,
            fatima=users["fatima"].id,
            bram=users["bram"].id,
        )

    def _need(self, offer: Offer) -> Need:
        terms, area_ids = self.reference.terms, self.reference.area_ids
        return need_of(self._dice("need"), self.days, self.city, self.size, offer, terms, area_ids)

    def _agencies(self, staff: Staff, users: Mapping[str, UserRow]) -> UUID:
        """Work and Income and the neighbourhood teams; gives the id of the municipality's agency."""
        dice = self._dice("staff")
        name = self.city.name
        city_hall = staff.agency(dice, f"Werk en Inkomen {name}", AgencyKind.MUNICIPALITY).id
        team_agency = staff.agency(dice, f"Buurtteams {name}", AgencyKind.NEIGHBOURHOOD_TEAM).id
        people.employ_at_city_hall(staff, dice, users, city_hall)
        staff.client_managers_at(
            dice, city_hall, users["fatima"], self.size.on_benefit, CASELOAD_AT_WORK_AND_INCOME
        )
        staff.teams_at(dice, team_agency, self.city)
        return city_hall

    def _programme(
        self, offer: Offer, registry: Registry, recipients: list[Resident], joke: Resident
    ) -> Programme:
        """Joke cooks and drinks coffee at Carla's, and waits for a place in the sewing room."""
        crowd = Crowd(self._dice("crowd"), registry, recipients)
        crowd.take(joke)
        by_hand = {
            0: (joke, EnrolmentStatus.PLACED),
            1: (joke, EnrolmentStatus.WAITING),
            2: (joke, EnrolmentStatus.PLACED),
        }
        maker = ProgrammeMaker(
            self._dice("programme"), self.days, crowd, self.reference.municipality_id, by_hand
        )
        return maker.make(offer.groups, sure_to_be_full=2)

    def _casework(
        self,
        staff: Staff,
        users: Mapping[str, UserRow],
        city_hall: UUID,
        registry: Registry,
        recipients: list[Resident],
        programme: Programme,
    ) -> Casework:
        dice = self._dice("casework")
        joke, *others = recipients
        team = staff.team_of(people.OVERVECHT)
        stays = stays_by_person(programme.stays)
        in_team = known_in_teams(dice, self.size, registry, others, programme.stays)
        records = Records(dice, self.days, self.reference.municipality_id, self.reference.scale_steps)
        fatima, bram = users["fatima"].id, users["bram"].id
        desks = people.Desks(
            Desk(city_hall, "participatiewet", fatima, fatima),
            Desk(team.agency_id, "wmo", bram, bram, team.id),
        )
        people.jokes_record(records, self.days, joke, desks, stays[joke.id])
        at_work_and_income(
            records, dice, self.days, staff, city_hall, others, stays, {resident.id for resident in in_team}
        )
        team_cast = TeamCast(people.OVERVECHT, users["tessa"], users["bram"])
        in_teams(records, dice, self.days, staff, in_team, stays, team_cast)
        return records.made
