"""What the environment says, checked: a mistake becomes one Dutch sentence before anything starts."""

import json
from ipaddress import IPv4Network, IPv6Network, ip_network

from django.core.exceptions import ImproperlyConfigured

NOTICE_STATES = ("received", "picked_up", "in_contact")
MOST_WORKING_DAYS = 250


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
