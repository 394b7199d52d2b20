"""What one value of another list becomes here, as JSON keeps it; or why it cannot be kept.

Each reader takes the value as it came and gives the value of the column in the one way in which the database
gives it back, so that what is read twice is the same. Raises Unfit (the value is set aside) or
NotReadable (the whole row is refused).
"""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

LONGEST = 20_000
HERE = ZoneInfo("Europe/Amsterdam")
ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*):(?://([^/?#]*))?.*", re.IGNORECASE | re.DOTALL)
SAFE_SCHEMES = frozenset({"http", "https", "urn", "tag", "ftp", "ftps", "mailto", "geo", "info", "tel"})
WEB_SCHEMES = frozenset({"http", "https"})
EMAIL = re.compile(r"[^@\s<>\"'(),;:]{1,64}@[^@\s<>\"'(),;:]+\.[^@\s<>\"'(),;:.]{2,}")
HOST = re.compile(r"(www\.)?([\w-]+\.)+[a-z]{2,24}(/\S*)?", re.IGNORECASE)
UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NOTHING = ("", None)
YES, NO = frozenset({"true", "1", "ja", "yes", "t", "y"}), frozenset({"false", "0", "nee", "no", "f", "n"})

Reader = Callable[[Any], Any]


class Unfit(Exception):
    """A value that its column cannot hold. `instead` goes there; `keep` False: forget the original."""

    def __init__(self, message: str, instead: Any = None, *, keep: bool = True) -> None:
        super().__init__(message)
        self.message, self.instead, self.keep = message, instead, keep


class NotReadable(Exception):
    """A row that cannot be kept at all, in one Dutch sentence."""


def plain_text(value: Any) -> str:
    """Any single value as text."""
    if type(value) is str:
        text = value
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, int | float | Decimal):
        text = str(value)
    else:
        raise Unfit("hier hoort tekst te staan en geen lijst of groep")
    if "\0" in text:
        raise NotReadable("Er staat een onzichtbaar teken in (null). Haal dat teken weg uit de bron.")
    if len(text) > LONGEST:
        raise NotReadable(
            f"Een tekst is te lang: {len(text)} tekens. Gebruik in de bron hooguit {LONGEST} tekens."
        )
    return text


def text_reader(longest: int | None) -> Reader:
    """Text as it came; what is longer than the column is cut, and the whole is kept beside it."""

    def read(value: Any) -> str:
        text = plain_text(value)
        if longest is not None and len(text) > longest:
            raise Unfit(f"te lang voor dit veld: afgekort tot {longest} tekens", text[:longest])
        return text

    return read


def choice_reader(allowed: frozenset[str], longest: int) -> Reader:
    """One of the words of the standard."""

    def read(value: Any) -> str:
        text = plain_text(value)
        if text in allowed or not text:
            return text
        for fold in (text.strip().lower(), text.strip().upper()):
            if fold in allowed:
                return fold
        raise Unfit(f"“{text[:60]}” is hier geen bekend woord")

    return read


def whole_number_reader(lowest: int, highest: int) -> Reader:
    def read(value: Any) -> int:
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            raise Unfit(f"“{value}” is geen heel getal")
        text = plain_text(value).strip()
        try:
            number = int(text.removesuffix(".0")) if len(text) <= 30 else None
        except ValueError:
            number = None
        if number is None:
            raise Unfit(f"“{text[:40]}” is geen heel getal")
        if not lowest <= number <= highest:
            raise Unfit(f"{number} kan hier niet: het moet tussen {lowest} en {highest} liggen")
        return number

    return read


def number_reader(digits: int, places: int) -> Reader:
    """A number with a fixed number of decimals, as text: "35.00"."""
    one = Decimal(1).scaleb(-places)

    def read(value: Any) -> str:
        text = plain_text(value).strip()
        try:
            number = Decimal(text) if len(text) <= 60 else None
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite() or (number and abs(number.adjusted()) > 30):
            raise Unfit(f"“{text[:40]}” is geen getal")
        exact = number.quantize(one) if number else Decimal(0).quantize(one)
        if abs(exact) >= Decimal(10) ** (digits - places):
            raise Unfit(f"{text[:40]} is te groot")
        if exact != number:
            raise Unfit(f"{text[:40]} heeft te veel cijfers achter de komma", str(exact))
        return str(exact)

    return read


def read_date(value: Any) -> str:
    text = plain_text(value).strip()
    try:
        return date.fromisoformat(text[:10] if len(text) > 10 and text[10] in "T " else text).isoformat()
    except ValueError:
        raise Unfit(f"“{text[:40]}” is geen dag die bestaat") from None


def read_moment(value: Any) -> str:
    text = plain_text(value).strip()
    try:
        moment = datetime.fromisoformat(_three_or_six(text))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=HERE)
        return moment.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        raise Unfit(f"“{text[:40]}” is geen moment dat bestaat") from None


def _three_or_six(text: str) -> str:
    """The fraction of a second with six figures, which is what every Python reads."""
    return re.sub(r"\.(\d+)", lambda found: "." + found[1][:6].ljust(6, "0"), text, count=1)


def read_time(value: Any) -> str:
    text = plain_text(value).strip()
    clock = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?", text)
    try:
        if clock is None:
            raise ValueError
        return time(int(clock[1]), int(clock[2]), int(clock[3] or 0)).isoformat()
    except ValueError:
        raise Unfit(f"“{text[:40]}” is geen tijd die bestaat") from None


def read_email(value: Any) -> str:
    text = plain_text(value).strip()
    if (len(text) <= 254 and EMAIL.fullmatch(text)) or not text:
        return text
    raise Unfit(f"“{text[:60]}” is geen e-mailadres")


def uri_reader(longest: int, *, web_only: bool) -> Reader:
    """A web address; one without http:// in front gets https://. A scheme that runs code is forgotten."""
    allowed = WEB_SCHEMES if web_only else SAFE_SCHEMES

    def read(value: Any) -> str:
        text = plain_text(value).strip()
        if not text:
            return text
        if HOST.fullmatch(text):
            text = f"https://{text}"
        parts = ADDRESS.fullmatch(text)
        scheme = parts[1].lower() if parts else ""
        if scheme not in allowed:
            known = scheme in SAFE_SCHEMES or not scheme
            raise Unfit(f"het webadres “{text[:60]}” is geweigerd", keep=known)
        if re.search(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]", text) or (
            scheme in WEB_SCHEMES and not (parts and parts[2])
        ):
            raise Unfit(f"“{text[:60]}” is geen webadres")
        if len(text) > longest:
            raise Unfit(f"het webadres is te lang (hooguit {longest} tekens)")
        return text

    return read


def read_flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = plain_text(value).strip().lower()
    if text in YES:
        return True
    if text in NO:
        return False
    raise Unfit(f"“{text[:40]}” is geen ja of nee")


def list_reader(decode: Callable[[str], Any]) -> Reader:
    """A list of texts: a list, the JSON of one, or words with a semicolon between them."""

    def read(value: Any) -> list[str]:
        if isinstance(value, str):
            text = plain_text(value)
            try:
                value = decode(text) if text.startswith("[") else text.split(";")
            except ValueError:
                raise Unfit("de lijst is niet te lezen") from None
            value = [one.strip() for one in value] if not text.startswith("[") else value
        if not isinstance(value, list) or len(value) > 1000:
            raise Unfit("hier hoort een lijst te staan")
        return [plain_text(one) for one in value if one not in NOTHING]

    return read


def degrees(latitude: Any, longitude: Any) -> tuple[float, float]:
    """Latitude and longitude of a place on earth. Raises Unfit."""
    try:
        lat, lon = float(plain_text(latitude)), float(plain_text(longitude))
    except ValueError:
        raise Unfit("de coördinaten zijn geen getallen") from None
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise Unfit("de coördinaten bestaan niet")
    return lat, lon
