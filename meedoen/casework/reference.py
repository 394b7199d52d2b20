"""The scales every installation starts with, as data. What a municipality adds or renames stays as it is.

Sources: the participation ladder of VNG (research/standards.md), Utrecht's arrangements (F2.063, F2.065) and
Deventer's four levels of social activation (F2.040).
"""

from dataclasses import dataclass

from meedoen.casework.vocabulary import ScaleCode, ScaleDirection


@dataclass(frozen=True)
class ReferenceScale:
    """A scale with its steps (name, explanation), position 1 first.

    `legal_domains`: where it may be used; empty means everywhere. The arrangements say that somebody has a
    benefit, so they stay inside the Participatiewet.
    """

    code: ScaleCode
    name: str
    direction: ScaleDirection
    source: str
    steps: tuple[tuple[str, str], ...]
    legal_domains: frozenset[str] = frozenset()


SCALES: tuple[ReferenceScale, ...] = (
    ReferenceScale(
        ScaleCode.PARTICIPATION_LADDER,
        "Participatieladder",
        ScaleDirection.UP,
        "VNG, zes treden; laat zien wat iemand doet en niet wat iemand kan (F2.057, F7.037)",
        (
            ("Geïsoleerd", "Weinig of geen contact met anderen buiten huis."),
            ("Sociale contacten buitenshuis", "Minstens elke week contact met anderen, niet georganiseerd."),
            (
                "Georganiseerde activiteiten",
                "Minstens elke week naar een activiteit, zonder verantwoordelijkheid voor anderen.",
            ),
            ("Onbetaald werk", "Taken met verantwoordelijkheid, zonder loon."),
            ("Betaald werk met ondersteuning", "Loon, met hulp of begeleiding."),
            ("Betaald werk", "Loon, zonder ondersteuning."),
        ),
    ),
    ReferenceScale(
        ScaleCode.UTRECHT_ARRANGEMENTS,
        "Arrangementen Utrecht",
        ScaleDirection.DOWN,
        "Gemeente Utrecht; een lager nummer is dichter bij werk (F2.063, F2.065)",
        (
            ("A1", "In de bronnen niet beschreven."),
            ("A2", "In de bronnen niet beschreven."),
            ("A3", "Een traject naar werk kan beginnen."),
            ("A4", "De afstand is zo groot dat betaald werk niet te verwachten is."),
        ),
        frozenset({"participatiewet"}),
    ),
    ReferenceScale(
        ScaleCode.DEVENTER_LEVELS,
        "Niveaus van sociale activering",
        ScaleDirection.UP,
        "Beleidskader Deventer, vier niveaus (F2.040)",
        (
            ("Persoonlijke ontwikkeling", "Eerst hulp en zorg, en dingen voor jezelf."),
            ("Sociale contacten", "Mensen ontmoeten."),
            ("Nuttige activiteiten", "Iets doen waar een ander iets aan heeft."),
            ("Dichter bij de arbeidsmarkt", "De afstand tot betaald werk kleiner maken."),
        ),
    ),
)

ONLY_IN: dict[str, frozenset[str]] = {
    scale.code: scale.legal_domains for scale in SCALES if scale.legal_domains
}
