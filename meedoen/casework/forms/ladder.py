"""The forms of the ladder chooser: first the questions, filled in together; then the choice."""

from typing import Any

from django import forms

from meedoen.casework.actions.ladder import Choice
from meedoen.casework.models import ScaleStep
from meedoen.casework.policy.ladder import (
    Suggestion,
    needs_reason,
    questions_in,
    suggest_arrangement,
    suggest_step,
)
from meedoen.casework.queries.ladder import step_name
from meedoen.casework.vocabulary import LadderQuestion, SaidOrNot, ScaleCode, WorkProspect

WORDS = 300
TOO_LONG = f"Gebruik ten hoogste {WORDS} tekens."
WHY = "Schrijf op waarom jullie iets anders kiezen dan het voorstel."
PICK = {"required": "Kies een antwoord.", "invalid_choice": "Kies een antwoord uit de lijst."}


def _words(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=WORDS,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )


class LadderQuestionsForm(forms.Form):
    """The questions, in the order and the words of `policy/ladder.py`."""

    def __init__(self, *args: Any, legal_domain: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.legal_domain = legal_domain
        for question in questions_in(legal_domain):
            if question.code == LadderQuestion.WANTS:
                self.fields[question.code.value] = _words(question.text, question.help)
                continue
            offered = WorkProspect if question.code == LadderQuestion.WORK_PROSPECT else SaidOrNot
            self.fields[question.code.value] = forms.ChoiceField(
                label=question.text,
                help_text=question.help,
                choices=[(one.value, one.label.capitalize()) for one in offered],
                widget=forms.RadioSelect,
                required=question.code != LadderQuestion.HELP_AT_WORK,
                error_messages=PICK,
            )

    def answers(self) -> dict[str, str]:
        """The answers by code of the question, without the person's own words."""
        data = self.cleaned_data
        return {code: data[code] for code in self.fields if data[code] and code != LadderQuestion.WANTS}


class LadderChoiceForm(forms.Form):
    """What the person sees, what was chosen, and why it is not as suggested."""

    person_sees = forms.TypedChoiceField(
        label="Welke trede past volgens jou zelf?",
        help_text="Dit antwoord is van de inwoner.",
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": PICK["invalid_choice"]},
    )
    chosen = forms.TypedChoiceField(
        label="Welke trede kiest de medewerker?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een trede.", "invalid_choice": "Kies een trede uit de lijst."},
    )
    why_different = _words(
        "Waarom kies je een andere trede dan het voorstel?",
        "Alleen als je afwijkt. Bijvoorbeeld: de leeftijd, of iemand is al actief. De inwoner leest dit.",
    )
    arrangement = forms.TypedChoiceField(
        label="Welk arrangement kiest de medewerker?",
        help_text="Dit blijft binnen de Participatiewet. Niet kiezen mag ook.",
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Kies een arrangement uit de lijst."},
    )
    why_arrangement = _words(
        "Waarom kies je een ander arrangement dan het voorstel?",
        "Alleen als je afwijkt. De inwoner leest dit.",
    )
    chosen_on = forms.DateField(
        label="Op welke dag bespraken jullie dit?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Kies een datum.", "invalid": "Vul een datum in, zoals 31-12-2026."},
    )

    def __init__(
        self,
        *args: Any,
        steps: dict[int, ScaleStep],
        arrangements: dict[int, ScaleStep],
        answers: dict[str, str],
        legal_domain: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ladder: Suggestion = suggest_step(answers)
        self.arranged: Suggestion | None = suggest_arrangement(answers, legal_domain)
        offered = [(position, step_name(step)) for position, step in steps.items()]
        self.fields["person_sees"].choices = [("", "Zeg ik liever niet"), *offered]  # type: ignore[attr-defined]
        self.fields["chosen"].choices = offered  # type: ignore[attr-defined]
        if self.arranged is None:
            del self.fields["arrangement"], self.fields["why_arrangement"]
        else:
            known = [(position, step_name(step)) for position, step in arrangements.items()]
            self.fields["arrangement"].choices = [("", "Geen arrangement"), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("chosen") and needs_reason(self.ladder.position, data["chosen"]):
            self._ask_why(data, "why_different")
        wanted = data.get("arrangement")
        if self.arranged and wanted and needs_reason(self.arranged.position, wanted):
            self._ask_why(data, "why_arrangement")
        return data

    def _ask_why(self, data: dict[str, Any], field: str) -> None:
        if not data.get(field) and field not in self.errors:
            self.add_error(field, WHY)

    def choices(self, person_says: str) -> list[Choice]:
        """The valid form as choices: on the ladder, and where one was chosen an arrangement."""
        data = self.cleaned_data
        made = [
            Choice(
                ScaleCode.PARTICIPATION_LADDER,
                data["chosen"],
                data["person_sees"],
                person_says,
                data["why_different"],
            )
        ]
        if data.get("arrangement"):
            arrangement = ScaleCode.UTRECHT_ARRANGEMENTS
            made.append(Choice(arrangement, data["arrangement"], why_different=data["why_arrangement"]))
        return made
