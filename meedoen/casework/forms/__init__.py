"""The forms of casework."""

from meedoen.casework.forms.cases import (
    LeadForm,
    MeasureForm,
    NextActionForm,
    PurposeForm,
    ReasonForm,
    WishesForm,
)
from meedoen.casework.forms.plans import GoalForm, GoalStatusForm, StepForm
from meedoen.casework.forms.talks import ConversationForm

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
