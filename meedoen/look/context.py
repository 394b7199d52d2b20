"""What the frame of every page needs: the menu, who is signed in, and the path."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from meedoen.look.parts import Link
from meedoen.look.vocabulary import FOOTER, NAVIGATION, RESIDENT, SIGN_OUT_URL, STAFF, VISITOR


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `nav`, `actor`, `page_path`, `footer` and the addresses to sign in and out.

    The menu is `request.nav` (pairs of label and path) where a middleware or view set one, else that of
    a visitor, a resident or staff.
    """
    actor = getattr(request, "actor", None)
    pairs = getattr(request, "nav", None)
    if pairs is None:
        pairs = NAVIGATION[kind_of(actor)]
    return {
        "nav": menu(pairs, request.path),
        "footer": menu(FOOTER, request.path),
        "actor": actor,
        "page_path": request.path,
        "sign_in_url": settings.LOGIN_URL,
        "sign_out_url": SIGN_OUT_URL,
    }


def kind_of(actor: Any) -> str:
    """Whose menu to show: a resident has the role "resident", everybody else who signs in is staff."""
    if actor is None:
        return VISITOR
    return RESIDENT if getattr(actor, "role", "") == RESIDENT else STAFF


def menu(pairs: Any, path: str) -> list[Link]:
    """Menu links; the one with the longest path that `path` starts with is the current one."""
    reached = [url for _, url in pairs if path.startswith(url)]
    current = max(reached, key=len, default=None)
    return [Link(label=label, url=url, current=url == current) for label, url in pairs]
