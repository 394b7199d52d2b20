"""Who may come where: reads `access_table.txt`, which the tests and `docs/access.md` are made from.

An answer is `ok` (200), `in` (to the sign-in page), `to` (302, goes on), or the status: `403`, `404` ...
"""

from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("access_table.txt")
WHO = ("nobody", "fatima", "bram", "tessa", "carla", "dirk", "esra", "hanna", "ravi", "mila", "joke", "noor")


@dataclass(frozen=True)
class Row:
    """One address and method: on whose object, and the answer for each of the cast."""

    route: str
    method: str
    about: str
    answers: tuple[str, ...]


def read_table() -> list[Row]:
    """The rows of the table. Raises ValueError on a line that has not one answer for each of the cast."""
    rows = []
    for number, line in enumerate(TABLE.read_text().splitlines(), start=1):
        if not line.strip() or line.startswith(("#", "address")):
            continue
        route, method, about, *answers = line.split()
        if len(answers) != len(WHO):
            raise ValueError(f"access_table.txt line {number}: {len(answers)} answers for {len(WHO)} people")
        rows.append(Row(route, method, about, tuple(answers)))
    return rows
