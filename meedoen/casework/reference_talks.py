"""The questions of each kind of talk every installation starts with, as data. What was changed stays.

All of them are effectiveness talks: what somebody wants and who can help. None asks about the right to
benefit (F2.031, F4.022). What a source does not name is called a choice of Meedoen.
"""

from dataclasses import dataclass

from meedoen.casework.vocabulary import TalkKind

OWN_CHOICE = "Keuze van Meedoen; doelmatigheid, geen rechtmatigheid (F2.031)"


@dataclass(frozen=True)
class ReferenceTalk:
    """A kind of talk with its questions in their order."""

    kind: TalkKind
    questions: tuple[str, ...]
    source: str = OWN_CHOICE


TALKS: tuple[ReferenceTalk, ...] = (
    ReferenceTalk(
        TalkKind.FIRST,
        (
            "Hoe gaat het met je?",
            "Wat doe je graag, of deed je vroeger graag?",
            "Wie zie of spreek je in een gewone week?",
            "Wat zou je willen dat anders wordt?",
            "Wat gaat nu niet, en wat zou daarbij helpen?",
            "Hoe wil je dat we contact houden?",
        ),
    ),
    ReferenceTalk(
        TalkKind.YEARLY,
        (
            "Wat is er sinds het vorige gesprek veranderd?",
            "Waar doe je nu aan mee, en bevalt dat?",
            "Wat wil je komend jaar doen of proberen?",
            "Wat heb je daarbij nodig?",
        ),
    ),
    ReferenceTalk(
        TalkKind.CONTACT_DAY,
        (
            "Hoe gaat het met je?",
            "Waar ben je trots op?",
            "Wat zou je in je eigen wijk willen doen?",
            "Mag iemand van het buurtteam, in de kamer hiernaast, met je meedenken?",
            "Wat spreken we af, en wie doet wat?",
        ),
        "Wijkcontactdagen Utrecht; de vragen zijn een keuze van Meedoen",
    ),
    ReferenceTalk(
        TalkKind.PLAN,
        (
            "Wat wil je doen?",
            "Wie of wat heb je nodig?",
            "Hoe denk je dat te doen?",
            "Wat moet het opleveren?",
        ),
        "De vier vragen van de Stadskamer (F3.059)",
    ),
    ReferenceTalk(
        TalkKind.REVIEW,
        (
            "Wat is er gelukt? Waar ben je blij mee?",
            "Wat liep anders dan je dacht?",
            "Past het plan nog bij je? Wil je meer, minder of iets anders?",
            "Wie moet er volgende keer bij zijn?",
        ),
    ),
    ReferenceTalk(
        TalkKind.WITH_PARENTS,
        (
            "Hoe gaat het thuis, op school en met vrienden?",
            "Wat wil je kind zelf?",
            "Wat gaat goed, en waar maak je je zorgen over?",
            "Wat kun je zelf doen, en waar kan een ander bij helpen?",
            "Wanneer bespreken we het plan weer samen?",
        ),
    ),
    ReferenceTalk(
        TalkKind.FOLLOW,
        (
            "Hoe bevalt het?",
            "Kom je er graag, en lukt het om te komen?",
            "Is er iets dat anders moet?",
        ),
    ),
)
