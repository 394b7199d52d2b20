"""Forms of a route under the Wmo 2015: one day, or one decision, at a time."""

from typing import Any

from django import forms

from meedoen.casework.vocabulary import WmoDecision, WmoEnd

QUESTION = 4000
WORDS = 300
NO_DATE = {"required": "Kies een datum.", "invalid": "Vul een datum in, zoals 31-12-2026."}
CHOOSE = {"required": "Maak een keuze.", "invalid_choice": "Kies uit de lijst."}
ENDS = (WmoEnd.NO_APPLICATION, WmoEnd.WITHDRAWN, WmoEnd.MOVED)


def _day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=NO_DATE,
    )


def _words(label: str, help_text: str, required: str, *, most: int = WORDS, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": required,
            "max_length": f"Deze tekst is te lang. Gebruik ten hoogste {most} tekens.",
        },
    )


class RouteForm(forms.Form):
    """The question with which a route begins."""

    question = _words(
        "Wat is de vraag?",
        "In de woorden van de inwoner. De inwoner leest dit ook.",
        "Schrijf op waar de inwoner hulp bij vraagt.",
        most=QUESTION,
        rows=4,
    )
    reported_on = _day(
        "Wanneer is de vraag gemeld?", "Vanaf deze dag telt de termijn van zes weken voor het onderzoek."
    )


class DayForm(forms.Form):
    """The day of one step. `was` is the day that stood there when the page was made."""

    on = _day("Op welke dag?")
    was = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, may_be_empty: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_be_empty:
            self.fields["on"].required = False
            self.fields["on"].help_text = "Is dit toch niet gebeurd? Maak het veld dan leeg."


class LongerForm(forms.Form):
    """A later day to decide, told to the person with the reason."""

    told_on = _day("Op welke dag schreef je dit aan de inwoner?")
    to = _day("Wat is de nieuwe laatste dag?", "Kies een zo kort mogelijke termijn. Dat vraagt de wet.")
    because = _words(
        "Waarom duurt het langer?", "De inwoner leest dit ook.", "Schrijf op waarom het langer duurt."
    )


class SuspensionForm(forms.Form):
    """Days on which the term to decide stands still."""

    starts_on = _day(
        "Eerste dag dat de termijn stilstaat", "Vroeg je om iets dat ontbrak? Dan is dit de dag na je vraag."
    )
    ends_on = _day(
        "Laatste dag dat de termijn stilstaat",
        "Dit is de dag voordat de inwoner het aanvulde, of voordat de afgesproken tijd om was. "
        "Weet je dat nog niet? Laat het veld leeg.",
        required=False,
    )
    ground = _words(
        "Waarom staat de termijn stil?",
        "Bijvoorbeeld: er ontbreken gegevens, de inwoner vroeg om uitstel, of er is overmacht. "
        "De inwoner leest dit ook.",
        "Schrijf op waarom de termijn stilstaat.",
    )


class DecisionForm(forms.Form):
    """What was decided on the application, in plain words."""

    on = _day("Op welke dag is de beslissing verstuurd?")
    decision = forms.ChoiceField(
        label="Wat is de beslissing?",
        choices=WmoDecision.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    words = _words(
        "De beslissing in gewone woorden",
        "Wat krijgt de inwoner, of waarom niet? De inwoner leest dit ook.",
        "Schrijf in een paar woorden op wat er is beslist.",
    )


class RouteEndForm(forms.Form):
    """How a route ends without a decision."""

    end = forms.ChoiceField(
        label="Hoe eindigt de route?",
        choices=[(end.value, str(end.label).capitalize()) for end in ENDS],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    on = _day("Op welke dag?")
