"""The fields of a service itself, in the sections in which somebody thinks of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from meedoen.areas.queries import names_of_areas
from meedoen.areas.vocabulary import AreaKind
from meedoen.directory.models import Program, TaxonomyTerm
from meedoen.directory.queries.history import Key, Values
from meedoen.directory.vocabulary import ServiceStatus, TaxonomyCode
from meedoen.editing.forms.fields import email, number, one_of, service_text, several, web

OLDEST = 130
LANGUAGES = [
    ("nl", "Nederlands"), ("nl-easy", "eenvoudig Nederlands"), ("en", "Engels"), ("tr", "Turks"),
    ("ar", "Arabisch"), ("ber", "Berbers"), ("pl", "Pools"), ("ru", "Russisch"), ("uk", "Oekraïens"),
    ("fr", "Frans"), ("es", "Spaans"), ("pt", "Portugees"), ("de", "Duits"), ("fa", "Farsi"),
    ("so", "Somalisch"), ("ti", "Tigrinya"), ("zh", "Chinees"), ("sgn", "gebarentaal"),
]  # fmt: skip
# Which lists of terms stand in which section.
TERMS: dict[str, tuple[TaxonomyCode, ...]] = {
    "wat": (
        TaxonomyCode.INTEREST,
        TaxonomyCode.LIFE_DOMAIN,
        TaxonomyCode.ACTIVATION_LEVEL,
        TaxonomyCode.LADDER_STEP,
        TaxonomyCode.VARIANT,
        TaxonomyCode.THEME,
    ),
    "voor-wie": (TaxonomyCode.TARGET_GROUP, TaxonomyCode.ACCESS, TaxonomyCode.LEGAL_DOMAIN),
    "waar": (TaxonomyCode.ACCESSIBILITY,),
}
COLUMNS = (
    "name", "alternate_name", "summary", "description", "activities", "eligibility_description",
    "minimum_age", "maximum_age", "fees_description", "email", "url", "application_process", "wait_time",
    "interpretation_services", "accreditations", "licenses", "alert", "status", "program_id",
)  # fmt: skip


def terms_field(code: str) -> str:
    return f"terms_{code}"


class ServiceForm(forms.Form):
    """Every field of a service. Which ones stand in which section: `SECTIONS` in `forms.sections`."""

    name = service_text("name", "Naam", required="Vul een naam in.")
    summary = service_text(
        "summary", "In het kort", rows=2, help_text="Eén of twee zinnen, voor in de lijst."
    )
    description = service_text("description", "Beschrijving", rows=6)
    activities = service_text(
        "activities", "Wat je er doet", rows=3, lines=True, help_text="Eén ding per regel."
    )
    alternate_name = service_text("alternate_name", "Ook bekend als")
    eligibility_description = service_text(
        "eligibility_description", "Voor wie het is", rows=3, help_text="Eén groep per regel."
    )
    minimum_age = number("Vanaf welke leeftijd", OLDEST)
    maximum_age = number("Tot en met welke leeftijd", OLDEST)
    fees_description = service_text("fees_description", "Kosten in woorden", rows=2)
    email = email()
    url = web("Webadres van dit aanbod")
    application_process = service_text("application_process", "Zo kom je erbij", rows=3)
    wait_time = service_text("wait_time", "Wachttijd")
    interpretation_services = service_text("interpretation_services", "Tolken")
    accreditations = service_text("accreditations", "Keurmerken")
    licenses = service_text("licenses", "Vergunningen")
    alert = service_text(
        "alert", "Let op", help_text="Iets dat iedereen nu moet weten, zoals een andere ingang."
    )
    status = one_of("Is het er nu?", ServiceStatus.choices)
    program_id = one_of("Hoort bij programma", [], empty="Bij geen programma")
    areas = several("Voor mensen uit welke wijk", [], help_text="Niet hetzelfde als waar het is.")
    languages = several("In welke talen", LANGUAGES)

    def __init__(self, *args: Any, organization_id: UUID, municipality_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programs = Program.objects.filter(organization_id=organization_id).values_list("id", "name")
        self._choose("program_id", [("", "Bij geen programma"), *((str(id), name) for id, name in programs)])
        self._choose("areas", area_options(municipality_code))
        self.terms: dict[str, list[TaxonomyTerm]] = {
            code.value: [] for codes in TERMS.values() for code in codes
        }
        for term in (
            TaxonomyTerm.objects.exclude(code="").select_related("taxonomy").order_by("position", "code")
        ):
            if term.taxonomy.code in self.terms:
                self.terms[term.taxonomy.code].append(term)
        for code, terms in self.terms.items():
            options = [(term.code, term.name) for term in terms]
            self.fields[terms_field(code)] = several(_question(code), options)

    def _choose(self, name: str, options: Any) -> None:
        self.fields[name].choices = options  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("minimum_age"), data.get("maximum_age")
        if low is not None and high is not None and high < low:
            self.add_error("maximum_age", "Deze leeftijd is lager dan de leeftijd waarop het begint.")
        return data

    def values(self) -> Values:
        """The columns of the service that were changed; after `is_valid`."""
        changed = {name: self.cleaned_data[name] for name in COLUMNS if name in self.changed_data}
        if "program_id" in changed:
            changed["program_id"] = changed["program_id"] or None
        return changed

    def chosen_terms(self) -> dict[str, set[str]]:
        """Per list of terms that was changed, the ids of the terms that hold now."""
        found = {}
        for code, terms in self.terms.items():
            if terms_field(code) in self.changed_data:
                chosen = set(self.cleaned_data[terms_field(code)])
                found[code] = {str(term.id) for term in terms if term.code in chosen}
        return found


def _question(code: str) -> str:
    return {
        TaxonomyCode.INTEREST: "Wat je er kunt doen",
        TaxonomyCode.LIFE_DOMAIN: "Bij welk leefgebied het past",
        TaxonomyCode.ACTIVATION_LEVEL: "Op welk niveau",
        TaxonomyCode.LADDER_STEP: "Bij welke trede van de participatieladder",
        TaxonomyCode.VARIANT: "Wat voor plek het is",
        TaxonomyCode.THEME: "Bij welk thema in de buurt",
        TaxonomyCode.TARGET_GROUP: "Voor welke groepen",
        TaxonomyCode.ACCESS: "Is er een indicatie nodig?",
        TaxonomyCode.LEGAL_DOMAIN: "Onder welke wet",
        TaxonomyCode.ACCESSIBILITY: "Hoe toegankelijk het is",
    }[TaxonomyCode(code)]


def area_options(municipality_code: str) -> list[tuple[str, str]]:
    """The municipality and its districts, as (code, name)."""
    found = names_of_areas(AreaKind.MUNICIPALITY, municipality_code)
    return found + names_of_areas(AreaKind.DISTRICT, municipality_code)


def initial_service(tree: Mapping[Key, Values], service_id: UUID, terms: Mapping[str, str]) -> Values:
    """What stands in the fields of a service. `terms`: id of a term as text to `list:code`."""
    said = tree.get(("service", service_id), {"status": ServiceStatus.ACTIVE.value})
    initial: Values = {column: said.get(column) for column in COLUMNS}
    initial["program_id"] = str(said.get("program_id") or "")
    for (name, _), row in tree.items():
        if name == "service_area" and row.get("code"):
            initial.setdefault("areas", []).append(row["code"])
        if name == "language" and row.get("service_id") and row.get("code"):
            initial.setdefault("languages", []).append(row["code"])
        known = terms.get(str(row.get("taxonomy_term_id"))) if name == "attribute" else None
        if known and row.get("service_id"):
            code, _, term = known.partition(":")
            initial.setdefault(terms_field(code), []).append(term)
    return initial


def term_codes(tree: Mapping[Key, Values]) -> dict[str, str]:
    """Of the terms in a record: id as text to `list:code`. One query."""
    ids = {row["taxonomy_term_id"] for (name, _), row in tree.items() if name == "attribute"}
    found = TaxonomyTerm.objects.filter(id__in=ids).values_list("id", "taxonomy__code", "code")
    return {str(id): f"{taxonomy}:{code}" for id, taxonomy, code in found if taxonomy and code}
