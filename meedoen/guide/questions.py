"""The seven questions as they are asked: what goes badly in a life domain, in plain words."""

from dataclasses import dataclass

from meedoen.guide.vocabulary import LifeDomain


@dataclass(frozen=True)
class Question:
    """`text` asks whether something goes badly: "ja" is one domain of disadvantage. `help` explains."""

    domain: LifeDomain
    text: str
    help: str = ""


QUESTIONS = (
    Question(
        LifeDomain.INCOME,
        "Kom je vaak geld tekort?",
        "Bijvoorbeeld voor eten, de huur of de dokter. Of omdat je schulden hebt.",
    ),
    Question(
        LifeDomain.WORK,
        "Heb je al lang geen betaald werk?",
        "Of is werken nu te moeilijk voor je?",
    ),
    Question(
        LifeDomain.EDUCATION,
        "Vind je leren moeilijk, of mis je een diploma?",
        "Bijvoorbeeld omdat lezen, schrijven of rekenen niet goed gaat.",
    ),
    Question(
        LifeDomain.HOUSING,
        "Heb je problemen met wonen?",
        "Bijvoorbeeld geen vaste plek, een slecht huis of ruzie met de buren.",
    ),
    Question(
        LifeDomain.HEALTH,
        "Heb je problemen met je gezondheid?",
        "In je lijf of in je hoofd. Bijvoorbeeld pijn, een ziekte, stress of een verslaving.",
    ),
    Question(
        LifeDomain.SOCIAL_CONTACTS,
        "Voel je je vaak alleen?",
        "Of zie je weinig andere mensen?",
    ),
    Question(
        LifeDomain.PARENTING,
        "Is het opvoeden van je kinderen moeilijk?",
        "Heb je geen kinderen? Kies dan nee.",
    ),
)
