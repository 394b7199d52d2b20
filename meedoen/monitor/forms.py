"""What a reader may ask of offer and need, and what the municipality decides about a service."""

from collections.abc import Mapping
from typing import Any

from django import forms

from meedoen.directory.figures import Reach
from meedoen.monitor.policy.gap import Names
from meedoen.monitor.queries.gap import Question
from meedoen.monitor.vocabulary import Axis, InventoryPart, ScreeningVerdict, Shows

NOT_IN_LIST = {"invalid_choice": "Dit staat niet in de lijst. Kies iets uit de lijst."}
REACHES = [
    (Reach.NEAR.value, "binnen een afstand van de wijk"),
    (Reach.HELD.value, "in de wijk zelf"),
    (Reach.SERVES.value, "werkt voor de wijk"),
]
DISTANCES = [(str(metres), f"{metres // 1000} km") for metres in (1000, 2000, 3000, 5000)]
FILTERS = {
    "wijk": Axis.AREA,
    "doelgroep": Axis.GROUP,
    "leefgebied": Axis.DOMAIN,
    "niveau": Axis.LEVEL,
    "dagdeel": Axis.PART,
}
"""The names of the filters in the address, by the axis that each narrows."""


def choice(label: str, choices: Any = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, error_messages=NOT_IN_LIST)


class QuestionForm(forms.Form):
    """Every field may be left out; what is not in its list is said beside it."""

    rijen = choice("Rijen", Axis.choices)
    kolommen = choice("Kolommen", Axis.choices)
    bereik = choice("Wat telt als aanbod van een wijk?", REACHES)
    afstand = choice("Afstand", DISTANCES)
    wijk = choice("Wijk")
    doelgroep = choice("Doelgroep")
    leefgebied = choice("Leefgebied")
    niveau = choice("Niveau")
    dagdeel = choice("Dagdeel")
    kleur = choice("Wat de kleur zegt", Shows.choices)
    cijfer = choice("Cijfer per wijk ernaast")

    def __init__(self, data: Mapping[str, str], *, names: Names, measures: list[str]) -> None:
        usual = {
            "rijen": Axis.AREA,
            "kolommen": Axis.PART,
            "bereik": Reach.NEAR,
            "afstand": "2000",
            "kleur": Shows.SHORT,
        }
        super().__init__({name: data.get(name) or usual.get(name, "") for name in self.base_fields})
        for name, axis in FILTERS.items():
            self._choose(name, names.axes[axis].items())
        self._choose("cijfer", ((measure, measure) for measure in measures), "Geen")

    def _choose(self, name: str, choices: Any, none: str = "Alles") -> None:
        self.fields[name].choices = [("", none), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("rijen") and cleaned.get("rijen") == cleaned.get("kolommen"):
            self.add_error("kolommen", "Kies voor de kolommen iets anders dan voor de rijen.")
        return cleaned

    @property
    def question(self) -> Question:
        """What was asked; after `is_valid`."""
        asked = self.cleaned_data
        return Question(
            rows=Axis(asked["rijen"]),
            columns=Axis(asked["kolommen"]),
            only={axis: asked[name] for name, axis in FILTERS.items() if asked[name]},
            reach=Reach(asked["bereik"]),
            metres=int(asked["afstand"]),
            measure=asked["cijfer"],
        )


class InventoryForm(forms.Form):
    q = forms.CharField(
        label="Naam van aanbod of organisatie",
        required=False,
        max_length=100,
        error_messages={"max_length": "Dit is te lang. Gebruik hooguit 100 tekens."},
    )
    deel = choice("Wat je wilt zien", [("", "Alles"), *InventoryPart.choices, *ScreeningVerdict.choices])


class DecisionForm(forms.Form):
    verdict = forms.ChoiceField(
        label="Besluit",
        choices=ScreeningVerdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat de gemeente besluit.", **NOT_IN_LIST},
    )
    reason = forms.CharField(
        label="Waarom",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Eén of twee zinnen. Schrijf geen namen van mensen op.",
        error_messages={
            "required": "Schrijf waarom, in één of twee zinnen.",
            "max_length": "Dit is te lang. Gebruik hooguit 400 tekens.",
        },
    )
