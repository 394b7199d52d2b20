"""Layers around every page: what the browser may do with it, a page for a wrong method, clean cookies."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from meedoen.site.errors import error_page

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


def content_policy(tiles: str = "", framed_by: str = "'none'") -> str:
    """The Content-Security-Policy of every page; `tiles` is the other host that map pictures come from.

    `framed_by` says who may put the page in a frame: nobody, but for what is made to be embedded.
    """
    images = " ".join(part for part in ("'self'", "data:", tiles) if part)
    rules = {
        "default-src": "'none'",
        "img-src": images,
        "style-src": "'self'",
        "script-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": framed_by,
        "object-src": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class ContentSecurity:
    """Says what a page may load, and keeps pages of a session out of every cache."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.policy = content_policy(getattr(settings, "TILES_HOST", ""))
        self.embedded = content_policy(framed_by="*")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Django's own mark, set by the view itself: what is made to stand in a frame on another site.
        embedded = getattr(response, "xframe_options_exempt", False)
        response.headers["Content-Security-Policy"] = self.embedded if embedded else self.policy
        response.headers["Permissions-Policy"] = PERMISSIONS
        # The cookie, not `request.user`: that would ask the database for a user on pages that need none.
        session = settings.SESSION_COOKIE_NAME
        if session in request.COOKIES or session in response.cookies:
            response.headers["Cache-Control"] = "no-store, private"
        return response


class CleanCookies:
    """Drops a session or CSRF cookie that holds a control character, before a database is asked for it.

    No cookie of ours ever does, and PostgreSQL refuses such text altogether.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            if not request.COOKIES.get(name, "").isprintable():
                del request.COOKIES[name]
        return self.get_response(request)


class MethodPages:
    """Gives a bare 405 the page that says what to do; the Allow header stays."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            not isinstance(response, HttpResponseNotAllowed)
            or response.content
            or not request.accepts("text/html")
        ):
            return response
        page = error_page(request, 405)
        page.headers["Allow"] = response.headers["Allow"]
        return page
