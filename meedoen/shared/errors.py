"""What a user can put right: said in one Dutch sentence, never as a traceback."""

from meedoen.shared.verdict import Verdict


class Refused(Exception):
    """Something asked for cannot be done as asked.

    `message` is the Dutch sentence for the user: what is wrong and what to do. `where` names the place
    (a file and line, a field), or is empty.
    """

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


def refuse_unless(verdict: Verdict) -> None:
    """Go on where a policy says yes. Raises Refused with its first reason where it says no."""
    if not verdict:
        raise Refused(verdict.reasons[0])
