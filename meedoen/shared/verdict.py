"""The answer of a policy: yes or no, and in plain words why."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """`reasons` are Dutch sentences for whom it is about; `remedies` say what would change the answer."""

    allowed: bool
    reasons: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed


def yes(*reasons: str) -> Verdict:
    return Verdict(True, reasons)


def no(*reasons: str, remedies: tuple[str, ...] = ()) -> Verdict:
    return Verdict(False, reasons, remedies)
