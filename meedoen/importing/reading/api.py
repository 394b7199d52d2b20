"""Another server's HSDS API: its pages followed to the end, and nothing but that server."""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec

from meedoen.importing.policy.nesting import kind_of
from meedoen.importing.reading.json_file import LISTS, TOO_DEEP, rows_of_record
from meedoen.importing.reading.limits import MB
from meedoen.importing.reading.raw import RawRow
from meedoen.shared.errors import Refused

LARGEST_PAGE = 50 * MB
LONGEST_LINE = 20 * MB
MOST_PAGES = 200_000
REDIRECTS = 5
TRIES = 3
LONGEST_WAIT = 60.0
SLOWEST_PAGE = 120.0
PER_PAGE = 100
# What is asked for where the address is that of the whole API. Services bring what hangs on them.
LISTS_ASKED = ("taxonomies", "taxonomy_terms", "organizations", "services")
PRIVATE = (
    "Het adres {host} ligt in een eigen netwerk of op deze computer. Zet --allow-private erbij als dat klopt."
)
SLOW = "De server {host} antwoordt te langzaam. Probeer het later opnieuw."

Resolve = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as text."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(f"De server {host} is niet te vinden. Kijk of het adres klopt.") from None
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Server:
    """One server, spoken to at the address that was looked over: a name cannot lead elsewhere in between."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        transport: httpx.BaseTransport | None = None,
        pause: Callable[[float], None] = time.sleep,
        look_up: Resolve = resolve,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._allow_private, self._pause, self._look_up = allow_private, pause, look_up
        self._clock = clock
        self._client = httpx.Client(
            transport=transport,
            timeout=httpx.Timeout(30, connect=10),
            follow_redirects=False,
            trust_env=False,
            headers={"User-Agent": "Meedoen (HSDS-lezer)", "Accept": "application/json"},
        )

    def json(self, url: str, params: dict[str, str] | None = None) -> Any:
        """The JSON of one page; None where the server has no such page. Raises Refused with why not."""
        for attempt in range(1, TRIES + 1):
            status, kind, body, wait = self._asked(url, params)
            if status == 200:
                return _decoded(url, kind, body)
            if status in (400, 404, 405, 406, 501):
                return None
            if status in (429, 500, 502, 503, 504) and attempt < TRIES:
                self._pause(min(LONGEST_WAIT, wait or 2.0**attempt))
                continue
            raise Refused(f"De server antwoordt met {status} op {_shown(url)}. Vraag de beheerder ervan.")
        raise AssertionError

    def _asked(self, url: str, params: dict[str, str] | None) -> tuple[int, str, bytes, float]:
        for attempt in range(1, TRIES + 1):
            try:
                return self._followed(url, params)
            except httpx.TimeoutException:
                if attempt == TRIES:
                    raise Refused(SLOW.format(host=urlsplit(url).hostname)) from None
            except (httpx.HTTPError, httpx.InvalidURL, ValueError):
                if attempt == TRIES:
                    raise Refused(f"De server is niet te bereiken op {_shown(url)}.") from None
            self._pause(2.0**attempt)
        raise AssertionError

    def _followed(self, url: str, params: dict[str, str] | None) -> tuple[int, str, bytes, float]:
        for _ in range(REDIRECTS + 1):
            with self._stream(url, params) as response:
                if not response.has_redirect_location:
                    wait = response.headers.get("retry-after", "")
                    body = self._body(response, url)
                    kind = response.headers.get("content-type", "")
                    return response.status_code, kind, body, float(wait) if wait.isdigit() else 0.0
                target = httpx.URL(url).join(response.headers["location"])
            if target.scheme != httpx.URL(url).scheme and target.scheme != "https":
                raise Refused(
                    f"De server verwijst door naar een ander soort adres ({target.scheme}). Gestopt."
                )
            url, params = str(target), None
        raise Refused(f"De server blijft doorverwijzen vanaf {_shown(url)}. Gestopt.")

    def _stream(self, url: str, params: dict[str, str] | None) -> Any:
        """Ask for a page at an address of the host that may be spoken to."""
        parts = httpx.URL(url)
        if parts.scheme not in ("http", "https") or not parts.host:
            raise Refused(f"{_shown(url)} is geen adres met https:// of http://.")
        if params:
            parts = parts.copy_merge_params(params)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = self._allowed(parts.host, port)
        host = parts.netloc.decode("ascii").rpartition("@")[2]
        return self._client.stream(
            "GET",
            parts.copy_with(host=address),
            headers={"Host": host},
            extensions={"sni_hostname": parts.host},
        )

    def _allowed(self, host: str, port: int) -> str:
        addresses = self._look_up(host, port)
        if not self._allow_private:
            for one in addresses:
                found = ipaddress.ip_address(one.partition("%")[0])
                mapped = getattr(found, "ipv4_mapped", None) or found
                if not mapped.is_global or mapped.is_multicast:
                    raise Refused(PRIVATE.format(host=host))
        return addresses[0]

    def _body(self, response: httpx.Response, url: str) -> bytes:
        """All of an answer, within a size and a time."""
        until = self._clock() + SLOWEST_PAGE
        body = bytearray()
        for some in response.iter_bytes():
            body += some
            if len(body) > LARGEST_PAGE:
                raise Refused(f"Een antwoord van {_shown(url)} is groter dan {LARGEST_PAGE // MB} MB.")
            if self._clock() > until:
                raise Refused(SLOW.format(host=urlsplit(url).hostname))
        return bytes(body)

    def lines(self, url: str, params: dict[str, str]) -> Iterator[Any] | None:
        """The records of an answer with one on each line (ndjson); None where it does not give that."""
        try:
            with self._stream(url, params) as response:
                kind = response.headers.get("content-type", "").lower()
                if response.status_code != 200 or not ("ndjson" in kind or "jsonl" in kind):
                    return None
        except httpx.HTTPError:
            return None
        return self._lines(url, params)

    def _lines(self, url: str, params: dict[str, str]) -> Iterator[Any]:
        left = b""
        try:
            with self._stream(url, params) as response:
                for some in response.iter_bytes(MB):
                    *lines, left = (left + some).split(b"\n")
                    yield from (_decoded(url, "json", line) for line in lines if line.strip())
                    if len(left) > LONGEST_LINE:
                        raise Refused(f"In het antwoord van {_shown(url)} is één record te groot.")
        except httpx.HTTPError:
            raise Refused(f"De verbinding met {_shown(url)} is weggevallen. Probeer het opnieuw.") from None
        if left.strip():
            yield _decoded(url, "json", left)

    def close(self) -> None:
        self._client.close()


def _shown(url: str) -> str:
    """An address without what may be secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}{parts.path}"[:200]


def _decoded(url: str, kind: str, body: bytes) -> Any:
    if "html" in kind.lower():
        raise Refused(f"{_shown(url)} geeft een webpagina en geen HSDS. Kijk of het adres dat van de API is.")
    try:
        return msgspec.json.decode(body)
    except RecursionError:
        raise Refused(f"{_shown(url)}: {TOO_DEEP}") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refused(f"{_shown(url)} geeft geen JSON die te lezen is.") from None


def read_api(url: str, server: Server) -> Iterator[RawRow]:
    """Every record of a server: of all its lists, or of the one list whose address this is."""
    base = url.split("?")[0].rstrip("/")
    last = base.rsplit("/", 1)[-1]
    if last in LISTS:
        found = yield from _list(base, LISTS[last], server)
        if not found:
            raise Refused(f"De server heeft geen lijst op {_shown(base)}.")
        return
    some = False
    for name in LISTS_ASKED:
        found = yield from _list(f"{base}/{name}", LISTS[name], server)
        some = some or found
    if not some:
        raise Refused(
            f"Op {_shown(base)} is geen HSDS-API te vinden. Geef het adres waar /services onder staat."
        )


def _list(url: str, table: str, server: Server) -> Any:
    """The rows of one list; tells whether the server has that list."""
    if lines := server.lines(url, {"format": "ndjson", "full": "true"}):
        yield from _rows(lines, table, url, 1)
        return True
    number, seen = 1, set()
    while number <= MOST_PAGES:
        params = {"page": str(number), "per_page": str(PER_PAGE), "full": "true"}
        page = server.json(url, params)
        if page is None:
            if number == 1:
                return False
            raise Refused(f"De server brak af bij pagina {number} van {_shown(url)}.")
        records = page if isinstance(page, list) else page.get("contents") if isinstance(page, dict) else None
        if not isinstance(records, list):
            raise Refused(f"{_shown(url)} geeft geen pagina van HSDS: er is geen lijst “contents”.")
        mark = hash(tuple(str(one.get("id")) if isinstance(one, dict) else "" for one in records))
        if mark in seen and records:
            raise Refused(f"De server geeft bij {_shown(url)} steeds dezelfde pagina. Gestopt bij {number}.")
        seen.add(mark)
        yield from _rows(records, table, url, (number - 1) * PER_PAGE + 1)
        if isinstance(page, list) or _is_last(page, number, records):
            return True
        number += 1
    raise Refused(f"De server heeft te veel pagina’s op {_shown(url)}.")


def _is_last(page: dict[str, Any], number: int, records: list[Any]) -> bool:
    total = page.get("total_pages")
    if not records or page.get("empty") is True:
        return True
    if isinstance(total, int):
        return number >= total
    return page.get("last_page") is not False


def _rows(records: Any, table: str, url: str, first: int) -> Iterator[RawRow]:
    for number, record in enumerate(records, start=first):
        place = f"{_shown(url).rsplit('/', 1)[-1]}:{number}"
        if isinstance(record, dict):
            yield from rows_of_record(table or kind_of(record), record, place)
        else:
            yield RawRow(table, {}, place, "Hier hoort een groep gegevens te staan.")
