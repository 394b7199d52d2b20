"""Reading what there is to choose from in the filters."""

from collections import defaultdict
from operator import itemgetter

from meedoen.areas.models import Area
from meedoen.directory.models import Language, Location, Service, ServiceArea, TaxonomyTerm
from meedoen.directory.policy import wider_areas
from meedoen.directory.vocabulary import TaxonomyCode

Choices = list[tuple[str, str]]


def term_choices(taxonomy: TaxonomyCode) -> Choices:
    """The terms of a taxonomy as (code, name), in their order."""
    terms = TaxonomyTerm.objects.filter(taxonomy__code=taxonomy).order_by("position", "code")
    return list(terms.values_list("code", "name"))


def terms_by_taxonomy() -> defaultdict[str, Choices]:
    """The terms of every taxonomy of our own as (code, name), in their order, by its code. One query."""
    found: defaultdict[str, Choices] = defaultdict(list)
    rows = TaxonomyTerm.objects.exclude(taxonomy__code="").order_by("position", "code")
    for taxonomy, code, name in rows.values_list("taxonomy__code", "code", "name"):
        found[taxonomy].append((code, name))
    return found


def language_choices() -> Choices:
    """The languages other than Dutch in which something is offered, as (code, name), by name."""
    spoken = Language.objects.filter(service__in=Service.objects.on_offer()).exclude(code__in=["", "nl"])
    names = {code.lower(): name or code for code, name in spoken.values_list("code", "name").distinct()}
    return sorted(((code, name[:1].upper() + name[1:]) for code, name in names.items()), key=itemgetter(1))


def area_choices() -> list[tuple[str, Choices]]:
    """Municipalities, and per municipality the districts, where there is something to do, in groups."""
    on_offer = Service.objects.on_offer()
    served = dict(
        ServiceArea.objects.filter(service__in=on_offer).exclude(code="").values_list("code", "name")
    )
    held = Location.objects.filter(at_services__service__in=on_offer).exclude(area_code="")
    codes = set(served) | set(held.values_list("area_code", flat=True))
    codes |= {wider for code in codes for wider in wider_areas(code)}
    names = served | dict(Area.objects.filter(code__in=codes).values_list("code", "name"))
    municipalities = [(code, names[code]) for code in codes if code.startswith("GM") and code in names]
    districts: defaultdict[str, Choices] = defaultdict(list)
    for code in codes:
        if code.startswith("WK") and code in names:
            municipality = wider_areas(code)[0]
            districts[names.get(municipality, municipality)].append((code, names[code]))
    by_name = [("Gemeenten", sorted(municipalities, key=lambda choice: choice[1]))] if municipalities else []
    return by_name + [
        (f"Wijken in {name}", sorted(found, key=lambda choice: choice[1]))
        for name, found in sorted(districts.items())
    ]
