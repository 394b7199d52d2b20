"""Keys under which apps hand out figures: a report counts a person once, and nothing outside joins to it.

Source of the rule: docs/adr/0007-numbers-without-persons.md.
"""

import hmac
import secrets
from uuid import UUID


class SubjectKeys:
    """Keys for the persons of one report. The secret is made here, kept in memory and gone with this object.

    Make one per report and hand it to each app that gives facts; never store it or a key made with it.
    """

    __slots__ = ("_secret",)

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def key(self, person_id: UUID) -> str:
        """The key of a person: 32 hexadecimal digits, the same throughout this report, another elsewhere."""
        return hmac.digest(self._secret, person_id.bytes, "sha256")[:16].hex()

    def __repr__(self) -> str:
        return "SubjectKeys()"

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("subject keys live for one report: they cannot be stored or sent")
