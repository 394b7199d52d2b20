import re
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from meedoen.accounts.models import Team

CBS_CODE = re.compile(r"GM[0-9]{4}|WK[0-9]{6}|BU[0-9]{8}")


class SignInForm(AuthenticationForm):
    """Mail address and password. One sentence for every mistake: it does not tell who has an account."""

    username = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": "Vul je e-mailadres in.",
            "invalid": "Schrijf het e-mailadres als naam@organisatie.nl.",
        },
    )
    password = forms.CharField(
        label="Wachtwoord",
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Vul je wachtwoord in."},
    )
    error_messages = {
        "invalid_login": "Dit e-mailadres en wachtwoord horen niet bij elkaar. Typ ze nog een keer.",
        "inactive": "Dit e-mailadres en wachtwoord horen niet bij elkaar. Typ ze nog een keer.",
    }

    def clean_username(self) -> str:
        address: str = self.cleaned_data["username"]
        return address.lower()


class AreaCodesField(forms.CharField):
    """CBS codes of districts, one a line; kept in capitals, each once."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        codes = list(dict.fromkeys(re.split(r"[\s,]+", (value or "").upper().strip(" \t\r\n,"))))
        for code in filter(None, codes):
            if not CBS_CODE.fullmatch(code):
                raise forms.ValidationError(
                    "%(code)s is geen CBS-code. Schrijf codes zoals WK034403, één per regel.",
                    params={"code": code[:40]},
                )
        return [code for code in codes if code]


class TeamForm(forms.ModelForm[Team]):
    area_codes = AreaCodesField(
        label="Wijken",
        required=False,
        help_text="CBS-codes van de wijken waarin het team werkt, één per regel: WK034403.",
    )

    class Meta:
        model = Team
        fields = ("municipality", "agency", "name", "area_codes")


class OwnRolesStay(forms.BaseInlineFormSet):
    """The roles of one account; nobody gives a role to the account they are signed in with."""

    editor: Any = None

    def clean(self) -> None:
        super().clean()
        if self.instance.pk == self.editor.pk and any(form.has_changed() for form in self.forms):
            raise forms.ValidationError(
                "Je kunt je eigen rollen niet veranderen. Vraag een andere functioneel beheerder om hulp."
            )
