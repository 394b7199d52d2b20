"""The checklist that Meedoen comes with: what Dutch social maps ask before they take something in.

Source: the admission criteria of kr8vanraalte.nl and of the library of Hardenberg. A municipality changes
them in /beheer/.
"""

from dataclasses import dataclass

from meedoen.editing.vocabulary import AppliesTo


@dataclass(frozen=True)
class Question:
    """One question of the checklist as it comes along."""

    code: str
    question: str
    explanation: str
    applies_to: AppliesTo = AppliesTo.NEW


QUESTIONS = (
    Question(
        "works_for_residents",
        "Is het er voor inwoners van de gemeente?",
        "De organisatie werkt in de gemeente, of inwoners kunnen er terecht.",
    ),
    Question(
        "social_domain",
        "Hoort het bij meedoen, welzijn, zorg of ondersteuning?",
        "De sociale kaart is voor het sociale domein, niet voor gewone reclame.",
    ),
    Question(
        "identifiable",
        "Is duidelijk wie het aanbiedt?",
        "Er staat een naam bij, en hoe je contact opneemt.",
    ),
    Question(
        "complaints_procedure",
        "Is er een klachtenregeling?",
        "Een beroepskracht of instelling heeft er een. Voor een buurtinitiatief is dit niet van toepassing.",
    ),
    Question(
        "chamber_of_commerce",
        "Staat een beroepsorganisatie ingeschreven bij de KvK?",
        "Voor een buurtinitiatief is dit niet van toepassing.",
    ),
)
