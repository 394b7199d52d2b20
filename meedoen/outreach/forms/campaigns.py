"""Forms of campaigns: who and how, which days, who staffs them, and what would fit."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms

from meedoen.outreach.actions.campaigns import NewCampaign, NewDays
from meedoen.outreach.vocabulary import Channel
from meedoen.people.forms import PHONE

WRONG_CHOICE = "Kies uit de lijst."
MOST_IN_A_ROW = 60


def number(
    label: str, least: int, most: int, help_text: str = "", initial: int | None = None
) -> forms.IntegerField:
    """A whole number between two, which the error names."""
    between = f"Vul een getal in van {least} tot en met {most}."
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        initial=initial,
        help_text=help_text,
        error_messages={"required": between, "invalid": between, "min_value": between, "max_value": between},
    )


def line(label: str, required: str, *, limit: int, help_text: str = "") -> forms.CharField:
    """One line of words that has to be filled in."""
    return forms.CharField(
        label=label,
        max_length=limit,
        help_text=help_text,
        error_messages={"required": required, "max_length": f"Gebruik ten hoogste {limit} tekens."},
    )


def several(label: str, help_text: str = "", error: str = "") -> forms.MultipleChoiceField:
    """Boxes to tick; with `error` at least one."""
    return forms.MultipleChoiceField(
        label=label,
        required=bool(error),
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
        error_messages={"required": error, "invalid_choice": WRONG_CHOICE},
    )


def channel(label: str, *, required: bool) -> forms.ChoiceField:
    """One way to reach somebody."""
    nothing = [] if required else [("", "Geen")]
    return forms.ChoiceField(
        label=label,
        required=required,
        choices=[*nothing, *Channel.choices],
        error_messages={"required": WRONG_CHOICE, "invalid_choice": WRONG_CHOICE},
    )


class CampaignForm(forms.Form):
    """Who is invited, how often, and by what."""

    name = line(
        "Naam van de campagne",
        "Geef de campagne een naam.",
        limit=120,
        help_text="Zonder namen van inwoners.",
    )
    arrangements = several("Welke arrangementen?", "Kies niets: dan doet ieder arrangement mee.")
    years_without_contact = number(
        "Hoeveel jaar geen contact?", 0, 20, "0: ook wie je dit jaar al sprak.", initial=1
    )
    area_codes = several("Welke wijken?", "Kies niets: dan doen alle wijken mee.")
    minutes_per_talk = number("Minuten per gesprek", 10, 180, initial=45)
    show_rate = number(
        "Hoeveel van de 100 uitgenodigden komen?",
        10,
        100,
        "Zo nodig je niet meer mensen uit dan jullie kunnen ontvangen. 100: één uitnodiging per gesprek.",
        initial=50,
    )
    most_tries = number("Hoe vaak proberen we het ten hoogste?", 1, 6, initial=3)
    weeks_between_tries = number("Weken tussen twee pogingen", 1, 26, initial=4)
    first_channel = channel("Eerst per", required=True)
    second_channel = channel("Geen reactie? Dan per", required=False)
    third_channel = channel("En daarna per", required=False)
    phone = line(
        "Telefoonnummer om een andere tijd af te spreken",
        "Vul het telefoonnummer in dat in de uitnodiging komt.",
        limit=20,
    )
    is_compulsory = forms.BooleanField(
        label="De gemeente verplicht dit gesprek",
        required=False,
        help_text="De uitnodiging zegt dat dan in gewone woorden. Wegblijven heeft hier nooit een gevolg.",
    )

    def __init__(
        self,
        *args: Any,
        arrangements: list[tuple[str, str]],
        districts: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arrangements"].choices = arrangements  # type: ignore[attr-defined]
        self.fields["area_codes"].choices = districts  # type: ignore[attr-defined]
        if not arrangements:
            del self.fields["arrangements"]

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if not PHONE.fullmatch(phone):
            raise forms.ValidationError("Vul een telefoonnummer in, met alleen cijfers.")
        return phone

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        channels = [data.get(f"{which}_channel") for which in ("first", "second", "third")]
        used = [one for one in channels if one]
        if len(set(used)) < len(used):
            self.add_error("second_channel", "Kies iedere keer een andere manier.")
        data["channels"] = tuple(used)
        return data

    def new_campaign(self) -> NewCampaign:
        """The valid form as a campaign."""
        data = self.cleaned_data
        return NewCampaign(
            name=data["name"],
            arrangements=tuple(data.get("arrangements", ())),
            area_codes=tuple(data["area_codes"]),
            years_without_contact=data["years_without_contact"],
            minutes_per_talk=data["minutes_per_talk"],
            show_rate=data["show_rate"],
            most_tries=data["most_tries"],
            weeks_between_tries=data["weeks_between_tries"],
            channels=data["channels"],
            phone=data["phone"],
            is_compulsory=data["is_compulsory"],
        )


def _time(label: str) -> forms.TimeField:
    wrong = "Vul een tijd in, zoals 9:00."
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": wrong, "invalid": wrong},
    )


class StaffForm(forms.Form):
    """Who works on a day."""

    workers = several("Wie werken er?", error="Kies minstens één collega.")

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workers"].choices = workers  # type: ignore[attr-defined]

    def chosen(self) -> tuple[UUID, ...]:
        """The workers of the valid form."""
        return tuple(UUID(worker) for worker in self.cleaned_data["workers"])


class DaysForm(StaffForm):
    """One place, on a number of working days in a row."""

    first = forms.DateField(
        label="Eerste dag",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Kies een dag.", "invalid": "Vul een dag in, zoals 31-12-2026."},
    )
    number = number(
        "Hoeveel werkdagen achter elkaar?", 1, MOST_IN_A_ROW, "Weekend en feestdagen tellen niet.", initial=5
    )
    starts_at = _time("Van")
    ends_at = _time("Tot")
    area_code = forms.ChoiceField(
        label="Wijk", error_messages={"required": "Kies een wijk.", "invalid_choice": WRONG_CHOICE}
    )
    place = line(
        "Plek", "Vul in waar het is.", limit=160, help_text="Bijvoorbeeld een buurthuis, dicht bij de mensen."
    )
    address = line("Adres", "Vul het adres in.", limit=200, help_text="Straat, nummer en plaats.")
    field_order = ("first", "number", "starts_at", "ends_at", "area_code", "place", "address", "workers")

    def __init__(self, *args: Any, districts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: list[Any] = [("", "Kies een wijk"), *districts]
        self.fields["area_code"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begin, end = data.get("starts_at"), data.get("ends_at")
        if begin and end and end <= begin:
            self.add_error("ends_at", "Kies een tijd na het begin.")
        return data

    def new_days(self) -> NewDays:
        """The valid form as contact days."""
        data = self.cleaned_data
        return NewDays(
            first=data["first"],
            number=data["number"],
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            area_code=data["area_code"],
            place=data["place"],
            address=data["address"],
            workers=self.chosen(),
        )


class EstimateForm(forms.Form):
    """What would fit, before a day is made. In the address: there is nothing personal in it."""

    collega = number("Collega's", 1, 200)
    ochtenden = number("Ochtenden per week", 1, 10)
    uren = number("Uren per ochtend", 1, 10)

    @property
    def minutes(self) -> int:
        """The length of a morning."""
        return int(timedelta(hours=self.cleaned_data["uren"]).total_seconds()) // 60
