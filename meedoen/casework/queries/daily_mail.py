"""What waits for a worker on a day, in counts with a way to it. No name and nothing of anybody."""

from dataclasses import dataclass
from datetime import date, timedelta

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.models import Referral
from meedoen.casework.queries.cases import caseload, cases, late_of_others, without_lead
from meedoen.casework.queries.referrals import to_answer
from meedoen.casework.vocabulary import ReferralStatus
from meedoen.people.queries import loose_ends, on_a_road
from meedoen.shared.working_days import is_working_day

DESK, REFERRALS = "/werk/", "/werk/overdrachten/"


@dataclass(frozen=True)
class Waiting:
    """One line of the mail: how many, of what (one, and more than one), and where to go."""

    count: int
    one: str
    more: str
    path: str

    @property
    def text(self) -> str:
        return f"{self.count} {self.one if self.count == 1 else self.more}"


def what_waits(by: Actor, on: date) -> list[Waiting]:
    """What came in, lapses today, came back, waits for a lead or an owner, or is past its date.

    Only what there is. A fixed number of queries for each worker.
    """
    if not by.may(Verb.WRITE_CASE):
        return []
    came_in = to_answer(by, on)
    own = caseload(by, on)
    lines = [
        Waiting(
            came_in.filter(due_on=on).count(),
            "overdracht loopt vandaag af zonder antwoord",
            "overdrachten lopen vandaag af zonder antwoord",
            REFERRALS,
        ),
        Waiting(came_in.count(), "overdracht wacht op jullie", "overdrachten wachten op jullie", REFERRALS),
        Waiting(
            _came_back(by, on), "overdracht kwam bij je terug", "overdrachten kwamen bij je terug", REFERRALS
        ),
        Waiting(
            own.filter(involvement__next_action_on__lt=on).count(),
            "dossier van jou is over de datum",
            "dossiers van jou zijn over de datum",
            DESK,
        ),
        *_for_who_leads(by, on),
    ]
    return [line for line in lines if line.count]


def _for_who_leads(by: Actor, on: date) -> list[Waiting]:
    no_lead = without_lead(by, on)
    if not by.may(Verb.SEE_TEAM_CASELOAD):
        no_lead = no_lead.filter(involvement__lead_id=by.user_id)
    lines = [
        Waiting(
            no_lead.count(),
            "dossier wacht op een vaste contactpersoon",
            "dossiers wachten op een vaste contactpersoon",
            DESK,
        )
    ]
    if by.may(Verb.SEE_TEAM_CASELOAD):
        lines += [
            Waiting(
                late_of_others(by, on).count(),
                "dossier bij een collega is over de datum",
                "dossiers bij collega’s zijn over de datum",
                DESK,
            ),
            Waiting(
                loose_ends(on).filter(on_a_road(by, on)).count(),
                "dossier heeft niemand die er nog over gaat",
                "dossiers hebben niemand die er nog over gaat",
                DESK,
            ),
        ]
    return lines


def _came_back(by: Actor, on: date) -> int:
    """How many came back to this lead since the working day before."""
    before = on - timedelta(days=1)
    while not is_working_day(before):
        before -= timedelta(days=1)
    mine = cases(by, on).order_by().filter(involvement__lead_id=by.user_id).values("id")
    back = (ReferralStatus.RETURNED, ReferralStatus.WITHDRAWN)
    return Referral.objects.filter(
        case_id__in=mine, status__in=back, ended_at__date__gte=before, ended_at__date__lte=on
    ).count()
