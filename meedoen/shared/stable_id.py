"""Ids that come out the same on every machine, so that what is loaded twice is the same record."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6b3f1f0a-5d0c-5c4e-9a57-3d7e5f0c2a11")


def stable_id(kind: str, *parts: str) -> UUID:
    """The id of the record of this kind with these natural keys."""
    return uuid5(NAMESPACE, "\x1f".join((kind, *parts)))
