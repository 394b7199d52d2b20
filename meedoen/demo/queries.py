"""Reads of the demo."""

from dataclasses import dataclass
from datetime import date

from meedoen.demo.models import Demo
from meedoen.demo.people_of_the_demo import CAST, DEFAULT_PASSWORD


def day_of_the_demo() -> date | None:
    """The day for which the demo that stands here was made, or None where none stands."""
    return Demo.objects.values_list("on", flat=True).first()


@dataclass(frozen=True)
class SignIn:
    """How to sign in as somebody of the cast. `password` in words where it was chosen by
    who made the demo.
    """

    name: str
    role: str
    username: str
    password: str


def sign_ins(password: str = "") -> list[SignIn]:
    """The demo sign-ins, empty where no demo stands. `password`: the one it was just made with, if known.

    A password that was chosen at the time is kept nowhere, so it cannot be shown later.
    """
    demo = Demo.objects.first()
    if demo is None:
        return []
    known = password or (DEFAULT_PASSWORD if demo.usual_password else "(gekozen bij het maken)")
    return [SignIn(character.name, character.title, character.email, known) for character in CAST]
