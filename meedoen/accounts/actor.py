"""Who acts: a signed-in user in one role, for one agency, in one legal domain."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from meedoen.accounts.roles import ROLES
from meedoen.accounts.vocabulary import RoleCode, Verb


@dataclass(frozen=True)
class Actor:
    """`legal_domain` is a code, or empty for roles that work in none. A resident has no agency."""

    user_id: UUID
    name: str
    role: RoleCode
    agency_id: UUID | None = None
    agency_name: str = ""
    team_id: UUID | None = None
    municipality_id: UUID | None = None
    legal_domain: str = ""

    def may(self, verb: Verb) -> bool:
        return verb in ROLES[self.role].verbs

    @property
    def kind(self) -> str:
        """`staff` or `resident`: which of the two navigations the pages show."""
        return "staff" if self.may(Verb.WORK_AT_DESK) else "resident"


class SignedInRequest(HttpRequest):
    """A request behind a door: somebody is signed in and may do what the door asks."""

    actor: Actor


@dataclass(frozen=True)
class Installer:
    """Who set up the installation (`createsuperuser`) and works for nobody, as the trail sees it."""

    user_id: UUID
    role: str = "superuser"
    agency_id: UUID | None = None
    agency_name: str = ""
    municipality_id: UUID | None = None
    legal_domain: str = ""
