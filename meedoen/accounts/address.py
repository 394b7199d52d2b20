"""From which network address a request comes, also behind a proxy: what limits of tries are counted for."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The network address of the visitor.

    That is REMOTE_ADDR, unless that is a trusted proxy (`TRUSTED_PROXIES`): then the last address in
    X-Forwarded-For that is no trusted proxy. What stands before it was written by the visitor. A header
    that holds no address there is not believed at all.
    """
    remote = str(request.META.get("REMOTE_ADDR", ""))
    if not _trusted(_parsed(remote)):
        return remote
    address = remote
    for part in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        found = _parsed(part.strip())
        if found is None:
            return address
        address = str(found)
        if not _trusted(found):
            break
    return address


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _trusted(address: IPv4Address | IPv6Address | None) -> bool:
    return address is not None and any(address in network for network in settings.TRUSTED_PROXIES)
