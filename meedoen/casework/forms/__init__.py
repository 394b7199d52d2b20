"""The forms of casework."""

from meedoen.casework.forms.cases import (
    ConversationForm,
    GoalForm,
    GoalStatusForm,
    LeadForm,
    MeasureForm,
    NextActionForm,
    PurposeForm,
    ReasonForm,
    StepForm,
    WishesForm,
)

__all__ = [
    "ConversationForm",
    "GoalForm",
    "GoalStatusForm",
    "LeadForm",
    "MeasureForm",
    "NextActionForm",
    "PurposeForm",
    "ReasonForm",
    "StepForm",
    "WishesForm",
]
