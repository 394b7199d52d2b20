"""Forms for two records of one person: who is meant, and which of two details is right."""

from typing import Any

from django import forms

from meedoen.people.queries.details import Details
from meedoen.people.vocabulary import Gender

HERE, THERE = "here", "there"
ADDRESS = ("street", "postcode", "town")
LABELS = {
    "first_name": "Voornaam",
    "last_name": "Achternaam",
    "birth_date": "Geboortedatum",
    "gender": "Geslacht",
    "address": "Adres",
    "phone": "Telefoon",
    "email": "E-mail",
}


def shown(details: Details, name: str) -> str:
    """One detail in words; empty where it is not known."""
    if name == "birth_date":
        return f"{details.birth_date:%d-%m-%Y}" if details.birth_date else ""
    if name == "gender":
        return str(Gender(details.gender).label) if details.gender else ""
    return str(getattr(details, name))


class JoinForm(forms.Form):
    """Which of two details stays, only where both are known and differ; and that the worker is sure."""

    def __init__(self, *args: Any, here: Details, there: Details, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here, self.there = here, there
        for name, label in LABELS.items():
            one, other = shown(here, name), shown(there, name)
            if one and other and one != other:
                self.fields[name] = forms.ChoiceField(
                    label=f"{label}: wat klopt?",
                    choices=[(HERE, one), (THERE, other)],
                    widget=forms.RadioSelect,
                    error_messages={"required": "Kies wat klopt.", "invalid_choice": "Kies wat klopt."},
                )
        self.fields["sure"] = forms.BooleanField(
            label="Ik weet zeker dat dit dezelfde inwoner is.",
            help_text="Samenvoegen kun je niet terugdraaien.",
            error_messages={"required": "Zet een vinkje als je het zeker weet."},
        )

    def chosen(self) -> dict[str, object]:
        """The details that stay: as chosen, else what is known on either side; languages of both."""
        fields: dict[str, object] = {}
        for name in LABELS:
            from_there = self.cleaned_data.get(name) == THERE or not shown(self.here, name)
            source = self.there if from_there else self.here
            for column in ADDRESS if name == "address" else (name,):
                fields[column] = getattr(source, column)
        fields["languages"] = list(dict.fromkeys((*self.here.languages, *self.there.languages)))
        return fields
