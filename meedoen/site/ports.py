"""Whether an address can be listened on.

Standard library only: `make demo` asks it before any package is there.
"""

import errno
import ipaddress
import socket

HIGHEST_PORT = 65_535


def port_trouble(host: str, port: int) -> str:
    """Why nothing can listen on `host`:`port`, as a Dutch sentence; empty when it can."""
    if not 1 <= port <= HIGHEST_PORT:
        return f"Poort {port} bestaat niet. Kies een getal van 1 tot en met {HIGHEST_PORT}."
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        return f"Het adres {host} is hier niet bekend. Gebruik bijvoorbeeld 127.0.0.1."
    except OSError as trouble:
        return _sentence(host, port, trouble)
    return ""


def is_own_machine(host: str) -> bool:
    """Whether an address to listen on is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _sentence(host: str, port: int, trouble: OSError) -> str:
    if trouble.errno == errno.EADDRINUSE:
        return f"Poort {port} op {host} is al in gebruik."
    if trouble.errno == errno.EACCES:
        return f"Poort {port} mag je niet gebruiken. Kies een poort boven 1023."
    return f"Op {host}, poort {port}, kan niets luisteren ({trouble.strerror})."
