"""One service in large print, for who reads better from paper: PDF/UA-1, with a QR code to its page."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from meedoen.directory import shown_detail
from meedoen.directory.policy import UNKNOWN_PLACES, UNKNOWN_PRICE, UNKNOWN_WHEN, date_text
from meedoen.directory.queries import ServiceDetail
from meedoen.look.pdf import typeset
from meedoen.publishing.policy.calendar import plain

TEMPLATE = Path(__file__).parent / "templates" / "publishing" / "large.typ"
LONGEST_NAME, LONGEST_SUMMARY, LONGEST_LINE = 120, 400, 240
MOST_PHONES, MOST_TIMES, MOST_PLACES = 2, 3, 2
STRANGE_LETTER = (
    "In de tekst van dit aanbod staat een teken dat niet op papier past. Daarom is er geen PDF van. "
    "Lees de gewone pagina. Daar kun je de letters ook groter maken."
)


def qr_svg(address: str, *, scale: int = 8) -> bytes:
    """A QR code of an address as an SVG picture, readable with a seventh of it damaged."""
    out = BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(out, kind="svg", scale=scale, border=4, light="#fff", title="QR-code", desc=address)
    return out.getvalue()


def large_print(found: ServiceDetail, *, address: str, on: date) -> bytes:
    """The PDF of a service. Raises Refused where the fonts were not built or lack a letter of it."""
    data = {
        "sheet": json.dumps(sheet_document(found, address=address, on=on)),
        "qr": qr_svg(address).decode(),
    }
    return typeset(TEMPLATE, data, strange_letter=STRANGE_LETTER)


def sheet_document(found: ServiceDetail, *, address: str, on: date) -> dict[str, Any]:
    """What the sheet says, in the order in which somebody needs it; long text is cut at a word."""
    card, times = found.card, shown_detail.times(found)[:MOST_TIMES]
    facts = [
        ("Wanneer", [card.when if card.when != UNKNOWN_WHEN else "Vraag wanneer het is."]),
        ("De eerste keren" if len(times) > 1 else "De eerste keer", times),
        ("Waar", _where(found)),
        ("Wat kost het", [card.price if card.price != UNKNOWN_PRICE else "Vraag wat het kost."]),
        ("Plekken", [] if card.free_places == UNKNOWN_PLACES else [card.free_places]),
        ("Voor wie", [card.for_whom]),
        ("Zo kom je erbij", [found.application_process]),
        ("Bellen", list(found.phones[:MOST_PHONES])),
        ("Mailen", [found.email]),
    ]
    return {
        "title": _one_line(card.name, LONGEST_NAME),
        "organization": _one_line(card.organization, LONGEST_NAME),
        "summary": _one_line(card.summary or found.description, LONGEST_SUMMARY),
        "notice": shown_detail.status_text(found),
        "facts": [
            {"label": label, "lines": said}
            for label, lines in facts
            if (said := [_said(t) for t in lines if t])
        ],
        "sure": f"Dit is {card.sure}." + ("" if card.is_sure else " Vraag het eerst na voordat je gaat."),
        "address": address,
        "made": f"Gemaakt op {date_text(on)}",
    }


def _where(found: ServiceDetail) -> list[str]:
    """Name, street and town of the first places."""
    lines = [
        line
        for place in found.places[:MOST_PLACES]
        for line in dict.fromkeys((place.name, place.street, f"{place.postal_code} {place.city}".strip()))
    ]
    return [line for line in lines if line] or [found.card.where]


def _said(text: str) -> str:
    line = _one_line(text, LONGEST_LINE)
    # A mail address is written as it is.
    return line if "@" in line else line[:1].upper() + line[1:]


def _one_line(text: str, longest: int) -> str:
    return " ".join(plain(text, longest).split())
