"""What somebody can ask of the social map, in the words of the address bar."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from django import forms

from meedoen.directory.policy import BANDS, Place, Sought
from meedoen.directory.queries import area_choices, language_choices, place_of, terms_by_taxonomy
from meedoen.directory.vocabulary import PartOfDay, TaxonomyCode, Weekday
from meedoen.shared.errors import Refused

LONGEST_QUESTION = 200
LONGEST_PLACE = 120
DISTANCES = [("", "Maakt niet uit"), *((str(band // 1000), f"Binnen {band // 1000} km") for band in BANDS)]
PARTS = [("", "De hele dag"), *PartOfDay.choices]
WITHIN = [("", "Maakt niet uit"), ("1", "Vandaag"), ("7", "Binnen een week"), ("14", "Binnen twee weken")]
TAXONOMIES = {
    "interesse": TaxonomyCode.INTEREST,
    "doelgroep": TaxonomyCode.TARGET_GROUP,
    "toegang": TaxonomyCode.ACCESS,
    "leefgebied": TaxonomyCode.LIFE_DOMAIN,
    "niveau": TaxonomyCode.ACTIVATION_LEVEL,
    "toegankelijk": TaxonomyCode.ACCESSIBILITY,
}
AREAS = ("wijk", "werkt_in")
# Which field of the form says what of a search.
FIELD_OF = {
    "interest": "interesse", "access": "toegang", "free": "gratis", "area": "wijk", "near": "plaats",
    "metres": "afstand", "serves": "werkt_in", "life_domain": "leefgebied", "level": "niveau",
    "target_group": "doelgroep", "accessibility": "toegankelijk", "language": "taal",
    "place_free": "vrije_plek", "day": "dag", "part": "dagdeel", "open_now": "nu_open", "within": "binnen",
}  # fmt: skip
NUMBERS = {"afstand": 1000, "binnen": 1}
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


def _choice(label: str, choices: Sequence[tuple[str, str]] = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices, error_messages=NOT_IN_LIST)


class FilterForm(forms.Form):
    """The names of the fields are those in the address: Dutch, because people read and share it."""

    plaats = forms.CharField(
        label="Bij jou in de buurt",
        required=False,
        max_length=LONGEST_PLACE,
        help_text="Postcode, wijk of buurt. Bijvoorbeeld 3561.",
        error_messages={"max_length": "Dit is te lang. Vul alleen een postcode, wijk of buurt in."},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    afstand = _choice("Hoe ver?", DISTANCES)
    interesse = _choice("Waar heb je zin in?")
    dag = _choice("Welke dag?", [("", "Elke dag"), *Weekday.choices])
    dagdeel = _choice("Welk deel van de dag?", PARTS)
    gratis = forms.BooleanField(label="Alleen wat gratis is", required=False, widget=Tick)
    nu_open = forms.BooleanField(label="Nu open", required=False, widget=Tick)
    binnen = _choice("Weer te doen", WITHIN)
    vrije_plek = forms.BooleanField(label="Nu een plek vrij", required=False, widget=Tick)
    doelgroep = _choice("Voor wie?")
    toegang = _choice("Indicatie nodig?")
    taal = _choice("In welke taal?")
    leefgebied = _choice("Waar helpt het bij?")
    niveau = _choice("Wat wil je bereiken?")
    wijk = _choice("In deze wijk of gemeente")
    werkt_in = _choice("Werkt voor mensen in")
    toegankelijk = _choice("De plek heeft")

    FIRST = ("plaats", "afstand", "interesse", "dag", "dagdeel", "gratis")
    MORE = (
        ("Wanneer", ("binnen", "nu_open", "vrije_plek")),
        ("Voor wie", ("doelgroep", "toegang", "taal")),
        ("Waarvoor", ("leefgebied", "niveau")),
        ("Waar", ("wijk", "werkt_in", "toegankelijk")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place: Place | None = None
        for name in (*TAXONOMIES, *AREAS, "taal"):
            # Read when something is chosen or shown, and not before.
            self.fields[name].choices = partial(self._choices, name)  # type: ignore[attr-defined]

    @cached_property
    def _terms(self) -> Mapping[str, list[tuple[str, str]]]:
        return terms_by_taxonomy()

    @cached_property
    def _areas(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return area_choices()

    @cached_property
    def _languages(self) -> list[tuple[str, str]]:
        return language_choices()

    def _choices(self, name: str) -> list[Any]:
        if name in AREAS:
            return [("", "Overal"), *self._areas]
        return [
            ("", "Maakt niet uit"),
            *(self._languages if name == "taal" else self._terms[TAXONOMIES[name]]),
        ]

    def _shown(self, names: Iterable[str]) -> list[forms.BoundField]:
        """These fields; a choice with nothing to choose is left out."""
        lists = {*TAXONOMIES, *AREAS, "taal"}
        return [self[name] for name in names if name not in lists or len(self._choices(name)) > 1]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("plaats"):
            try:
                self.place = place_of(cleaned["plaats"])
            except Refused as refused:
                self.add_error("plaats", refused.message)
        elif cleaned.get("afstand") and "plaats" not in self.errors:
            self.add_error("plaats", "Vul ook in waar je bent: een postcode, wijk of buurt.")
        return cleaned

    @property
    def first(self) -> list[forms.BoundField]:
        """What most people use."""
        return self._shown(self.FIRST)

    @property
    def more(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The rest, in groups."""
        return [(title, self._shown(names)) for title, names in self.MORE]

    @property
    def uses_more(self) -> bool:
        """Whether one of the rest is in use, or wrong."""
        names = [name for _, group in self.MORE for name in group]
        return any(name in self.errors or self[name].data not in ("", None, False) for name in names)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was asked, so that everybody sees the same form."""
        return not any(self.data.get(name) for name in self.fields)

    @property
    def sought(self) -> Sought:
        """What was chosen; after `is_valid`."""
        found: dict[str, Any] = {"near": self.place}
        for name, field in FIELD_OF.items():
            said = self.cleaned_data[field]
            if field in NUMBERS:
                found[name] = int(said or 0) * NUMBERS[field]
            elif name not in found:
                found[name] = said
        return Sought(**found)

    def chosen(self) -> list[tuple[str, str]]:
        """(name, label of what was chosen) of each filter in use; after `is_valid`."""
        found = []
        for name in self.fields:
            value = self.cleaned_data[name]
            if value:
                found.append((name, self._label_of(name, value)))
        return found

    def _label_of(self, name: str, value: Any) -> str:
        if name == "plaats":
            return f"bij {self.place.name}" if self.place else str(value)
        if name in ("gratis", "nu_open", "vrije_plek"):
            return {"gratis": "gratis", "nu_open": "nu open", "vrije_plek": "nu een plek vrij"}[name]
        label = _labels(self.fields[name])[value]
        return f"werkt voor {label}" if name == "werkt_in" else label


def _labels(field: Any) -> dict[str, str]:
    """The labels of a field's choices by value, those in groups too."""
    found: dict[str, str] = {}
    for value, label in field.choices:
        if isinstance(label, list | tuple):
            found |= {str(code): str(name) for code, name in label}
        else:
            found[str(value)] = str(label)
    return found
