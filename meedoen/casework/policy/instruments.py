"""Pure decisions about measuring: what fits an item, which moment can be, what may still be changed."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from meedoen.casework.vocabulary import AnswerKind, MeasureMoment, View
from meedoen.shared.verdict import Verdict, no, yes

MOST_AT_ONCE = 7
"""So many items are asked at once at most, so that nobody fills in a whole matrix (a choice of Meedoen; the
supervisor looked into the self-sufficiency matrix at two municipalities for asking after everything)."""
LONGEST_RANGE = 20
VERSION = re.compile(r"-v(\d+)$")


@dataclass(frozen=True)
class Answer:
    """What was answered to one item: a number or level, words, or both."""

    value: int | None = None
    words: str = ""

    def __bool__(self) -> bool:
        return self.value is not None or bool(self.words)


@dataclass(frozen=True)
class Taken:
    """That an instrument was filled in before: at which moment, in whose view, on which day."""

    moment: MeasureMoment
    view: View
    on: date


def answer_fits(kind: AnswerKind, least: int, most: int, answer: Answer) -> Verdict:
    """Whether an answer is one that this item can have. Words may go with a number, and stand alone too."""
    if answer.value is None:
        return yes() if answer.words else no("Er is niets ingevuld.")
    if kind == AnswerKind.WORDS:
        return no("Hier horen eigen woorden, geen cijfer.")
    if not least <= answer.value <= most:
        return no(f"Kies een getal van {least} tot en met {most}.")
    return yes()


def items_fit(wanted: Collection[int], offered: Collection[int]) -> Verdict:
    """Whether these items can be asked at once: some, of those that there are, and no more than needed."""
    if not wanted:
        return no("Kies minstens één onderdeel waar jullie het over willen hebben.")
    if not set(wanted) <= set(offered):
        return no("Een van deze onderdelen is er niet meer. Kies opnieuw.")
    if len(set(wanted)) > MOST_AT_ONCE:
        return no(
            f"Kies ten hoogste {MOST_AT_ONCE} onderdelen. Vraag alleen wat nodig is om te helpen meedoen."
        )
    return yes()


def next_moment(earlier: Sequence[Taken]) -> MeasureMoment:
    """Which moment comes now: a baseline at first and after an end, else an interim one."""
    return MeasureMoment.INTERIM if _begun(earlier) else MeasureMoment.BASELINE


def moment_fits(moment: MeasureMoment, view: View, on: date, earlier: Sequence[Taken]) -> Verdict:
    """Whether this moment can be filled in on this day in this view, after what was filled in before.

    In: `earlier` in the order of their days. A view is corrected by filling it in again for the same day, and
    the other view of a moment may be filled in later.
    """
    if moment == MeasureMoment.END and any(_same(taken, moment, on) for taken in earlier):
        return yes()
    begun = _begun(earlier)
    if moment == MeasureMoment.BASELINE:
        own = [taken.on for taken in begun if taken.view == view]
        if own and on not in own:
            return no("Er is al een beginmeting. Kies tussenmeting of eindmeting.")
        return yes()
    if not begun:
        return no("Er is nog geen beginmeting. Kies daarom beginmeting.")
    if on < min(taken.on for taken in begun):
        return no("Deze dag ligt voor de beginmeting. Kijk of de datum klopt.")
    return yes()


def may_change_items(answered: bool) -> Verdict:
    """What was answered once keeps its questions, or the answers would get another meaning."""
    if answered:
        return no(
            "Dit instrument is al ingevuld. Maak een nieuwe versie, dan houden de antwoorden hun vraag."
        )
    return yes()


def may_switch_on(items: int, *, asks_leave: bool, has_leave: bool) -> Verdict:
    """Whether an instrument may be put to use: it asks something, and the municipality may use it."""
    if not items:
        return no("Dit instrument vraagt nog niets. Voeg eerst een onderdeel toe.")
    if asks_leave and not has_leave:
        return no("Kruis aan dat de gemeente dit instrument mag gebruiken.")
    return yes()


def item_fits(kind: AnswerKind, least: int, most: int, level_names: Sequence[str]) -> Verdict:
    """Whether an item can be asked like this: a short range, and a name for each level."""
    if kind == AnswerKind.WORDS:
        return yes()
    if kind == AnswerKind.LEVEL:
        few_or_many = not 2 <= len(level_names) <= LONGEST_RANGE
        return no("Geef 2 tot 20 niveaus, elk op een regel.") if few_or_many else yes()
    if least < 0 or not least < most or most - least >= LONGEST_RANGE:
        return no("Kies een laagste en een hoger hoogste cijfer, met ten hoogste 20 cijfers samen.")
    return yes()


def first_code(code: str) -> str:
    """The code of the first version of an instrument."""
    return VERSION.sub("", code)


def next_code(code: str, taken: Collection[str], longest: int) -> str:
    """The code of the version after this one, that nobody has: `name-v2`, `name-v3`."""
    first = first_code(code)
    number = 2
    while (made := f"{first[: longest - len(str(number)) - 2]}-v{number}") in taken:
        number += 1
    return made


def _begun(earlier: Sequence[Taken]) -> list[Taken]:
    """The baselines of the round that goes on: those after the last end."""
    ends = [place for place, taken in enumerate(earlier) if taken.moment == MeasureMoment.END]
    running = earlier[ends[-1] + 1 :] if ends else earlier
    return [taken for taken in running if taken.moment == MeasureMoment.BASELINE]


def _same(taken: Taken, moment: MeasureMoment, on: date) -> bool:
    return taken.moment == moment and taken.on == on
