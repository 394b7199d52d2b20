"""Whether two records look like the same thing, and why: reasons in words, never a score that is shown."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

ALIKE, VERY_ALIKE = 0.55, 0.8
PHONE_DIGITS = 9
ABOUT_THE_SAME = "gaat over hetzelfde"
# Pages on these hosts say nothing of whose they are.
SHARED_HOSTS = frozenset(
    {
        "facebook.com",
        "instagram.com",
        "linkedin.com",
        "x.com",
        "twitter.com",
        "youtube.com",
        "google.com",
        "sites.google.com",
        "meetup.com",
    }
)
# Words in the name of an organization or service that many others have too.
FILLING = frozenset(
    ["de", "het", "een", "van", "voor", "in", "en", "met", "bij", "op", "te", "stichting", "vereniging", "bv"]
)
POSTCODE = re.compile(r"\b([1-9]\d{3})\s*([A-Za-z]{2})\b")
NUMBER = re.compile(r"(?<!\d)(\d{1,5})(?:\s*[-/]?\s*([A-Za-z]))?(?![\w])")


class Sureness(StrEnum):
    """How sure it is that two records are one."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class Lookalike:
    """What two records are compared by, brought to one way of writing (`lookalike`); empty where not known.

    `place` is postcode and house number; `identifiers` are numbers in a register.
    """

    name: str
    organization: str = ""
    place: str = ""
    phones: frozenset[str] = frozenset()
    host: str = ""
    email: str = ""
    identifiers: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """That two records may be one: how sure, and the reasons in Dutch, the strongest first."""

    sureness: Sureness
    reasons: tuple[str, ...]


def lookalike(
    *,
    name: str,
    organization: str = "",
    postcode: str = "",
    address: str = "",
    phones: Iterable[str] = (),
    website: str = "",
    email: str = "",
    identifiers: Iterable[str] = (),
    about: str = "",
) -> Lookalike:
    """A record as it is compared: each value brought to one way of writing it."""
    return Lookalike(
        name=plain_name(name),
        organization=plain_name(organization),
        place=place_of(postcode, address),
        phones=frozenset(found for number in phones if (found := phone_key(number))),
        host=host_of(website),
        email=email.strip().casefold(),
        identifiers=frozenset(found for one in identifiers if (found := re.sub(r"\W", "", one).casefold())),
        about=frozenset(_words(about)),
    )


def likeness(one: Lookalike, other: Lookalike) -> Likeness | None:
    """How alike two services are, or None where nothing points at one and the same.

    A name alone is not enough where the organizations and the places are known and differ; and what an
    organization shares over all its services (phone, website, address) is not enough without a name.
    """
    if one.identifiers & other.identifiers and not (one.organization or other.organization):
        return Likeness(Sureness.SURE, _reasons(one, other, alike(one.name, other.name)))
    names = alike(one.name, other.name)
    shared = _shared(one, other)
    elsewhere = bool(one.place and other.place and one.place != other.place)
    if names < ALIKE:
        same_words = _same_words(one, other) and ("place" in shared or len(shared) > 1)
        sureness = Sureness.POSSIBLE if same_words else None
    elif names >= VERY_ALIKE:
        sureness = _with_same_name(one, other, shared, elsewhere)
    else:
        sureness = _with_like_name(shared, elsewhere)
    return Likeness(sureness, _reasons(one, other, names)) if sureness else None


def with_same_subject(found: Likeness | None, one: Lookalike, other: Lookalike) -> Likeness | None:
    """The same of two that are about one thing by what they mean, as a search by meaning found.

    It counts beside the same place or organization only, and never makes two of different places one.
    """
    if not _shared(one, other) & {"place", "organization"}:
        return found
    if found is not None:
        return replace(found, reasons=(*found.reasons, ABOUT_THE_SAME))
    if one.place and other.place and one.place != other.place:
        return None
    said = _reasons(one, other, alike(one.name, other.name))
    return Likeness(Sureness.POSSIBLE, (*said, ABOUT_THE_SAME))


def _with_same_name(
    one: Lookalike, other: Lookalike, shared: frozenset[str], elsewhere: bool
) -> Sureness | None:
    if elsewhere:
        return Sureness.POSSIBLE if shared else None
    if shared:
        return Sureness.SURE if one.name == other.name else Sureness.LIKELY
    if one.organization and other.organization:
        return None
    return Sureness.LIKELY if one.name == other.name else Sureness.POSSIBLE


def _with_like_name(shared: frozenset[str], elsewhere: bool) -> Sureness | None:
    if elsewhere or not shared:
        return None
    return Sureness.LIKELY if shared - {"organization", "host"} else Sureness.POSSIBLE


def _shared(one: Lookalike, other: Lookalike) -> frozenset[str]:
    """What they have in common beside the name."""
    found = {
        "organization": alike(one.organization, other.organization) >= VERY_ALIKE,
        "place": bool(one.place) and one.place == other.place,
        "phone": bool(one.phones & other.phones),
        "host": bool(one.host) and one.host == other.host,
        "email": bool(one.email) and one.email == other.email,
        "identifier": bool(one.identifiers & other.identifiers),
    }
    return frozenset(name for name, is_shared in found.items() if is_shared)


def _reasons(one: Lookalike, other: Lookalike, names: float) -> tuple[str, ...]:
    shared = _shared(one, other)
    said = {
        "zelfde naam": bool(one.name) and one.name == other.name,
        "naam lijkt erg": names >= VERY_ALIKE and one.name != other.name,
        "naam lijkt": ALIKE <= names < VERY_ALIKE,
        "zelfde KvK-nummer": "identifier" in shared,
        "zelfde organisatie": "organization" in shared,
        "zelfde adres": "place" in shared,
        "zelfde telefoonnummer": "phone" in shared,
        "zelfde e-mailadres": "email" in shared,
        "zelfde website": "host" in shared,
        "beschrijving lijkt": _same_words(one, other),
    }
    return tuple(reason for reason, holds in said.items() if holds)


def _same_words(one: Lookalike, other: Lookalike) -> bool:
    if min(len(one.about), len(other.about)) < 3:
        return False
    return len(one.about & other.about) / len(one.about | other.about) >= 0.5


def alike(one: str, other: str) -> float:
    """How alike two plain names are, 0 to 1: by groups of three letters, or by the words of the shorter."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    first, second = _trigrams(one), _trigrams(other)
    by_letters = 2 * len(first & second) / (len(first) + len(second))
    short, long = sorted((frozenset(one.split()), frozenset(other.split())), key=len)
    by_words = len(short & long) / len(short) * 0.75 if len(short) > 1 else 0.0
    return max(by_letters, by_words)


# Two kilobytes each, and it is the names of one part of a list that come back.
@lru_cache(maxsize=4_000)
def _trigrams(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


@lru_cache(maxsize=20_000)
def plain_name(text: str) -> str:
    """A name without accents, capitals, punctuation and words that many names have."""
    words = _words(text)
    return " ".join([word for word in words if word not in FILLING] or words)


def _words(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text[:2_000]).encode("ascii", "ignore").decode().casefold()
    return re.findall(r"[a-z0-9]+", letters)


def phone_key(number: str) -> str:
    """The last nine digits, the same for 030 123 45 67 and +31-30-1234567; empty where there are fewer."""
    digits = re.sub(r"\D", "", number[:60])
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


def host_of(website: str) -> str:
    """The host of a web address without www; empty for hosts that many share."""
    said = (
        website.strip().casefold().split("://")[-1].split("/")[0].split("?")[0].split("@")[-1].split(":")[0]
    )
    host = said.removeprefix("www.")
    return "" if host in SHARED_HOSTS or "." not in host else host


def postcode_of(text: str) -> str:
    """The postcode in a text, as 3561AB; empty where there is none."""
    found = POSTCODE.search(text[:400])
    return (found[1] + found[2]).upper() if found else ""


def place_of(postcode: str, address: str) -> str:
    """Postcode and house number, as 3561AB 12; empty where one of them is not known."""
    code = postcode_of(postcode) or postcode_of(address)
    street = POSTCODE.sub(" ", address[:400])
    numbers = NUMBER.findall(street)
    if not code or not numbers:
        return ""
    number, letter = numbers[-1] if len(numbers) == 1 else numbers[0]
    return f"{code} {int(number)}{letter.upper()}"
