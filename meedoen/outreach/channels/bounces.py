"""Reading the mail that says a mail did not arrive (RFC 3464), from files that a mail server kept."""

import mailbox
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from uuid import UUID

OUR_ID = re.compile(r"<([0-9a-f]{32})@")


def failed_references(path: Path) -> Iterator[UUID]:
    """What is said not to have arrived, for good, by the Message-ID that we gave it: not what is late.

    In: a file in mbox form, a Maildir, or a folder of .eml files.
    """
    for mail in _mails(path):
        reference = _reference(mail) if _failed(mail) else None
        if reference is not None:
            yield reference


def _mails(path: Path) -> Iterator[Message]:
    if path.is_file():
        yield from mailbox.mbox(path, create=False)
    elif (path / "cur").is_dir():
        yield from mailbox.Maildir(path, create=False)
    else:
        for one in sorted(path.glob("*.eml")):
            yield message_from_bytes(one.read_bytes())


def _failed(mail: Message) -> bool:
    if mail.get_content_type() != "multipart/report":
        return False
    return any(
        str(group.get("Action", "")).strip().lower() == "failed"
        for part in mail.walk()
        if part.get_content_type() == "message/delivery-status"
        for group in part.get_payload()
        if isinstance(group, Message)
    )


def _reference(mail: Message) -> UUID | None:
    """The Message-ID of the mail that came back, of its headers alone or of the whole of it."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            text = str(part.get_payload(0).get("Message-ID", ""))  # type: ignore[union-attr]
        elif kind == "text/rfc822-headers":
            text = str(part.get_payload())
        else:
            continue
        if found := OUR_ID.search(text):
            return UUID(found[1])
    return None
