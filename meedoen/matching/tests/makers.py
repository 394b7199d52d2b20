"""Makes a person with wishes, and services that fit them or not."""

from typing import Any

from meedoen.accounts.models import Agency
from meedoen.activities.models import Activity
from meedoen.activities.tests.makers import make_activity, make_service
from meedoen.areas.models import Area, PostcodePoint
from meedoen.casework.actions import save_wishes, write_goal
from meedoen.casework.models import Case, Goal
from meedoen.casework.queries import Wishes
from meedoen.directory.models import Attribute, Language, Location, ServiceAtLocation, TaxonomyTerm
from tests.cast import NOW, Cast, involve, make_case, make_person

HOME = (136_000, 457_000)
WISHES = Wishes(
    interests=("cooking",),
    parts_of_week=("TU-morning",),
    languages=("ar",),
    activation_level="2",
    max_distance=2000,
)
TERMS = (("interest", "cooking"), ("activation_level", "2"))


def make_seeker(cast: Cast, name: str = "Fatma", *, worker: Any = None, wishes: Wishes = WISHES) -> Case:
    """A person in postcode area 3561 with a case of Bram (or another worker), and these wishes."""
    area, _ = Area.objects.get_or_create(code="WK034403", defaults={"kind": "district", "name": "Overvecht"})
    point = {"rd_x": HOME[0], "rd_y": HOME[1], "area": area}
    PostcodePoint.objects.get_or_create(postcode4="3561", defaults=point)
    case = make_case(involve(make_person(cast.utrecht, name), worker or cast.bram))
    save_wishes(case=case, wishes=wishes, by=cast.actor("bram"), at=NOW)
    return case


def make_offer(
    agency: Agency,
    name: str = "Kookgroep",
    *,
    metres: int = 1200,
    terms: tuple[tuple[str, str], ...] = TERMS,
    languages: tuple[tuple[str, str], ...] = (("ar", "Arabisch"), ("nl", "Nederlands")),
    service_fields: dict[str, Any] | None = None,
    **fields: Any,
) -> Activity:
    """An activity on Tuesday morning some metres from home; fits the wishes above unless told otherwise."""
    service = make_service(agency, name, **(service_fields or {}))
    for taxonomy, code in terms:
        term = TaxonomyTerm.objects.get(taxonomy__code=taxonomy, code=code)
        Attribute.objects.create(service=service, taxonomy_term=term)
    for code, language in languages:
        Language.objects.create(service=service, code=code, name=language)
    place = Location.objects.create(name="Buurthuis", rd_x=HOME[0] + metres, rd_y=HOME[1])
    ServiceAtLocation.objects.create(service=service, location=place)
    return make_activity(agency, name, service=service, **fields)


def make_goal(cast: Cast, case: Case, want: str = "Ik wil leren koken voor een groep.") -> Goal:
    return write_goal(
        case=case,
        want=want,
        need="",
        how="",
        result="",
        legal_domain=None,
        by=cast.actor("bram"),
        at=NOW,
    )
