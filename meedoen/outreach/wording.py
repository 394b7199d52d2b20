"""What an invitation says, in Dutch and in the person's language: fixed sentences, filled in.

The sentences stand in `data/letter_texts.yaml`; of nobody's own words is anything here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from pathlib import Path

import yaml
from django.utils import translation
from django.utils.dateformat import format as written

from meedoen.outreach.policy.letters import plain
from meedoen.outreach.queries.inviting import LetterFacts
from meedoen.people.vocabulary import LANGUAGES

TEXTS = Path(__file__).parent / "data" / "letter_texts.yaml"
DUTCH = "nl"
APART, TOGETHER = "\u2068", "\u2069"
FROM_THE_RIGHT = frozenset({"ar", "fa"})
# Where Django's own dates in a language are called otherwise.
_DJANGO_NAMES = {"zh": "zh-hans"}


@dataclass(frozen=True)
class Speech:
    """The sentences in one language. `on_paper`: the fonts for paper have its letters."""

    language: str
    texts: Mapping[str, str]
    date_format: str
    on_paper: bool

    @property
    def direction(self) -> str:
        return "rtl" if self.language in FROM_THE_RIGHT else "ltr"

    def say(self, what: str, **filled: object) -> str:
        """A sentence, filled in. What stands between Arabic letters keeps its own direction (UAX 9, FSI)."""
        if self.direction == "rtl":
            filled = {key: f"{APART}{value}{TOGETHER}" for key, value in filled.items()}
        return self.texts[what].format(**filled)

    def on_day(self, day: date) -> str:
        return _date(self.language, self.date_format, day)

    def at(self, day: date, starts_at: time) -> str:
        """The day and time in words: `dinsdag 22 september 2026 om 10.30 uur`."""
        clock = f"{starts_at:%H.%M}" if self.language == DUTCH else f"{starts_at:%H:%M}"
        return self.say("at", date=self.on_day(day), time=clock)


@lru_cache(maxsize=500)
def _date(language: str, date_format: str, day: date) -> str:
    with translation.override(_DJANGO_NAMES.get(language, language)):
        return str(written(day, date_format))


@cache
def speeches() -> dict[str, Speech]:
    """Every language that the sentences were written in, by its code."""
    read = yaml.safe_load(TEXTS.read_text())
    return {
        code: Speech(code, said["texts"], said["date"], bool(said.get("paper", True)))
        for code, said in read.items()
    }


def dutch() -> Speech:
    return speeches()[DUTCH]


def own_speech(languages: Sequence[str], *, on_paper: bool) -> Speech | None:
    """The sentences in somebody's best language; None where that is Dutch, not known or not written here."""
    best = languages[0] if languages else DUTCH
    speech = speeches().get(best)
    if best == DUTCH or speech is None or (on_paper and not speech.on_paper):
        return None
    return speech


def interpreter_line(languages: Sequence[str], speech: Speech | None) -> str:
    """That an interpreter can come, in Dutch; with the language's name where there is no text in it."""
    best = languages[0] if languages else DUTCH
    if speech is None and best != DUTCH and best in LANGUAGES:
        return dutch().say("other_language", language=LANGUAGES[best])
    return dutch().say("interpreter")


def points(speech: Speech, facts: LetterFacts, interpreter: str) -> list[str]:
    """What is good to know before a talk. Nothing in it is a sanction."""
    expects = "expected" if facts.is_compulsory else "free"
    return [*(speech.say(what) for what in (expects, "about", "bring")), interpreter]


def appointment(speech: Speech, facts: LetterFacts) -> list[tuple[str, str]]:
    """When, where and how long, each with its label."""
    return [
        (speech.say("when"), speech.at(facts.day, facts.starts_at)),
        (speech.say("where"), f"{plain(facts.place)}, {plain(facts.address)}"),
        (speech.say("how_long"), speech.say("minutes", minutes=facts.minutes)),
    ]
