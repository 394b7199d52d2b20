"""The subject of an access line: encrypted for this installation alone, and hashed to be found again."""

import hashlib
import hmac

from cryptography.fernet import Fernet
from django.conf import settings


def seal(text: str) -> str:
    return Fernet(settings.KEYS.encrypt).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    return Fernet(settings.KEYS.encrypt).decrypt(sealed.encode()).decode()


def find_key(kind: str, value: str) -> str:
    """A keyed hash (HMAC-SHA256, hex): without the key nobody can try values against it."""
    return hmac.new(settings.KEYS.find.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
