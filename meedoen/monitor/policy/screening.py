"""Does a service belong under the umbrella of social activation, and why: from what the social map records.

Source: Deventer's framework (document 002) asks to examine every project on its value for social activation
(F3.017) and to list, compare and set requirements (F3.018, F8.005). Whether taking part is free is Utrecht's
rule (document 001, F4.001). What follows is advice; the municipality decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from meedoen.monitor.vocabulary import Advice

ONLY_WORK = "4"
DUTY_WORDS = ("tegenprestatie", "verplicht", "plicht")


class Found(StrEnum):
    """What the recorded facts say of one criterion."""

    MET = "met"
    DOUBT = "doubt"
    MISSING = "missing"


@dataclass(frozen=True)
class Recorded:
    """What the social map says of a service: names of terms, `levels` and `access` by code, its texts."""

    levels: tuple[tuple[str, str], ...] = ()
    domains: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    access: str = ""
    texts: tuple[str, ...] = ()
    description: str = ""
    has_end: bool = False


@dataclass(frozen=True)
class Criterion:
    """One criterion with what was found, in a sentence.

    `core`: without it nothing can be said. `to_ask`: the social map has no place for all of it.
    """

    name: str
    found: Found
    why: str
    document: str
    core: bool = False
    to_ask: bool = False


@dataclass(frozen=True)
class Screened:
    advice: Advice
    criteria: tuple[Criterion, ...]

    @property
    def missing(self) -> list[str]:
        """What the social map could say and does not, the names of the criteria."""
        return self._open(to_ask=False)

    @property
    def to_ask(self) -> list[str]:
        """What must be asked of the organization, the names of the criteria."""
        return self._open(to_ask=True)

    def _open(self, *, to_ask: bool) -> list[str]:
        return [
            criterion.name
            for criterion in self.criteria
            if criterion.found == Found.MISSING and criterion.to_ask == to_ask
        ]

    @property
    def reasons(self) -> list[str]:
        """Why, in the order of what weighs: what is doubtful, then what is met."""
        found = sorted(self.criteria, key=lambda criterion: criterion.found != Found.DOUBT)
        return [criterion.why for criterion in found if criterion.found != Found.MISSING]


def screened(recorded: Recorded) -> Screened:
    """The advice for one service, with every criterion.

    A core criterion that is missing leaves it open; a doubtful one asks for a judgement; else it fits.
    """
    criteria = (
        _level(recorded),
        _domains(recorded),
        _groups(recorded),
        _isolation_first(recorded),
        _access(recorded),
        _free(recorded),
        _requirements(recorded),
    )
    return Screened(_advice(criteria), criteria)


def _advice(criteria: Sequence[Criterion]) -> Advice:
    if any(criterion.core and criterion.found == Found.MISSING for criterion in criteria):
        return Advice.MISSING
    if any(criterion.found == Found.DOUBT for criterion in criteria):
        return Advice.DOUBT
    return Advice.FITS


def _level(recorded: Recorded) -> Criterion:
    """F2.040: the four levels of social activation as an instrument."""
    name = "Niveau"
    if not recorded.levels:
        return Criterion(
            name, Found.MISSING, "Op welk van de vier niveaus dit is, staat er niet.", "002", core=True
        )
    said = _and(f"{code} ({label.lower()})" for code, label in recorded.levels)
    return Criterion(name, Found.MET, f"Het is op niveau {said}.", "002", core=True)


def _domains(recorded: Recorded) -> Criterion:
    """F2.036: the seven domains of disadvantage."""
    name = "Leefgebied"
    if not recorded.domains:
        return Criterion(
            name,
            Found.MISSING,
            "Op welk van de zeven leefgebieden het helpt, staat er niet.",
            "002",
            core=True,
        )
    said = _and(label.lower() for label in recorded.domains)
    return Criterion(name, Found.MET, f"Het helpt bij {said}.", "002", core=True)


def _groups(recorded: Recorded) -> Criterion:
    """F2.035 and F2.041 to F2.044: whom it aims at; F2.038: every inhabitant can qualify."""
    name = "Voor wie"
    if not recorded.groups:
        return Criterion(name, Found.MISSING, "Voor wie het vooral is, staat er niet.", "002", core=True)
    said = _and(label.lower() for label in recorded.groups)
    return Criterion(name, Found.MET, f"Het is voor {said}.", "002", core=True)


def _isolation_first(recorded: Recorded) -> Criterion:
    """F2.004 and F4.019: combating isolation comes first, guidance to work second."""
    name = "Eerst meedoen, dan werk"
    codes = {code for code, _ in recorded.levels}
    if not codes:
        return Criterion(name, Found.MISSING, "Zonder niveau is dit niet te zeggen.", "002")
    if codes == {ONLY_WORK}:
        why = "Het is alleen een stap naar werk. Volgens het kader is dat het tweede doel, na meedoen."
        return Criterion(name, Found.DOUBT, why, "002")
    return Criterion(name, Found.MET, "Het gaat niet alleen om werk.", "002")


def _access(recorded: Recorded) -> Criterion:
    """F2.038 and F4.013: the law somebody falls under must not decide whether they may come."""
    name = "Toegang"
    if not recorded.access:
        return Criterion(name, Found.MISSING, "Of iemand een indicatie nodig heeft, staat er niet.", "002")
    if recorded.access == "indication":
        why = "Het kan alleen met een indicatie. Volgens het kader mag een regeling niet bepalen wie meedoet."
        return Criterion(name, Found.DOUBT, why, "002")
    return Criterion(name, Found.MET, "Iemand kan komen zonder indicatie.", "002")


def _free(recorded: Recorded) -> Criterion:
    """F4.001: activation is invited, never forced (Utrecht); F4.004: a municipality may choose otherwise."""
    name = "Vrijwillig"
    texts = " ".join(recorded.texts).lower()
    if any(word in texts for word in DUTY_WORDS):
        why = "In de tekst staat iets over een plicht of tegenprestatie."
        return Criterion(name, Found.DOUBT, why, "001")
    return Criterion(
        name,
        Found.MISSING,
        "De sociale kaart legt dit niet vast. Vraag het de aanbieder.",
        "001",
        to_ask=True,
    )


def _requirements(recorded: Recorded) -> Criterion:
    """F2.049 and F8.005: duration, goal, guidance and reporting are to be set per trajectory."""
    name = "Duur, doel, begeleiding en verslag"
    known = [
        word for word, there in (("duur", recorded.has_end), ("doel", bool(recorded.description))) if there
    ]
    start = f"Vastgelegd: {_and(known)}. " if known else ""
    return Criterion(
        name,
        Found.MISSING,
        f"{start}Leg {_and(word for word in REQUIRED if word not in known)} vast in de afspraak.",
        "002",
        to_ask=True,
    )


REQUIRED = ("duur", "doel", "begeleiding", "verslag")


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last
