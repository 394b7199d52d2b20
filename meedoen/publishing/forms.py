"""What an organization asks on the page with the piece of HTML for its own site."""

from django import forms

LONGEST_NAME = 200


class CodeForm(forms.Form):
    naam = forms.CharField(
        label="Naam van je organisatie",
        required=False,
        max_length=LONGEST_NAME,
        error_messages={"max_length": f"Dit is te lang. Gebruik hooguit {LONGEST_NAME} tekens."},
    )
    organisatie = forms.UUIDField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Deze organisatie kennen we niet. Zoek haar op naam."},
    )
