"""The instruments every installation starts with, as data. What a municipality adds or changes stays.

Sources: the self-sufficiency matrix (research/standards.md: names only, its criteria are GGD Amsterdam's),
Life Goals (F2.085, F2.086), Krachtbedrijf (F2.088) and De Wilg (F3.063). How these score is in no
source: a number from 1 to 10 with own words is a choice of Meedoen, and each explanation says so.
"""

from dataclasses import dataclass

from meedoen.casework.vocabulary import AnswerKind

OWN_NUMBERS = "Hoe je scoort, staat niet in de bron. Een cijfer van 1 tot 10 is een keuze van Meedoen."


@dataclass(frozen=True)
class ReferenceInstrument:
    """An instrument with its items in order; `levels`: the names of its levels, lowest first, if it has them.

    `asks_leave`: it is off until the municipality says that it may use it.
    """

    code: str
    name: str
    explanation: str
    source: str
    items: tuple[str, ...]
    levels: tuple[str, ...] = ()
    asks_leave: bool = False

    @property
    def kind(self) -> AnswerKind:
        return AnswerKind.LEVEL if self.levels else AnswerKind.NUMBER

    @property
    def most(self) -> int:
        return len(self.levels) or 10


INSTRUMENTS: tuple[ReferenceInstrument, ...] = (
    ReferenceInstrument(
        "life_goals_domains",
        "Life Goals: sociale domeinen",
        f"Hoe het gaat op de zeven sociale domeinen van Life Goals. {OWN_NUMBERS}",
        "Life Goals",
        (
            "Woonsituatie",
            "Sport en opleiding",
            "Gezondheid",
            "Realistisch zelfbeeld",
            "Emotionele stabiliteit",
            "Sociale vaardigheden",
            "Zelfredzaamheid",
        ),
    ),
    ReferenceInstrument(
        "life_goals_behaviours",
        "Life Goals: gedrag",
        f"De zes soorten gedrag van Life Goals. {OWN_NUMBERS}",
        "Life Goals",
        (
            "Aanwezig zijn",
            "Lichamelijke conditie en gezondheid",
            "Hoe je je voelt",
            "Teamgeest",
            "Communicatie",
            "Motivatie",
        ),
    ),
    ReferenceInstrument(
        "strength_and_enterprise",
        "Zelfvertrouwen en ondernemen",
        f"Wat Krachtbedrijf bij het begin en aan het eind meet. {OWN_NUMBERS}",
        "Krachtbedrijf",
        ("Zelfwaardering", "Zelfvertrouwen", "Ondernemende vaardigheden"),
    ),
    ReferenceInstrument(
        "satisfaction",
        "Tevredenheid",
        f"Hoe tevreden iemand is met de hulp en de plek, in één cijfer met eigen woorden. {OWN_NUMBERS}",
        "Tevredenheid vragen, zoals De Wilg doet; de vraag zelf is een keuze van Meedoen",
        ("Tevredenheid met de hulp en de plek",),
    ),
    ReferenceInstrument(
        "self_sufficiency_matrix",
        "Zelfredzaamheid-matrix",
        "Alleen de namen van de domeinen en de niveaus. De beschrijvingen zijn van GGD Amsterdam en staan "
        "niet in Meedoen. Gebruik dit alleen als de gemeente dat mag en je ervoor opgeleid bent. Kies alleen "
        "de domeinen waar jullie het over hebben.",
        "Zelfredzaamheid-matrix (ZRM) 2017, © GGD Amsterdam; vraag gebruik aan bij GGD Amsterdam",
        (
            "Financiën",
            "Werk en opleiding",
            "Tijdsbesteding",
            "Huisvesting",
            "Huiselijke relaties",
            "Geestelijke gezondheid",
            "Lichamelijke gezondheid",
            "Middelengebruik",
            "Basale ADL",
            "Instrumentele ADL",
            "Sociaal netwerk",
            "Maatschappelijke participatie",
            "Justitie",
        ),
        (
            "acute problematiek",
            "niet zelfredzaam",
            "beperkt zelfredzaam",
            "voldoende zelfredzaam",
            "volledig zelfredzaam",
        ),
        asks_leave=True,
    ),
)

ASKS_LEAVE: frozenset[str] = frozenset(one.code for one in INSTRUMENTS if one.asks_leave)
