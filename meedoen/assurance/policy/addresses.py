"""Which network addresses may be visited, what an answer says, and when an address is called dead."""

from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from meedoen.assurance.vocabulary import AddressState, Outcome

DEAD_AFTER_DAYS = 3
CHECK_EVERY_DAYS = 7
CHECK_AGAIN_DAYS = 1
GONE = frozenset({404, 410, 451})
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Visit:
    """What one visit gave: `detail` is a short Dutch sentence, `redirects` how often it was sent on.

    `answered`: something at the other side spoke, so the network was there.
    """

    outcome: Outcome
    detail: str = ""
    redirects: int = 0
    answered: bool = False


@dataclass(frozen=True)
class Known:
    """What is known of an address: `fails` counts the days in a row on which it failed."""

    state: AddressState = AddressState.UNSURE
    fails: int = 0
    failed_on: date | None = None


def after_visit(known: Known, outcome: Outcome, today: date) -> Known:
    """What is known after one more visit.

    Failures count once a day, and only the third day makes an address dead. A visit that says nothing of the
    address (no network, a site that keeps robots out) changes nothing that was known to be dead, and never
    makes anything dead.
    """
    if outcome == Outcome.OK:
        return Known(AddressState.OK)
    if outcome == Outcome.UNSURE:
        return known
    if known.failed_on is not None and known.failed_on >= today:
        return known
    fails = known.fails + 1
    state = AddressState.DEAD if fails >= DEAD_AFTER_DAYS else AddressState.UNSURE
    return Known(state, fails, today)


def next_visit_on(known: Known, today: date) -> date:
    """When to look again: each week, and a day after a failure that is not yet sure."""
    in_doubt = 0 < known.fails < DEAD_AFTER_DAYS
    return today + timedelta(days=CHECK_AGAIN_DAYS if in_doubt else CHECK_EVERY_DAYS)


def outcome_of_status(status: int) -> Outcome:
    """What an HTTP status says of the page: there, gone or broken, or kept from robots."""
    if 200 <= status < 300:
        return Outcome.OK
    return Outcome.FAIL if status in GONE or status >= 500 else Outcome.UNSURE


def is_public_address(text: str) -> bool:
    """Whether a numeric network address lies on the public internet: not here, not in our own network.

    Also looks inside IPv6 addresses that carry an IPv4 address.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    inner = _carried(address) if isinstance(address, IPv6Address) else None
    if inner is not None:
        address = inner
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    )


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
