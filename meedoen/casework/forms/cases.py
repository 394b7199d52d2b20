"""Forms of a case: one task each, in the words of a worker."""

from collections.abc import Sequence
from typing import Any

from django import forms

from meedoen.casework.models import ScaleStep
from meedoen.casework.queries import Wishes, interest_choices, level_choices
from meedoen.casework.vocabulary import (
    DISTANCES,
    PARTS_OF_WEEK,
    Aspect,
    Purpose,
    View,
)
from meedoen.people.vocabulary import LANGUAGES, NextAction

TEXT = 4000
NO_DATE = {"required": "Kies een datum.", "invalid": "Vul een datum in, zoals 31-12-2026."}
NO_SCALE = "De meting is niet bewaard: deze indeling is er niet. Kies de indeling en de trede opnieuw."
LEADS_OWN = [(action.value, action.label) for action in NextAction if action != NextAction.ATTEND]


def day_input() -> forms.DateInput:
    """An input for a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def long_text(label: str, *, rows: int, help_text: str = "", required: str = "") -> forms.CharField:
    """A text of more than a line; required where it says with which sentence."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=TEXT,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": required,
            "max_length": f"Deze tekst is te lang. Gebruik ten hoogste {TEXT} tekens.",
        },
    )


def offer(form: forms.Form, name: str, choices: Sequence[tuple[object, str]]) -> None:
    """Give a choice field what can be chosen here and now."""
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class PurposeForm(forms.Form):
    """Why a case is opened. The person can read this."""

    purpose = forms.ChoiceField(
        label="Waarvoor open je dit dossier?",
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        help_text="De inwoner kan dit teruglezen. Je keuze geldt een uur.",
        error_messages={
            "required": "Kies waarvoor je dit dossier opent.",
            "invalid_choice": "Kies een van deze doelen.",
        },
    )


class ReasonForm(forms.Form):
    """Why a case begins for somebody who walks in."""

    reason = long_text(
        "Waarom komt deze inwoner?",
        rows=4,
        help_text="In de woorden van de inwoner.",
        required="Schrijf in een paar woorden op waarom dit dossier er komt.",
    )


class WishesForm(forms.Form):
    """What somebody wants, when, in which language, how far: what suggestions are made from."""

    interests = forms.MultipleChoiceField(
        label="Wat wil je graag doen?", required=False, widget=forms.CheckboxSelectMultiple
    )
    parts_of_week = forms.MultipleChoiceField(
        label="Wanneer kun je?",
        required=False,
        choices=list(PARTS_OF_WEEK.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies dagdelen uit de tabel."},
    )
    languages = forms.MultipleChoiceField(
        label="In welke taal wil je meedoen?",
        required=False,
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies talen uit de lijst."},
    )
    activation_level = forms.ChoiceField(
        label="Wat past nu het best?", required=False, widget=forms.RadioSelect
    )
    max_distance = forms.TypedChoiceField(
        label="Hoe ver wil je ten hoogste reizen?",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Maakt niet uit"), *((str(metres), name) for metres, name in DISTANCES.items())],
        error_messages={"invalid_choice": "Kies een afstand uit de lijst."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "interests", interest_choices())
        offer(self, "activation_level", [("", "Weten we nog niet"), *level_choices()])

    def wishes(self) -> Wishes:
        """The valid form as wishes."""
        data = self.cleaned_data
        return Wishes(
            interests=tuple(data["interests"]),
            parts_of_week=tuple(data["parts_of_week"]),
            languages=tuple(data["languages"]),
            activation_level=data["activation_level"],
            max_distance=data["max_distance"],
        )


class MeasureForm(forms.Form):
    """Where somebody stands on a scale: the person's own view and the worker's, side by side.

    The scale goes with the form: a step number means nothing without it.
    """

    scale = forms.ChoiceField(widget=forms.HiddenInput)
    aspect = forms.ChoiceField(
        label="Waar gaat het over?",
        choices=Aspect.choices,
        initial=Aspect.DOES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies wat iemand doet of wat iemand kan.",
            "invalid_choice": "Kies uit de lijst.",
        },
    )
    person = forms.TypedChoiceField(
        label="Wat zegt de inwoner zelf?",
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    worker = forms.TypedChoiceField(
        label="Wat zie jij?", required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    measured_on = forms.DateField(label="Op welke dag?", widget=day_input(), error_messages=NO_DATE)
    note = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=300,
        help_text="Bijvoorbeeld waarom jullie het anders zien.",
        error_messages={"max_length": "Gebruik ten hoogste 300 tekens."},
    )

    def __init__(
        self, *args: Any, steps: list[ScaleStep], scales: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "scale", scales)
        self.steps = {step.position: step for step in steps}
        offered = [(step.position, f"{step.position}. {step.name}") for step in steps]
        offer(self, "person", [("", "Niet gevraagd"), *offered])
        offer(self, "worker", [("", "Dat weet ik nog niet"), *offered])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "scale" in self.errors:
            del self.errors["scale"]
            raise forms.ValidationError(NO_SCALE)
        if not self.errors and data.get("person") is None and data.get("worker") is None:
            raise forms.ValidationError("Kies een trede bij de inwoner, bij jezelf, of bij allebei.")
        return data

    def chosen(self) -> list[tuple[View, ScaleStep]]:
        """The views that were given, each with its step."""
        answers = ((View.PERSON, self.cleaned_data["person"]), (View.WORKER, self.cleaned_data["worker"]))
        return [(view, self.steps[position]) for view, position in answers if position is not None]


class NextActionForm(forms.Form):
    """What the lead does next, and when."""

    next_action = forms.ChoiceField(
        label="Wat ga je doen?",
        choices=LEADS_OWN,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat je gaat doen.", "invalid_choice": "Kies uit de lijst."},
    )
    on = forms.DateField(label="Wanneer?", widget=day_input(), error_messages=NO_DATE)


class LeadForm(forms.Form):
    """Who answers for this person from now on."""

    lead = forms.ChoiceField(
        label="Wie wordt de vaste contactpersoon?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een collega.", "invalid_choice": "Kies een collega uit de lijst."},
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead", colleagues)
