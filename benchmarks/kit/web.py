"""Asking for pages as the server does: through WSGI, with every middleware and the usual connections."""

import gzip
import io
from typing import Any
from urllib.parse import urlencode, urlsplit
from wsgiref.util import setup_testing_defaults

TOKEN = "m" * 32


class Visitor:
    """Somebody with a browser; signed in where a user is given. `plain`: without compression."""

    def __init__(self, *, user: Any = None, application: Any = None, plain: bool = False) -> None:
        if application is None:
            from django.core.wsgi import get_wsgi_application

            application = get_wsgi_application()
        self._application = application
        self._cookies = f"csrftoken={TOKEN}" + (f"; sessionid={_session(user)}" if user else "")
        self._plain = plain

    def get(self, address: str) -> bytes:
        """The body as it travels. Raises SystemExit where the answer is not 200."""
        return self._ask("GET", address, b"")

    def post(self, address: str, data: dict[str, str]) -> bytes:
        return self._ask("POST", address, urlencode(data).encode())

    def _ask(self, method: str, address: str, body: bytes) -> bytes:
        parts = urlsplit(address)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "HTTP_COOKIE": self._cookies,
            "HTTP_X_CSRFTOKEN": TOKEN,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        if not self._plain:
            environ["HTTP_ACCEPT_ENCODING"] = "gzip"
        setup_testing_defaults(environ)
        said: list[str] = []
        response = self._application(environ, lambda status, headers: said.append(status))
        content = b"".join(response)
        response.close()
        if not said[0].startswith("200"):
            raise SystemExit(f"{method} {parts.path}: {said[0]}")
        return content


def text_of(body: bytes) -> str:
    """The page, whether it travelled compressed or not."""
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()


def _session(user: Any) -> str:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)
