"""The forms with which a worker records what a person allows: each yes asked apart, with the words for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from meedoen.accounts.queries import Workplace
from meedoen.privacy.vocabulary import (
    CONSENT_QUESTIONS,
    CONSENT_TEXT_VERSION,
    CONSENT_TEXTS,
    ConsentHow,
    ConsentKind,
    ConsentSubject,
    SaidBy,
)

SHOWN = [subject for subject in ConsentSubject if subject != ConsentSubject.REFERRAL]
NO_YES = "Leg toestemming alleen vast als de inwoner ja zei. Kies bij minstens één vraag hoe die is gesteld."


@dataclass(frozen=True)
class Asked:
    """One question as it stands on the page: the words to read out, and the field for the answer."""

    kind: ConsentKind
    text: str
    field: forms.BoundField


def _answer(kind: ConsentKind) -> forms.ChoiceField:
    said_yes = [(how.value, f"Ja, {how.label}") for how in ConsentHow]
    return forms.ChoiceField(
        label=CONSENT_QUESTIONS[kind],
        required=False,
        choices=[("", "Nee, of niet gevraagd"), *said_yes],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )


class AskedForm(forms.Form):
    """Three questions that are asked one by one, who said yes, and until when. One yes is never another."""

    ground = _answer(ConsentKind.GROUND)
    secrecy = _answer(ConsentKind.SECRECY)
    help = _answer(ConsentKind.HELP)
    said_by = forms.ChoiceField(
        label="Wie zei ja?",
        choices=SaidBy.choices,
        initial=SaidBy.PERSON,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )
    ends_on = forms.DateField(
        label="Tot en met welke dag geldt dit?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Ten hoogste twee jaar. Terugnemen kan elke dag.",
        error_messages={"required": "Kies een datum.", "invalid": "Vul een datum in, zoals 31-12-2026."},
    )

    @property
    def version(self) -> str:
        return CONSENT_TEXT_VERSION

    def asked(self) -> Iterator[Asked]:
        """The questions in their order, each with the words that are read out now."""
        texts = CONSENT_TEXTS[CONSENT_TEXT_VERSION]
        return (Asked(kind, texts[kind], self[kind.value]) for kind in ConsentKind)

    def given(self) -> dict[ConsentKind, ConsentHow]:
        """Of the valid form: what the person said yes to, and how it was asked."""
        answers = ((kind, self.cleaned_data.get(kind.value)) for kind in ConsentKind)
        return {kind: ConsentHow(how) for kind, how in answers if how}

    def who_said(self) -> SaidBy:
        return SaidBy(self.cleaned_data.get("said_by") or SaidBy.PERSON)


class ConsentForm(AskedForm):
    """What may be shown, to which legal domain or one agency there, and what the person said."""

    subject = forms.ChoiceField(
        label="Wat mag gedeeld worden?",
        choices=[(subject.value, subject.label) for subject in SHOWN],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat gedeeld mag worden.", "invalid_choice": "Kies uit de lijst."},
    )
    what = forms.CharField(
        label="Wat precies, in gewone woorden?",
        required=False,
        max_length=300,
        help_text="Bijvoorbeeld: dat Samir weer wil leren fietsen.",
        error_messages={"max_length": "Gebruik ten hoogste 300 tekens."},
    )
    to_domain = forms.ChoiceField(
        label="Wie mag het weten?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie het mag weten.", "invalid_choice": "Kies uit de lijst."},
    )
    to_agency = forms.ChoiceField(
        label="Alleen één instantie daarvan?",
        required=False,
        help_text="Laat dit staan als alle instanties met die wet het mogen weten.",
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )
    field_order = ("subject", "what", "to_domain", "to_agency", "ends_on")

    def __init__(
        self, *args: Any, domains: Sequence[tuple[str, str]], places: Sequence[Workplace], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {code for code, _ in domains}
        self._works_in = {(str(place.agency_id), place.legal_domain) for place in places}
        agencies = {str(place.agency_id): place.agency for place in places if place.legal_domain in offered}
        self.fields["to_domain"].choices = list(domains)  # type: ignore[attr-defined]
        self.fields["to_agency"].choices = [  # type: ignore[attr-defined]
            ("", "Alle instanties"),
            *agencies.items(),
        ]

    def about(self) -> list[forms.BoundField]:
        """What stands before the questions: all that they are about."""
        return [self[name] for name in self.field_order]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        agency, domain = data.get("to_agency"), data.get("to_domain")
        if agency and domain and (agency, domain) not in self._works_in:
            self.add_error("to_agency", "Deze instantie werkt niet met die wet. Kies een andere.")
        if not self.errors and not self.given():
            raise forms.ValidationError(NO_YES)
        return data
