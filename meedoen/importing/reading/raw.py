"""A row as it was read, before anybody looked at what it says."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RawRow:
    """One object of the standard. `place` is where it stands, for people: "services.csv:12".

    `problem`: why it could not be read; then there are no values. `repeats`: it may stand there more than
    once, as an organization does that is nested in each of its services.
    """

    table: str
    values: dict[str, Any]
    place: str
    problem: str = ""
    repeats: bool = False


class NotThisFile(Exception):
    """A file in the folder that is none of the standard: left alone."""
