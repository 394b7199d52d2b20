"""Letters on paper: what each says as data, and the press that typesets hundreds in one document."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import segno
from django.conf import settings
from django.urls import reverse

from meedoen.look.pdf import StrangeLetter, Typesetter
from meedoen.outreach.policy.letters import answer_code, plain, qr_pixels
from meedoen.outreach.queries.inviting import LetterFacts
from meedoen.outreach.wording import Speech, appointment, dutch, interpreter_line, own_speech, points
from meedoen.people.queries import PersonCard

TEMPLATE = Path(__file__).parent / "templates" / "outreach" / "letters.typ"
QR_VERSION = 5
STRANGE_NAME = "In deze brief staat een teken dat niet op papier past."


class Press:
    """Typesets letters; one compiler for all documents of a job."""

    def __init__(self) -> None:
        self._typesetter = Typesetter(TEMPLATE)

    def print(self, letters: Sequence[dict[str, Any]], *, title: str) -> bytes:
        """One accessible PDF of these letters, each from the front of a sheet.

        Raises StrangeLetter where the fonts lack a letter of one of them.
        """
        data = {"letters": json.dumps(letters), "title": plain(title)}
        try:
            return self._typesetter.typeset(data, strange_letter=STRANGE_NAME)
        finally:
            if len(letters) > 1:
                self._typesetter.forget()

    def file(self, letters: Sequence[dict[str, Any]], *, title: str, apart: bool, path: Path) -> None:
        """Write one file: a PDF with all letters, or a ZIP with a PDF of each, numbered in their order."""
        if not apart:
            path.write_bytes(self.print(letters, title=title))
            return
        with ZipFile(path, "w", ZIP_DEFLATED) as bundle:
            for number, one in enumerate(letters, start=1):
                bundle.writestr(f"{number:03}.pdf", self.print([one], title=one["dutch"]["subject"]))
        self._typesetter.forget()

    def unfit(self, letters: Sequence[dict[str, Any]]) -> list[int]:
        """Which of these letters, by their place, hold a sign that can't be printed: by halving."""
        if not letters or self._fits(letters):
            return []
        if len(letters) == 1:
            return [0]
        half = len(letters) // 2
        return [*self.unfit(letters[:half]), *(half + at for at in self.unfit(letters[half:]))]

    def _fits(self, letters: Sequence[dict[str, Any]]) -> bool:
        try:
            self.print(letters, title="-")
        except StrangeLetter:
            return False
        return True


def letter(facts: LetterFacts, card: PersonCard, *, on: date) -> dict[str, Any]:
    """One letter as plain data: the address, the Dutch text, and the text in the person's language."""
    own = own_speech(card.languages, on_paper=True)
    code = answer_code(facts.invitation_id, settings.SECRET_KEY)
    name = plain(card.name)
    return {
        "to": [name, plain(card.street), plain(f"{card.postcode}  {card.town}")],
        "agency": plain(facts.agency),
        "on": dutch().on_day(on),
        "code": code,
        "qr": _qr(answer_url(code)),
        "link": answer_url(code),
        "dutch": _text(dutch(), facts, name, code, interpreter_line(card.languages, own)),
        "own": _text(own, facts, name, code, own.say("interpreter")) if own else None,
    }


def answer_url(code: str) -> str:
    """The signed page of one invited person."""
    return settings.SITE_URL + reverse("outreach:answer", args=[code])


def answer_address() -> str:
    """Where a code is typed, as short as it can be said on paper."""
    return (settings.SITE_URL + reverse("outreach:answer_code")).partition("://")[2].rstrip("/")


def _text(speech: Speech, facts: LetterFacts, name: str, code: str, interpreter: str) -> dict[str, Any]:
    return {
        "lang": speech.language,
        "rtl": speech.direction == "rtl",
        "subject": speech.say("subject"),
        "greeting": speech.say("greeting", name=name),
        "invite": speech.say("invite"),
        "appointment": appointment(speech, facts),
        "other_time": speech.say("other_time"),
        "choose_here": speech.say("choose_here", address=answer_address(), code=code),
        "call": speech.say("call", phone=plain(facts.phone)),
        "good_to_know": speech.say("good_to_know"),
        "points": points(speech, facts, interpreter),
        "regards": speech.say("regards"),
    }


def _qr(address: str) -> list[int]:
    """One size and one mask for all: choosing the best of eight takes four times as long to make."""
    return qr_pixels(
        [list(row) for row in segno.make_qr(address, error="m", version=QR_VERSION, mask=2).matrix]
    )
