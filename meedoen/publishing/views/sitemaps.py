"""For search engines: which pages there are, and which are none of theirs."""

from collections.abc import Iterator
from datetime import UTC
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from meedoen.publishing.queries.sitemap import KINDS, parts_of, records_of_part

# Plain paths: the pages of the apps above this one have no name that may be known here.
PAGES = ("/", "/aanbod/", "/wegwijzer/", "/signaal/", "/inbedden/", "/over/", "/toegankelijkheid/")
CLOSED = ("/werk/", "/mijn/", "/beheer/", "/inloggen/", "/uitloggen/", "/start/", "/inbedden/aanbod/")
COSTLY = ("/aanbod/*/groot.pdf$", "/signaal/*/")
LONGEST_NUMBER = 6
PAGES_PART = "paginas"
PATHS = {"aanbod": "/aanbod/", "organisaties": "/aanbod/organisatie/"}
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
Response = TypeVar("Response", HttpResponse, StreamingHttpResponse)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The list of parts, or one of them: at the root, because a part may only name what lies below it."""
    asked = request.GET.get("deel")
    if asked is None:
        return _index(request)
    return _xml(StreamingHttpResponse(_urlset(_part(request, asked))))


def _index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap: each holds at most 50,000 addresses, as the protocol demands."""
    parts = [PAGES_PART, *(f"{kind}-{n}" for kind in KINDS for n in range(1, parts_of(kind) + 1))]
    root = reverse("publishing:sitemap")
    lines = "".join(
        f"<sitemap><loc>{_loc(request, f'{root}?deel={part}')}</loc></sitemap>\n" for part in parts
    )
    return _xml(HttpResponse(f"{HEAD}<sitemapindex {SPACE}>\n{lines}</sitemapindex>\n"))


def _part(request: HttpRequest, asked: str) -> Iterator[str]:
    """The lines of one part: the pages that are always there, or records by id."""
    if asked == PAGES_PART:
        return _pages(request)
    kind, _, number = asked.partition("-")
    right = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    if kind not in KINDS or not right or not 1 <= int(number) <= parts_of(kind):
        raise Http404("there is no such part")
    return _records(request, kind, int(number))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What a search engine may read: not the desks, not what is somebody's own."""
    rules = "".join(f"Disallow: {path}\n" for path in (*CLOSED, *COSTLY))
    where = request.build_absolute_uri(reverse("publishing:sitemap"))
    response = HttpResponse(
        f"User-agent: *\n{rules}\nSitemap: {where}\n", content_type="text/plain; charset=utf-8"
    )
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _pages(request: HttpRequest) -> Iterator[str]:
    for path in PAGES:
        yield f"<url><loc>{_loc(request, path)}</loc></url>\n"


def _records(request: HttpRequest, kind: str, number: int) -> Iterator[str]:
    # What stands before the id is made once, not fifty thousand times.
    start = _loc(request, PATHS[kind])
    for id, changed in records_of_part(kind, number):
        moment = f"<lastmod>{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
        yield f"<url><loc>{start}{id}/</loc>{moment}</url>\n"


def _urlset(lines: Iterator[str]) -> Iterator[str]:
    yield f"{HEAD}<urlset {SPACE}>\n"
    yield from lines
    yield "</urlset>\n"


def _loc(request: HttpRequest, path: str) -> str:
    return escape(request.build_absolute_uri(path))


def _xml(response: Response) -> Response:
    response["Content-Type"] = "application/xml; charset=utf-8"
    response["Cache-Control"] = "public, max-age=3600"
    return response
