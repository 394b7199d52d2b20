"""The form of the wegwijzer. Nothing is required and nothing is chosen beforehand."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from meedoen.guide.policy import is_place_name, postcode4
from meedoen.guide.questions import QUESTIONS
from meedoen.guide.vocabulary import Answer, LifeDomain

PLACE_LENGTH = 60
WRONG_PLACE = (
    "Schrijf een postcode zoals 3561 AB of 3561, of de naam van je wijk of plaats. Of laat dit vak leeg."
)


class ShortText(forms.TextInput):
    """Shows no more of a refused text than the field takes, so that a page cannot be blown up."""

    def format_value(self, value: Any) -> str | None:
        shown = super().format_value(value)
        return shown[:PLACE_LENGTH].replace("\x00", "") if shown else None


class GuideForm(forms.Form):
    """Seven questions, what somebody would like to do, and where. `interests`: names by code, in order."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, interests: Mapping[str, str]) -> None:
        super().__init__(data)
        for question in QUESTIONS:
            self.fields[question.domain.value] = forms.ChoiceField(
                label=question.text,
                help_text=question.help,
                choices=Answer.choices,
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": "Kies ja, nee of “dat zeg ik liever niet”."},
            )
        self.fields["interests"] = forms.MultipleChoiceField(
            label="Wat wil je graag doen?",
            help_text="Je mag er meer kiezen.",
            choices=list(interests.items()),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            error_messages={"invalid_choice": "Kies alleen dingen uit deze lijst."},
        )
        self.fields["place"] = forms.CharField(
            label="Waar zoek je iets?",
            help_text="Je postcode, of de naam van je wijk of plaats. Dan staat bovenaan wat dichtbij is.",
            max_length=PLACE_LENGTH,
            widget=ShortText(attrs={"autocomplete": "postal-code"}),
            required=False,
            validators=[_check_place],
            error_messages={"max_length": WRONG_PLACE, "null_characters_not_allowed": WRONG_PLACE},
        )

    @property
    def seven(self) -> list[forms.BoundField]:
        return [self[domain.value] for domain in LifeDomain]

    @property
    def answers(self) -> dict[LifeDomain, Answer | None]:
        """The seven answers of a valid form; None where a question was left open."""
        given = {domain: self.cleaned_data[domain.value] for domain in LifeDomain}
        return {domain: Answer(value) if value else None for domain, value in given.items()}

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """All that was filled in, to carry along in the page itself: (name of the field, value)."""
        single = [(name, self.cleaned_data[name]) for name in (*LifeDomain.values, "place")]
        many = [("interests", code) for code in self.cleaned_data["interests"]]
        return [(name, value) for name, value in (*single, *many) if value]


def _check_place(text: str) -> None:
    refused_already = len(text) > PLACE_LENGTH or "\x00" in text
    if not refused_already and postcode4(text) is None and not is_place_name(text):
        raise ValidationError(WRONG_PLACE)
