"""An organization, and a place: what they say of themselves."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from meedoen.directory.models import Location, Organization
from meedoen.directory.queries.history import Key, Values
from meedoen.directory.vocabulary import LocationType
from meedoen.editing.forms.fields import NOT_IN_LIST, email, longest, number, one_of, web, words
from meedoen.editing.forms.rows import (
    AccessibilityRow,
    ContactRow,
    NumberRow,
    PhoneRow,
    RowForm,
    UrlRow,
    initial_of,
    rows_factory,
)

THIS_CENTURY_AT_LEAST = 2100


class ChooseOrganizationForm(forms.Form):
    """Of which organization something new is."""

    organisatie = forms.ChoiceField(
        label="Welke organisatie biedt dit aan?",
        error_messages={"required": "Kies een organisatie.", "invalid_choice": NOT_IN_LIST},
    )

    def __init__(self, *args: Any, bodies: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        options = [("", "Kies een organisatie")]
        options += [(str(id), name) for id, name in bodies.values_list("id", "name")]
        self.fields["organisatie"].choices = options  # type: ignore[attr-defined]

    @property
    def organization(self) -> Organization | None:
        return self.bodies.filter(pk=self.cleaned_data["organisatie"]).first()


def _text(column: str, label: str, **options: Any) -> Any:
    return words(label, longest(Organization, column), **options)


def _place(column: str, label: str, **options: Any) -> Any:
    return words(label, longest(Location, column), **options)


class RecordForm(forms.Form):
    """The columns of a record itself."""

    def values(self) -> Values:
        return {name: self.cleaned_data[name] for name in self.fields if name in self.changed_data}


class OrganizationForm(RecordForm):
    name = _text("name", "Naam", required="Vul een naam in.")
    alternate_name = _text("alternate_name", "Ook bekend als")
    description = _text("description", "Wat de organisatie doet", rows=5)
    email = email()
    website = web()
    legal_status = _text("legal_status", "Rechtsvorm", help_text="Bijvoorbeeld: stichting, buurtinitiatief.")
    year_incorporated = number("Opgericht in", THIS_CENTURY_AT_LEAST)


class LocationForm(RecordForm):
    name = _place("name", "Naam van de plek")
    alternate_name = _place("alternate_name", "Ook bekend als")
    location_type = one_of("Wat voor plek", LocationType.choices)
    description = _place(
        "description", "Beschrijving", rows=3, help_text="Bijvoorbeeld: ingang aan de achterkant."
    )
    transportation = _place("transportation", "Zo kom je er", rows=2)
    url = web()


class AddressRow(RowForm):
    table = "address"
    columns = ("address_1", "address_2", "postal_code", "city", "region")
    address_1 = words("Straat en huisnummer", 200)
    address_2 = words("Toevoeging", 200)
    postal_code = words("Postcode", 20)
    city = words("Plaats", 120, required="Vul de plaats in.")
    region = words("Wijk of dorp", 120)


LISTS: dict[str, dict[str, tuple[type[RowForm], str]]] = {
    "organization": {
        "telefoon": (PhoneRow, "Nog een telefoonnummer"),
        "nummer": (NumberRow, "Nog een nummer in een register"),
        "contact": (ContactRow, "Nog een contact"),
        "web": (UrlRow, "Nog een webadres"),
    },
    "location": {
        "adres": (AddressRow, "Nog een adres"),
        "toegang": (AccessibilityRow, "Nog iets over toegankelijkheid"),
        "telefoon": (PhoneRow, "Nog een telefoonnummer"),
    },
}
FORMS: dict[str, type[RecordForm]] = {"organization": OrganizationForm, "location": LocationForm}
TITLES = {
    "telefoon": "Telefoon",
    "nummer": "KvK-nummer",
    "contact": "Contact",
    "web": "Andere webadressen",
    "adres": "Adres",
    "toegang": "Toegankelijkheid",
}
WAITING = ("telefoon", "adres", "nummer")


def formset_of(
    record_type: str, prefix: str, tree: Mapping[Key, Values], record_id: UUID, data: Mapping[str, Any] | None
) -> Any:
    """A list of parts of an organization or a place, as it stands or as it was filled in."""
    row, _ = LISTS[record_type][prefix]
    owner = f"{record_type}_id"
    rows = [
        (id, values)
        for (name, id), values in tree.items()
        if name == row.table and values.get(owner) == str(record_id)
    ]
    initial = initial_of(row, rows)
    formset = rows_factory(row)(data, prefix=prefix, initial=initial)
    formset.extra = 1 if prefix in WAITING and not initial else 0
    return formset
