"""Forms about parents, and about the ages at which somebody says yes."""

from django import forms

from meedoen.people.forms import PHONE
from meedoen.people.vocabulary import GuardianKind
from meedoen.site.forms.endings import CHOOSE, NO_DATE, day_input

AGE = {
    "required": "Vul een leeftijd in.",
    "invalid": "Vul een heel getal in.",
    "min_value": "Vul een leeftijd in vanaf 1.",
    "max_value": "Vul een leeftijd in tot en met 18.",
}


class GuardianForm(forms.Form):
    """Who has authority over somebody under eighteen, or cares for them."""

    kind = forms.ChoiceField(
        label="Wat is deze persoon voor de inwoner?",
        choices=GuardianKind.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    name = forms.CharField(
        label="Naam",
        max_length=160,
        error_messages={"required": "Vul een naam in.", "max_length": "Vul ten hoogste 160 tekens in."},
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
        error_messages={"invalid": "Vul een e-mailadres in, zoals naam@voorbeeld.nl."},
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError("Vul een telefoonnummer in, met alleen cijfers.")
        return phone


class AgesForm(forms.Form):
    """From which day which ages hold, and where that stands."""

    starts_on = forms.DateField(label="Vanaf welke dag?", widget=day_input(), error_messages=NO_DATE)
    parents_below = forms.IntegerField(
        label="Onder welke leeftijd beslissen de ouders?", min_value=1, max_value=18, error_messages=AGE
    )
    alone_from = forms.IntegerField(
        label="Vanaf welke leeftijd beslist de jongere zelf?", min_value=1, max_value=18, error_messages=AGE
    )
    source = forms.CharField(
        label="In welke wet en welk artikel staat dat?",
        max_length=200,
        error_messages={
            "required": "Vul in waar het staat.",
            "max_length": "Gebruik ten hoogste 200 tekens.",
        },
    )
