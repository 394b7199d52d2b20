"""The form with which a worker records what a person allows."""

from collections.abc import Sequence
from typing import Any

from django import forms

from meedoen.privacy.vocabulary import ConsentSubject


class ConsentForm(forms.Form):
    """What may be shared, with which legal domain, until when. Only after the person said yes."""

    subject = forms.ChoiceField(
        label="Wat mag gedeeld worden?",
        choices=ConsentSubject.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat gedeeld mag worden.", "invalid_choice": "Kies uit de lijst."},
    )
    to_domain = forms.ChoiceField(
        label="Wie mag het zien?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie het mag zien.", "invalid_choice": "Kies uit de lijst."},
    )
    ends_on = forms.DateField(
        label="Tot en met welke dag?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Ten hoogste twee jaar. Terugnemen kan elke dag.",
        error_messages={"required": "Kies een datum.", "invalid": "Vul een datum in, zoals 31-12-2026."},
    )
    agreed = forms.BooleanField(
        label="Ik heb deze tekst voorgelezen en de inwoner zei ja.",
        error_messages={"required": "Leg toestemming alleen vast als de inwoner ja zei."},
    )

    def __init__(self, *args: Any, domains: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_domain"].choices = list(domains)  # type: ignore[attr-defined]
