"""Forms of the suggestions page."""

from collections.abc import Sequence
from uuid import UUID

from django import forms

from meedoen.casework.queries import GoalCard
from meedoen.casework.vocabulary import GoalStatus


class ChooseForm(forms.Form):
    """Which activity the person chose, and towards which goal."""

    activity = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": "Kies een activiteit.", "invalid": "Kies een activiteit uit de lijst."},
    )
    goal = forms.TypedChoiceField(
        label="Bij welk doel hoort dit?",
        required=False,
        coerce=UUID,
        empty_value=None,
        error_messages={"invalid_choice": "Kies een doel uit de lijst, of geen doel."},
    )

    def __init__(self, *args: object, goals: Sequence[GoalCard] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        running = [(str(goal.id), _short(goal.want)) for goal in goals if goal.status == GoalStatus.OPEN]
        self.has_goals = bool(running)
        self.fields["goal"].choices = [("", "Geen doel in het bijzonder"), *running]  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """Which service to explain."""

    dienst = forms.UUIDField(
        label="Waarom staat dit er niet bij?",
        help_text="Kies een ander aanbod. Je ziet dan wat niet past, en wat er zou moeten veranderen.",
        widget=forms.Select,
        error_messages={"required": "Kies een aanbod.", "invalid": "Kies een aanbod uit de lijst."},
    )

    def __init__(self, *args: object, services: Sequence[tuple[UUID, str]] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", "Kies een aanbod"), *((str(id), label) for id, label in services)]
        self.fields["dienst"].widget.choices = choices  # type: ignore[attr-defined]


def _short(text: str, length: int = 70) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
