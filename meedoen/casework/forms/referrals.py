"""The forms of a hand-over: to whom, what may be told, what the person said; and no, with a reason."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.timezone import make_aware

from meedoen.accounts.queries import Workplace
from meedoen.casework.actions.referrals import Telling, Yeses
from meedoen.people.policy import may_plan_on
from meedoen.privacy.forms import AskedForm

TOLD = 2000
TOO_LONG = "Gebruik ten hoogste {} tekens."
# Three is a choice: more would keep somebody waiting for too long.
RECIPIENTS = {
    "first": "Wie eerst?",
    "second": "Wie daarna, als dat niet lukt?",
    "third": "Wie als laatste?",
}


def place_key(place: Workplace) -> str:
    """How a form names a team or agency in one legal domain."""
    return f"{place.agency_id}/{place.team_id or ''}/{place.legal_domain}"


def place_name(place: Workplace) -> str:
    """The team or agency in words, with the law it works with."""
    where = f"{place.team}, {place.agency}" if place.team else place.agency
    return f"{where} ({place.domain})"


def _recipient(label: str, *, required: bool) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=required,
        error_messages={
            "required": "Kies minstens één team of instantie.",
            "invalid_choice": "Daar werkt nu niemand die kan antwoorden. Kies een ander.",
        },
    )


class ReferralForm(AskedForm):
    """A warm hand-over, filled in together with the person."""

    purpose = forms.CharField(
        label="Waarvoor draag je over?",
        max_length=300,
        help_text="In één zin. Bijvoorbeeld: hulp bij het op orde krijgen van de post.",
        error_messages={
            "required": "Schrijf in één zin waarvoor je overdraagt.",
            "max_length": TOO_LONG.format(300),
        },
    )
    told = forms.CharField(
        label="Wat mag de ander weten?",
        max_length=TOLD,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Alleen wat de inwoner goed vindt. Lees het samen na: meer dan dit ziet de ander niet.",
        error_messages={
            "required": "Schrijf op wat de ander mag weten.",
            "max_length": TOO_LONG.format(TOLD),
        },
    )
    may_tell_name = forms.BooleanField(label="De ander mag de naam weten", required=False)
    may_tell_contact = forms.BooleanField(
        label="De ander mag telefoonnummer en e-mailadres weten", required=False
    )
    first = _recipient(RECIPIENTS["first"], required=True)
    second = _recipient(RECIPIENTS["second"], required=False)
    third = _recipient(RECIPIENTS["third"], required=False)
    talk_on = forms.DateField(
        label="Dag van een gesprek met z’n drieën",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Een voorstel: de inwoner, jij en de ander.",
        error_messages={"invalid": "Vul een datum in, zoals 31-12-2026."},
    )
    talk_time = forms.TimeField(
        label="Hoe laat?",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Vul een tijd in, zoals 14:30."},
    )
    talk_where = forms.CharField(
        label="Waar?",
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG.format(200)},
    )

    def __init__(self, *args: Any, places: Sequence[Workplace], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = {place_key(place): place for place in places}
        self._today = today
        named = [(key, place_name(place)) for key, place in self._places.items()]
        for name in RECIPIENTS:
            empty = "Kies een team of instantie" if name == "first" else "Niemand meer"
            self.fields[name].choices = [("", empty), *named]  # type: ignore[attr-defined]

    def telling_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("purpose", "told", "may_tell_name", "may_tell_contact")]

    def recipient_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in RECIPIENTS]

    def talk_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("talk_on", "talk_time", "talk_where")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seen: set[str] = set()
        for name in RECIPIENTS:
            key = data.get(name) or ""
            if key in seen:
                self.add_error(name, "Deze staat er al. Kies een ander, of laat dit leeg.")
            seen |= {key} - {""}
        if data.get("third") and not data.get("second"):
            self.add_error("second", "Kies eerst wie daarna komt, of laat de laatste leeg.")
        self._check_talk(data)
        return data

    def recipients(self) -> list[Workplace]:
        """Of the valid form: to whom, in the order of the person."""
        keys = (self.cleaned_data.get(name) for name in RECIPIENTS)
        return [self._places[key] for key in keys if key]

    def telling(self) -> Telling:
        data = self.cleaned_data
        day, hour = data.get("talk_on"), data.get("talk_time")
        return Telling(
            purpose=data["purpose"],
            told=data["told"],
            may_tell_name=data["may_tell_name"],
            may_tell_contact=data["may_tell_contact"],
            talk_at=make_aware(datetime.combine(day, hour)) if day and hour else None,
            talk_where=data["talk_where"] if day else "",
        )

    def yeses(self) -> Yeses:
        return Yeses(self.given(), self.cleaned_data["ends_on"], self.who_said())

    def _check_talk(self, data: dict[str, Any]) -> None:
        day, hour = data.get("talk_on"), data.get("talk_time")
        if "talk_on" in self.errors or "talk_time" in self.errors:
            return
        if day and not hour:
            self.add_error("talk_time", "Vul ook in hoe laat, of laat de dag leeg.")
        if hour and not day:
            self.add_error("talk_on", "Vul ook in welke dag, of laat de tijd leeg.")
        if day and not may_plan_on(day, self._today):
            self.add_error("talk_on", "Kies een dag vanaf vandaag, binnen een jaar.")


class DeclineForm(forms.Form):
    """No, with the reason that the sender reads."""

    reason = forms.CharField(
        label="Waarom lukt het niet?",
        max_length=300,
        help_text="De afzender leest dit. Schrijf niets over de inwoner dat niet nodig is.",
        error_messages={
            "required": "Schrijf in een zin waarom het niet lukt.",
            "max_length": TOO_LONG.format(300),
        },
    )
