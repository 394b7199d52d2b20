"""The installation's own keys: made once under MEEDOEN_VAR, readable by its owner alone."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Keys:
    """`session` signs cookies and links; `encrypt` (Fernet) and `find` (HMAC) serve the access log."""

    session: str
    encrypt: str
    find: str


def load_or_make_keys(folder: Path) -> Keys:
    """Read `folder/keys.json`, or make it where it is not there yet.

    Two processes may start at once on an empty folder: the file is written aside and linked into place,
    so that the first one wins and both read the same keys.
    """
    path = folder / "keys.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"keys.{secrets.token_hex(4)}.draft"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(_new_keys()))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return Keys(**json.loads(path.read_text()))


def _new_keys() -> dict[str, str]:
    from cryptography.fernet import Fernet

    return {
        "session": secrets.token_urlsafe(50),
        "encrypt": Fernet.generate_key().decode(),
        "find": secrets.token_urlsafe(32),
    }
