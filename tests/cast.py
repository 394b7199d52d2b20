"""The cast of the tests: the people of the stories, each at their own desk, and an outsider at another
agency.

Two municipalities and two providers, so that each list has something it could leak.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from meedoen.accounts.actions import load_legal_domains
from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Agency, Membership, Municipality, Team, User
from meedoen.accounts.queries import actor_of
from meedoen.accounts.vocabulary import AgencyKind, RoleCode
from meedoen.casework.actions import load_scales
from meedoen.casework.models import Case
from meedoen.directory.actions import load_taxonomies
from meedoen.people.models import Involvement, Person, PersonDetails
from meedoen.people.vocabulary import NextAction

TODAY = date(2026, 9, 15)
NOW = datetime(2026, 9, 15, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@dataclass
class Cast:
    utrecht: Municipality
    deventer: Municipality
    work_and_income: Agency
    neighbourhood_team: Agency
    overvecht: Team
    zuilen: Team
    linde: Agency
    kastanje: Agency
    fatima: User
    bram: User
    tessa: User
    carla: User
    dirk: User
    esra: User
    hanna: User
    ravi: User
    joke: User
    noor: User
    olga: User

    def actor(self, name: str) -> Actor:
        return actor_of(getattr(self, name), TODAY)


def make_cast() -> Cast:
    """Make the cast: ten people with an account, and Olga, a worker of another agency in another
    municipality.
    """
    load_legal_domains()
    load_taxonomies()
    load_scales()
    utrecht = Municipality.objects.create(code="GM0344", name="Utrecht")
    deventer = Municipality.objects.create(code="GM0150", name="Deventer")
    work_and_income = _agency(utrecht, "Werk en Inkomen Utrecht", AgencyKind.MUNICIPALITY)
    team_agency = _agency(utrecht, "Buurtteam Utrecht", AgencyKind.NEIGHBOURHOOD_TEAM)
    linde = _agency(utrecht, "Stichting De Linde", AgencyKind.PROVIDER)
    kastanje = _agency(utrecht, "Stichting De Kastanje", AgencyKind.PROVIDER)
    other_team = _agency(deventer, "Wijkteam Deventer", AgencyKind.NEIGHBOURHOOD_TEAM)
    overvecht = Team.objects.create(
        municipality=utrecht, agency=team_agency, name="Buurtteam Overvecht", area_codes=["WK034403"]
    )
    zuilen = Team.objects.create(
        municipality=utrecht, agency=team_agency, name="Buurtteam Zuilen", area_codes=["WK034402"]
    )
    users = {
        name: _user(name)
        for name in (
            "fatima",
            "bram",
            "tessa",
            "carla",
            "dirk",
            "esra",
            "hanna",
            "ravi",
            "joke",
            "noor",
            "olga",
        )
    }
    _membership(users["fatima"], work_and_income, RoleCode.CLIENT_MANAGER, "participatiewet")
    _membership(users["bram"], team_agency, RoleCode.TEAM_WORKER, "wmo", overvecht)
    _membership(users["tessa"], team_agency, RoleCode.TEAM_LEAD, "wmo", overvecht)
    _membership(users["carla"], linde, RoleCode.COORDINATOR, "open")
    _membership(users["dirk"], work_and_income, RoleCode.POLICY_LEAD)
    _membership(users["esra"], work_and_income, RoleCode.PRIVACY_OFFICER)
    _membership(users["hanna"], work_and_income, RoleCode.FUNCTIONAL_MANAGER)
    _membership(users["ravi"], work_and_income, RoleCode.RESEARCHER)
    _membership(users["olga"], other_team, RoleCode.TEAM_WORKER, "wmo")
    return Cast(
        utrecht=utrecht,
        deventer=deventer,
        work_and_income=work_and_income,
        neighbourhood_team=team_agency,
        overvecht=overvecht,
        zuilen=zuilen,
        linde=linde,
        kastanje=kastanje,
        **users,
    )


def make_person(
    municipality: Municipality,
    first_name: str,
    last_name: str = "Voorbeeld",
    *,
    user: User | None = None,
    postcode: str = "3561 AB",
    area_code: str = "WK034403",
    shielded: bool = False,
    languages: tuple[str, ...] = ("nl",),
) -> UUID:
    """A person without involvements: nobody can reach them yet."""
    person = Person.objects.create(municipality=municipality, user=user, shielded=shielded, created_at=NOW)
    PersonDetails.objects.create(
        person=person,
        first_name=first_name,
        last_name=last_name,
        birth_date=date(1970, 5, 1),
        street="Voorbeeldstraat 1",
        postcode=postcode,
        town=municipality.name,
        area_code=area_code,
        phone="030-0000000",
        languages=list(languages),
    )
    return person.id


def involve(person_id: UUID, worker: User, *, lead: bool = True) -> Involvement:
    """Let the worker's agency know this person in the worker's legal domain, with the worker as lead."""
    membership = worker.memberships.get()
    return Involvement.objects.create(
        municipality=membership.agency.municipality,
        person_id=person_id,
        agency=membership.agency,
        team=membership.team,
        legal_domain=membership.legal_domain,
        lead=worker if lead else None,
        starts_on=TODAY,
        next_action=NextAction.CONVERSATION,
        next_action_on=TODAY,
    )


def make_case(involvement: Involvement) -> Case:
    return Case.objects.create(
        municipality=involvement.municipality,
        involvement=involvement,
        opened_at=NOW,
        reason="Wil graag iets doen.",
    )


def _agency(municipality: Municipality, name: str, kind: AgencyKind) -> Agency:
    return Agency.objects.create(municipality=municipality, name=name, kind=kind)


def _user(name: str) -> User:
    return User.objects.create_user(f"{name}@voorbeeld.invalid", "meedoen-voorbeeld", name=name.capitalize())


def _membership(
    user: User, agency: Agency, role: RoleCode, domain: str | None = None, team: Team | None = None
) -> None:
    Membership.objects.create(
        user=user, agency=agency, role=role, legal_domain_id=domain, team=team, starts_on=date(2026, 1, 1)
    )
