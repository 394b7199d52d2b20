"""For search engines: which pages there are, and which are none of theirs."""

from collections.abc import Iterator
from datetime import UTC
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from meedoen.publishing.queries.sitemap import PER_PART, parts_of_sitemap, services_of_part

# Plain paths: the pages of the apps above this one have no name that may be known here.
PAGES = ("/", "/aanbod/", "/wegwijzer/", "/signaal/", "/inbedden/", "/over/", "/toegankelijkheid/")
CLOSED = ("/werk/", "/mijn/", "/beheer/", "/inloggen/", "/uitloggen/", "/start/", "/inbedden/aanbod/")
COSTLY = ("/aanbod/*/groot.pdf$", "/signaal/*/")
LONGEST_NUMBER = 6
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
Response = TypeVar("Response", HttpResponse, StreamingHttpResponse)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The list of parts, or one of them: at the root, because a part may only name what lies below it."""
    asked = request.GET.get("deel")
    if asked is None:
        return _index(request)
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER):
        raise Http404("not a part")
    return _part(request, int(asked))


def _index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap: each holds at most 50,000 addresses, as the protocol demands."""
    root = reverse("publishing:sitemap")
    parts = [f"{root}?deel={number}" for number in range(parts_of_sitemap() + 1)]
    lines = "".join(f"<sitemap><loc>{_loc(request, path)}</loc></sitemap>\n" for path in parts)
    return _xml(HttpResponse(f"{HEAD}<sitemapindex {SPACE}>\n{lines}</sitemapindex>\n"))


def _part(request: HttpRequest, number: int) -> HttpResponse | StreamingHttpResponse:
    """Part 0 holds the pages that are always there; the others the services on offer, by id."""
    if number and number > parts_of_sitemap():
        raise Http404("there is no such part")
    lines = _services(request, number) if number else _pages(request)
    return _xml(StreamingHttpResponse(_urlset(lines)))


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


def _services(request: HttpRequest, number: int) -> Iterator[str]:
    # One service in the place of every other: an address is then made of text, fifty thousand times.
    start, end = _loc(request, "/aanbod/"), "/"
    for id, changed in services_of_part(number, PER_PART):
        moment = changed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield f"<url><loc>{start}{id}{end}</loc><lastmod>{moment}</lastmod></url>\n"


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
