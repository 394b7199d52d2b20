"""What every answer of the API carries, and its refusals as problems (RFC 9457)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from meedoen.publishing.queries.state import State
from meedoen.publishing.vocabulary import API_VERSION, ROOT

METHODS = "GET, HEAD, POST, OPTIONS"
JSON = "application/json"
NDJSON = "application/x-ndjson"
PROBLEM = "application/problem+json"
HEADERS: Mapping[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, API-Version, Link, Retry-After",
    "API-Version": API_VERSION,
}
# May be kept, and is asked again each time: a changed map shows at once.
REVALIDATE: Mapping[str, str] = {"Cache-Control": "public, no-cache"}
TITLES: Mapping[int, str] = {
    400: "Deze vraag kan niet worden gelezen",
    404: "Dit bestaat niet",
    405: "Dit kan hier niet",
    413: "Deze vraag is te groot",
    415: "Deze vorm kennen we niet",
    429: "Te vaak gevraagd",
}


def answer(
    body: bytes, headers: Mapping[str, str] = REVALIDATE, *, kind: str = JSON, status: int = 200
) -> HttpResponse:
    response = HttpResponse(body, content_type=kind, status=status)
    with_headers(response, headers)
    return response


def streamed(lines: Iterable[bytes], headers: Mapping[str, str]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type=NDJSON)
    with_headers(response, headers)
    return response


def with_headers(response: HttpResponseBase, headers: Mapping[str, str]) -> None:
    for name, value in {**HEADERS, **headers}.items():
        response.headers[name] = value


def problem(status: int, detail: str, parameter: str = "") -> HttpResponse:
    """A refusal that says what is wrong and what to do, and about which parameter it is."""
    about: dict[str, object] = {
        "type": "about:blank",
        "title": TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if parameter:
        about["parameter"] = parameter
    return answer(msgspec.json.encode(about), {"Cache-Control": "no-cache"}, kind=PROBLEM, status=status)


def too_many(wait_seconds: int) -> HttpResponse:
    """More was asked from one network address than a program needs; says when to ask again."""
    response = problem(
        429,
        f"Vanaf dit netwerkadres is heel veel opgevraagd. Vraag dit over {wait_seconds} seconden opnieuw. "
        "Stuur If-None-Match mee: een antwoord met 304 telt niet mee.",
    )
    response.headers["Retry-After"] = str(wait_seconds)
    return response


def not_here() -> HttpResponse:
    return problem(404, f"Op dit adres staat niets. Wat er wel is, staat op {ROOT}.")


def not_allowed(allowed: str) -> HttpResponse:
    response = problem(405, f"Gebruik een van deze methodes: {allowed}.")
    response.headers["Allow"] = allowed
    return response


def preflight(allowed: str) -> HttpResponse:
    """What a browser asks before it asks: everything is open, and nothing needs an account."""
    response = answer(b"", {}, status=204)
    del response.headers["Content-Type"]
    response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = allowed
    response.headers["Access-Control-Allow-Headers"] = (
        "Accept, Content-Type, If-None-Match, If-Modified-Since"
    )
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


# What did not change since it was asked before


def validators(state: State) -> dict[str, str]:
    """The ETag of every address in this state, and when something last changed."""
    headers = {"ETag": f'W/"{state.mark}"', **REVALIDATE}
    if state.changed is not None:
        headers["Last-Modified"] = http_date(state.changed.timestamp())
    return headers


def is_unchanged(request: HttpRequest, state: State) -> bool:
    """Whether who asks has this already. An ETag that is given decides; a moment only where there is none."""
    if request.method not in ("GET", "HEAD"):
        return False
    told = request.headers.get("If-None-Match")
    if told is not None:
        marks = {mark.removeprefix("W/") for mark in parse_etags(told)}
        return "*" in marks or f'"{state.mark}"' in marks
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and state.changed is not None and _whole(state.changed) <= since


def _whole(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())


def unchanged(headers: Mapping[str, str]) -> HttpResponse:
    response = answer(b"", headers, status=304)
    del response.headers["Content-Type"]
    return response
