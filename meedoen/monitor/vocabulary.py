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
