"""Forms about rest and endings, in the words of a worker."""

import re
from datetime import date
from typing import Any

from django import forms

from meedoen.people.policy import plain_name
from meedoen.people.vocabulary import EndReason, SetAsideGround

NO_DATE = {"required": "Kies een datum.", "invalid": "Vul een datum in, zoals 31-12-2026."}
CHOOSE = {"required": "Kies een van deze mogelijkheden.", "invalid_choice": "Kies uit de lijst."}
LONGEST_REASON = 1000
FIRST_DEATH = date(1950, 1, 1)


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NothingToFillIn(forms.Form):
    """A page that only asks: are you sure?"""


class RestForm(forms.Form):
    """Until when somebody wants no contact."""

    until = forms.DateField(
        label="Tot welke dag wil de inwoner geen contact?",
        widget=day_input(),
        help_text="Op die dag vraagt de vaste contactpersoon of contact weer goed is. Ten hoogste twee jaar.",
        error_messages=NO_DATE,
    )


class SetAsideForm(forms.Form):
    """On which ground a wish to be left alone is set aside, and why. The reason holds no name."""

    ground = forms.ChoiceField(
        label="Waarom is contact nu toch nodig?",
        choices=SetAsideGround.choices,
        widget=forms.RadioSelect,
        help_text="Alleen om deze twee redenen mag het.",
        error_messages=CHOOSE,
    )
    reason = forms.CharField(
        label="Wat is er aan de hand?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Schrijf een hele zin, zonder namen. De inwoner en de functionaris gegevensbescherming "
        "lezen dit.",
        error_messages={
            "required": "Schrijf op wat er aan de hand is, in een hele zin.",
            "max_length": f"Gebruik ten hoogste {LONGEST_REASON} tekens.",
        },
    )

    def __init__(self, *args: Any, names: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        words = set(plain_name(reason).split())
        if any(part in words for name in self.names for part in plain_name(name).split()):
            raise forms.ValidationError("Haal de naam weg. Schrijf ‘de inwoner’.")
        return re.sub(r"\s+", " ", reason).strip()


class EndForm(forms.Form):
    """Why the agency stops knowing somebody. None of the reasons is a sanction."""

    reason = forms.ChoiceField(label="Waarom stopt het?", widget=forms.RadioSelect, error_messages=CHOOSE)

    def __init__(self, *args: Any, legal_domain: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [EndReason.NOT_NEEDED, EndReason.OWN_WISH, EndReason.HANDED_OVER]
        if legal_domain == "participatiewet":
            offered.append(EndReason.NO_BENEFIT)
        self.fields["reason"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """That somebody lives in another municipality now."""

    sure = forms.BooleanField(
        label="Ik weet dat deze inwoner uit de gemeente is verhuisd.",
        error_messages={"required": "Zet een vinkje als je het zeker weet."},
    )


class DeathForm(forms.Form):
    """On which day somebody died."""

    on = forms.DateField(
        label="Op welke dag is de inwoner overleden?", widget=day_input(), error_messages=NO_DATE
    )
    sure = forms.BooleanField(
        label="Ik weet zeker dat deze inwoner is overleden.",
        help_text="Dit kun je niet terugdraaien.",
        error_messages={"required": "Zet een vinkje als je het zeker weet."},
    )

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < FIRST_DEATH:
            raise forms.ValidationError("Klopt het jaar? Vul de dag van overlijden in.")
        return on


class ComeBackForm(forms.Form):
    """Who was here before: name and birth date, both told by the person."""

    first_name = forms.CharField(
        label="Voornaam", max_length=80, error_messages={"required": "Vul de voornaam in."}
    )
    last_name = forms.CharField(
        label="Achternaam", max_length=120, error_messages={"required": "Vul de achternaam in."}
    )
    birth_date = forms.DateField(
        label="Geboortedatum",
        widget=day_input(),
        error_messages={"required": "Vul de geboortedatum in.", "invalid": NO_DATE["invalid"]},
    )
