"""Pure decisions about talks: what may be asked in one, and how a summary and the person's answer stand."""

from collections.abc import Sequence

from meedoen.shared.verdict import Verdict, no, yes

MOST_QUESTIONS = 15
LONGEST_QUESTION = 200
ABOUT_THE_RIGHT = (
    "rechtmatig",
    "recht op uitkering",
    "recht op een uitkering",
    "recht op je uitkering",
    "recht op bijstand",
    "fraude",
    "sanctie",
    "inlichtingenplicht",
    "kostendeler",
    "banktegoed",
    "bankafschrift",
)
"""Words of a check on the right to benefit. Not all of them: a manager who reads why is the other guard."""


def may_ask(questions: Sequence[str]) -> Verdict:
    """Whether these can be the questions of a kind of talk.

    A talk here is about what helps somebody take part; whether there is a right to benefit is judged in
    another talk, by others. Source: F2.031, F4.022.
    """
    if len(questions) > MOST_QUESTIONS:
        return no(f"Dit zijn te veel vragen voor één gesprek. Kies er ten hoogste {MOST_QUESTIONS}.")
    for question in questions:
        if len(question) > LONGEST_QUESTION:
            return no(f"Een vraag is te lang. Gebruik ten hoogste {LONGEST_QUESTION} tekens voor een vraag.")
        found = next((word for word in ABOUT_THE_RIGHT if word in question.casefold()), "")
        if found:
            return no(
                f"In een vraag staat ‘{found}’. Of iemand recht heeft op een uitkering, hoort niet in deze "
                "gesprekken. Haal die vraag weg."
            )
    return yes()


def may_change_summary(person_says: str) -> Verdict:
    """Whether a summary can still be changed: not after the person said what is not right in it."""
    if person_says:
        return no(
            "De inwoner heeft op deze samenvatting gereageerd. Allebei blijven staan. Leg een nieuw gesprek "
            "vast als er iets bij moet."
        )
    return yes()


def may_correct(summary: str, says: str) -> Verdict:
    """Whether a person can say what is not right: there is a summary, and they wrote something."""
    if not summary:
        return no("Van dit gesprek is nog geen samenvatting. Vraag er je vaste contactpersoon om.")
    if not says.strip():
        return no("Schrijf op wat er niet klopt, of wat erbij moet.")
    return yes()
