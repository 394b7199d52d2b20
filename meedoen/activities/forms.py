"""Forms of the coordinator's pages."""

from typing import Any

from django import forms

from meedoen.activities.vocabulary import EndReason, Presence


class MarkForm(forms.Form):
    """One tap: whose place, and whether they were there."""

    enrolment = forms.UUIDField()
    presence = forms.ChoiceField(choices=Presence.choices)


class SessionsForm(forms.Form):
    """Until when the weekly sessions are planned."""

    until = forms.DateField(
        label="Bijeenkomsten plannen tot en met",
        help_text="In het vaste ritme van de activiteit. Wat al gepland is, blijft staan.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Vul een datum in.",
            "invalid": "Dit is geen datum. Schrijf bijvoorbeeld 31-12-2026.",
        },
    )


class EndForm(forms.Form):
    """Why somebody stops."""

    reason = forms.ChoiceField(
        label="Waarom stopt de deelname?",
        choices=EndReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een reden.",
            "invalid_choice": "Kies een reden uit de lijst.",
        },
    )

    def clean_reason(self) -> Any:
        return EndReason(self.cleaned_data["reason"])
