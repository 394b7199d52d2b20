"""Forms about persons: who somebody is, and finding somebody in one's own caseload."""

import re
from datetime import date
from typing import Any

from django import forms

from meedoen.people.actions import NewPerson
from meedoen.people.vocabulary import LANGUAGES

POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})?")
FIRST_BIRTH_DATE = date(1900, 1, 1)
PHONE = re.compile(r"\+?[\d\s()-]{6,20}")


class PersonForm(forms.Form):
    """What is known of somebody when their record begins. Only the name is needed."""

    first_name = forms.CharField(
        label="Voornaam",
        max_length=80,
        error_messages={"required": "Vul de voornaam in.", "max_length": "Vul ten hoogste 80 tekens in."},
    )
    last_name = forms.CharField(
        label="Achternaam",
        max_length=120,
        error_messages={"required": "Vul de achternaam in.", "max_length": "Vul ten hoogste 120 tekens in."},
    )
    birth_date = forms.DateField(
        label="Geboortedatum",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Vul een datum in, zoals 31-12-1970."},
    )
    street = forms.CharField(
        label="Straat en huisnummer",
        required=False,
        max_length=160,
        error_messages={"max_length": "Vul ten hoogste 160 tekens in."},
    )
    postcode = forms.CharField(
        label="Postcode",
        required=False,
        max_length=7,
        help_text="Alleen de vier cijfers mag ook.",
        error_messages={"max_length": "Vul een postcode in, zoals 3561 AB."},
    )
    town = forms.CharField(
        label="Woonplaats",
        required=False,
        max_length=80,
        error_messages={"max_length": "Vul ten hoogste 80 tekens in."},
    )
    phone = forms.CharField(
        label="Telefoon",
        required=False,
        max_length=20,
        error_messages={"max_length": "Vul ten hoogste 20 tekens in."},
    )
    email = forms.EmailField(
        label="E-mail",
        required=False,
        max_length=254,
        error_messages={
            "invalid": "Vul een e-mailadres in, zoals naam@voorbeeld.nl.",
            "max_length": "Vul ten hoogste 254 tekens in.",
        },
    )
    languages = forms.MultipleChoiceField(
        label="Talen die iemand spreekt",
        required=False,
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies talen uit de lijst."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_birth_date(self) -> date | None:
        born: date | None = self.cleaned_data["birth_date"]
        if born and not FIRST_BIRTH_DATE <= born <= self.today:
            raise forms.ValidationError("Vul een geboortedatum in na 1900 en niet later dan vandaag.")
        return born

    def clean_postcode(self) -> str:
        postcode = self.cleaned_data["postcode"]
        match = POSTCODE.fullmatch(postcode)
        if postcode and not match:
            raise forms.ValidationError("Vul een postcode in, zoals 3561 AB.")
        return " ".join(part.upper() for part in match.groups() if part) if match else ""

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError("Vul een telefoonnummer in, met alleen cijfers.")
        return phone

    def new_person(self) -> NewPerson:
        """The valid form as the start of a record."""
        return NewPerson(**{**self.cleaned_data, "languages": tuple(self.cleaned_data["languages"])})


class SearchForm(forms.Form):
    """A name to look for. Posted, so that no name stands in an address or a log."""

    name = forms.CharField(
        label="Naam",
        min_length=2,
        max_length=80,
        help_text="Voornaam, achternaam of een deel daarvan.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
        error_messages={
            "required": "Vul een naam in, of een deel van een naam.",
            "min_length": "Vul minstens twee letters in.",
            "max_length": "Vul ten hoogste 80 tekens in.",
        },
    )
