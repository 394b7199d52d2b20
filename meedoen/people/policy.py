"""Pure decisions about persons."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from meedoen.shared.verdict import Verdict, no, yes

PARTICLES = frozenset({"van", "de", "der", "den", "het", "ten", "ter", "te", "el", "al", "ben"})

FARTHEST_AHEAD = timedelta(days=365)


def may_plan_on(on: date, today: date) -> Verdict:
    """Whether something can be planned on a day: from today, and within a year, or the year is mistyped."""
    if on < today:
        return no("Kies een datum vanaf vandaag.")
    if on > today + FARTHEST_AHEAD:
        return no("Deze datum is meer dan een jaar vooruit. Kies een eerdere datum. Klopt het jaar?")
    return yes()


def may_name_lead(*, shielded: bool, is_lead: bool, leads_team: bool, to_self: bool) -> Verdict:
    """Whether somebody may say who answers for a person.

    The lead of a shielded person sees the address. So only the lead passes that on, or a team lead does, and
    nobody takes it.
    """
    if not shielded or is_lead:
        return yes()
    if not leads_team:
        return no(
            "Deze inwoner is afgeschermd. Alleen de vaste contactpersoon of de teamleider kan een ander "
            "kiezen."
        )
    if to_self:
        return no("Deze inwoner is afgeschermd. Je kunt niet jezelf kiezen. Kies een collega.")
    return yes()


def age_on(birth_date: date | None, on: date) -> int | None:
    """Whole years on a day; None where the birth date is not known."""
    if birth_date is None:
        return None
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


@dataclass(frozen=True)
class Identity:
    """By what two records of one person can be recognised."""

    first_name: str
    last_name: str
    birth_date: date | None = None
    phone: str = ""


def plain_name(name: str) -> str:
    """A name to compare with: small letters without accents, marks and loose particles such as "van der"."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in apart if not unicodedata.combining(sign))
    words = letters.split()
    return " ".join([word for word in words if word not in PARTICLES] or words)


def likeness(one: Identity, other: Identity) -> Verdict:
    """Whether two records could be of one person, and in Dutch words why. A proposal, never a decision.

    Source: persons are never joined by likeness alone (architecture, seams); a worker with a ground decides.
    """
    same_first = _same(plain_name(one.first_name), plain_name(other.first_name))
    same_last = _same(plain_name(one.last_name), plain_name(other.last_name))
    same_birth = one.birth_date is not None and one.birth_date == other.birth_date
    if same_first and same_last:
        return yes("dezelfde naam en geboortedatum" if same_birth else "dezelfde naam")
    if same_birth and (same_first or same_last):
        return yes(f"dezelfde {'voornaam' if same_first else 'achternaam'} en geboortedatum")
    if (same_first or same_last) and _same(_digits(one.phone), _digits(other.phone)):
        return yes(f"dezelfde {'voornaam' if same_first else 'achternaam'} en hetzelfde telefoonnummer")
    return no()


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other


def _digits(phone: str) -> str:
    """The last nine digits: the same number with 0 or with +31 in front."""
    return "".join(sign for sign in phone if sign.isdigit())[-9:]
