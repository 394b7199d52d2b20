"""Visits to published addresses on the internet: web pages and mail domains. Writes nothing.

A web address is written by anybody, so it may point into our own network. Each hop is looked up once, every
network address found must be public, and the connection goes to that very address: an answer that changes
between the look and the visit changes nothing.
"""

import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import dns.exception
import dns.resolver
import httpx
from email_validator import EmailNotValidError, EmailUndeliverableError, validate_email

from meedoen.assurance.policy import Visit, is_public_address, outcome_of_status
from meedoen.assurance.vocabulary import AddressKind, Outcome

SECONDS = 8.0
MOST_REDIRECTS = 5
PAUSE = 1.0
MOST_OF_A_HOST = 3
HOSTS_AT_A_TIME = 8
AGENT = "Meedoen (controle van links in de sociale kaart)"

LookUp = Callable[[str, int], list[str]]


class NotPublic(Exception):
    """An address that must not be visited."""


class Nameless(Exception):
    """A name that does not exist; `sure` is False where the name server may be the one that fails."""

    def __init__(self, *, sure: bool) -> None:
        super().__init__()
        self.sure = sure


def look_up(host: str, port: int) -> list[str]:
    """The numeric addresses of a host. Raises Nameless."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise Nameless(sure=error.errno == socket.EAI_NONAME) from error
    except (UnicodeError, ValueError) as error:
        raise Nameless(sure=True) from error
    return [str(entry[4][0]) for entry in found]


class PageVisitor:
    """Visits web pages. `allowed` names network addresses that may be visited though they are not public:
    only tests give any. `look_up` finds the addresses of a host.
    """

    def __init__(
        self, *, look_up: LookUp = look_up, allowed: Iterable[str] = (), seconds: float = SECONDS
    ) -> None:
        self._look_up = look_up
        self._allowed = frozenset(allowed)
        self._context = ssl.create_default_context()
        self._seconds = seconds

    def visit(self, url: str) -> Visit:
        """Ask for a page, by HEAD and where that does not help by GET, without reading it."""
        try:
            return self._follow(url)
        except NotPublic:
            return Visit(Outcome.UNSURE, "Dit adres wijst niet naar het open internet. We bezoeken het niet.")
        except Nameless as error:
            outcome = Outcome.FAIL if error.sure else Outcome.UNSURE
            return Visit(outcome, "Deze website bestaat niet of is niet te vinden.")
        except (httpx.TimeoutException, TimeoutError):
            return Visit(Outcome.FAIL, "De website antwoordt niet op tijd.")
        except httpx.HTTPError as error:
            return Visit(Outcome.FAIL, _trouble(error))
        except (httpx.InvalidURL, ValueError):
            return Visit(Outcome.FAIL, "Dit is geen webadres.")

    def _follow(self, url: str) -> Visit:
        for redirects in range(MOST_REDIRECTS + 1):
            status, location = self._ask(url)
            if not (300 <= status < 400 and location):
                return Visit(outcome_of_status(status), _said(status, redirects), redirects, answered=True)
            url = urljoin(url, location)
        return Visit(Outcome.FAIL, "De website stuurt steeds door.", MOST_REDIRECTS, answered=True)

    def _ask(self, url: str) -> tuple[int, str]:
        """Status and where it sends on to, of one hop. HEAD first; many sites answer only GET well."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotPublic
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = self._public_address(parts.hostname, port)
        answer = (0, "")
        for method in ("HEAD", "GET"):
            try:
                answer = self._send(method, parts, address, port)
            except httpx.TransportError:
                if method == "GET":
                    raise
                continue
            if answer[0] < 400:
                return answer
        return answer

    def _public_address(self, host: str, port: int) -> str:
        addresses = self._look_up(host, port)
        if not addresses or not all(
            text in self._allowed or is_public_address(text.split("%")[0]) for text in addresses
        ):
            raise NotPublic
        return addresses[0]

    def _send(self, method: str, parts: SplitResult, address: str, port: int) -> tuple[int, str]:
        """One request to this very network address, under the name of the host."""
        literal = f"[{address}]" if ":" in address else address
        name = _in_ascii(parts.hostname or "")
        said_port = f":{parts.port}" if parts.port else ""
        with (
            _Deadline(2 * self._seconds) as deadline,
            httpx.Client(verify=self._context, timeout=self._seconds, trust_env=False) as client,
            client.stream(
                method,
                parts._replace(netloc=f"{literal}:{port}", fragment="").geturl(),
                headers={"Host": f"{name}{said_port}", "User-Agent": AGENT, "Accept": "*/*"},
                extensions={"sni_hostname": name, "trace": deadline.hold},
            ) as response,
        ):
            return response.status_code, response.headers.get("location", "")


class _Deadline:
    """Cuts a connection that is not done in time: a site that sends one letter at a time never times out."""

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._streams: list[Any] = []

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()

    def hold(self, event: str, info: dict[str, Any]) -> None:
        """Called by httpx along the way: each connection as it is made, plain and then with TLS."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._streams.append(info["return_value"])

    def _cut(self) -> None:
        for stream in self._streams[-1:]:
            with suppress(OSError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


def _in_ascii(host: str) -> str:
    """A host name as the network writes it (xn--); an IPv6 address between brackets."""
    return f"[{host}]" if ":" in host else host.encode("idna").decode()


class MailVisitor:
    """Looks whether a mail domain takes mail. Asks the name server, never the mail server."""

    def __init__(self, resolver: Any = None) -> None:
        self._resolver = resolver

    def visit(self, address: str) -> Visit:
        resolver = self._resolver
        if resolver is None:
            try:
                resolver = dns.resolver.Resolver()
            except dns.exception.DNSException:
                return Visit(Outcome.UNSURE, "Er is geen naamserver.")
            resolver.lifetime = SECONDS
        try:
            found = validate_email(address, check_deliverability=True, dns_resolver=resolver)
        except EmailUndeliverableError as error:
            return _undeliverable(error)
        except EmailNotValidError:
            return Visit(Outcome.FAIL, "Dit is geen e-mailadres.")
        if getattr(found, "mx", None):
            return Visit(Outcome.OK, answered=True)
        return Visit(Outcome.UNSURE, "De naamserver antwoordt niet.")


def _undeliverable(error: EmailUndeliverableError) -> Visit:
    """Sure only where a name server said so; anything else that went wrong says nothing of the address."""
    cause = error.__cause__
    if isinstance(cause, dns.resolver.NXDOMAIN):
        return Visit(Outcome.FAIL, "Deze naam achter de @ bestaat niet.", answered=True)
    if cause is None or isinstance(cause, dns.resolver.NoAnswer):
        return Visit(Outcome.FAIL, "Deze naam achter de @ neemt geen mail aan.", answered=True)
    return Visit(Outcome.UNSURE, "De naamserver antwoordt niet.")


@dataclass(frozen=True)
class Errand:
    """One address to visit."""

    kind: AddressKind
    address: str

    @property
    def host(self) -> str:
        """The name that is asked; empty where there is none."""
        if self.kind == AddressKind.EMAIL:
            return self.address.rpartition("@")[2].lower()
        try:
            return (urlsplit(self.address).hostname or "").lower()
        except ValueError:
            return ""


def visit_all(
    errands: Sequence[Errand],
    *,
    pages: PageVisitor,
    mails: MailVisitor,
    sleep: Callable[[float], None] = time.sleep,
) -> list[Visit | None]:
    """Visit these addresses, some hosts at a time, each host one visit at a time with a pause between.

    None where it was not visited: a host gets a few visits in one round, the rest waits for the next.
    """
    by_host: dict[tuple[AddressKind, str], list[int]] = defaultdict(list)
    for place, errand in enumerate(errands):
        by_host[errand.kind, errand.host].append(place)
    found: list[Visit | None] = [None] * len(errands)

    def go(places: list[int]) -> None:
        for turn, place in enumerate(places[:MOST_OF_A_HOST]):
            errand = errands[place]
            if turn and errand.kind == AddressKind.URL:
                sleep(PAUSE)
            visitor = pages if errand.kind == AddressKind.URL else mails
            found[place] = visitor.visit(errand.address)

    with ThreadPoolExecutor(HOSTS_AT_A_TIME) as pool:
        list(pool.map(go, by_host.values()))
    return found


def without_network(visits: Sequence[Visit | None], witnesses: Iterable[Callable[[], Visit]]) -> bool:
    """Whether these visits say nothing because the network is away.

    It is there as soon as one address answered in some way. Where all failed, addresses that worked before
    are asked; with none of those either, no failure counts.
    """
    if any(visit is not None and visit.answered for visit in visits):
        return False
    if not any(visit is not None and visit.outcome == Outcome.FAIL for visit in visits):
        return False
    return not any(ask().answered for ask in witnesses)


def _said(status: int, redirects: int) -> str:
    if 200 <= status < 300:
        return f"Stuurt {redirects} keer door." if redirects > 1 else ""
    meaning = {404: ": de pagina bestaat niet", 410: ": de pagina is weggehaald"}.get(status, "")
    return f"De website antwoordt met {status}{meaning}."


def _trouble(error: httpx.HTTPError) -> str:
    if "certificate" in str(error).lower():
        return "Het certificaat van de website klopt niet."
    return "De website antwoordt niet."
