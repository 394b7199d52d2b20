"""Cases: the story of a person, one case per involvement, and one plan per person."""

from meedoen.casework.models.instruments import (
    Instrument,
    InstrumentItem,
    InstrumentMeasurement,
    InstrumentScore,
)
from meedoen.casework.models.mails import DailyMail
from meedoen.casework.models.plans import Goal, Plan, PlanMove, PlanReview, Step
from meedoen.casework.models.records import Case, Conversation, Opening, TalkTemplate
from meedoen.casework.models.referrals import Referral, ReferralTurn
from meedoen.casework.models.scales import LadderChoice, Measurement, Scale, ScaleStep
from meedoen.casework.models.wmo import WmoRoute, WmoSuspension

__all__ = [
    "Case",
    "Conversation",
    "DailyMail",
    "Goal",
    "Instrument",
    "InstrumentItem",
    "InstrumentMeasurement",
    "InstrumentScore",
    "LadderChoice",
    "Measurement",
    "Opening",
    "Plan",
    "PlanMove",
    "PlanReview",
    "Referral",
    "ReferralTurn",
    "Scale",
    "ScaleStep",
    "Step",
    "TalkTemplate",
    "WmoRoute",
    "WmoSuspension",
]
