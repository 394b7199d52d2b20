"""The doors of `/api/hsds/`: read what was asked, hand it to one query, answer.

Everybody may read, so there is no session, no cookie and no check of where a form came from. Words that
somebody searches for go into the answer and nowhere else.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import msgspec
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from meedoen.accounts.address import client_address
from meedoen.publishing import openapi, profile
from meedoen.publishing.api.answers import (
    METHODS,
    REVALIDATE,
    answer,
    is_unchanged,
    not_allowed,
    not_here,
    preflight,
    problem,
    streamed,
    too_many,
    unchanged,
    validators,
    with_headers,
)
from meedoen.publishing.api.memo import remembered
from meedoen.publishing.policy.parameters import OF_ONE, PARAMETERS, Asked, read_id, read_parameters
from meedoen.publishing.policy.rates import READING_WINDOW, limit_of
from meedoen.publishing.queries.pages import read_one, read_page, stream
from meedoen.publishing.queries.state import State, count_of, publisher_name, read_state
from meedoen.publishing.vocabulary import HSDS_VERSION, ROOT, Form, Listing
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused
from meedoen.shared.window import seconds_left, window_of
from meedoen.trail.actions import count_attempt

View = Callable[..., HttpResponseBase]
READ = "GET, HEAD, OPTIONS"


def door(allowed: str) -> Callable[[View], View]:
    """Any site may ask; a refusal is a problem, also where a browser asks from another site."""

    def opened(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in allowed.split(", "):
                return not_allowed(allowed)
            if request.method == "OPTIONS":
                return preflight(allowed)
            try:
                return view(request, *args, **kwargs)
            except Refused as refusal:
                return problem(400, refusal.message, refusal.where)
            except RequestDataTooBig:
                return problem(413, "Stuur hooguit 2 MB.")
            except (SuspiciousOperation, BadRequest, MultiPartParserError):
                return problem(400, "De inhoud van deze vraag is niet te lezen. Stuur een formulier of JSON.")

        return guarded

    return opened


@door(READ)
def root(request: HttpRequest) -> HttpResponseBase:
    """What this API is."""
    _asked(request, ())
    about = {
        "version": HSDS_VERSION,
        "profile": request.build_absolute_uri(f"{ROOT}profile"),
        "openapi_url": request.build_absolute_uri(f"{ROOT}openapi.json"),
        "description": profile.DESCRIPTION,
        "publisher": {"name": publisher_name(), "website": request.build_absolute_uri("/")},
    }
    return _fixed(request, msgspec.json.encode(about))


@door(READ)
def document(request: HttpRequest) -> HttpResponseBase:
    """Our own OpenAPI document."""
    _asked(request, ())
    made = openapi.document(request.build_absolute_uri(ROOT.rstrip("/")))
    return _fixed(request, msgspec.json.encode(made))


@door(READ)
def profile_page(request: HttpRequest) -> HttpResponseBase:
    """What Meedoen adds to the standard: a page for people, JSON for programs."""
    _asked(request, ())
    if request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        page = render(request, "publishing/profile.html", {"profile": profile.document()})
        with_headers(page, {"Vary": "Accept, Cookie", **REVALIDATE})
        return page
    made = _fixed(request, msgspec.json.encode(profile.document()))
    made.headers["Vary"] = "Accept"
    return made


@door(METHODS)
def listing(request: HttpRequest, name: Listing) -> HttpResponseBase:
    """A page of a list, or all of it line by line. By POST the words stay out of the address."""
    asked = _asked(request, PARAMETERS[name])
    state = _state()
    headers = validators(state)
    if is_unchanged(request, state):
        return unchanged(headers)
    if wait := _wait(request, asked):
        return too_many(wait)
    if asked.format == Form.NDJSON:
        return streamed(() if request.method == "HEAD" else stream(name, asked), headers)
    return answer(read_page(name, asked, total=_total(name, asked, state)), headers)


@door(READ)
def record(request: HttpRequest, name: Listing, **ids: str) -> HttpResponseBase:
    """One record with all related data."""
    asked = _asked(request, OF_ONE.get(name, ()))
    known = read_id(ids[f"{name.table}_id"])
    state = _state()
    body = read_one(name, known, asked) if known is not None else None
    if body is None:
        return problem(404, f"Er is geen {name.table} met dit id, of het is niet meer openbaar.")
    headers = validators(state)
    return unchanged(headers) if is_unchanged(request, state) else answer(body, headers)


@door(METHODS)
def elsewhere(request: HttpRequest, rest: str) -> HttpResponseBase:
    """An address with a slash too many goes to the one without; anything else is not there."""
    if rest.endswith("/") and rest.strip("/") and "//" not in rest:
        query = request.META.get("QUERY_STRING", "")
        target = request.path.rstrip("/") + (f"?{query}" if query else "")
        moved = HttpResponsePermanentRedirect(target)
        moved.status_code = 308
        with_headers(moved, {})
        return moved
    return not_here()


def _fixed(request: HttpRequest, body: bytes) -> HttpResponse:
    """What does not depend on the records: its own words are its mark."""
    state = State(hashlib.sha256(body).hexdigest()[:24], None, 0)
    headers = validators(state)
    return unchanged(headers) if is_unchanged(request, state) else answer(body, headers)


# What was asked


def _asked(request: HttpRequest, allowed: Iterable[Any]) -> Asked:
    said = [(name, value) for name, values in request.GET.lists() for value in values]
    if request.method == "POST":
        said += _from_body(request)
    return read_parameters(allowed, said)


def _from_body(request: HttpRequest) -> list[tuple[str, str]]:
    """The parameters in the body: a form, or an object of JSON with plain values."""
    if request.content_type == "application/json":
        return _from_json(request.body)
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        if request.FILES:
            raise Refused("Stuur geen bestand mee: alleen parameters.", next(iter(request.FILES))[:80])
        return [(name, value) for name, values in request.POST.lists() for value in values]
    if request.body:
        raise Refused("Stuur de parameters in het adres, als formulier of als JSON.", "Content-Type")
    return []


def _from_json(body: bytes) -> list[tuple[str, str]]:
    if not body:
        return []
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Refused("De JSON in deze vraag is niet te lezen.") from error
    if not isinstance(found, dict):
        raise Refused("Stuur een JSON-object met de parameters.")
    values = [(name, _plain(name, value)) for name, value in found.items()]
    # Only pairs show that a name stands twice. The JSON is whole and flat by now.
    pairs = json.loads(body, object_pairs_hook=list)
    return values if len(pairs) == len(values) else values + [(name, "") for name, _ in pairs]


def _plain(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int):
        return str(value)
    raise Refused(f"{name[:80]} is een tekst, een heel getal, true of false.", name[:80])


def _wait(request: HttpRequest, asked: Asked) -> int:
    """The seconds to wait where this is one too many from this address, else 0; HEAD of a list is free."""
    limit = limit_of(asked)
    if limit is None or (request.method == "HEAD" and asked.format == Form.NDJSON):
        return 0
    at = now()
    window = window_of(at, READING_WINDOW)
    made = count_attempt(kind=limit.kind, who=client_address(request), window_start=window)
    return seconds_left(at, READING_WINDOW) if made > limit.most else 0


def _state() -> State:
    return remembered("state", read_state, lambda state: state.services)


def _total(name: Listing, asked: Asked, state: State) -> int | None:
    """How many the whole list has, where that is what is asked."""
    if asked.narrows:
        return None
    if name is Listing.SERVICES:
        return state.services
    return remembered(name, lambda: count_of(name), lambda count: count)
