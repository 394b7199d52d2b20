"""A route on one page of paper for the person: what happens when, and whom to call (PDF/UA-1)."""

import json
from datetime import date
from pathlib import Path

from django.http import HttpResponse

from meedoen.casework.queries.wmo import RouteCard
from meedoen.casework.views.wmo_words import said, story
from meedoen.look.pdf import typeset

TEMPLATE = Path(__file__).parent.parent / "templates" / "casework" / "wmo.typ"
LONGEST_QUESTION = 500
STRANGE_LETTER = (
    "In de vraag, de naam of de beslissing staat een teken dat niet op papier past. "
    "Schrijf het met gewone letters."
)


def route_pdf(card: RouteCard, *, name: str, today: date) -> bytes:
    """The PDF of a route. Text of people goes in as data and is never read as markup; a long question is cut.

    Raises Refused where the fonts were not built or lack a letter.
    """
    helper = card.helper
    sheet = {
        "title": "Je vraag om hulp: wat er gebeurt",
        "name": name,
        "question": _cut(card.question),
        "parts": [{"title": part.title, "text": part.text} for part in story(card, today)],
        "helper": {"name": helper.name, "place": helper.place, "phone": helper.phone} if helper else None,
        "made": f"Gemaakt op {said(today)}. Er kan daarna iets veranderd zijn.",
    }
    return typeset(TEMPLATE, {"sheet": json.dumps(sheet)}, strange_letter=STRANGE_LETTER)


def pdf_answer(content: bytes) -> HttpResponse:
    """A PDF that no shared computer keeps."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="vraag-om-hulp.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUESTION else line[:LONGEST_QUESTION].rsplit(" ", 1)[0] + " ..."
