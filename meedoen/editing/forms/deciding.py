"""Deciding on a proposal, and narrowing the decision log."""

from collections.abc import Sequence
from typing import Any

from django import forms

from meedoen.editing.forms.fields import NOT_IN_LIST, one_of, several, words
from meedoen.editing.models import AdmissionCriterion
from meedoen.editing.queries.comparing import Item
from meedoen.editing.queries.proposals import Choice
from meedoen.editing.vocabulary import Answer, ProposalKind, ProposalState, Sender

DECISIONS = [
    (state.value, state.label)
    for state in (ProposalState.APPROVED, ProposalState.PARTLY, ProposalState.DECLINED)
]


def answer_field(code: str) -> str:
    return f"vraag_{code}"


class DecideForm(forms.Form):
    """Which items are taken over, the answers to the checklist, and why."""

    besluit = forms.ChoiceField(
        choices=[("overnemen", "Neem over"), ("afwijzen", "Neem niet over")],
        error_messages={"required": "Kies of je het overneemt.", "invalid_choice": NOT_IN_LIST},
    )
    items = several("Wat je overneemt", [])
    reason = words(
        "Waarom", 400, rows=3, help_text="De afzender leest dit. Verplicht als je het niet overneemt."
    )

    def __init__(
        self, *args: Any, items: Sequence[Item], asked: Sequence[AdmissionCriterion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.fields["items"].choices = [(item.key, item.label) for item in items if item.possible]  # type: ignore[attr-defined]
        self.initial["items"] = [item.key for item in items if item.possible and not item.conflict]
        for one in asked:
            self.fields[answer_field(one.code)] = forms.ChoiceField(
                label=one.question,
                help_text=one.explanation,
                required=False,
                choices=Answer.choices,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": NOT_IN_LIST},
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        declines = data.get("besluit") == "afwijzen"
        if declines and not data.get("reason", "").strip():
            self.add_error("reason", "Schrijf op waarom je dit niet overneemt. De afzender leest dat.")
        for one in self.asked:
            if not declines and data.get("besluit") and not data.get(answer_field(one.code)):
                self.add_error(answer_field(one.code), "Beantwoord deze vraag.")
        return data

    @property
    def answers(self) -> dict[str, str]:
        return {one.code: self.cleaned_data.get(answer_field(one.code), "") for one in self.asked}

    @property
    def decision(self) -> ProposalState:
        declines = self.cleaned_data["besluit"] == "afwijzen"
        return ProposalState.DECLINED if declines else ProposalState.APPROVED


class LogForm(forms.Form):
    """What the decision log is narrowed by, in the words of the address bar."""

    besluit = one_of("Besluit", DECISIONS, empty="Alles")
    soort = one_of("Soort", ProposalKind.choices, empty="Alles")
    van = one_of("Van wie", Sender.choices, empty="Iedereen")

    @property
    def choice(self) -> Choice:
        data = self.cleaned_data
        return Choice(data["besluit"], data["soort"], data["van"])
