"""What the words of a file about areas mean: codes of CBS, names, periods and numbers."""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from decimal import Decimal, InvalidOperation

from meedoen.areas.vocabulary import AreaKind
from meedoen.shared.errors import Refused
from meedoen.shared.period import Period, half_year

PREFIX = {"GM": AreaKind.MUNICIPALITY, "WK": AreaKind.DISTRICT, "BU": AreaKind.NEIGHBOURHOOD}
DIGITS = {AreaKind.MUNICIPALITY: 4, AreaKind.DISTRICT: 6, AreaKind.NEIGHBOURHOOD: 8}
LETTERS = {kind: letters for letters, kind in PREFIX.items()}
NOT_COUNTED = frozenset(("", ".", "-", "x"))
MOST_DIGITS = Decimal(10) ** 11
LONGEST_NUMBER = 30

_CODE = re.compile(r"(GM\d{4}|WK\d{6}|BU\d{8})", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:JJ00)?", re.ASCII)
_QUARTER = re.compile(r"(\d{4})(?:-?[QK]|KW0)([1-4])", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:-|MM)(\d{2})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DUTCH = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)


def area_code(text: str, kind: AreaKind | None = None) -> str:
    """The code of CBS that a text stands for, or an empty text: "wk034403 ", or 34403 of a known kind."""
    said = text.strip().upper()
    if kind and said.isascii() and said.isdigit() and len(said) <= DIGITS[kind]:
        return LETTERS[kind] + said.zfill(DIGITS[kind])
    return said if _CODE.fullmatch(said) else ""


def kind_of(code: str) -> AreaKind:
    return PREFIX[code[:2]]


def wider_codes(code: str) -> tuple[str, ...]:
    """The district and municipality that an area lies in, the nearest first: CBS builds its codes so."""
    district = (f"WK{code[2:8]}",) if code.startswith("BU") else ()
    return (*district, *((f"GM{code[2:6]}",) if not code.startswith("GM") else ()))


def same_name(name: str) -> str:
    """A name as it is compared: small letters, no accents or signs, no "wijk 03" in front of it."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    said = " ".join(re.findall(r"[a-z0-9]+", bare))
    return re.sub(r"^(wijk|buurt|gemeente) ([0-9]+ )?(?=[a-z])", "", said)


def clean_text(text: str, longest: int, what: str) -> str:
    """A name or label on one line. Raises Refused where it is empty, too long or holds control characters."""
    said = " ".join(text.split())
    if not said:
        raise Refused(f"{what} ontbreekt.")
    if len(said) > longest:
        raise Refused(f"{what} is langer dan {longest} tekens.")
    if not said.isprintable():
        raise Refused(
            f"In {what.lower()} staat een teken dat niet te lezen is. Bewaar het bestand als UTF-8."
        )
    return said


def period_of(text: str) -> Period:
    """The period that a text names: a year, half-year, quarter, month or day, also as CBS writes them.

    Raises Refused where it names none.
    """
    said = text.strip().upper()
    try:
        period = _period(said)
    except ValueError:
        period = None
    if period is None or not 1900 <= period.start.year <= period.end.year <= 2200:
        raise Refused(
            "Deze periode is niet te lezen. Schrijf een jaar (2025), halfjaar (2025-H1), kwartaal (2025-K1), "
            "maand (2025-03) of dag (2025-01-31)."
        )
    return period


def _period(said: str) -> Period | None:
    if match := _YEAR.fullmatch(said):
        return Period(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))
    if match := _QUARTER.fullmatch(said):
        return _months(int(match[1]), 3 * int(match[2]) - 2, 3)
    if match := _MONTH.fullmatch(said):
        return _months(int(match[1]), int(match[2]), 1)
    if _DAY.fullmatch(said):
        return Period(date.fromisoformat(said), date.fromisoformat(said))
    try:
        return half_year(said)
    except Refused:
        return None


def _months(year: int, first: int, count: int) -> Period:
    last = first + count - 1
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def value_of(text: str) -> Decimal | None:
    """The number of a cell, with a point or a comma; None where CBS says that there is none.

    Raises Refused for what is no number, is too large, or could be read in two ways (1.234).
    """
    said = text.strip().lower()
    if said in NOT_COUNTED:
        return None
    if _THOUSANDS.fullmatch(said):
        raise Refused(f"“{said}” kan op twee manieren gelezen worden. Schrijf duizendtallen zonder punt.")
    if len(said) > LONGEST_NUMBER or not (_PLAIN.fullmatch(said) or _DUTCH.fullmatch(said)):
        raise Refused("Dit is geen getal. Schrijf cijfers, met hooguit één komma of punt.")
    if not _PLAIN.fullmatch(said):
        said = said.replace(".", "").replace(",", ".")
    try:
        value = Decimal(said)
    except InvalidOperation:  # pragma: no cover - the patterns let no such text through
        raise Refused("Dit is geen getal.") from None
    if abs(value) >= MOST_DIGITS:
        raise Refused("Dit getal is te groot.")
    return round(value, 3)
