"""Fields with their errors in words that say what to do; no database takes a null character."""

from typing import Any

from django import forms

from meedoen.directory.models import Service

LONGEST = 20_000
NOT_IN_LIST = "Dit staat niet in de lijst. Kies iets uit de lijst."


class Words(forms.CharField):
    """Text without null characters, which mean nothing, and with one way to end a line."""

    def to_python(self, value: Any) -> str:
        said = value.replace("\0", " ").replace("\r\n", "\n") if isinstance(value, str) else value
        return str(super().to_python(said))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, data.replace("\r\n", "\n") if data else data)


class Lines(Words):
    """A list of texts, one a line; kept as a list, each once."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))


def words(
    label: str,
    limit: int = LONGEST,
    *,
    rows: int = 0,
    help_text: str = "",
    required: str = "",
    lines: bool = False,
) -> Words:
    """A text; `rows` for a box of several lines, `required` what to do where it is empty."""
    attrs: dict[str, Any] = {"rows": rows} if rows else {}
    return (Lines if lines else Words)(
        label=label,
        required=bool(required),
        max_length=limit,
        help_text=help_text,
        widget=forms.Textarea(attrs=attrs) if rows else forms.TextInput(),
        error_messages={
            "required": required,
            "max_length": f"Dit is te lang. Gebruik hooguit {limit} tekens.",
        },
    )


def email(label: str = "E-mailadres", help_text: str = "") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        required=False,
        max_length=254,
        help_text=help_text,
        error_messages={"invalid": "Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl."},
    )


class WebAddress(forms.URLField):
    """A web address; who leaves out https:// meant it."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value.replace("\0", " ") if isinstance(value, str) else value))


def web(label: str = "Website", help_text: str = "", required: bool = False) -> forms.URLField:
    return WebAddress(
        label=label,
        required=required,
        max_length=500,
        help_text=help_text,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
        error_messages={
            "invalid": "Dit is geen webadres. Schrijf het als www.voorbeeld.nl.",
            "required": "Vul een webadres in.",
        },
    )


def number(label: str, most: int, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        help_text=help_text,
        error_messages={
            "invalid": "Vul een heel getal in, zoals 18.",
            "min_value": "Vul nul in of meer.",
            "max_value": f"Vul een getal in tot en met {most}.",
        },
    )


def amount(label: str, help_text: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        localize=True,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "invalid": "Vul een bedrag in, zoals 2,50.",
            "min_value": "Vul nul in of meer. Nul is gratis.",
            "max_digits": "Dit bedrag is te groot.",
            "max_whole_digits": "Dit bedrag is te groot.",
            "max_decimal_places": "Gebruik hooguit twee cijfers achter de komma.",
        },
    )


def day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Deze datum bestaat niet. Schrijf bijvoorbeeld 31-12-2026."},
    )


def clock(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Deze tijd bestaat niet. Schrijf bijvoorbeeld 10:30."},
    )


def one_of(label: str, choices: Any, *, help_text: str = "", empty: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", empty), *choices] if empty else choices,
        help_text=help_text,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )


def several(label: str, choices: Any, *, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=choices,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_IN_LIST, "invalid_list": NOT_IN_LIST},
    )


def longest(model: type[Any], column: str) -> int:
    """How long a text of this column may be."""
    return model._meta.get_field(column).max_length or LONGEST


def service_text(column: str, label: str, **options: Any) -> Words:
    return words(label, longest(Service, column), **options)
