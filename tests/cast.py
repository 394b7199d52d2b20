"""The cast of the tests: the people of the stories, each at their own desk, and an outsider at another
agency.

Two municipalities and two providers, so that each list has something it could leak.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from meedoen.accounts.actions import load_legal_domains
from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Agency, Membership, Municipality, Team, User
from meedoen.accounts.queries import actor_of
from meedoen.accounts.vocabulary import AgencyKind, RoleCode
from meedoen.casework.actions import load_scales, load_talks
from meedoen.casework.actions.instruments import load_instruments
from meedoen.casework.models import Case
from meedoen.directory.actions import load_taxonomies
from meedoen.people.models import Involvement, Person, PersonDetails
from meedoen.people.vocabulary import NextAction

TODAY = date(2026, 9, 15)
NAMES = ("fatima", "bram", "tessa", "carla", "dirk", "esra", "hanna", "ravi", "mila", "joke", "noor", "olga")
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
    mila: User
    joke: User
    noor: User
    olga: User

    def actor(self, name: str) -> Actor:
        return actor_of(getattr(self, name), TODAY)


def make_cast() -> Cast:
    """Make the cast: eleven people with an account, and Olga, of another agency in another municipality."""
    load_legal_domains()
    load_taxonomies()
    load_scales()
    load_talks()
    load_instruments()
    utrecht = Municipality.objects.create(code="GM0344", name="Utrecht")
    deventer = Municipality.objects.create(code="GM0150", name="Deventer")
    team_agency = _agency(utrecht, "Buurtteam Utrecht", AgencyKind.NEIGHBOURHOOD_TEAM)
    cast = Cast(
        utrecht=utrecht,
        deventer=deventer,
        work_and_income=_agency(utrecht, "Werk en Inkomen Utrecht", AgencyKind.MUNICIPALITY),
        neighbourhood_team=team_agency,
        overvecht=_team(team_agency, "Buurtteam Overvecht", "WK034403"),
        zuilen=_team(team_agency, "Buurtteam Zuilen", "WK034402"),
        linde=_agency(utrecht, "Stichting De Linde", AgencyKind.PROVIDER),
        kastanje=_agency(utrecht, "Stichting De Kastanje", AgencyKind.PROVIDER),
        **{name: _user(name) for name in NAMES},
    )
    _give_roles(cast, _agency(deventer, "Wijkteam Deventer", AgencyKind.NEIGHBOURHOOD_TEAM))
    return cast


def _give_roles(cast: Cast, other_team: Agency) -> None:
    office, team_agency = cast.work_and_income, cast.neighbourhood_team
    _membership(cast.fatima, office, RoleCode.CLIENT_MANAGER, "participatiewet")
    _membership(cast.bram, team_agency, RoleCode.TEAM_WORKER, "wmo", cast.overvecht)
    _membership(cast.tessa, team_agency, RoleCode.TEAM_LEAD, "wmo", cast.overvecht)
    _membership(cast.carla, cast.linde, RoleCode.COORDINATOR, "open")
    _membership(cast.dirk, office, RoleCode.POLICY_LEAD)
    _membership(cast.esra, office, RoleCode.PRIVACY_OFFICER)
    _membership(cast.hanna, office, RoleCode.FUNCTIONAL_MANAGER)
    _membership(cast.ravi, office, RoleCode.RESEARCHER)
    _membership(cast.mila, office, RoleCode.MAP_EDITOR)
    _membership(cast.olga, other_team, RoleCode.TEAM_WORKER, "wmo")


@transaction.atomic
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
    """A person whom an agency knew long ago: nobody can reach them yet. Two rows that point at each other."""
    known = {"first_involvement_id": uuid4(), "created_at": NOW}
    person = Person.objects.create(municipality=municipality, user=user, shielded=shielded, **known)
    Involvement.objects.create(
        id=person.first_involvement_id,
        municipality=municipality,
        person=person,
        agency=Agency.objects.filter(municipality=municipality).order_by("name")[0],
        legal_domain_id="open",
        starts_on=date(2020, 1, 1),
        ends_on=date(2020, 12, 31),
    )
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
    """Let the worker's agency know this person in the worker's legal domain, with the worker as lead.

    Without `lead` the worker only stands in until one is chosen.
    """
    membership = worker.memberships.get()
    return Involvement.objects.create(
        municipality=membership.agency.municipality,
        person_id=person_id,
        agency=membership.agency,
        team=membership.team,
        legal_domain=membership.legal_domain,
        lead=worker,
        starts_on=TODAY,
        next_action=NextAction.CONVERSATION if lead else NextAction.NAME_LEAD,
        next_action_on=TODAY,
    )


def running() -> QuerySet[Involvement]:
    """The involvements that have not ended."""
    return Involvement.objects.filter(ends_on__isnull=True)


def make_case(involvement: Involvement) -> Case:
    return Case.objects.create(
        municipality=involvement.municipality,
        involvement=involvement,
        opened_at=NOW,
        reason="Wil graag iets doen.",
    )


def _agency(municipality: Municipality, name: str, kind: AgencyKind) -> Agency:
    return Agency.objects.create(municipality=municipality, name=name, kind=kind)


def _team(agency: Agency, name: str, district: str) -> Team:
    return Team.objects.create(
        municipality=agency.municipality, agency=agency, name=name, area_codes=[district]
    )


def _user(name: str) -> User:
    return User.objects.create_user(f"{name}@voorbeeld.invalid", "meedoen-voorbeeld", name=name.capitalize())


def _membership(
    user: User, agency: Agency, role: RoleCode, domain: str | None = None, team: Team | None = None
) -> None:
    Membership.objects.create(
        user=user, agency=agency, role=role, legal_domain_id=domain, team=team, starts_on=date(2026, 1, 1)
    )
