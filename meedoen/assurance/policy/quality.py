"""What could be better about a record, what to do about it, and how much it weighs.

The score is of a record, never of a person. The weights are Meedoen's own: what somebody needs to go there
weighs most. Together they make 100.
"""

import re
from dataclasses import dataclass

from meedoen.assurance.vocabulary import AdviceCode

SHORT_DESCRIPTION = 120
LONG_SENTENCE_WORDS = 25
SHOUTING_LETTERS = 12
_SENTENCE = re.compile(r"[.!?\n]+")


@dataclass(frozen=True)
class Record:
    """What advice is made from: texts as they stand, and of the rest whether it is there."""

    name: str = ""
    summary: str = ""
    description: str = ""
    has_activities: bool = False
    has_times: bool = False
    has_price: bool = False
    has_contact: bool = False
    has_area: bool = False
    has_address: bool = False
    has_group: bool = False
    has_level: bool = False
    has_dead_link: bool = False
    is_confirmed: bool = False


@dataclass(frozen=True)
class Advice:
    """`do` says in one sentence what to do; `weight` is how many points of 100 it costs."""

    code: AdviceCode
    do: str
    weight: int


_LIST = (
    Advice(AdviceCode.NO_DESCRIPTION, "Schrijf in een paar zinnen wat mensen er kunnen doen.", 15),
    Advice(AdviceCode.NO_TIMES, "Zet erbij op welke dagen en tijden het is.", 12),
    Advice(AdviceCode.NO_CONTACT, "Zet er een telefoonnummer of e-mailadres bij.", 12),
    Advice(AdviceCode.NOT_CONFIRMED, "Kijk of alles nog klopt en bevestig dat.", 10),
    Advice(AdviceCode.NO_PRICE, "Zet erbij wat het kost. Is het gratis? Zet dat er dan bij.", 8),
    Advice(AdviceCode.NO_ADDRESS, "Zet erbij waar het is. Is het online? Zet dat er dan bij.", 8),
    Advice(AdviceCode.DEAD_LINK, "Vervang of verwijder het adres dat niet meer werkt.", 8),
    Advice(
        AdviceCode.SHORT_DESCRIPTION,
        f"Vertel meer: wat doe je er, en wie begeleidt dat? Schrijf ten minste {SHORT_DESCRIPTION} tekens.",
        7,
    ),
    Advice(AdviceCode.NO_AREA, "Kies voor welke wijken of gemeente het is.", 6),
    Advice(AdviceCode.NO_GROUP, "Zet erbij voor wie het is. Is het voor iedereen? Zet dat er dan bij.", 6),
    Advice(AdviceCode.NO_ACTIVITIES, "Noem in gewone woorden wat je er doet, zoals koken of wandelen.", 4),
    Advice(AdviceCode.NO_LEVEL, "Kies het niveau dat erbij past.", 4),
    Advice(
        AdviceCode.LONG_SENTENCES,
        f"Maak de zinnen korter. Een zin heeft hooguit {LONG_SENTENCE_WORDS} woorden.",
        4,
    ),
    Advice(AdviceCode.CAPITALS, "Schrijf gewone letters. Tekst in hoofdletters leest moeilijk.", 3),
)
ADVICE: dict[str, Advice] = {advice.code.value: advice for advice in _LIST}
"""By code. Nothing is short that is not there, so at most 100 points can be lost."""


def advice_for(record: Record) -> tuple[Advice, ...]:
    """What could be better, what weighs most first."""
    description = record.description.strip()
    found = {
        AdviceCode.NO_DESCRIPTION: not description,
        AdviceCode.SHORT_DESCRIPTION: 0 < len(description) < SHORT_DESCRIPTION,
        AdviceCode.NO_TIMES: not record.has_times,
        AdviceCode.NO_PRICE: not record.has_price,
        AdviceCode.NO_CONTACT: not record.has_contact,
        AdviceCode.NO_AREA: not record.has_area,
        AdviceCode.NO_ADDRESS: not record.has_address,
        AdviceCode.NO_GROUP: not record.has_group,
        AdviceCode.NO_LEVEL: not record.has_level,
        AdviceCode.NO_ACTIVITIES: not record.has_activities,
        AdviceCode.CAPITALS: any(map(_shouts, (record.name, record.summary, description))),
        AdviceCode.LONG_SENTENCES: any(map(_is_long, _SENTENCE.split(f"{record.summary}\n{description}"))),
        AdviceCode.DEAD_LINK: record.has_dead_link,
        AdviceCode.NOT_CONFIRMED: not record.is_confirmed,
    }
    return tuple(advice for advice in _LIST if found[advice.code])


def score_of(advice: tuple[Advice, ...]) -> int:
    """0 to 100: what is left of 100 after each piece of advice cost its weight."""
    return 100 - sum(piece.weight for piece in advice)


def _shouts(text: str) -> bool:
    """Whether nearly all letters are capitals, in a text long enough to be no abbreviation."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= SHOUTING_LETTERS and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _is_long(sentence: str) -> bool:
    return len(sentence.split()) > LONG_SENTENCE_WORDS
