"""The door of each page: which methods, and which verb it takes to come in."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.transaction import atomic
from django.http import HttpResponse, HttpResponseNotAllowed

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
                return redirect_to_login(request.get_full_path())
            if not request.actor.may(verb):
                raise PermissionDenied
            with atomic() if transaction else nullcontext():
                return view(request, *args, **kwargs)

        guarded.verb = verb  # type: ignore[attr-defined]
        guarded.methods = allowed  # type: ignore[attr-defined]
        return guarded

    return decorate
