"""A route under the Wmo 2015 in words: for the worker what to note, for the person what happens when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from meedoen.casework.policy.wmo import Term, term_words
from meedoen.casework.policy.wmo_order import day_of
from meedoen.casework.queries.wmo import RouteCard
from meedoen.casework.vocabulary import TermStanding, WmoEnd, WmoStep, WmoTerm

SLUGS: dict[str, WmoStep] = {
    "melding": WmoStep.REPORTED,
    "bevestigd": WmoStep.CONFIRMED,
    "clientondersteuning": WmoStep.SUPPORT,
    "eigen-plan": WmoStep.PLAN_OFFERED,
    "plan-ontvangen": WmoStep.PLAN_RECEIVED,
    "onderzoek": WmoStep.INVESTIGATED,
    "verslag": WmoStep.REPORT_GIVEN,
    "aanvraag": WmoStep.APPLIED,
    "beslist": WmoStep.DECIDED,
}
"""The last part of the address of each step."""

ASKED: dict[WmoStep, tuple[str, str]] = {
    WmoStep.REPORTED: (
        "De dag van de melding",
        "Vanaf deze dag telt de termijn van zes weken voor het onderzoek.",
    ),
    WmoStep.CONFIRMED: (
        "Ontvangst bevestigd",
        "De gemeente bevestigt aan de inwoner dat de vraag ontvangen is.",
    ),
    WmoStep.SUPPORT: (
        "Gewezen op cliëntondersteuning",
        "Vertel de inwoner en de mantelzorger vóór het onderzoek dat gratis cliëntondersteuning kan.",
    ),
    WmoStep.PLAN_OFFERED: (
        "Gewezen op een eigen plan",
        "De inwoner mag zelf opschrijven wat nodig is. Dat plan mag binnen zeven dagen na de melding komen.",
    ),
    WmoStep.PLAN_RECEIVED: ("Eigen plan ontvangen", "Neem het plan van de inwoner mee in het onderzoek."),
    WmoStep.INVESTIGATED: (
        "Onderzoek klaar",
        "Het onderzoek doe je samen met de inwoner. Het is klaar binnen zes weken na de melding.",
    ),
    WmoStep.REPORT_GIVEN: ("Verslag gegeven", "De inwoner krijgt op papier wat er uit het onderzoek kwam."),
    WmoStep.APPLIED: ("Aanvraag ontvangen", "Vanaf deze dag telt de termijn van twee weken om te beslissen."),
    WmoStep.DECIDED: (
        "De dag van de beslissing",
        "De beslissing zelf verander je hier niet. Je verbetert alleen de dag.",
    ),
}

ENDED: dict[WmoEnd, str] = {
    WmoEnd.NO_APPLICATION: "Je deed geen aanvraag. Het lukt op eigen kracht, of met hulp die er al is.",
    WmoEnd.WITHDRAWN: "Je vraag is gestopt. Je wilde niet verder, of hulp was niet meer nodig.",
    WmoEnd.MOVED: "Je vraag is gestopt, omdat je hier niet meer woont.",
    WmoEnd.HANDED_OVER: "Iemand anders helpt je nu verder met je vraag.",
}


@dataclass(frozen=True)
class StepRow:
    """One step on the page of a route: its name, its day, and where it is noted or corrected."""

    name: str
    on: date | None
    slug: str
    next: bool
    may_change: bool


@dataclass(frozen=True)
class TermRow:
    """One term on the page of a route."""

    name: str
    due_on: date
    words: str
    tone: str
    article: str
    still_days: int


@dataclass(frozen=True)
class Part:
    """One part of the story for the person: a heading, plain sentences, and whether it is behind them."""

    title: str
    text: str
    done: bool = False


TONES = {
    TermStanding.SOON: "warning",
    TermStanding.LATE: "negative",
    TermStanding.STILL: "info",
    TermStanding.MET: "positive",
    TermStanding.MET_LATE: "warning",
}


def step_rows(card: RouteCard) -> list[StepRow]:
    """The steps in their order. A decision comes by a page of its own, and stands here once it is there."""
    upcoming = card.next_step[0] if card.next_step else None
    rows = []
    for slug, step in SLUGS.items():
        on = day_of(card.days, step)
        if step == WmoStep.DECIDED and on is None:
            continue
        may_change = on is not None or card.days.ended_on is None
        rows.append(StepRow(ASKED[step][0], on, slug, step == upcoming, may_change))
    return rows


def term_rows(card: RouteCard) -> list[TermRow]:
    return [
        TermRow(
            name=str(term.kind.label).capitalize(),
            due_on=term.due_on,
            words=term_words(term),
            tone=TONES.get(term.standing, "neutral"),
            article=term.article,
            still_days=term.still_days,
        )
        for term in card.terms
    ]


def term_line(term: Term) -> str:
    """A term in one line: "Het onderzoek afronden, uiterlijk dinsdag 13 oktober: loopt af over 3 dagen"."""
    name = str(term.kind.label).capitalize()
    return f"{name}, uiterlijk {said(term.due_on)}: {term_words(term)}"


def said(day: date) -> str:
    return date_format(day, "l j F Y").lower()


def story(card: RouteCard, today: date) -> list[Part]:
    """What happened and what comes, for the person, in B1 words."""
    parts = [Part("Je vraag", f"We kregen je vraag op {said(card.days.reported_on)}.", done=True)]
    if card.days.ended_on is None:
        parts += [*_beside_you(card), *_investigation(card, today)]
    parts += [*_application(card), *_decision(card, today)]
    if card.end is not None and card.end in ENDED:
        parts.append(Part("Klaar", ENDED[card.end], done=True))
    return parts


def _beside_you(card: RouteCard) -> Iterator[Part]:
    yield Part(
        "Gratis hulp bij je vraag",
        "Een cliëntondersteuner denkt met je mee en mag mee naar gesprekken. Dat kost niets. "
        "Vraag ons wie dat bij jou in de buurt doet.",
    )
    plan = _term(card, WmoTerm.OWN_PLAN)
    if card.days.own_plan_received_on is not None:
        received = said(card.days.own_plan_received_on)
        yield Part("Je eigen plan", f"We kregen je plan op {received}. We gebruiken het.", done=True)
    elif plan is not None and plan.standing == TermStanding.AHEAD:
        yield Part(
            "Je eigen plan",
            f"Je mag zelf opschrijven wat je nodig hebt. Geef ons je plan tot en met {said(plan.due_on)}.",
        )


def _investigation(card: RouteCard, today: date) -> Iterator[Part]:
    done, term = card.days.investigated_on, _term(card, WmoTerm.INVESTIGATION)
    if done is not None:
        yield Part("Het onderzoek", f"Het onderzoek was klaar op {said(done)}.", done=True)
    elif term is not None:
        late = " We zijn te laat. Bel ons gerust." if today > term.due_on else ""
        yield Part(
            "Het onderzoek",
            "We praten met je over wat je nodig hebt, wat je zelf kunt en wie je kan helpen. "
            f"Uiterlijk {said(term.due_on)} is dat klaar.{late}",
        )
    given = card.days.report_given_on
    text = f"Je kreeg het verslag op {said(given)}." if given else "Na het onderzoek krijg je een verslag."
    yield Part("Het verslag", f"{text} Klopt er iets niet? Zeg het ons.", done=given is not None)


def _application(card: RouteCard) -> Iterator[Part]:
    applied = card.days.applied_on
    if applied is not None:
        yield Part("Je aanvraag", f"We kregen je aanvraag op {said(applied)}.", done=True)
    elif card.days.ended_on is None:
        yield Part(
            "Je aanvraag",
            "Wil je na het verslag hulp van de gemeente? Vraag die dan aan. Meedoen met activiteiten in de "
            "buurt kan altijd, ook zonder aanvraag.",
        )


def _decision(card: RouteCard, today: date) -> Iterator[Part]:
    decided, term = card.days.decided_on, _term(card, WmoTerm.DECISION)
    if decided is not None and card.decision is not None:
        text = f"Op {said(decided)} is je aanvraag {card.decision.label}. {card.decision_words}"
        yield Part("De beslissing", text, done=True)
        yield from _objection(card)
    elif term is not None:
        yield Part("De beslissing", _when_decided(card, term, today))
    elif card.days.ended_on is None:
        yield Part("De beslissing", "Binnen twee weken na je aanvraag krijg je een beslissing.")


def _when_decided(card: RouteCard, term: Term, today: date) -> str:
    if term.standing == TermStanding.STILL:
        ground = next((one.ground for one in card.suspensions if one.holds(today)), "")
        return f"De termijn staat nu stil. Waarom: {ground}"
    text = f"Uiterlijk {said(term.due_on)} krijg je een beslissing."
    if card.days.extended_to is not None:
        text += f" Dat is later dan gewoon. Waarom: {card.extended_because}"
    return text + (" We zijn te laat. Bel ons gerust." if today > term.due_on else "")


def _objection(card: RouteCard) -> Iterator[Part]:
    term = _term(card, WmoTerm.OBJECTION)
    if term is not None and term.standing == TermStanding.AHEAD:
        yield Part(
            "Ben je het er niet mee eens?",
            "Schrijf dan een brief aan de gemeente. Dat heet bezwaar maken. "
            f"Het kan tot en met {said(term.due_on)}.",
        )


def _term(card: RouteCard, kind: WmoTerm) -> Term | None:
    return next((term for term in card.terms if term.kind == kind), None)
