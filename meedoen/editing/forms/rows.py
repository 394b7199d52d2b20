"""The parts of a record, each a small form in a list that grows without a script."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.forms import BaseFormSet, formset_factory

from meedoen.directory.vocabulary import Weekday
from meedoen.editing.forms.fields import amount as money
from meedoen.editing.forms.fields import clock, day, email, one_of, several, web, words
from meedoen.editing.policy.recurrence import Line, line_of, mistakes, schedule_of
from meedoen.editing.vocabulary import Repeat

MOST_ROWS = 40
NTHS = [("1", "eerste"), ("2", "tweede"), ("3", "derde"), ("4", "vierde"), ("-1", "laatste")]
Values = dict[str, Any]


class RowForm(forms.Form):
    """One part. `id` is that of the row it stands in, empty for a new one."""

    table: ClassVar[str]
    columns: ClassVar[tuple[str, ...]] = ()
    id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def values(self) -> Values:
        """The columns as the row keeps them; after `is_valid`."""
        return {column: kept(self.cleaned_data.get(column)) for column in self.columns}

    @classmethod
    def shown(cls, values: Values) -> Values | None:
        """What stands in the fields of a row, or None where the form cannot show it."""
        return {column: values.get(column) for column in cls.columns}


def kept(value: Any) -> Any:
    """A cleaned value as JSON keeps it."""
    if value is None or isinstance(value, str | bool | int | list):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class ScheduleRow(RowForm):
    table = "schedule"
    repeat = one_of("Hoe vaak", Repeat.choices)
    days = several("Op welke dag", Weekday.choices)
    opens_at = clock("Van")
    closes_at = clock("Tot")
    nth = several("De hoeveelste van de maand", NTHS, help_text="Alleen bij elke maand.")
    starts_on = day("Vanaf, of op welke datum")
    ends_on = day("Tot en met")
    not_in_school_holidays = forms.BooleanField(label="Niet in de schoolvakanties", required=False)
    description = words("Toelichting", 240)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["repeat"].initial = Repeat.WEEKLY.value

    def clean(self) -> Values:
        data = super().clean() or {}
        if not self.errors:
            for field, message in mistakes(self.line()):
                self.add_error(field, message)
        return data

    def line(self) -> Line:
        data = self.cleaned_data
        return Line(
            Repeat(data.get("repeat") or Repeat.WEEKLY),
            tuple(data.get("days") or ()),
            tuple(int(nth) for nth in data.get("nth") or ()),
            data.get("opens_at"),
            data.get("closes_at"),
            data.get("starts_on"),
            data.get("ends_on"),
            bool(data.get("not_in_school_holidays")),
            data.get("description") or "",
        )

    def values(self) -> Values:
        return schedule_of(self.line())

    @classmethod
    def shown(cls, values: Values) -> Values | None:
        line = line_of(values)
        if line is None:
            return None
        return {
            "repeat": line.repeat.value,
            "days": list(line.days),
            "nth": [str(nth) for nth in line.nth],
            "opens_at": line.opens_at,
            "closes_at": line.closes_at,
            "starts_on": line.starts_on,
            "ends_on": line.ends_on,
            "not_in_school_holidays": line.not_in_school_holidays,
            "description": line.description,
        }


class CostRow(RowForm):
    table = "cost_option"
    columns = ("amount", "amount_to", "option", "amount_description", "valid_from", "valid_to")
    amount = money("Bedrag in euro's", "Nul is gratis.")
    amount_to = money("Tot bedrag", "Alleen als het verschilt.")
    option = words("Per", 120, help_text="Bijvoorbeeld: keer, maand, maaltijd.")
    amount_description = words("Toelichting", 240, help_text="Bijvoorbeeld: met stadspas gratis.")
    valid_from = day("Geldt vanaf")
    valid_to = day("Geldt tot en met")

    def clean(self) -> Values:
        data = super().clean() or {}
        low, high = data.get("amount"), data.get("amount_to")
        if high is not None and (low is None or high < low):
            self.add_error("amount_to", "Vul bij ‘bedrag’ het laagste in en hier het hoogste.")
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "De laatste dag ligt voor de eerste dag. Kies een latere dag.")
        return data

    @classmethod
    def shown(cls, values: Values) -> Values:
        amounts = {name: values.get(name) for name in ("amount", "amount_to")}
        return {column: values.get(column) for column in cls.columns} | {
            name: None if value is None else Decimal(value) for name, value in amounts.items()
        }

    def values(self) -> Values:
        found = super().values()
        for column in ("amount", "amount_to"):
            value = self.cleaned_data.get(column)
            found[column] = None if value is None else f"{value:.2f}"
        return found


class PhoneRow(RowForm):
    table = "phone"
    columns = ("number", "description")
    number = words("Telefoonnummer", 40, required="Vul een telefoonnummer in, of haal deze regel weg.")
    description = words("Waarvoor", 200, help_text="Bijvoorbeeld: op werkdagen van 9 tot 12 uur.")


class ContactRow(RowForm):
    table = "contact"
    columns = ("name", "title", "department", "email")
    name = words("Naam op het werk", 200)
    title = words("Functie", 200)
    department = words("Afdeling", 200)
    email = email()


class DocumentRow(RowForm):
    table = "required_document"
    columns = ("document", "uri")
    document = words("Wat iemand meeneemt", 200, required="Vul in wat iemand meeneemt, of haal dit weg.")
    uri = web("Webadres met uitleg")


class UrlRow(RowForm):
    table = "url"
    columns = ("label", "url")
    label = words("Naam van de pagina", 120)
    url = web("Webadres", required=True)


class FundingRow(RowForm):
    table = "funding"
    columns = ("source",)
    source = words("Wie het betaalt", 200, required="Vul in wie het betaalt, of haal dit weg.")


class AccessibilityRow(RowForm):
    table = "accessibility"
    columns = ("description", "details", "url")
    description = words("Wat er is", 200, required="Vul in wat er is, of haal dit weg.")
    details = words("Toelichting", rows=2)
    url = web("Webadres met uitleg")


class NumberRow(RowForm):
    table = "organization_identifier"
    columns = ("identifier_type", "identifier")
    identifier_type = words("Soort nummer", 120, help_text="Bijvoorbeeld: KVK.", required="Vul in: KVK.")
    identifier = words("Nummer", 120, required="Vul het nummer in, of haal dit weg.")


class BaseRows(BaseFormSet):  # type: ignore[type-arg]
    """A list of parts. "Nog een" asks for one more empty row, without a script."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Haal dit weg"

    @property
    def wanted(self) -> list[Any]:
        """The rows that stay or come; after `is_valid`."""
        return [
            form
            for form in self.forms
            if form.is_valid()
            and not form.cleaned_data.get("DELETE")
            and (form.cleaned_data.get("id") or form.has_changed())
        ]


def rows_factory(form: type[RowForm], extra: int = 0) -> Any:
    """The class of a list of these parts."""
    return formset_factory(
        form,
        formset=BaseRows,
        extra=extra,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + 10,
        validate_max=True,
    )


def initial_of(form: type[RowForm], rows: Sequence[tuple[UUID, Values]]) -> list[Values]:
    """What the rows of a record show in the list; those that the form cannot show are left out."""
    found = [(id, form.shown(values)) for id, values in rows]
    return [{"id": str(id), **shown} for id, shown in found if shown is not None]


def with_one_more(data: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """What was posted, with the count of one list higher by one."""
    name = f"{prefix}-TOTAL_FORMS"
    count = data.get(name, "0")
    total = int(count) if str(count).isascii() and str(count).isdigit() and len(str(count)) < 4 else 0
    return {name: str(min(total + 1, MOST_ROWS))}
