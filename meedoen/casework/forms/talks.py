"""Forms of talks: the talk, a short note, the summary, the person's answer to it, and the questions."""

from django import forms

from meedoen.casework.forms.cases import NO_DATE, day_input, long_text
from meedoen.casework.vocabulary import ConversationKind, QuickNote

ABOUT_SUMMARY = (
    "Korte zinnen, gewone woorden. De inwoner leest dit op de eigen pagina en kan zeggen wat niet klopt. "
    "Je eigen verslag leest de inwoner daar niet."
)
HOW = {
    "required": "Kies hoe jullie elkaar spraken.",
    "invalid_choice": "Kies uit de lijst.",
}


class ConversationForm(forms.Form):
    """A talk, what was agreed, and what the person reads of it."""

    held_on = forms.DateField(label="Wanneer was het gesprek?", widget=day_input(), error_messages=NO_DATE)
    kind = forms.ChoiceField(
        label="Hoe spraken jullie elkaar?",
        choices=ConversationKind.choices,
        widget=forms.RadioSelect,
        error_messages=HOW,
    )
    story = long_text(
        "Waar ging het gesprek over?",
        rows=6,
        help_text="Schrijf alleen op wat nodig is om te helpen meedoen.",
        required="Schrijf op waar het gesprek over ging.",
    )
    agreed = long_text("Wat spraken jullie af?", rows=3)
    summary = long_text("Samenvatting voor de inwoner", rows=4, help_text=ABOUT_SUMMARY)


class QuickNoteForm(forms.Form):
    """A note with one tap, and words where there is something to say."""

    note = forms.ChoiceField(
        label="Wat gebeurde er?",
        choices=QuickNote.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er gebeurde.", "invalid_choice": "Kies uit de lijst."},
    )
    more = long_text("Wil je er iets bij zetten?", rows=2)
    kind = forms.ChoiceField(
        label="Hoe?",
        choices=ConversationKind.choices,
        initial=ConversationKind.PHONE,
        widget=forms.RadioSelect,
        error_messages=HOW,
    )


class SummaryForm(forms.Form):
    """What the person reads of a talk."""

    summary = long_text(
        "Samenvatting voor de inwoner",
        rows=6,
        help_text=ABOUT_SUMMARY,
        required="Schrijf in een paar zinnen op waar het gesprek over ging en wat jullie afspraken.",
    )


class NotRightForm(forms.Form):
    """What the person wants to have set right in a summary."""

    says = long_text(
        "Wat klopt er niet, of wat moet erbij?",
        rows=4,
        required="Schrijf op wat er niet klopt, of wat erbij moet.",
    )


class QuestionsForm(forms.Form):
    """The questions of a kind of talk, one on each line."""

    questions = long_text("De vragen, elke vraag op een eigen regel", rows=10)

    def lines(self) -> list[str]:
        """The valid questions in their order."""
        return [line for line in self.cleaned_data["questions"].splitlines() if line.strip()]
