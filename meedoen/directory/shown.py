"""What the pages of the social map say: cards, counts and facts as the components take them."""

from collections.abc import Sequence

from django.http import QueryDict

from meedoen.directory.forms import FIELD_OF
from meedoen.directory.policy import (
    HOLIDAYS_UNKNOWN,
    UNKNOWN_GROUP,
    UNKNOWN_PLACES,
    UNKNOWN_PRICE,
    UNKNOWN_WHEN,
    UNKNOWN_WHERE,
    Sought,
    day_text,
    distance_text,
    listed,
)
from meedoen.directory.policy.words import capital
from meedoen.directory.queries import Finding, Nearest, ServiceCard
from meedoen.directory.search import Match
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
AGING = "Al lang niet nagevraagd: bel eerst"
NO_WORDS = "Hier staat geen woord waarop we kunnen zoeken. Daarom zie je alles wat er is."


def result_card(
    card: ServiceCard, reasons: Sequence[str] = (), metres: int | None = None
) -> parts.ServiceCard:
    """The card of a service as a list of results shows it; `reasons` say why it fits, `metres` how far it is.

    What nobody knows is said together in one quiet sentence, and not four times with a picture.
    """
    tones = {True: "positive", False: "warning", None: "neutral"}
    unknown = [name for name, text in _UNKNOWN.items() if text == getattr(card, name)]
    return parts.ServiceCard(
        title=card.name,
        url=card.url,
        organization=card.organization,
        summary=card.summary,
        where=where_and_how_far(card, metres),
        when=_known(card, "when", when_and_next(card)),
        for_whom=_known(card, "for_whom", card.for_whom),
        price=_known(card, "price", card.price),
        places="" if "free_places" in unknown else card.free_places,
        places_tone=tones[card.has_free_places],
        assurance=". ".join(
            [card.sure, *([AGING] if card.is_aging else []), *([_unknown_text(unknown)] if unknown else [])]
        ),
        assured=card.is_sure and not card.is_aging,
        reasons=tuple(reasons),
        save_id=str(card.id) if card.is_active else "",
    )


def where_and_how_far(card: ServiceCard, metres: int | None) -> str:
    """Where it is held, and how far that is from the place that was asked."""
    said = [_known(card, "where", card.where), distance_text(metres) if metres is not None else ""]
    return ", ".join(text for text in said if text)


def _known(card: ServiceCard, name: str, text: str) -> str:
    return "" if getattr(card, name) == _UNKNOWN[name] else capital(text)


def _unknown_text(names: Sequence[str]) -> str:
    return f"Niet bekend: {listed([_UNKNOWN[name].removesuffix(' niet bekend') for name in names])}"


def when_and_next(card: ServiceCard) -> str:
    """The rhythm of a service, and the first day from now on which it is there."""
    if card.next_on is None:
        return card.when
    unsure = f" ({HOLIDAYS_UNKNOWN})" if card.holidays_unknown else ""
    return f"{card.when}. Weer op {day_text(card.next_on)}{unsure}."


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


def order_text(sought: Sought, question: str) -> str:
    """In which order the results stand, where a place was asked."""
    if sought.near is None:
        return ""
    place = f"postcode {sought.near.name}" if sought.near.name.isdigit() else sought.near.name
    order = "Eerst wat dichtbij is en past" if question else "Het dichtstbij eerst"
    return f"{order}, gemeten vanaf het midden van {place}."


def works_for_text(area: str) -> str:
    """That something works for an area from somewhere else."""
    return f"Werkt voor {area}, vanuit een andere plek"


def offers_text(total: int) -> str:
    """How much an organization offers, in words."""
    if not total:
        return "Van deze organisatie staat nu geen aanbod in de sociale kaart."
    return "Eén mogelijkheid" if total == 1 else f"{total} mogelijkheden"


WITHOUT = {
    "part": "dat deel van de dag", "day": "die dag", "place_free": "de eis dat er plek is", "free": "gratis",
    "level": "dat doel", "life_domain": "dat leefgebied", "language": "die taal", "serves": "dat werkgebied",
    "area": "die wijk of gemeente", "target_group": "die groep", "access": "die keuze over een indicatie",
    "accessibility": "die toegankelijkheid", "interest": "die soort",
}  # fmt: skip


def nearest_text(nearest: Nearest, sought: Sought) -> str:
    """What stood in the way, and what is offered instead."""
    if nearest.left_out == "metres":
        return f"Binnen {sought.metres // 1000} km is er niets. Dit is het dichtst bij:"
    if nearest.left_out == "within":
        days = "Vandaag" if sought.within == 1 else f"Binnen {sought.within} dagen"
        return f"{days} is er niets. Dit is er op een ander moment:"
    if nearest.left_out == "open_now":
        return "Er is nu niets open. Dit is er op een ander moment:"
    if nearest.left_out in WITHOUT:
        return f"Al je keuzes samen geven niets. Zonder {WITHOUT[nearest.left_out]} vind je wel iets:"
    if nearest.left_out == "all":
        return "Met al je keuzes samen is er niets. Zonder je keuzes vind je wel iets:"
    return "Dit lijkt er het meest op:" if nearest.finding.match else "Dit is er wel te doen:"


def nearest_url(nearest: Nearest, query: QueryDict) -> str:
    """Where all of what is offered instead can be seen; empty where these are all."""
    if nearest.finding.total <= len(nearest.finding.ids):
        return ""
    kept = query.copy()
    kept.pop("pagina", None)
    if nearest.left_out == "all":
        kept = QueryDict(mutable=True)
        kept.update({"q": query.get("q", "")})
    elif nearest.left_out == "words":
        return "/aanbod/"
    else:
        kept.pop(FIELD_OF[nearest.left_out], None)
    return f"/aanbod/?{kept.urlencode()}"
