"""The forms of measuring: which items to ask, what was answered, and an instrument of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from meedoen.accounts.models import LegalDomain
from meedoen.casework.actions.instrument_settings import About, Asked
from meedoen.casework.models import InstrumentItem
from meedoen.casework.policy.instruments import Answer, item_fits, items_fit
from meedoen.casework.vocabulary import AnswerKind, MeasureMoment, View

WORDS = 300
TOO_LONG = {"max_length": f"Gebruik ten hoogste {WORDS} tekens."}
DAY = {"required": "Kies een datum.", "invalid": "Vul een datum in, zoals 31-12-2026."}
VIEWS = {View.PERSON: "De inwoner zelf", View.WORKER: "De medewerker"}


class ItemsForm(forms.Form):
    """What they want to talk about: only that is asked, and only that is kept."""

    vraag = forms.TypedMultipleChoiceField(
        label="Waar willen jullie het over hebben?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kies alleen wat nodig is, ten hoogste zeven. Wat je niet kiest, wordt niet gevraagd en "
        "niet bewaard.",
        error_messages={
            "required": "Kies minstens één onderdeel waar jullie het over willen hebben.",
            "invalid_choice": "Een van deze onderdelen is er niet meer. Kies opnieuw.",
        },
    )

    def __init__(self, *args: Any, items: Sequence[InstrumentItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = [item.position for item in items]
        self.fields["vraag"].choices = [(item.position, item.name) for item in items]  # type: ignore[attr-defined]

    def clean_vraag(self) -> list[int]:
        wanted: list[int] = self.cleaned_data["vraag"]
        verdict = items_fit(wanted, self.offered)
        if not verdict:
            raise forms.ValidationError(verdict.reasons[0])
        return sorted(wanted)


@dataclass(frozen=True)
class ItemRow:
    """One item of the form: for each view a field for a value, if more than words is asked, and for words."""

    item: InstrumentItem
    values: list[BoundField]
    words: list[BoundField]


class FillInForm(forms.Form):
    """The answers to the items that are asked now, of both views side by side. Each may stay empty."""

    moment = forms.ChoiceField(
        label="Welke meting is dit?",
        choices=[(one.value, one.label.capitalize()) for one in MeasureMoment],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies welke meting dit is.", "invalid_choice": "Kies uit de lijst."},
    )
    measured_on = forms.DateField(
        label="Op welke dag?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )
    note = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=WORDS,
        error_messages=TOO_LONG,
        help_text="Alleen als het nodig is. De inwoner leest dit.",
    )

    def __init__(self, *args: Any, items: Sequence[InstrumentItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            for view, who in VIEWS.items():
                if item.kind != AnswerKind.WORDS:
                    self.fields[f"{view}_{item.position}"] = _value(item, who)
                self.fields[f"{view}_words_{item.position}"] = _own_words(item, who)

    def rows(self) -> list[ItemRow]:
        """The fields by item, as the page shows them."""
        return [
            ItemRow(
                item,
                [self[f"{view}_{item.position}"] for view in VIEWS if item.kind != AnswerKind.WORDS],
                [self[f"{view}_words_{item.position}"] for view in VIEWS],
            )
            for item in self.items
        ]

    def answers(self) -> dict[View, dict[int, Answer]]:
        """What was answered, by view and item; an empty answer is no answer."""
        data = self.cleaned_data
        return {
            view: {
                item.position: Answer(
                    data.get(f"{view}_{item.position}"), data[f"{view}_words_{item.position}"]
                )
                for item in self.items
            }
            for view in VIEWS
        }


def _value(item: InstrumentItem, who: str) -> forms.TypedChoiceField:
    names = item.level_names if item.kind == AnswerKind.LEVEL else []
    offered = [
        (value, f"{value}. {names[value - item.least]}" if value - item.least < len(names) else str(value))
        for value in range(item.least, item.most + 1)
    ]
    return forms.TypedChoiceField(
        label=who,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Niet gevraagd"), *offered],
        error_messages={"invalid_choice": f"{item.name}: kies uit de lijst."},
    )


def _own_words(item: InstrumentItem, who: str) -> forms.CharField:
    return forms.CharField(
        label=f"{who}, in eigen woorden",
        required=False,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"{item.name}: gebruik ten hoogste {WORDS} tekens."},
    )


class AboutForm(forms.Form):
    """What an instrument is called, what it is for, where it comes from and where it may be used."""

    name = forms.CharField(
        label="Hoe heet het instrument?",
        max_length=120,
        error_messages={"required": "Geef het een naam.", "max_length": "Gebruik ten hoogste 120 tekens."},
    )
    explanation = forms.CharField(
        label="Waar is het voor?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Gebruik ten hoogste 1000 tekens."},
    )
    source = forms.CharField(
        label="Waar komt het vandaan?",
        required=False,
        max_length=WORDS,
        error_messages=TOO_LONG,
        help_text="De bron, en van wie de tekst is. Neem geen tekst over die je niet mag gebruiken.",
    )
    legal_domains = forms.MultipleChoiceField(
        label="In welk wettelijk kader mag het gebruikt worden?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kies je niets, dan mag het overal.",
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # In "open" nobody is followed, so nothing is measured there.
        domains = LegalDomain.objects.exclude(code="open").values_list("code", "name")
        self.fields["legal_domains"].choices = list(domains)  # type: ignore[attr-defined]

    def about(self) -> About:
        data = self.cleaned_data
        return About(data["name"], data["explanation"], data["source"], tuple(data["legal_domains"]))


class ItemForm(forms.Form):
    """One thing that an instrument asks, and how it is answered."""

    name = forms.CharField(
        label="Wat vraag je?",
        max_length=160,
        error_messages={
            "required": "Schrijf op wat je vraagt.",
            "max_length": "Gebruik ten hoogste 160 tekens.",
        },
    )
    explanation = forms.CharField(
        label="Uitleg erbij", required=False, max_length=WORDS, error_messages=TOO_LONG
    )
    kind = forms.ChoiceField(
        label="Hoe wordt het beantwoord?",
        choices=[(one.value, one.label.capitalize()) for one in AnswerKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe het beantwoord wordt.", "invalid_choice": "Kies uit de lijst."},
    )
    least = forms.IntegerField(
        label="Laagste cijfer",
        initial=1,
        required=False,
        error_messages={"invalid": "Vul een heel getal in."},
    )
    most = forms.IntegerField(
        label="Hoogste cijfer",
        initial=10,
        required=False,
        error_messages={"invalid": "Vul een heel getal in."},
    )
    level_names = forms.CharField(
        label="Namen van de niveaus",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Alleen bij niveaus: elk niveau op een eigen regel, het laagste eerst.",
        error_messages={"max_length": "Gebruik ten hoogste 1000 tekens."},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            asked = self.asked()
            verdict = item_fits(asked.kind, asked.least, asked.most, asked.level_names)
            if not verdict:
                field = "level_names" if asked.kind == AnswerKind.LEVEL else "most"
                self.add_error(field, verdict.reasons[0])
        return data

    def asked(self) -> Asked:
        data = self.cleaned_data
        levels = tuple(line.strip() for line in data["level_names"].splitlines() if line.strip())
        least = 1 if data["least"] is None else data["least"]
        most = 10 if data["most"] is None else data["most"]
        return Asked(data["name"], data["explanation"], AnswerKind(data["kind"]), least, most, levels)


class SwitchForm(forms.Form):
    """On or off; for an instrument of somebody else the municipality says that it may use it."""

    on = forms.TypedChoiceField(choices=[("1", "aan"), ("0", "uit")], coerce=lambda said: said == "1")
    has_leave = forms.BooleanField(label="De gemeente mag dit instrument gebruiken", required=False)
