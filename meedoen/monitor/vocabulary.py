"""Words of reports: what is counted, by which traits it is split, and how each number came about."""

from django.db import models


class Measure(models.TextChoices):
    """What an agreement counts."""

    PEOPLE = "people", "Mensen"
    HALF_DAYS = "half_days", "Dagdelen"
    LADDER_STEPS = "ladder_steps", "Een trede hoger"
    COSTS = "costs", "Kosten"


class SplitCode(models.TextChoices):
    """How the people reached are split."""

    DISTRICT = "district", "Naar wijk"
    AGE = "age", "Naar leeftijd"
    LADDER = "ladder", "Naar trede op de participatieladder"
    LADDER_BY_LINE = "ladder_by_line", "Een trede hoger, per regel"


class Move(models.TextChoices):
    """What happened between two measurements on the participation ladder."""

    UP = "up", "hoger dan bij het begin"
    SAME = "same", "gelijk gebleven"
    DOWN = "down", "lager dan bij het begin"
    NOT_TWICE = "not_twice", "niet twee keer gemeten"


ELSEWHERE = ""
"""The district code of who lives in another municipality, or where is not known."""

ELSEWHERE_NAME = "elders of niet bekend"

AGE_BANDS: dict[str, str] = {
    "under_27": "jonger dan 27",
    "from_27": "27 tot en met 44",
    "from_45": "45 tot en met 64",
    "from_65": "65 en ouder",
    "unknown": "niet bekend",
}

HIDDEN = "afgeschermd"

DEFINITIONS: dict[Measure, str] = {
    Measure.PEOPLE: (
        "Het aantal verschillende mensen dat minstens één keer aanwezig was. Iemand die vaker komt, telt één "
        "keer. Per maand telt iemand in de maand waarin die voor het eerst kwam, zodat de maanden bij elkaar "
        "het totaal zijn."
    ),
    Measure.HALF_DAYS: (
        "Het aantal dagdelen dat mensen aanwezig waren. Een ochtend, middag of avond is één dagdeel; een "
        "bijeenkomst van een hele dag telt als twee. Afgemeld of niet gekomen telt niet."
    ),
    Measure.LADDER_STEPS: (
        "Het aantal mensen dat aan het eind van het halfjaar hoger op de participatieladder stond dan aan "
        "het begin. Het gaat om wat iemand doet, in de ogen van de medewerker. Alleen wie twee keer gemeten "
        "is, kan meetellen. Iemand telt één keer, bij de regel waar die het eerst kwam."
    ),
    Measure.COSTS: (
        "Wat de afspraak in dit halfjaar kostte. Bij een prijs per persoon: het aantal mensen keer de prijs, "
        "per regel. Wie bij twee regels komt, telt dus bij allebei mee in de kosten. Bij een prijs per "
        "dagdeel: het aantal dagdelen keer de prijs. Bij een vast bedrag: wat er in het halfjaar is betaald. "
        "Wat na het eind van de afspraak is betaald, telt in de laatste maand van de afspraak."
    ),
}

WHY_HIDDEN = (
    "Een aantal onder de 10 laten we niet zien, want dan is soms te raden om wie het gaat. Soms verbergen we "
    "daarom ook een groter aantal: anders is het kleine uit te rekenen."
)

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

# Offer beside need (docs/adr/0077-overlap-and-gap.md).

ANY = "*"
"""The code of a trait that was not split by."""

NOT_KNOWN = "-"
"""The code of a trait that was not said."""

Cell = tuple[str, ...]
"""One code for each axis, in the order of `AXES`; `ANY` where it is not split by that axis."""


class Axis(models.TextChoices):
    """The five traits by which offer and need are set side by side."""

    AREA = "area", "wijk"
    GROUP = "group", "doelgroep"
    DOMAIN = "domain", "leefgebied"
    LEVEL = "level", "niveau"
    PART = "part", "dagdeel"


AXES = tuple(Axis)


def cell_of(codes: dict["Axis", str]) -> Cell:
    """The cell with these codes, and `ANY` for the other axes."""
    return tuple(codes.get(axis, ANY) for axis in AXES)


class Shows(models.TextChoices):
    """What the heat map colours."""

    PLACES = "places", "plekken"
    SERVICES = "services", "aantal keer aanbod"
    PEOPLE = "people", "mensen met een plan"
    SHORT = "short", "meer mensen dan plekken"


PARTS = {"morning": "ochtend", "afternoon": "middag", "evening": "avond"}

NEED_GROUPS = ("young", "older")
"""The groups that a plan tells of: by age. Of other groups a plan says nothing."""

DOMAINS_OF_INTEREST: dict[str, tuple[str, ...]] = {
    "meeting": ("social_contacts",),
    "cooking": ("social_contacts", "health"),
    "sport": ("health",),
    "creative": ("social_contacts",),
    "garden": ("health",),
    "crafts": ("work",),
    "care": ("social_contacts",),
    "language": ("education",),
    "computer": ("education",),
    "money_help": ("income",),
    "work_experience": ("work",),
    "retail": ("work",),
    "business": ("work", "income"),
    "volunteering": ("work", "social_contacts"),
    "nature_animals": ("health",),
    "coaching": ("health", "social_contacts"),
}
"""In which life domains somebody wants something who would like to do this. Meedoen's own classification."""


class ScreeningVerdict(models.TextChoices):
    """What the municipality decided about a service under social activation."""

    INSIDE = "inside", "hoort bij sociale activering"
    OUTSIDE = "outside", "hoort er niet bij"
    LATER = "later", "eerst meer weten"


class Advice(models.TextChoices):
    """What follows from the recorded facts; the municipality decides."""

    FITS = "fits", "past erbij"
    DOUBT = "doubt", "twijfel"
    MISSING = "missing", "nog onbekend"


class InventoryPart(models.TextChoices):
    """Which part of the inventory is looked at, besides those with a decision."""

    UNDECIDED = "undecided", "nog geen besluit"
    INCOMPLETE = "incomplete", "er mist iets om over te oordelen"
