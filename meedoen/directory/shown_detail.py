"""What the page of a service says."""

from django.urls import reverse

from meedoen.directory.policy import HOLIDAYS_UNKNOWN, age_text, occurrence_text
from meedoen.directory.policy.words import capital
from meedoen.directory.queries import ServiceDetail
from meedoen.directory.vocabulary import Freshness, ServiceStatus, TaxonomyCode

MOST_TIMES = 3


def facts(detail: ServiceDetail) -> list[tuple[str, str]]:
    """What there is to know before somebody goes there."""
    card = detail.card
    ages = age_text(detail.minimum_age, detail.maximum_age)
    groups = [*detail.groups, *([ages] if ages else [])] or [card.for_whom]
    access = detail.terms[TaxonomyCode.ACCESS]
    return [
        ("Waar", capital(card.where) if not detail.places else ""),
        ("Wanneer", capital(card.when)),
        ("Voor wie", "\n".join(capital(group) for group in groups)),
        ("Prijs", capital(card.price)),
        ("Vrije plekken", capital(card.free_places)),
        ("Hoeveel mensen", "\n".join(capital(text) for text in detail.capacities)),
        (
            "Indicatie",
            "\n".join(term.name for term in access) or "Niet bekend of je een indicatie nodig hebt",
        ),
        ("Zo kom je erbij", detail.application_process),
        ("Wachttijd", capital(detail.wait_time)),
        ("Neem mee", "\n".join(capital(link.label) for link in detail.documents)),
        ("Talen", capital(", ".join(detail.languages))),
        ("Tolk", capital(detail.interpretation)),
        ("Werkt voor", ", ".join(detail.areas)),
        ("Programma", detail.program),
        ("Hoe zeker is dit", capital(card.sure)),
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
        said.append((label, "\n".join([names + about, *(capital(note) for note in notes)]) if lines else ""))
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


def freshness_text(detail: ServiceDetail) -> str:
    """That nobody asked after it for long; empty where somebody did."""
    if detail.freshness != Freshness.AGING:
        return ""
    return "Dit aanbod is al lang niet nagevraagd. Bel of mail eerst voordat je gaat."


def times(detail: ServiceDetail) -> list[str]:
    """The next days on which it is there, with their hours."""
    return [capital(occurrence_text(time)) for time in detail.times[:MOST_TIMES]]


def holidays_text(detail: ServiceDetail) -> str:
    """That these days are less sure, because nobody entered the school holidays."""
    if not detail.card.holidays_unknown:
        return ""
    return f"Dit gaat niet door in de schoolvakanties. De {HOLIDAYS_UNKNOWN}. Vraag het na."


def organization_url(detail: ServiceDetail) -> str:
    """The page of who offers it; empty where that is not shown."""
    if not detail.organization_is_shown:
        return ""
    return reverse("directory:organization", args=[detail.organization_id])
