"""Forms about who somebody is: details, and whether the address may be seen."""

from typing import Any

from django import forms

from meedoen.people.forms import PersonForm
from meedoen.people.queries.details import Details

HIDDEN_FIELDS = ("street", "postcode", "town", "phone", "email")
COLUMNS = ("first_name", "last_name", "birth_date", *HIDDEN_FIELDS)
LONGEST_REASON = 1000


class DetailsForm(PersonForm):
    """The details as they are kept. Of a shielded person the address stands on it for the lead alone."""

    def __init__(self, *args: Any, details: Details, **kwargs: Any) -> None:
        known = {name: getattr(details, name) for name in (*COLUMNS, "languages")}
        super().__init__(*args, initial=known, **kwargs)
        if not details.whole:
            for name in HIDDEN_FIELDS:
                del self.fields[name]

    def values(self) -> dict[str, object]:
        """The valid form as columns; what did not stand on it stays as it is."""
        found = {name: self.cleaned_data[name] for name in COLUMNS if name in self.fields}
        return {**found, "languages": list(self.cleaned_data["languages"])}


class ShieldForm(forms.Form):
    """That an address must not be known; why need not be told."""

    reason = forms.CharField(
        label="Waarom?",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mag leeg blijven. Schrijf geen adres op.",
        error_messages={"max_length": f"Gebruik ten hoogste {LONGEST_REASON} tekens."},
    )


class UnshieldForm(forms.Form):
    """Why an address may be seen again."""

    reason = forms.CharField(
        label="Waarom is afschermen niet meer nodig?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Schrijf een hele zin. De reden blijft bewaard.",
        error_messages={
            "required": "Schrijf in een hele zin op waarom afschermen niet meer nodig is.",
            "max_length": f"Gebruik ten hoogste {LONGEST_REASON} tekens.",
        },
    )
