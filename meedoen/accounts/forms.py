from django import forms
from django.contrib.auth.forms import AuthenticationForm


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
