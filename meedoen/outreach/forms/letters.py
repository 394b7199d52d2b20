"""Forms of letters and messages, and of what the invited person answers."""

from collections.abc import Sequence
from typing import Any

from django import forms

from meedoen.outreach.policy.letters import LETTERS_A_FILE
from meedoen.outreach.vocabulary import Channel

AS_FILES = "files"
APART = "apart"


class LettersForm(forms.Form):
    """How the letters come out."""

    kind = forms.ChoiceField(
        label="Hoe wil je de brieven hebben?",
        choices=[
            (AS_FILES, f"Om te drukken: bestanden met steeds {LETTERS_A_FILE} brieven"),
            (APART, f"Los: een bestand per brief, steeds {LETTERS_A_FILE} in een ZIP"),
        ],
        initial=AS_FILES,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe je de brieven wilt hebben."},
    )


class ChannelForm(forms.Form):
    """Which messages go out."""

    channel = forms.ChoiceField(choices=[(Channel.EMAIL, ""), (Channel.SMS, "")])


class CodeForm(forms.Form):
    """The code of a letter, as it was typed."""

    code = forms.CharField(
        label="De code uit je brief",
        help_text="Twaalf letters en cijfers, zoals K7QF-M2RT-9XWD.",
        max_length=40,
        error_messages={"required": "Vul de code uit je brief in."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ChooseTimeForm(forms.Form):
    """Another time, of those that are free."""

    time = forms.ChoiceField(
        label="Welke tijd wil je?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies een tijd uit de lijst.",
            "invalid_choice": "Deze tijd is net bezet. Kies een andere tijd.",
        },
    )

    def __init__(self, *args: Any, times: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = list(times)
