"""The one place outside their own apps that writes the closed tables of people, casework and privacy.

The actions of those apps write one person at a time, with an audit line for each act of a worker. A demo
is no act of anybody, and everybody in it is invented: it is written in bulk, and `actions.seed_demo`
refuses to do so beside people who are not.
"""

from uuid import UUID

from django.db.models import Model

from meedoen.casework.models import (
    Case,
    Conversation,
    Goal,
    InstrumentMeasurement,
    InstrumentScore,
    LadderChoice,
    Measurement,
    Plan,
    PlanMove,
    PlanReview,
    Referral,
    ReferralTurn,
    ScaleStep,
    Step,
    WmoRoute,
    WmoSuspension,
)
from meedoen.demo import hand_overs, plans, rows_of_measuring, wmo
from meedoen.demo import rows as demo_rows
from meedoen.people.models import Involvement, Person, PersonDetails
from meedoen.privacy.models import Consent

PEOPLE: dict[type, type[Model]] = {
    demo_rows.PersonRow: Person,
    demo_rows.DetailsRow: PersonDetails,
    demo_rows.InvolvementRow: Involvement,
    demo_rows.CaseRow: Case,
    demo_rows.ConversationRow: Conversation,
    demo_rows.PlanRow: Plan,
    plans.PlanMoveRow: PlanMove,
    plans.PlanReviewRow: PlanReview,
    demo_rows.GoalRow: Goal,
    demo_rows.StepRow: Step,
    demo_rows.MeasurementRow: Measurement,
    rows_of_measuring.LadderChoiceRow: LadderChoice,
    rows_of_measuring.InstrumentMeasurementRow: InstrumentMeasurement,
    rows_of_measuring.InstrumentScoreRow: InstrumentScore,
    demo_rows.ConsentRow: Consent,
    hand_overs.ReferralRow: Referral,
    hand_overs.ReferralTurnRow: ReferralTurn,
    hand_overs.ReferralConsentRow: Consent,
    wmo.WmoRouteRow: WmoRoute,
    wmo.WmoSuspensionRow: WmoSuspension,
}


def real_people() -> int:
    """How many persons stand here who are not invented."""
    return Person.objects.filter(invented=False).count()


def scale_steps() -> dict[tuple[str, int], UUID]:
    """The ids of the steps of all scales, by code of the scale and position."""
    rows = ScaleStep.objects.values_list("scale_id", "position", "id")
    return {(scale, position): id for scale, position, id in rows}
