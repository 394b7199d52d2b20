"""The door of each page: which methods, and which verb it takes to come in."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.transaction import atomic
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, resolve

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.vocabulary import Verb

View = Callable[..., HttpResponse]


def door(*methods: str, verb: Verb, transaction: bool = True) -> Callable[[View], View]:
    """Let in who is signed in and may `verb`; others get 405, the sign-in page, or 403, in that order.

    The page runs in one transaction: what it shows of persons and the access lines of it stand or fall
    together. `transaction=False` leaves that to the view, which opens one around what it reads and does its
    slow work (drawing) after it: on SQLite a transaction holds the one write lock.
    """
    allowed = [*methods, "HEAD"] if "GET" in methods else list(methods)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            if request.actor is None:
                return redirect_to_login(_way_back(request))
            if not request.actor.may(verb):
                raise PermissionDenied
            with atomic() if transaction else nullcontext():
                return view(request, *args, **kwargs)

        guarded.verb = verb  # type: ignore[attr-defined]
        guarded.methods = allowed  # type: ignore[attr-defined]
        return guarded

    return decorate


def _way_back(request: HttpRequest) -> str:
    """Where to go after signing in: the page asked for, or for a form the page it stood on.

    A form may post to an address that shows no page, and its answers are gone: then it is the start.
    """
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return "/start/"
    if came_from.netloc != request.get_host() or not _shows_a_page(came_from.path):
        return "/start/"
    return came_from._replace(scheme="", netloc="", fragment="").geturl()


def _shows_a_page(path: str) -> bool:
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return "GET" in getattr(view, "methods", ["GET"])
