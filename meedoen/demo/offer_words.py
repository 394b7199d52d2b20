"""What the invented organizations offer, in plain Dutch (data/offer.yaml). Every text is made up."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "offer.yaml"

ORGANIZATION_NAMES = (
    "Stichting De Linde",
    "De Buurtketel",
    "Huis van de Hoek",
    "Stichting Zonnewende",
    "De Groene Duim",
    "Werkplaats Kompas",
    "De Open Keuken",
    "Stichting Samenspel",
    "Het Kleurlokaal",
    "De Wisselbeker",
    "Buurtatelier Vonk",
    "Stichting De Brug over",
    "De Lange Tafel",
    "Het Fietshuisje",
    "Stichting Morgenrood",
    "De Zaagbank",
    "Het Praathuis",
    "Stichting Tweede Ronde",
    "De Kruidenier van Nu",
    "Het Schakelpunt",
    "Stichting De Kastanje",
    "De Naaidoos",
    "Het Wandelnet",
    "Stichting Buurtgenoot",
    "De Huiskamer Verderop",
    "Het Tuinlab",
    "Stichting De Meander",
    "De Boekenplank",
    "Het Ruilhuis",
    "Stichting Nieuwe Ochtend",
)

ORGANIZATION_KINDS = (
    "Een plek in {district} waar buurtgenoten elkaar ontmoeten en samen dingen doen.",
    "Een kleine organisatie in {district} voor en door mensen uit de buurt.",
    "Een werkplaats in {district} waar iedereen op eigen tempo meedoet.",
    "Een stichting in {district} die mensen helpt om mee te doen, zonder haast.",
)

HOURS: dict[str, tuple[time, time, int]] = {
    "morning": (time(9, 30), time(12, 0), 1),
    "afternoon": (time(13, 30), time(16, 0), 1),
    "evening": (time(19, 0), time(21, 0), 1),
    "day": (time(9, 30), time(15, 30), 2),
}
"""From when until when, and how many parts of a day that is."""

JOIN_IN, WORK_ALONG, WORK_LIKE = "join_in", "work_along", "work_like"


GOES = {
    JOIN_IN: "Je hoeft niets te kunnen. Kom een keer kijken, iemand vangt je op bij de deur.",
    WORK_ALONG: "Je werkt mee zoals het jou past. Een vaste begeleider kent je en helpt je op weg.",
    WORK_LIKE: "Je werkt in een klein groepje met veel begeleiding."
    " Je hebt een indicatie van het buurtteam nodig.",
}


@dataclass(frozen=True)
class Kind:
    """One kind of offer. Interests, domains, levels, groups and themes are codes of the social map."""

    name: str
    variant: str
    summary: str
    description: str
    activities: tuple[str, ...]
    interests: tuple[str, ...]
    domains: tuple[str, ...]
    levels: tuple[str, ...]
    groups: tuple[str, ...]
    themes: tuple[str, ...]
    parts: tuple[str, ...]
    room: tuple[int, int]
    price: Decimal


def _kind(facts: dict[str, Any]) -> Kind:
    texts = (facts["summary"], facts.get("more"), GOES[facts["variant"]])
    lists = ("activities", "interests", "domains", "levels", "groups", "themes", "parts")
    low, high = facts["room"]
    return Kind(
        name=facts["name"],
        variant=facts["variant"],
        summary=facts["summary"],
        description="\n".join(text for text in texts if text),
        room=(low, high),
        price=Decimal(facts["price"]),
        **{name: tuple(facts.get(name, ())) for name in lists},
    )


KINDS: tuple[Kind, ...] = tuple(map(_kind, yaml.safe_load(DATA.read_text(encoding="utf-8"))))
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}

CARLAS_KINDS = ("Samen koken", "Naaiatelier", "Koffie-inloop", "Moestuin", "Buurttafel", "Wandelgroep")
"""What Carla's organization offers, in this order, as far as there are places. The first two meet on
the day the demo is made for."""
