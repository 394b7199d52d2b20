"""Puts the actor on each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from meedoen.accounts.queries import actor_of
from meedoen.shared.clock import now


class CurrentActor:
    """`request.actor` is the signed-in actor, or None.

    Read anew on each request: a role that ended is gone at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = actor_of(user, now().date()) if user.is_authenticated else None  # type: ignore[attr-defined]
        return self.get_response(request)
