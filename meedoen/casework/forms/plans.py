"""Forms of the plan: goals, steps, its kind, and looking at it together."""

from typing import Any

from django import forms

from meedoen.casework.forms.cases import NO_DATE, day_input, long_text, offer
from meedoen.casework.policy.plans import may_own_step
from meedoen.casework.vocabulary import GoalStatus, PlanKind, StepOwner

SHORT = 300


class GoalForm(forms.Form):
    """The four questions of the Stadskamer (F3.059), and to which legal domain the goal belongs."""

    want = long_text("Wat wil je doen?", rows=3, required="Schrijf op wat de inwoner wil doen.")
    need = long_text("Wie of wat heb je nodig?", rows=3)
    how = long_text("Hoe denk je dat te doen?", rows=3)
    result = long_text("Wat moet het opleveren?", rows=3)
    scope = forms.ChoiceField(
        label="Wie mag dit doel zien?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie dit doel mag zien.", "invalid_choice": "Kies een van de twee."},
    )

    def __init__(self, *args: Any, domain_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
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
    """A next step towards one of the goals: what, who and before when."""

    goal = forms.ChoiceField(
        label="Bij welk doel hoort de stap?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een doel.", "invalid_choice": "Kies een doel uit de lijst."},
    )
    text = forms.CharField(
        label="Wat is de stap?",
        max_length=SHORT,
        help_text="Bijvoorbeeld: de kookgroep bellen.",
        error_messages={
            "required": "Schrijf op wat de stap is.",
            "max_length": f"Gebruik ten hoogste {SHORT} tekens.",
        },
    )
    owner = forms.ChoiceField(
        label="Wie doet het?",
        choices=StepOwner.choices,
        initial=StepOwner.PERSON,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie de stap doet.", "invalid_choice": "Kies uit de lijst."},
    )
    who = forms.CharField(
        label="Wie is die ander?",
        required=False,
        max_length=120,
        help_text="Alleen als iemand anders het doet. Bijvoorbeeld: Karim, de buurman.",
        error_messages={"max_length": "Gebruik ten hoogste 120 tekens."},
    )
    due_on = forms.DateField(label="Voor wanneer?", widget=day_input(), error_messages=NO_DATE)

    def __init__(self, *args: Any, goals: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "goal", goals)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("owner"):
            named = may_own_step(StepOwner(data["owner"]), data.get("who", ""))
            if not named and "who" not in self.errors:
                self.add_error("who", named.reasons[0])
        return data


class MoveForm(forms.Form):
    """Of which kind the plan is from now on, chosen together."""

    to_kind = forms.ChoiceField(
        label="Welk plan past nu?",
        choices=PlanKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies welk plan nu past.", "invalid_choice": "Kies uit de lijst."},
    )
    why = forms.CharField(
        label="Waarom past dit nu?",
        required=False,
        max_length=SHORT,
        help_text="In de woorden van de inwoner. De inwoner leest dit terug.",
        error_messages={"max_length": f"Gebruik ten hoogste {SHORT} tekens."},
    )
    moved_on = forms.DateField(label="Vanaf wanneer?", widget=day_input(), error_messages=NO_DATE)


class ReviewForm(forms.Form):
    """That the plan was looked at together, and when the next time is."""

    held_on = forms.DateField(
        label="Wanneer bespraken jullie het plan?", widget=day_input(), error_messages=NO_DATE
    )
    who = forms.MultipleChoiceField(
        label="Wie waren erbij?",
        choices=[("person", "de inwoner"), ("parents", "een ouder of verzorger")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies wie erbij waren.", "invalid_choice": "Kies uit de lijst."},
    )
    said = long_text(
        "Wat werd er gezegd?",
        rows=4,
        help_text="In de woorden van de inwoner. De inwoner leest dit terug.",
    )
    next_on = forms.DateField(
        label="Wanneer bespreken jullie het plan weer?", widget=day_input(), error_messages=NO_DATE
    )


class PlanPaperForm(forms.Form):
    """Which goals come on paper, and how big the letters are."""

    goals = forms.MultipleChoiceField(
        label="Welke doelen komen erop?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kies je niets, dan komt alles erop.",
        error_messages={"invalid_choice": "Kies doelen uit de lijst."},
    )
    letters = forms.ChoiceField(
        label="Hoe groot zijn de letters?",
        choices=[("gewoon", "Gewoon"), ("groot", "Groot")],
        initial="gewoon",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Kies gewoon of groot."},
    )
    contacts = forms.BooleanField(
        label="Zet erop wie de vaste contactpersoon is", required=False, initial=True
    )

    def __init__(self, *args: Any, goals: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "goals", goals)
