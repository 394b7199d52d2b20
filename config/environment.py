"""What the environment says, checked: a mistake becomes one Dutch sentence before anything starts."""

import json
import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

NOTICE_STATES = ("received", "picked_up", "in_contact")
MOST_WORKING_DAYS = 250
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NOTIFY_KEY = re.compile(f"-{_UUID}-{_UUID}$")
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def listed(text: str) -> list[str]:
    """The words between commas, without the spaces around them and without empty ones."""
    return [word for part in text.split(",") if (word := part.strip())]


def networks(text: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks between commas: `10.0.0.5, 192.168.1.0/24`. Raises ImproperlyConfigured."""
    found = []
    for word in listed(text):
        try:
            found.append(ip_network(word))
        except ValueError:
            raise ImproperlyConfigured(
                f"MEEDOEN_PROXIES: '{word}' is geen netwerkadres. Schrijf adressen of netwerken met een "
                "komma ertussen, bijvoorbeeld 10.0.0.5,192.168.1.0/24."
            ) from None
    return found


def notice_working_days(text: str) -> dict[str, int]:
    """Working days for each state of a notice, from a JSON object. Raises ImproperlyConfigured."""
    try:
        days = json.loads(text or "{}")
    except ValueError:
        days = None
    if not isinstance(days, dict) or not all(map(_is_term, days.items())):
        raise ImproperlyConfigured(
            "MEEDOEN_NOTICE_WORKING_DAYS klopt niet. Schrijf een JSON-object met hele werkdagen van 0 tot "
            f'en met {MOST_WORKING_DAYS} voor {", ".join(NOTICE_STATES)}, bijvoorbeeld {{"received": 2}}.'
        )
    return days


def _is_term(item: tuple[str, object]) -> bool:
    state, days = item
    return state in NOTICE_STATES and type(days) is int and 0 <= days <= MOST_WORKING_DAYS


def whole_number(name: str, text: str, *, least: int, most: int, example: int) -> int:
    """A whole number of a setting between two bounds. Raises ImproperlyConfigured."""
    if not (text.strip().isascii() and text.strip().isdigit() and least <= int(text) <= most):
        raise ImproperlyConfigured(
            f"{name}: '{text}' kan niet. Schrijf een heel getal van {least} tot en met {most}, bijvoorbeeld "
            f"{example}."
        )
    return int(text)


def daily_mail_hour(text: str, *, has_mail: bool) -> int | None:
    """From which hour the mail of the day goes out; None where it is off, or no mail server is named."""
    if text.strip().lower() == "uit":
        return None
    hour = whole_number("MEEDOEN_DAILY_MAIL_HOUR", text, least=0, most=23, example=7)
    return hour if has_mail else None


def mail_settings(text: str, folder: Path) -> dict[str, object]:
    """Where mail goes, by Django's names of settings. Empty: each mail becomes a file in `folder`.

    `smtp+tls://user:password@mail.example.nl:587` (STARTTLS), `smtp+ssl://...` (TLS from the start) or
    `smtp://...` (without, for a server next door). Raises ImproperlyConfigured, without the address: that
    holds a password.
    """
    if not text:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder),
        }
    try:
        parts = urlsplit(text)
        port = parts.port or MAIL_PORTS.get(parts.scheme)
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in MAIL_PORTS or not parts.hostname or not port:
        raise ImproperlyConfigured(
            "EMAIL_URL klopt niet. Schrijf smtp+tls://naam:wachtwoord@mailserver:587, smtp+ssl://... of "
            "smtp://... Laat EMAIL_URL weg om mail als bestand te bewaren."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
    }


def site_url(text: str, variable: str = "MEEDOEN_URL") -> str:
    """Where a site answers: scheme and name, without anything after it."""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(
            f"{variable}: '{text}' is geen adres van een site. Schrijf bijvoorbeeld https://kaart.example.nl."
        )
    return f"{parts.scheme}://{parts.netloc}"


def notify_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """The service that sends mail and SMS as GOV.UK Notify does, by its own names; empty without.

    Raises ImproperlyConfigured, without the key.
    """
    found = {
        name: environ.get(f"MEEDOEN_NOTIFY_{name}", "").strip()
        for name in ("URL", "KEY", "SMS_TEMPLATE", "EMAIL_TEMPLATE", "CALLBACK_SECRET")
    }
    if found["URL"]:
        found["URL"] = site_url(found["URL"], "MEEDOEN_NOTIFY_URL")
        if not NOTIFY_KEY.search(found["KEY"]):
            raise ImproperlyConfigured(
                "MEEDOEN_NOTIFY_KEY klopt niet. Neem de hele sleutel over zoals de dienst die gaf: naam, "
                "nummer van de dienst en geheim, met streepjes ertussen."
            )
    return found
