"""What somebody can ask of the social map, in the words of the address bar."""

from collections.abc import Mapping
from typing import Any

from django import forms

from meedoen.directory.policy import Sought
from meedoen.directory.queries import area_choices, term_choices
from meedoen.directory.vocabulary import TaxonomyCode

LONGEST_QUESTION = 200
NOT_IN_LIST = {"invalid_choice": "Dit staat niet in de lijst. Kies iets uit de lijst."}


def without_nulls(data: Mapping[str, Any]) -> dict[str, str]:
    """What was sent, with a space where a null character stood: it means nothing and no database takes it."""
    return {key: str(data.get(key, "")).replace("\0", " ") for key in data}


class QuestionForm(forms.Form):
    q = forms.CharField(
        label="Wat wil je doen?",
        required=False,
        max_length=LONGEST_QUESTION,
        error_messages={
            "max_length": f"Dit is te lang om mee te zoeken. Gebruik hooguit {LONGEST_QUESTION} tekens, "
            "bijvoorbeeld één of twee woorden."
        },
    )


class Tick(forms.CheckboxInput):
    """A tick that stands in the address as 1; in an address that somebody writes, 0 is no."""

    def __init__(self) -> None:
        super().__init__(attrs={"value": "1"})

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return data.get(name, "0") not in ("", "0")


class FilterForm(forms.Form):
    """The names of the fields are those in the address: Dutch, because people read and share it."""

    interesse = forms.ChoiceField(label="Waar heb je zin in?", required=False, error_messages=NOT_IN_LIST)
    toegang = forms.ChoiceField(label="Indicatie nodig?", required=False, error_messages=NOT_IN_LIST)
    wijk = forms.ChoiceField(label="Waar?", required=False, error_messages=NOT_IN_LIST)
    gratis = forms.BooleanField(label="Alleen wat gratis is", required=False, widget=Tick)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        any_of = [("", "Maakt niet uit")]
        choices: dict[str, Any] = {
            "interesse": [*any_of, *term_choices(TaxonomyCode.INTEREST)],
            "toegang": [*any_of, *term_choices(TaxonomyCode.ACCESS)],
            "wijk": [("", "Overal"), *area_choices()],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    @property
    def sought(self) -> Sought:
        """What was chosen; after `is_valid`."""
        chosen = self.cleaned_data
        return Sought(
            interest=chosen["interesse"], access=chosen["toegang"], free=chosen["gratis"], area=chosen["wijk"]
        )

    def chosen(self) -> list[tuple[str, str]]:
        """(name, label of what was chosen) of each filter in use; after `is_valid`."""
        found = []
        for name in ("interesse", "toegang", "wijk"):
            if value := self.cleaned_data[name]:
                found.append((name, _labels(self.fields[name])[value]))
        return found + ([("gratis", "gratis")] if self.cleaned_data["gratis"] else [])


def _labels(field: Any) -> dict[str, str]:
    """The labels of a field's choices by value, those in groups too."""
    found: dict[str, str] = {}
    for value, label in field.choices:
        if isinstance(label, list | tuple):
            found |= {str(code): str(name) for code, name in label}
        else:
            found[str(value)] = str(label)
    return found
