"""Finding records that may be the same thing: while somebody types, among the rows of an import, or in all.

The number of queries does not depend on how many are asked. Pairs that somebody said are no doubles
(`NotDouble`) stay out for good, and so does what was merged away.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Left, Lower, Replace, Right

from meedoen.directory.models import (
    NotDouble,
    Organization,
    OrganizationIdentifier,
    Phone,
    Service,
    ServiceAtLocation,
)
from meedoen.directory.policy.duplicates import (
    PHONE_DIGITS,
    Likeness,
    Lookalike,
    Sureness,
    likeness,
    lookalike,
    phone_key,
    plain_name,
    postcode_of,
    with_same_subject,
)

ORDER = {Sureness.SURE: 0, Sureness.LIKELY: 1, Sureness.POSSIBLE: 2}
NAME_LETTERS, KEY_LETTERS = 8, 5
# A beginning, postcode or phone number that so many records share points at none of them.
MOST_IN_A_BLOCK = 60
CHUNK = 500
NOTHING = Lookalike("")


@dataclass(frozen=True)
class Asked:
    """A record that is typed or imported, as it was written. `id` where it already stands here."""

    name: str
    organization: str = ""
    postcode: str = ""
    address: str = ""
    phones: Sequence[str] = ()
    website: str = ""
    email: str = ""
    identifier: str = ""
    about: str = ""
    id: UUID | None = None

    @property
    def compared(self) -> Lookalike:
        return lookalike(
            name=self.name,
            organization=self.organization,
            postcode=self.postcode,
            address=self.address,
            phones=self.phones,
            website=self.website,
            email=self.email,
            identifiers=[self.identifier] if self.identifier else [],
            about=self.about,
        )


@dataclass(frozen=True)
class Double:
    """A record that stands here and may be the one asked about."""

    id: UUID
    name: str
    organization: str
    where: str
    sureness: Sureness
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class DoublePair:
    """Two records of the map that may be one. `first` is the smaller id."""

    first: UUID
    second: UUID
    sureness: Sureness
    reasons: tuple[str, ...]


@dataclass
class _Standing:
    """A record that stands here, with what it is compared by."""

    id: UUID
    name: str
    organization: str
    where: str = ""
    compared: Lookalike = field(default=NOTHING)


def likely_doubles(
    *,
    name: str,
    organization: str = "",
    postcode: str = "",
    address: str = "",
    phones: Sequence[str] = (),
    website: str = "",
    email: str = "",
    identifier: str = "",
    about: str = "",
    exclude: UUID | None = None,
    limit: int = 5,
    record_type: str = "service",
    same_subject: Collection[UUID] = (),
) -> list[Double]:
    """What stands here that may be the record that somebody types, the surest first.

    In: values as they were written; `exclude` the record itself where it is changed; `same_subject` what
    means about the same, which is a reason beside others.
    """
    asked = Asked(name, organization, postcode, address, phones, website, email, identifier, about, exclude)
    if not plain_name(name):
        return []
    word = max(name[:200].replace("\0", " ").split(), key=len)
    also = Q(name__icontains=word)
    return _doubles([asked], record_type, also, frozenset(same_subject))[0][:limit]


def doubles_among(asked: Sequence[Asked], *, record_type: str = "service") -> list[list[Double]]:
    """For each record asked about, in the same order, what stands here that may be it, the surest first.

    The same number of queries for one record and for five hundred. `Asked.id` of a record that stands here
    already leaves out the record itself and the pairs that were said to be no doubles.
    """
    return _doubles(asked, record_type)


def pairs_within(ids: Collection[UUID], *, record_type: str = "service") -> list[DoublePair]:
    """The pairs among these records that may be one, the surest first."""
    rows = _standing(record_type, ids)
    blocks: defaultdict[tuple[str, str], list[_Standing]] = defaultdict(list)
    for row in rows.values():
        for key in _keys(row.compared):
            blocks[key].append(row)
    seen: dict[tuple[UUID, UUID], Likeness] = {}
    refused = _not_doubles(record_type, rows)
    for block in blocks.values():
        if len(block) > MOST_IN_A_BLOCK:
            continue
        for one, other in combinations(block, 2):
            pair = (min(one.id, other.id), max(one.id, other.id))
            if pair in seen or pair in refused:
                continue
            if found := likeness(one.compared, other.compared):
                seen[pair] = found
    pairs = [DoublePair(*pair, found.sureness, found.reasons) for pair, found in seen.items()]
    return sorted(pairs, key=lambda pair: (ORDER[pair.sureness], -len(pair.reasons), pair.first, pair.second))


def _keys(compared: Lookalike) -> Iterator[tuple[str, str]]:
    """By what records are put together before they are compared."""
    if compared.name:
        yield "name", compared.name.replace(" ", "")[:KEY_LETTERS]
        for word in compared.name.split():
            if len(word) >= KEY_LETTERS:
                yield "word", word[:KEY_LETTERS]
    yield from (("phone", phone) for phone in compared.phones)
    yield from (("identifier", one) for one in compared.identifiers)
    if compared.place:
        yield "place", compared.place
    if compared.organization:
        yield "organization", compared.organization


def _doubles(
    asked: Sequence[Asked],
    record_type: str,
    also: Q | None = None,
    same_subject: frozenset[UUID] = frozenset(),
) -> list[list[Double]]:
    rows = _standing(record_type, _candidates(asked, record_type, also) | same_subject)
    blocks: defaultdict[tuple[str, str], list[_Standing]] = defaultdict(list)
    for row in rows.values():
        for key in _keys(row.compared):
            blocks[key].append(row)
    own = [one.id for one in asked if one.id]
    refused = _not_doubles(record_type, own)
    every = list(rows.values()) if also else None
    return [_doubles_of(one, blocks, every, refused, same_subject) for one in asked]


def _doubles_of(
    asked: Asked,
    blocks: Mapping[tuple[str, str], list[_Standing]],
    every: list[_Standing] | None,
    refused: Collection[tuple[UUID, UUID]],
    same_subject: Collection[UUID] = (),
) -> list[Double]:
    compared = asked.compared
    near = every or [row for key in _keys(compared) for row in blocks.get(key, ())]
    found = []
    for row in {row.id: row for row in near}.values():
        if asked.id and (row.id == asked.id or (min(row.id, asked.id), max(row.id, asked.id)) in refused):
            continue
        like = likeness(compared, row.compared)
        if row.id in same_subject:
            like = with_same_subject(like, compared, row.compared)
        if like:
            found.append(Double(row.id, row.name, row.organization, row.where, like.sureness, like.reasons))
    return sorted(found, key=lambda one: (ORDER[one.sureness], -len(one.reasons), one.name, one.id))


def _candidates(asked: Sequence[Asked], record_type: str, also: Q | None) -> set[UUID]:
    """The ids of what is worth comparing: four queries at most, by keys that the database can look up."""
    rows: QuerySet[Service] | QuerySet[Organization] = (
        Service.objects.all() if record_type == "service" else Organization.objects.all()
    )
    names = {name for one in asked if (name := one.name.replace("\0", " ").strip().lower())}
    begins = {name[:NAME_LETTERS] for name in names}
    shared_begin = rows.order_by().annotate(begin=Lower(Left("name", NAME_LETTERS)))
    counts = shared_begin.filter(begin__in=begins).values_list("begin").annotate(count=Count("pk"))
    common = set(counts.filter(count__gt=MOST_IN_A_BLOCK).values_list("begin", flat=True))
    by_name = Q(begin__in=begins - common) | (Q(lowered__in=names) if common else Q())
    named = shared_begin.alias(lowered=Lower("name")).filter(by_name | also if also else by_name)
    found = set(named.values_list("pk", flat=True)[: MOST_IN_A_BLOCK * max(len(asked), 10)])
    return found | _by_phone(asked, record_type) | _by_place_or_number(asked, record_type)


def _by_phone(asked: Sequence[Asked], record_type: str) -> set[UUID]:
    phones = {key for one in asked for number in one.phones if (key := phone_key(number))}
    if not phones:
        return set()
    digits: object = F("number")
    for sign in " -()/.+":
        digits = Replace(digits, Value(sign), Value(""))  # type: ignore[arg-type]
    rows = Phone.objects.alias(key=Right(digits, PHONE_DIGITS)).filter(key__in=phones)  # type: ignore[arg-type]
    if record_type == "organization":
        return set(rows.exclude(organization=None).values_list("organization_id", flat=True))
    return set(rows.exclude(service=None).values_list("service_id", flat=True))


def _by_place_or_number(asked: Sequence[Asked], record_type: str) -> set[UUID]:
    if record_type == "organization":
        numbers = {said for one in asked if (said := one.identifier.replace("\0", " ").strip())}
        rows = OrganizationIdentifier.objects.filter(identifier__in=numbers)
        return set(rows.values_list("organization_id", flat=True)) if numbers else set()
    codes = {code for one in asked if (code := postcode_of(one.postcode) or postcode_of(one.address))}
    written = codes | {f"{code[:4]} {code[4:]}" for code in codes}
    links = ServiceAtLocation.objects.filter(location__addresses__postal_code__in=written)
    return set(links.values_list("service_id", flat=True)) if codes else set()


def _standing(record_type: str, ids: Collection[UUID]) -> dict[UUID, _Standing]:
    """These records with what they are compared by, without what was merged away."""
    read: Callable[[Sequence[UUID]], dict[UUID, _Standing]]
    read = _services if record_type == "service" else _organizations
    found: dict[UUID, _Standing] = {}
    for part in _chunks(sorted(ids), MOST_IN_A_BLOCK * CHUNK):
        found |= read(part)
    return found


def _chunks(ids: Sequence[UUID], size: int) -> Iterator[Sequence[UUID]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))


def _services(ids: Sequence[UUID]) -> dict[UUID, _Standing]:
    services = (
        Service.objects.filter(pk__in=ids, merged_into=None)
        .select_related("organization")
        .prefetch_related("phones", "organization__phones", "at_locations__location__addresses")
        .only(
            "name", "summary", "url", "email", "organization__name", "organization__website",
            "organization__email",
        )
    )  # fmt: skip
    found = {}
    for service in services:
        body = service.organization
        addresses = [row for link in service.at_locations.all() for row in link.location.addresses.all()]
        address = min(addresses, key=lambda row: (row.address_type, row.pk)) if addresses else None
        found[service.pk] = _Standing(
            service.pk,
            service.name,
            body.name,
            _line(address),
            lookalike(
                name=service.name,
                organization=body.name,
                postcode=address.postal_code if address else "",
                address=address.address_1 if address else "",
                phones=[row.number for row in service.phones.all()] or _numbers(body.phones.all()),
                website=service.url or body.website,
                email=service.email or body.email,
                about=service.summary,
            ),
        )
    return found


def _organizations(ids: Sequence[UUID]) -> dict[UUID, _Standing]:
    rows = (
        Organization.objects.filter(pk__in=ids, merged_into=None)
        .prefetch_related("phones", "organization_identifiers", "locations__addresses")
        .only("name", "website", "email", "description")
    )
    found = {}
    for row in rows:
        addresses = [one for place in row.locations.all() for one in place.addresses.all()]
        address = min(addresses, key=lambda one: (one.address_type, one.pk)) if addresses else None
        found[row.pk] = _Standing(
            row.pk,
            row.name,
            "",
            _line(address),
            lookalike(
                name=row.name,
                postcode=address.postal_code if address else "",
                address=address.address_1 if address else "",
                phones=_numbers(row.phones.all()),
                website=row.website,
                email=row.email,
                identifiers=[one.identifier for one in row.organization_identifiers.all()],
                about=row.description,
            ),
        )
    return found


def _numbers(phones: Iterable[Phone]) -> list[str]:
    return [row.number for row in phones]


def _line(address: object) -> str:
    parts = [getattr(address, name, "") for name in ("address_1", "city")]
    return ", ".join(part for part in parts if part)


def _not_doubles(record_type: str, ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """The pairs of these records that somebody said are no doubles."""
    if not ids:
        return set()
    said = NotDouble.objects.filter(record_type=record_type)
    if len(ids) <= CHUNK:
        said = said.filter(Q(first__in=ids) | Q(second__in=ids))
    return set(said.values_list("first", "second"))
