"""The data file of one initiative: what may stand in it, and reading it (docs/adr/0021).

Facts stay as the source states them; a key that is left out means that the source is silent.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from meedoen.directory.reference import INTERESTS, LIFE_DOMAINS, TARGET_GROUPS, Classification
from meedoen.directory.vocabulary import Access
from meedoen.directory.yaml_file import Place, Problem, read_as
from meedoen.shared.errors import Refused

Name = Annotated[str, Meta(min_length=1, max_length=120)]
Line = Annotated[str, Meta(min_length=1, max_length=200)]
Sentence = Annotated[str, Meta(min_length=1, max_length=240)]
Text = Annotated[str, Meta(min_length=1, max_length=4000)]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Amount = Annotated[str, Meta(pattern=r"^\d{1,7}\.\d{2}$")]
Budget = Annotated[str, Meta(pattern=r"^\d{1,12}\.\d{2}$")]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$")]
Document = Annotated[str, Meta(pattern=r"^\d{3}$")]
Year = Annotated[int, Meta(ge=1900, le=2200)]
Age = Annotated[int, Meta(ge=0, le=120)]
Step = Annotated[int, Meta(ge=1, le=6)]
Level = Annotated[int, Meta(ge=1, le=4)]


# How to write what has a form of its own, said when it is written otherwise.
FORMS = {
    "id": "Gebruik kleine letters, cijfers en streepjes, bijvoorbeeld de-wilg.",
    "key": "Gebruik kleine letters, cijfers en streepjes, bijvoorbeeld naar-werk.",
    "related": "Gebruik de id van een ander bestand, bijvoorbeeld de-wilg.",
    "amount": 'Schrijf een bedrag met twee cijfers achter de punt, bijvoorbeeld "4.00".',
    "amount_to": 'Schrijf een bedrag met twee cijfers achter de punt, bijvoorbeeld "4.00".',
    "currency": "Schrijf drie hoofdletters, bijvoorbeeld EUR.",
    "document": 'Schrijf drie cijfers tussen aanhalingstekens, bijvoorbeeld "003".',
    "documents": 'Schrijf drie cijfers tussen aanhalingstekens, bijvoorbeeld "003".',
    "code": "Schrijf GM en vier cijfers, bijvoorbeeld GM0344.",
}


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """A block of the file: no field but these."""


class Municipality(Record, frozen=True, kw_only=True):
    """Where it is; `code` by CBS where the municipality still exists under this name."""

    name: Name
    code: Annotated[str, Meta(pattern=r"^GM\d{4}$")] | None = None
    part: Name | None = None


class OrganizationFacts(Record, frozen=True, kw_only=True):
    name: Line
    description: Text = ""


class TargetGroup(Record, frozen=True, kw_only=True):
    text: Text
    document: Document


class Ladder(Record, frozen=True, kw_only=True):
    """Steps of the participation ladder, only where the source names them."""

    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]
    document: Document
    note: Annotated[str, Meta(max_length=400)] = ""


class Cost(Record, frozen=True, kw_only=True):
    """What a participant pays, in euros with two decimals; `amount_to` where it is a range."""

    amount: Amount
    amount_to: Amount | None = None
    currency: Currency = "EUR"
    unit: Name | None = None
    text: Sentence | None = None
    document: Document


class Capacity(Record, frozen=True, kw_only=True):
    """`participants` only where the source states one number."""

    text: Sentence
    participants: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    document: Document


class HeldAt(Record, frozen=True, kw_only=True):
    name: Line | None = None
    municipality: Name
    part: Name | None = None


class ServiceFacts(Record, frozen=True, kw_only=True):
    """One thing offered. Interests, life domains, levels and groups are Meedoen's classification.

    `groups` sorts what `target_groups` says in the words of the source, only where that is clear.
    """

    key: Slug
    name: Line
    summary: Sentence
    description: Text
    activities: tuple[Line, ...] = ()
    interests: tuple[str, ...] = ()
    life_domains: tuple[str, ...] = ()
    activation_levels: tuple[Level, ...] = ()
    ladder: Ladder | None = None
    groups: tuple[str, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    minimum_age: Age | None = None
    maximum_age: Age | None = None
    access: str | None = None
    access_note: Text = ""
    costs: tuple[Cost, ...] = ()
    capacity: Capacity | None = None
    schedule_note: Sentence | None = None
    places: tuple[HeldAt, ...] = ()


class PartnerFacts(Record, frozen=True, kw_only=True):
    name: Line
    role: Annotated[str, Meta(max_length=200)] = ""
    document: Document


class Number(Record, frozen=True, kw_only=True):
    what: Text
    value: Line
    document: Document


class Stated(Record, frozen=True, kw_only=True):
    text: Text
    document: Document


class Phase(Record, frozen=True, kw_only=True):
    name: Line
    duration: Line | None = None
    detail: Text | None = None
    document: Document


class Funding(Record, frozen=True, kw_only=True):
    source: Line
    law: Line | None = None
    amount: Budget | None = None
    currency: Currency | None = None
    period: Line | None = None
    note: Text | None = None
    document: Document


class Payment(Record, frozen=True, kw_only=True):
    amount: Budget
    currency: Currency
    unit: Name | None = None
    note: Text | None = None
    document: Document


class Instrument(Record, frozen=True, kw_only=True):
    name: Line
    rhythm: Line | None = None
    evaluator: Line | None = None
    document: Document


class Remark(Record, frozen=True, kw_only=True):
    text: Text
    fact: Line | None = None


class Initiative(Record, frozen=True, kw_only=True):
    """The whole file. What the directory cannot hold yet is read and checked too, so that it stays right."""

    id: Slug
    name: Line
    kind: Line
    described: Year
    started: Year | None = None
    documents: Annotated[tuple[Document, ...], Meta(min_length=1)]
    municipalities: tuple[Municipality, ...] = ()
    organization: OrganizationFacts | None = None
    goal: Text | None = None
    services: tuple[ServiceFacts, ...]
    partners: tuple[PartnerFacts, ...] = ()
    numbers: tuple[Number, ...] = ()
    staff: tuple[Stated, ...] = ()
    phases: tuple[Phase, ...] = ()
    funding: tuple[Funding, ...] = ()
    price_per_participant: Payment | None = None
    payment_to_participant: Payment | None = None
    instruments: tuple[Instrument, ...] = ()
    outcomes: tuple[Stated, ...] = ()
    rules: tuple[Remark, ...] = ()
    open_questions: tuple[Remark, ...] = ()
    related: tuple[Slug, ...] = ()


def read_initiatives(folder: Path) -> list[Initiative]:
    """All initiatives in the folder, in the order of their file names.

    Raises Refused where the folder has no such file, or with a sentence for each file that is not right.
    """
    if not folder.is_dir():
        raise Refused("Deze map is er niet. Controleer het pad achter --folder.", str(folder))
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise Refused("In deze map staat geen enkel .yaml-bestand. Controleer het pad.", str(folder))
    found, refusals = [], []
    for path in paths:
        try:
            found.append(read_initiative(path))
        except Refused as refusal:
            refusals.append(refusal)
    if len(refusals) == 1:
        raise refusals[0]
    if refusals:
        sentences = "\n".join(str(refusal) for refusal in refusals)
        raise Refused(
            f"{len(refusals)} bestanden zijn niet goed. Er is niets geladen.\n{sentences}", str(folder)
        )
    return found


def read_initiative(path: Path) -> Initiative:
    """The initiative in one file; raises Refused with file and line."""
    return read_as(path, Initiative, lambda initiative: _problems(initiative, path.stem), FORMS)


def _problems(initiative: Initiative, stem: str) -> Iterator[Problem]:
    """What the types cannot say."""
    if initiative.id != stem:
        yield Problem(
            ("id",), f"Veld “id” is “{initiative.id}”, maar het bestand heet “{stem}”. Maak die gelijk."
        )
    if initiative.services and initiative.organization is None:
        yield Problem((), "Veld “organization” ontbreekt. Schrijf van welke organisatie dit aanbod is.")
    keys: set[str] = set()
    for number, service in enumerate(initiative.services):
        place = ("services", number)
        if service.key in keys:
            yield Problem(
                (*place, "key"), f"Veld “key” is dubbel: “{service.key}”. Geef elk aanbod een eigen key."
            )
        keys.add(service.key)
        yield from _service_problems(service, place)
    yield from _document_problems(initiative)


def _service_problems(service: ServiceFacts, place: Place) -> Iterator[Problem]:
    yield from _unknown_terms(service.interests, INTERESTS, (*place, "interests"))
    yield from _unknown_terms(service.life_domains, LIFE_DOMAINS, (*place, "life_domains"))
    yield from _unknown_terms(service.groups, TARGET_GROUPS, (*place, "groups"))
    if service.groups and not service.target_groups:
        yield Problem(
            (*place, "groups"),
            "Veld “groups” deelt in wat “target_groups” zegt, en dat ontbreekt. Schrijf op wat de bron zegt.",
        )
    if service.access is not None and service.access not in Access.values:
        yield Problem(
            (*place, "access"), f"Veld “access” kent “{service.access}” niet. Kies {_or(Access.values)}."
        )
    ages = (service.minimum_age, service.maximum_age)
    if None not in ages and service.minimum_age > service.maximum_age:  # type: ignore[operator]
        yield Problem((*place, "maximum_age"), "Veld “maximum_age” is lager dan “minimum_age”. Wissel ze om.")
    for number, cost in enumerate(service.costs):
        if cost.amount_to is not None and float(cost.amount_to) < float(cost.amount):
            yield Problem(
                (*place, "costs", number, "amount_to"),
                "Veld “amount_to” is lager dan “amount”. Zet het laagste bedrag voorop.",
            )


def _unknown_terms(codes: tuple[str, ...], known: Classification, place: Place) -> Iterator[Problem]:
    allowed = [term.code for term in known.terms]
    for number, code in enumerate(codes):
        if code not in allowed:
            yield Problem(
                (*place, number), f"Veld “{place[-1]}” kent “{code}” niet. Kies uit {_or(allowed)}."
            )


def _document_problems(initiative: Initiative) -> Iterator[Problem]:
    """A fact from a document that the file does not name as its source."""
    for place, record in _stated(initiative):
        document = getattr(record, "document", None)
        if document is not None and document not in initiative.documents:
            yield Problem(
                (*place, "document"),
                f"Document “{document}” staat niet bovenaan in “documents”. Zet het erbij, of verbeter het.",
            )


def _stated(record: Struct, place: Place = ()) -> Iterator[tuple[Place, Struct]]:
    """Every block in the file with its place."""
    yield place, record
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if isinstance(value, Struct):
            yield from _stated(value, (*place, field))
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, Struct):
                    yield from _stated(item, (*place, field, number))


def _or(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " of " + words[-1]
