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
    ConversationKind,
    GoalStatus,
    Purpose,
    View,
)
from meedoen.people.vocabulary import LANGUAGES, NextAction

TEXT = 4000
NO_DATE = {"required": "Kies een datum.", "invalid": "Vul een datum in, zoals 31-12-2026."}
NO_SCALE = "De meting is niet bewaard: deze indeling is er niet. Kies de indeling en de trede opnieuw."
LEADS_OWN = [(action.value, action.label) for action in NextAction if action != NextAction.ATTEND]


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _story(label: str, *, rows: int, help_text: str = "", required: str = "") -> forms.CharField:
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


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[object, str]]) -> None:
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

    reason = _story(
        "Waarom komt deze inwoner?",
        rows=4,
        help_text="In de woorden van de inwoner.",
        required="Schrijf in een paar woorden op waarom dit dossier er komt.",
    )


class ConversationForm(forms.Form):
    """A talk and what was agreed."""

    held_on = forms.DateField(label="Wanneer was het gesprek?", widget=_day(), error_messages=NO_DATE)
    kind = forms.ChoiceField(
        label="Hoe spraken jullie elkaar?",
        choices=ConversationKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies hoe jullie elkaar spraken.",
            "invalid_choice": "Kies uit de lijst.",
        },
    )
    story = _story(
        "Waar ging het gesprek over?",
        rows=6,
        help_text="Schrijf alleen op wat nodig is om te helpen meedoen. Of iemand recht heeft op een "
        "uitkering hoort hier niet.",
        required="Schrijf op waar het gesprek over ging.",
    )
    agreed = _story("Wat spraken jullie af?", rows=3)


class GoalForm(forms.Form):
    """The four questions of the Stadskamer (F3.059), and to which legal domain the goal belongs."""

    want = _story("Wat wil je doen?", rows=3, required="Schrijf op wat de inwoner wil doen.")
    need = _story("Wie of wat heb je nodig?", rows=3)
    how = _story("Hoe denk je dat te doen?", rows=3)
    result = _story("Wat moet het opleveren?", rows=3)
    scope = forms.ChoiceField(
        label="Wie mag dit doel zien?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie dit doel mag zien.", "invalid_choice": "Kies een van de twee."},
    )

    def __init__(self, *args: Any, domain_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self,
            "scope",
            [
                ("own", f"Alleen wie helpt vanuit {domain_name}"),
                ("all", "Iedereen die met deze inwoner werkt"),
            ],
        )


class GoalStatusForm(forms.Form):
    """How a goal ended, or that it goes on."""

    status = forms.ChoiceField(choices=GoalStatus.choices)


class StepForm(forms.Form):
    """A next step towards one of the goals."""

    goal = forms.ChoiceField(
        label="Bij welk doel hoort de stap?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een doel.", "invalid_choice": "Kies een doel uit de lijst."},
    )
    text = forms.CharField(
        label="Wat is de stap, en wie doet het?",
        max_length=300,
        help_text="Bijvoorbeeld: Samir belt zelf de kookgroep.",
        error_messages={
            "required": "Schrijf op wat de stap is.",
            "max_length": "Gebruik ten hoogste 300 tekens.",
        },
    )
    due_on = forms.DateField(
        label="Voor wanneer?", required=False, widget=_day(), error_messages={"invalid": NO_DATE["invalid"]}
    )

    def __init__(self, *args: Any, goals: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "goal", goals)


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
        _offer(self, "interests", interest_choices())
        _offer(self, "activation_level", [("", "Weten we nog niet"), *level_choices()])

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
    measured_on = forms.DateField(label="Op welke dag?", widget=_day(), error_messages=NO_DATE)
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
        _offer(self, "scale", scales)
        self.steps = {step.position: step for step in steps}
        offered = [(step.position, f"{step.position}. {step.name}") for step in steps]
        _offer(self, "person", [("", "Niet gevraagd"), *offered])
        _offer(self, "worker", [("", "Dat weet ik nog niet"), *offered])

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
    on = forms.DateField(label="Wanneer?", widget=_day(), error_messages=NO_DATE)


class LeadForm(forms.Form):
    """Who answers for this person from now on."""

    lead = forms.ChoiceField(
        label="Wie wordt de vaste contactpersoon?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een collega.", "invalid_choice": "Kies een collega uit de lijst."},
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "lead", colleagues)
