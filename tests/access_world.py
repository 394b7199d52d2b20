"""The world in which `access_table.txt` is tried: one record of each kind, and its twin at strangers.

`about` in the table names the records that fill the address: `own` those of the cast, `strange` another
agency's, `unknown` ids that do not exist, `opened` the own case after its purpose was stated, `crossed` that
case with a goal, step or consent of strangers.
"""

from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

from django.test import Client

from meedoen.accounts.models import Agency, Municipality
from meedoen.casework.models import (
    Case,
    Opening,
    Step,
)
from meedoen.casework.vocabulary import Purpose
from meedoen.outreach.queries import receipt_of
from meedoen.shared.clock import now
from tests.access_records import (
    a_campaign,
    a_consent,
    a_conversation,
    a_goal,
    a_guardian,
    a_lead_change,
    a_notice,
    a_referral,
    a_session,
    a_ticket,
    a_wmo_route,
    an_activity,
    an_agreement,
    an_enrolment,
    an_import_run,
    edited_of,
    letters_of,
    published_by,
)
from tests.cast import Cast, involve, make_case, make_cast, make_person


@dataclass
class World:
    cast: Cast
    records: dict[str, dict[str, object]]
    counter: count = field(default_factory=lambda: count(1))

    def address(self, route: str, about: str) -> str:
        """The route with the ids of the records that `about` names."""
        ids = self.records[about]
        parts = [ids[part.strip("<>").split(":")[1]] if "<" in part else part for part in route.split("/")]
        return "/".join(str(part) for part in parts)

    def prepare(self, client: Client, who: str, about: str) -> None:
        """For `opened` and `crossed`: this reader said why, a moment ago."""
        if about in ("opened", "crossed") and who != "nobody":
            case_id = self.records["own"]["case_id"]
            user = getattr(self.cast, who)
            Opening.objects.create(case_id=case_id, user=user, purpose=Purpose.PLAN, at=now())

    def next_address(self) -> str:
        """A network address of its own for each request, so that no limit of tries is reached."""
        number = next(self.counter)
        return f"127.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def make_world() -> World:
    """The cast, with Bram's case of Joke at Stichting De Linde, and Olga's twin of it in Deventer."""
    cast = make_cast()
    joke = make_person(cast.utrecht, "Joke", user=cast.joke)
    stranger = make_person(cast.deventer, "Vreemde")
    own_case, strange_case = make_case(involve(joke, cast.bram)), make_case(involve(stranger, cast.olga))
    strange_provider = Agency.objects.create(
        municipality=cast.deventer, name="Stichting De Eik", kind="provider"
    )
    records = {
        "own": _records(cast, cast.utrecht, cast.linde, cast.work_and_income, own_case, cast.bram),
        "strange": _records(
            cast, cast.deventer, strange_provider, cast.olga.memberships.get().agency, strange_case, cast.olga
        ),
        "unknown": _unknown(),
    }
    records["own"]["other_id"] = make_case(involve(make_person(cast.utrecht, "Tweede"), cast.bram)).id
    records["strange"]["other_id"] = strange_case.id
    records["-"] = records["opened"] = records["own"]
    records["crossed"] = records["strange"] | {"case_id": own_case.id}
    return World(cast=cast, records=records)


def _records(
    cast: Cast, municipality: Municipality, provider: Agency, funder: Agency, case: Case, worker: object
) -> dict[str, object]:
    person_id = case.involvement.person_id
    goal = a_goal(municipality, person_id, worker)
    activity = an_activity(municipality, provider)
    notice = a_notice(municipality, worker)
    return {
        "case_id": case.id,
        "involvement_id": case.involvement_id,
        "guardian_id": a_guardian(person_id).id,
        "user_id": worker.id,
        "change_id": a_lead_change(case, cast.tessa if municipality == cast.utrecht else cast.noor).id,
        "slug": "te-laat",
        "goal_id": goal.id,
        "step_id": Step.objects.create(goal=goal, text="Langsgaan").id,
        "conversation_id": a_conversation(case, worker).id,
        "kind": "first",
        "consent_id": a_consent(person_id, worker).id,
        **a_wmo_route(case, worker),
        "referral_id": a_referral(case, funder, worker).id,
        "notice_id": notice.id,
        "receipt": receipt_of(notice),
        **a_campaign(case, worker),
        **letters_of(case, worker),
        "ticket": a_ticket(activity.service),
        "service_id": activity.service_id,
        **published_by(activity.service),
        **edited_of(municipality, activity.service),
        "activity_id": activity.id,
        "session_id": a_session(activity).id,
        "enrolment_id": an_enrolment(activity, person_id, provider).id,
        "agreement_id": an_agreement(municipality, provider, funder, activity.service).id,
        "run_id": an_import_run(municipality).id,
        "number": 1,
        "code": "2026-H1",
        "split": "district",
        "instrument": "life_goals_domains",
        "position": 1,
    }


UNKNOWN = (
    "case",
    "user",
    "change",
    "involvement",
    "other",
    "guardian",
    "goal",
    "step",
    "conversation",
    "consent",
    "referral",
    "route",
    "suspension",
    "notice",
    "campaign",
    "day",
    "invitation",
    "batch",
    "letter_file",
    "service",
    "activity",
    "session",
    "enrolment",
    "agreement",
    "organization",
    "location",
    "service_at_location",
    "taxonomy",
    "taxonomy_term",
    "run",
    "proposal",
    "revision",
    "body_revision",
    "place_revision",
)


def _unknown() -> dict[str, object]:
    ids: dict[str, object] = {f"{name}_id": uuid4() for name in UNKNOWN}
    ids |= {"number": 1, "first": uuid4(), "second": uuid4(), "proposal_code": "geen-voorstel"}
    ids |= {"slug": "bestaat-niet", "letter_code": "0000-0000-0000"}
    ids |= {"instrument": "geen-instrument", "position": 99, "step_name": "bevestigd", "kind": "geen-soort"}
    return {**ids, "receipt": "geen-bon", "ticket": "geen-link", "code": "2026-H1", "split": "district"}
