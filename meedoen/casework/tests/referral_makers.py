"""A hand-over for the tests: Fatima's case of Samir, and who could take him on in Utrecht."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Agency, Membership, User
from meedoen.accounts.queries import Workplace, actor_of, workplaces
from meedoen.accounts.vocabulary import AgencyKind, RoleCode
from meedoen.casework.actions.referrals import Telling, Yeses, send_referral
from meedoen.casework.models import Case, Referral, ReferralTurn
from meedoen.people.models import Involvement
from meedoen.privacy.vocabulary import ConsentHow, ConsentKind
from tests.cast import NOW, TODAY, Cast, involve, make_case, make_cast, make_person

ALL_YES = dict.fromkeys(ConsentKind, ConsentHow.SPOKEN)
TELLING = Telling(
    purpose="hulp bij de post",
    told="Wil weer zelf de post doen. Komt graag ’s ochtends.",
    may_tell_name=False,
    may_tell_contact=False,
)


@dataclass
class Handing:
    """The cast with two more places that can take somebody on, and the case that is handed over."""

    cast: Cast
    case: Case
    sanne: User
    """Works with the Wmo at a provider."""
    yusuf: User
    """Works with the Jeugdwet at another agency."""
    places: dict[str, Workplace] = field(default_factory=dict)

    def send(
        self,
        *names: str,
        yeses: dict[ConsentKind, ConsentHow] | None = None,
        days: int = 90,
        telling: Telling = TELLING,
        at: datetime = NOW,
    ) -> Referral:
        """Fatima hands over to these, in this order."""
        return send_referral(
            case=self.case,
            telling=telling,
            recipients=[self.places[name] for name in names],
            yeses=Yeses(ALL_YES if yeses is None else yeses, at.date() + timedelta(days=days)),
            by=self.cast.actor("fatima"),
            at=at,
        )

    def actor(self, name: str) -> Actor:
        return actor_of(getattr(self, name, None) or getattr(self.cast, name), TODAY)

    def own(self) -> Involvement:
        """The involvement of the sender, as it stands now."""
        return Involvement.objects.get(id=self.case.involvement_id)


@transaction.atomic
def make_handing(**person: bool) -> Handing:
    cast = make_cast()
    case = make_case(involve(make_person(cast.utrecht, "Samir", "Amrani", **person), cast.fatima))
    sanne = _worker(cast, "Sanne", "Stichting Wijkhulp", AgencyKind.PROVIDER, "wmo")
    yusuf = _worker(cast, "Yusuf", "Jeugdteam Utrecht", AgencyKind.NEIGHBOURHOOD_TEAM, "jeugdwet")
    handing = Handing(cast, case, sanne, yusuf)
    named = {
        "Buurtteam Overvecht": "overvecht",
        "Stichting Wijkhulp": "wijkhulp",
        "Jeugdteam Utrecht": "jeugd",
    }
    for place in workplaces(municipality_id=cast.utrecht.id, on=TODAY):
        name = named.get(place.team or place.agency)
        if name:
            handing.places[name] = place
    return handing


def on_day(days: int, hour: int = 10) -> datetime:
    """That many days after the day of the cast."""
    return datetime.combine(TODAY + timedelta(days=days), time(hour), NOW.tzinfo)


def turns_of(referral: Referral) -> list[tuple[str, str]]:
    """Of each turn the agency and what became of it; "-" where its turn never came, "?" where it waits."""
    rows = ReferralTurn.objects.filter(referral=referral).select_related("agency").order_by("position")
    return [(row.agency.name, row.answer or ("?" if row.sent_at else "-")) for row in rows]


def telling_all() -> Telling:
    return replace(TELLING, may_tell_name=True, may_tell_contact=True)


def _worker(cast: Cast, name: str, agency_name: str, kind: AgencyKind, domain: str) -> User:
    agency = Agency.objects.create(municipality=cast.utrecht, name=agency_name, kind=kind)
    user = User.objects.create_user(f"{name.lower()}@voorbeeld.invalid", "meedoen-voorbeeld", name=name)
    Membership.objects.create(
        user=user,
        agency=agency,
        role=RoleCode.TEAM_WORKER,
        legal_domain_id=domain,
        starts_on=date(2026, 1, 1),
    )
    return user
