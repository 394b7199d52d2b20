"""Where something is held: a place that is known already, or a new address."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms

from meedoen.areas.queries import area_of, point_of
from meedoen.directory.policy.duplicates import postcode_of
from meedoen.directory.queries.history import Key, Values
from meedoen.directory.vocabulary import AddressType, LocationType
from meedoen.editing.forms.fields import NOT_IN_LIST, one_of, several, words


class PlacesForm(forms.Form):
    """The places of a service: which ones stay, one that is known to add, or a new address."""

    keep = several("Waar het nu is", [], help_text="Haal het vinkje weg bij een plek waar het niet meer is.")
    add = one_of("Nog een plek die we al kennen", [], empty="Geen andere plek")
    place_name = words("Naam van de nieuwe plek", 200, help_text="Bijvoorbeeld: Buurthuis De Linde.")
    address_1 = words("Straat en huisnummer", 200)
    postal_code = words("Postcode", 7)
    city = words("Plaats", 120)

    def __init__(self, *args: Any, held: Any, known: Any, **kwargs: Any) -> None:
        """`held` and `known` are (id, text) of where it is held now, and of other places."""
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = held  # type: ignore[attr-defined]
        self.fields["add"].choices = [("", "Geen andere plek"), *known]  # type: ignore[attr-defined]
        self.fields["add"].error_messages["invalid_choice"] = NOT_IN_LIST
        if not held:
            del self.fields["keep"]
        if not known:
            del self.fields["add"]

    def clean_postal_code(self) -> str:
        said: str = self.cleaned_data["postal_code"]
        code = postcode_of(said)
        if said and not code:
            raise forms.ValidationError("Vul een postcode in zoals 3561 AB.")
        return f"{code[:4]} {code[4:]}" if code else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        street, city = data.get("address_1"), data.get("city")
        if (data.get("place_name") or street or data.get("postal_code")) and not city:
            self.add_error("city", "Vul ook de plaats in.")
        if city and not (street or data.get("place_name")):
            self.add_error("address_1", "Vul de straat en het huisnummer in, of de naam van de plek.")
        return data

    def new_place(self, organization_id: UUID | None) -> dict[Key, Values]:
        """The rows of a new place with its address; empty where none was filled in."""
        data = self.cleaned_data
        if not data["city"]:
            return {}
        location, address = uuid4(), uuid4()
        return {
            ("location", location): {
                "organization_id": str(organization_id) if organization_id else None,
                "name": data["place_name"],
                "location_type": LocationType.PHYSICAL.value,
                **on_map(data["postal_code"]),
            },
            ("address", address): {
                "location_id": str(location),
                "address_1": data["address_1"],
                "postal_code": data["postal_code"],
                "city": data["city"],
                "country": "NL",
                "address_type": AddressType.PHYSICAL.value,
            },
        }


def on_map(postcode: str) -> Values:
    """Where a postcode lies: district and the middle of its area in RD metres, as far as that is known."""
    code = postcode_of(postcode)[:4]
    area, point = (area_of(code), point_of(code)) if code else (None, None)
    return {
        "area_code": area or "",
        "rd_x": point[0] if point else None,
        "rd_y": point[1] if point else None,
    }


def held_at(tree: Mapping[Key, Values]) -> dict[str, UUID]:
    """Where a service is held: id of the place as text to the id of the link."""
    return {row["location_id"]: id for (name, id), row in tree.items() if name == "service_at_location"}
