"""Forms of the day itself and of inviting: a tap, an outcome, a call, a pause."""

from typing import Any
from uuid import UUID

from django import forms

from meedoen.outreach.vocabulary import DayOutcome, TryOutcome


class MarkForm(forms.Form):
    """One tap: who, and whether they are here."""

    person = forms.UUIDField(error_messages={"required": "Kies iemand.", "invalid": "Kies iemand."})
    mark = forms.ChoiceField(choices=[("present", ""), ("absent", "")])


class OutcomeForm(forms.Form):
    """What came of a talk, in words."""

    outcome = forms.ChoiceField(
        label="Wat spraken jullie af?",
        choices=DayOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat jullie afspraken.", "invalid_choice": "Kies uit de lijst."},
    )


class WalkInForm(forms.Form):
    """Who of those that were found walks in."""

    person = forms.UUIDField(
        error_messages={"required": "Kies iemand uit de lijst.", "invalid": "Kies iemand uit de lijst."}
    )

    def chosen(self) -> UUID:
        """The person of the valid form."""
        person: UUID = self.cleaned_data["person"]
        return person


class CallForm(forms.Form):
    """How a call, or a visit at the door, went."""

    channel = forms.ChoiceField(choices=[("phone", ""), ("door", "")])
    outcome = forms.ChoiceField(
        choices=[(TryOutcome.REACHED, ""), (TryOutcome.NO_ANSWER, ""), ("declined", "")]
    )
    invitation = forms.UUIDField()


class PauseForm(forms.Form):
    """Until when somebody is not invited."""

    not_before = forms.DateField(
        label="Niet uitnodigen voor",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Kies een dag.", "invalid": "Vul een dag in, zoals 31-12-2026."},
    )
    why = forms.CharField(
        label="Waarom?",
        required=False,
        max_length=200,
        help_text="In één zin, zonder medische gegevens.",
        error_messages={"max_length": "Gebruik ten hoogste 200 tekens."},
    )


class TimeForm(forms.Form):
    """Another time, of those that are free."""

    time = forms.ChoiceField(
        label="Welke tijd?",
        error_messages={
            "required": "Kies een tijd.",
            "invalid_choice": "Deze tijd is niet meer vrij. Kies opnieuw.",
        },
    )

    def __init__(self, *args: Any, times: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time"].choices = [("", "Kies een tijd"), *times]  # type: ignore[attr-defined]
