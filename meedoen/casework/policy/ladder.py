"""The ladder chooser: eight plain questions, and rules read from the top down; the first that fits, holds.

No score and no weights: a rule names the answers it needs and says in one sentence why. What the rules do not
know of cannot count: they are given answers and nothing of who somebody is. The questions, their sources and
the rules stand in `docs/ladder-chooser.md` as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from meedoen.casework.vocabulary import LadderQuestion, SaidOrNot, WorkProspect

Answers = Mapping[str, str]
"""The answer by code of the question; a question that was not asked is left out."""

OWN_CHOICE = "keuze van Meedoen"
YES, NO, UNSAID = SaidOrNot.YES, SaidOrNot.NO, SaidOrNot.UNSAID
PARTICIPATIEWET = "participatiewet"


@dataclass(frozen=True)
class Question:
    """A question as it is asked, what to think of, and where it comes from.

    `only_in`: the legal domain in which it is asked; empty is everywhere. `about`: its subject in a sentence.
    """

    code: LadderQuestion
    text: str
    help: str
    source: str
    about: str
    only_in: str = ""


@dataclass(frozen=True)
class Rule:
    """Where all of these answers were given, this position is suggested, or none, for this reason."""

    position: int | None
    needs: Answers
    because: str


@dataclass(frozen=True)
class Suggestion:
    """A position on a scale, or None where nothing can be suggested; why, in sentences for the person."""

    position: int | None
    because: tuple[str, ...]


QUESTIONS: tuple[Question, ...] = (
    Question(
        LadderQuestion.PAID_WORK,
        "Heb je nu betaald werk?",
        "Ook als het een paar uur per week is.",
        "Participatieladder VNG, trede 5 en 6; vanaf hoeveel uur staat er niet bij: keuze van Meedoen",
        "betaald werk",
    ),
    Question(
        LadderQuestion.HELP_AT_WORK,
        "Krijg je hulp bij dat werk?",
        "Alleen als je betaald werk hebt. Zoals een jobcoach, begeleiding, een aangepaste plek of "
        "loonkostensubsidie.",
        "Participatieladder VNG, trede 5; de vormen van hulp: F2.097",
        "hulp bij betaald werk",
    ),
    Question(
        LadderQuestion.UNPAID_WORK,
        "Doe je onbetaald werk waarbij anderen op je rekenen?",
        "Zoals vrijwilligerswerk of meedraaien op een werkplek, met een eigen taak.",
        "Participatieladder VNG, trede 4; de voorbeelden: keuze van Meedoen",
        "onbetaald werk",
    ),
    Question(
        LadderQuestion.ACTIVITY,
        "Ga je elke week naar iets dat een ander organiseert?",
        "Zoals een cursus, sporten bij een club, samen eten of een inloop. Minstens één keer per week.",
        "Participatieladder VNG, trede 3; de voorbeelden: F2.069 en keuze van Meedoen",
        "activiteiten",
    ),
    Question(
        LadderQuestion.CONTACTS,
        "Spreek je elke week mensen buiten je huis?",
        "Zoals familie, vrienden of buren. Minstens één keer per week, niet aan de telefoon.",
        "Participatieladder VNG, trede 1 en 2",
        "contact met anderen",
    ),
    Question(
        LadderQuestion.WORK_PROSPECT,
        "Hoe kijken jullie nu samen naar betaald werk?",
        "Dit gaat over nu. Het kan over een jaar anders zijn.",
        "Arrangementen Utrecht, F2.063; A1 en A2 zijn in de bronnen niet beschreven",
        "de kans op betaald werk",
        PARTICIPATIEWET,
    ),
    Question(
        LadderQuestion.KEEPS,
        "Doe je al iets dat je zo wilt houden?",
        "Dit verandert het voorstel niet. Het kan wel een reden zijn om iets anders te kiezen.",
        "F2.064 en F4.010: al actief zijn is een reden om af te wijken",
        "wat je al doet",
    ),
    Question(
        LadderQuestion.WANTS,
        "Wat zou je zelf willen?",
        "In je eigen woorden. Dit verandert het voorstel niet.",
        "F3.006: het gesprek gaat ook over vragen en wensen",
        "wat je wilt",
    ),
)

Q = LadderQuestion

LADDER_RULES: tuple[Rule, ...] = (
    Rule(6, {Q.PAID_WORK: YES, Q.HELP_AT_WORK: NO}, "Je hebt betaald werk, zonder hulp erbij."),
    Rule(5, {Q.PAID_WORK: YES, Q.HELP_AT_WORK: YES}, "Je hebt betaald werk, met hulp erbij."),
    Rule(
        None,
        {Q.PAID_WORK: YES},
        "Je hebt betaald werk. Of je daar hulp bij krijgt, is niet gezegd. Daarom is er geen voorstel: "
        "het kan trede 5 of trede 6 zijn.",
    ),
    Rule(4, {Q.UNPAID_WORK: YES}, "Je doet onbetaald werk waarbij anderen op je rekenen."),
    Rule(3, {Q.ACTIVITY: YES}, "Je gaat elke week naar iets dat een ander organiseert."),
    Rule(2, {Q.CONTACTS: YES}, "Je spreekt elke week mensen buiten je huis."),
    Rule(1, {Q.CONTACTS: NO}, "Je spreekt niet elke week mensen buiten je huis."),
    Rule(None, {}, "Er is te weinig gezegd. Daarom is er geen voorstel voor een trede."),
)
"""From the top of the ladder down: who does more than one thing stands where the highest is."""

ARRANGEMENT_RULES: tuple[Rule, ...] = (
    Rule(
        None,
        {Q.PAID_WORK: YES},
        "Je hebt betaald werk. Dat is dichter bij werk dan A3, en A1 en A2 zijn in de bronnen niet "
        "beschreven. Daarom is er geen voorstel.",
    ),
    Rule(3, {Q.WORK_PROSPECT: WorkProspect.TRAJECTORY}, "Een traject naar werk kan beginnen. Dat is A3."),
    Rule(
        4,
        {Q.WORK_PROSPECT: WorkProspect.NO_CHANCE},
        "Jullie verwachten nu geen kans op een baan. Dat is A4.",
    ),
    Rule(
        None,
        {Q.WORK_PROSPECT: WorkProspect.CLOSER},
        "Werk is dichterbij dan een traject. Dat kan A1 of A2 zijn, maar die zijn in de bronnen niet "
        "beschreven. Daarom is er geen voorstel.",
    ),
    Rule(
        None,
        {},
        "Over de kans op betaald werk is niets gezegd. Daarom is er geen voorstel voor een arrangement.",
    ),
)


def questions_in(legal_domain: str) -> list[Question]:
    """The questions that are asked in a legal domain, in their order."""
    return [question for question in QUESTIONS if question.only_in in ("", legal_domain)]


def suggest_step(answers: Answers) -> Suggestion:
    """The step of the participation ladder (1 to 6) that follows from the answers, and why.

    What was not said does not count, and the reasons say so. Source: the steps of the ladder as VNG has them;
    that the highest counts, and what is done with silence, is a choice of Meedoen.
    """
    rule = _first_that_fits(LADDER_RULES, answers)
    return Suggestion(rule.position, (rule.because, *_left_unsaid(rule, answers)))


def suggest_arrangement(answers: Answers, legal_domain: str) -> Suggestion | None:
    """Utrecht's arrangement that follows from the answers (A3 or A4), and why.

    None outside the Participatiewet, where no arrangement is spoken of. Source: F2.063; A1 and A2 are not
    described there, so they are never suggested.
    """
    if legal_domain != PARTICIPATIEWET:
        return None
    rule = _first_that_fits(ARRANGEMENT_RULES, answers)
    return Suggestion(rule.position, (rule.because,))


def reason_to_differ(answers: Answers) -> str:
    """What the person said that may be a reason to choose otherwise; empty where nothing (F2.064, F4.010)."""
    if answers.get(Q.KEEPS) == YES:
        return "Je doet al iets dat je zo wilt houden. Dat kan een reden zijn om iets anders te kiezen."
    return ""


def needs_reason(suggested: int | None, chosen: int) -> bool:
    """Whether a choice has to be explained: only where it differs from something suggested (F2.064)."""
    return suggested is not None and chosen != suggested


def _first_that_fits(rules: tuple[Rule, ...], answers: Answers) -> Rule:
    """The last rule of each list needs nothing, so there is always one."""
    return next(rule for rule in rules if all(answers.get(code) == said for code, said in rule.needs.items()))


def _left_unsaid(rule: Rule, answers: Answers) -> list[str]:
    """A sentence for each question above this rule that nothing was said about."""
    above = [code for one in LADDER_RULES[: LADDER_RULES.index(rule)] for code in one.needs]
    about = {question.code: question.about for question in QUESTIONS}
    return [
        f"Over {about[Q(code)]} is niets gezegd. Dat telt niet mee."
        for code in dict.fromkeys(above)
        if code != Q.HELP_AT_WORK and answers.get(code, UNSAID) == UNSAID
    ]
