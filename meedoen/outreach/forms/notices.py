"""Forms of notices: passing a worry on, and closing one."""

import re
from typing import Any

from django import forms

from meedoen.areas.queries import area_of
from meedoen.directory.queries import term_choices
from meedoen.directory.vocabulary import TaxonomyCode
from meedoen.outreach.actions import NewNotice
from meedoen.outreach.queries import served_districts, team_for
from meedoen.outreach.vocabulary import CloseReason, ReporterKind, Urgency

NEEDED_OF_ANOTHER = {
    "resident_name": (
        "Vul de naam in van de inwoner. Weet je die niet? Schrijf dan iets waaraan we de inwoner herkennen."
    ),
    "resident_contact": "Vul een telefoonnummer of adres in, of waar de inwoner vaak is.",
    "resident_knows": "Kies ja of nee.",
}
POSTCODE4 = re.compile(r"([1-9]\d{3})\s*(?:[A-Za-z]{2})?")


def _words(
    label: str, required: str = "", *, limit: int, help_text: str = "", **attrs: str
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=limit,
        help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": required, "max_length": f"Gebruik ten hoogste {limit} tekens."},
    )


class NoticeForm(forms.Form):
    """A worry about a resident, by somebody without an account."""

    reporter_kind = forms.ChoiceField(
        label="Wie ben je?",
        choices=[("", "Kies wat past"), *(one for one in ReporterKind.choices if one[0] != "import")],
        help_text="Vraag je hulp voor jezelf? Kies dan: de inwoner zelf.",
        error_messages={"required": "Kies wat het best bij je past.", "invalid_choice": "Kies uit de lijst."},
    )
    worry = forms.CharField(
        label="Waarover maak je je zorgen?",
        max_length=4000,
        help_text="Een paar zinnen is genoeg. Schrijf geen medische gegevens op.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Schrijf op waarover je je zorgen maakt.",
            "max_length": "Gebruik ten hoogste 4000 tekens.",
        },
    )
    life_domains = forms.MultipleChoiceField(
        label="Waar gaat het over?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kies wat past. Weet je het niet? Sla het over.",
        error_messages={"invalid_choice": "Kies uit de lijst."},
    )
    urgency = forms.ChoiceField(
        label="Hoe snel moet iemand kijken?",
        choices=Urgency.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies hoe snel iemand moet kijken.",
            "invalid_choice": "Kies uit de lijst.",
        },
    )
    resident_name = _words(
        "Om wie gaat het?",
        limit=160,
        help_text="De naam van de inwoner. Gaat het over jezelf? Laat dit dan leeg.",
        autocomplete="off",
    )
    resident_contact = _words(
        "Hoe bereiken we deze inwoner?",
        limit=240,
        help_text="Telefoonnummer, adres, of waar iemand vaak is. Gaat het over jezelf? Laat het leeg.",
        autocomplete="off",
    )
    postcode = _words(
        "Postcode van de inwoner",
        limit=7,
        help_text="Dan komt het bij het goede team. Weet je de postcode niet? Kies dan hieronder de wijk.",
        autocomplete="off",
    )
    district = forms.ChoiceField(
        label="Of de wijk", required=False, error_messages={"invalid_choice": "Kies een wijk uit de lijst."}
    )
    resident_knows = forms.TypedChoiceField(
        label="Weet de inwoner dat je dit doorgeeft?",
        required=False,
        empty_value=None,
        choices=[("yes", "Ja"), ("no", "Nee")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        help_text="Vertel het liever wel, als dat veilig kan. Het team houdt rekening met je antwoord.",
        error_messages={"required": "Kies ja of nee.", "invalid_choice": "Kies ja of nee."},
    )
    reporter_name = _words("Je naam", "Vul je naam in.", limit=160, autocomplete="name")
    reporter_contact = _words(
        "Hoe bereiken we je?",
        "Vul een telefoonnummer of e-mailadres in, dan kan het team je iets vragen.",
        limit=160,
        help_text="Telefoonnummer of e-mailadres.",
    )
    website = forms.CharField(
        label="Laat dit vak leeg",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: list[Any] = [("", "Kies een wijk"), *served_districts()]
        self.fields["district"].choices = offered  # type: ignore[attr-defined]
        self.fields["life_domains"].choices = term_choices(TaxonomyCode.LIFE_DOMAIN)  # type: ignore[attr-defined]

    def clean_website(self) -> str:
        # People don't see this field; programs that fill in every form do.
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Laat het verborgen vak leeg en verstuur het formulier opnieuw.")
        return ""

    def clean_postcode(self) -> str:
        postcode: str = self.cleaned_data["postcode"]
        match = POSTCODE4.fullmatch(postcode)
        if postcode and not match:
            raise forms.ValidationError("Vul een postcode in, zoals 3561 AB, of kies hieronder de wijk.")
        return match[1] if match else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._about_whom(data)
        if "postcode" in self.errors or "district" in self.errors:
            return data
        data["area_code"] = data.get("district") or self._area_of_postcode(data.get("postcode", ""))
        return data

    def _about_whom(self, data: dict[str, Any]) -> None:
        """Who writes about themself is the resident; of another is asked who it is, and whether they know."""
        if data.get("reporter_kind") == ReporterKind.SELF:
            data["resident_name"] = data.get("resident_name") or data.get("reporter_name", "")
            data["resident_contact"] = data.get("resident_contact") or data.get("reporter_contact", "")
            data["resident_knows"] = True
            return
        for name, sentence in NEEDED_OF_ANOTHER.items():
            if name not in self.errors and data.get(name) in (None, ""):
                self.add_error(name, sentence)

    def _area_of_postcode(self, postcode4: str) -> str:
        if not postcode4:
            self.add_error("postcode", "Vul de postcode in, of kies hieronder de wijk.")
            return ""
        area = area_of(postcode4)
        if area is None or team_for(area) is None:
            self.add_error(
                "postcode",
                f"Bij postcode {postcode4} hoort hier geen team. Kijk of de postcode klopt, of kies "
                "hieronder de wijk. Staat de wijk er niet bij? Bel dan de gemeente van de inwoner.",
            )
            return ""
        return area

    def new_notice(self) -> NewNotice:
        """The valid form as a notice."""
        data = self.cleaned_data
        return NewNotice(
            worry=data["worry"],
            resident_name=data["resident_name"],
            resident_contact=data["resident_contact"],
            resident_knows=data["resident_knows"],
            reporter_kind=ReporterKind(data["reporter_kind"]),
            reporter_name=data["reporter_name"],
            reporter_contact=data["reporter_contact"],
            area_code=data["area_code"],
            life_domains=tuple(data["life_domains"]),
            urgency=Urgency(data["urgency"]),
        )


class CloseForm(forms.Form):
    """Why a notice is closed."""

    reason = forms.ChoiceField(
        label="Waarom sluit je dit signaal af?",
        choices=CloseReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies waarom je afsluit.",
            "invalid_choice": "Kies een reden uit de lijst.",
        },
    )


class JoinForm(forms.Form):
    """Which earlier notice is about the same resident."""

    into = forms.UUIDField(error_messages={"required": "Kies een signaal.", "invalid": "Kies een signaal."})
