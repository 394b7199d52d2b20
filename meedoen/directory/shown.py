"""What the pages of the social map say: cards, counts and facts as the components take them."""

from collections.abc import Sequence

from meedoen.directory.policy import (
    UNKNOWN_GROUP,
    UNKNOWN_PLACES,
    UNKNOWN_PRICE,
    UNKNOWN_WHEN,
    UNKNOWN_WHERE,
    age_text,
    day_text,
    listed,
)
from meedoen.directory.queries import Finding, ServiceCard, ServiceDetail
from meedoen.directory.search import Match
from meedoen.directory.vocabulary import ServiceStatus, TaxonomyCode
from meedoen.look import parts

_UNKNOWN = {
    "where": UNKNOWN_WHERE,
    "when": UNKNOWN_WHEN,
    "for_whom": UNKNOWN_GROUP,
    "price": UNKNOWN_PRICE,
    "free_places": UNKNOWN_PLACES,
}
HOW_FOUND = {
    Match.ALIKE: "We vonden je woorden niet precies zo. Dit lijkt erop.",
    Match.SOME: "We vonden niets met al je woorden. Dit past bij een deel van je woorden.",
}
NO_INDEX = (
    "De zoekmachine wordt nog klaargemaakt. We zochten nu alleen in namen en activiteiten. "
    "Probeer het over een minuut nog een keer."
)
NO_WORDS = "Hier staat geen woord waarop we kunnen zoeken. Daarom zie je alles wat er is."


def result_card(card: ServiceCard, reasons: Sequence[str] = ()) -> parts.ServiceCard:
    """The card of a service as a list of results shows it; `reasons` say why it fits.

    What nobody knows is said together in one quiet sentence, and not four times with a picture.
    """
    tones = {True: "positive", False: "warning", None: "neutral"}
    unknown = [name for name, text in _UNKNOWN.items() if text == getattr(card, name)]
    return parts.ServiceCard(
        title=card.name,
        url=card.url,
        organization=card.organization,
        summary=card.summary,
        where=_known(card, "where", card.where),
        when=_known(card, "when", when_and_next(card)),
        for_whom=_known(card, "for_whom", card.for_whom),
        price=_known(card, "price", card.price),
        places="" if "free_places" in unknown else card.free_places,
        places_tone=tones[card.has_free_places],
        assurance=". ".join([card.sure, *([_unknown_text(unknown)] if unknown else [])]),
        assured=card.is_sure,
        reasons=tuple(reasons),
        save_id=str(card.id) if card.is_active else "",
    )


def _known(card: ServiceCard, name: str, text: str) -> str:
    return "" if getattr(card, name) == _UNKNOWN[name] else _capital(text)


def _unknown_text(names: Sequence[str]) -> str:
    return f"Niet bekend: {listed([_UNKNOWN[name].removesuffix(' niet bekend') for name in names])}"


def when_and_next(card: ServiceCard) -> str:
    """The rhythm of a service, and the first day from now on which it is there."""
    return f"{card.when}. Weer op {day_text(card.next_on)}." if card.next_on else card.when


def count_text(total: int, question: str) -> str:
    """How much was found, in words."""
    found = "Eén mogelijkheid" if total == 1 else f"{total} mogelijkheden"
    return f"{found} voor “{question}”" if question else found


def how_found(finding: Finding, question: str) -> str:
    """What a visitor must know of how these were found; empty where they are simply what was asked."""
    if not finding.by_index:
        return NO_INDEX
    if question and finding.match is None:
        return NO_WORDS
    return HOW_FOUND.get(finding.match, "") if finding.match and finding.total else ""


def placed_text(placed: int, total: int) -> str:
    """How many of the results are on the map, and where the others are."""
    without = total - placed
    if not placed:
        return "Van deze mogelijkheden weten we de precieze plek niet. Daarom is er geen kaart."
    if not without:
        return "Alle mogelijkheden uit de lijst staan op de kaart."
    if without == 1:
        return "Van één mogelijkheid weten we de precieze plek niet. Die staat alleen in de lijst."
    return f"Van {without} mogelijkheden weten we de precieze plek niet. Die staan alleen in de lijst."


def facts(detail: ServiceDetail) -> list[tuple[str, str]]:
    """What there is to know before somebody goes there."""
    card = detail.card
    ages = age_text(detail.minimum_age, detail.maximum_age)
    groups = [*detail.groups, *([ages] if ages else [])] or [card.for_whom]
    access = detail.terms[TaxonomyCode.ACCESS]
    return [
        ("Waar", _capital(card.where)),
        ("Wanneer", _capital(when_and_next(card))),
        ("Voor wie", "\n".join(_capital(group) for group in groups)),
        ("Prijs", _capital(card.price)),
        ("Vrije plekken", _capital(card.free_places)),
        ("Hoeveel mensen", "\n".join(_capital(text) for text in detail.capacities)),
        (
            "Indicatie",
            "\n".join(term.name for term in access) or "Niet bekend of je een indicatie nodig hebt",
        ),
        ("Zo kom je erbij", detail.application_process),
        ("Talen", ", ".join(detail.languages)),
        ("Werkt voor", ", ".join(detail.areas)),
        ("Hoe zeker is dit", _capital(card.sure)),
    ]


def background(detail: ServiceDetail) -> list[tuple[str, str]]:
    """How the service is classified, and by whom, and from which documents it is known."""
    labels = {
        TaxonomyCode.VARIANT: "Soort plek",
        TaxonomyCode.INTEREST: "Wat je er kunt doen",
        TaxonomyCode.LIFE_DOMAIN: "Leefgebied",
        TaxonomyCode.ACTIVATION_LEVEL: "Niveau",
        TaxonomyCode.LADDER_STEP: "Trede van de participatieladder",
    }
    said = []
    for code, label in labels.items():
        lines = detail.terms[code]
        notes = dict.fromkeys(line.value for line in lines if line.value)
        sources = dict.fromkeys(line.label for line in lines if line.label)
        names = ", ".join(line.name for line in lines)
        about = f" ({', '.join(sources)})" if sources else ""
        said.append((label, "\n".join([names + about, *(_capital(note) for note in notes)]) if lines else ""))
    return said


def source_text(detail: ServiceDetail) -> str:
    """The documents a description comes from."""
    documents = detail.source_documents
    if not documents:
        return ""
    kind = "document" if len(documents) == 1 else "documenten"
    return f"Bron: {kind} {', '.join(documents)}."


def status_text(detail: ServiceDetail) -> str:
    """What a visitor must know first of a service that is not simply there."""
    return {
        ServiceStatus.INACTIVE: "Dit aanbod staat niet meer in de sociale kaart. Zoek iets anders.",
        ServiceStatus.DEFUNCT: "Dit aanbod bestaat niet meer. Zoek iets anders.",
        ServiceStatus.TEMPORARILY_CLOSED: "Dit aanbod is nu even dicht. Vraag wanneer het weer opengaat.",
    }.get(detail.status, "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
