"""The menu of each role: the pages its verbs open, in the order in which they are used."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb

ITEMS: tuple[tuple[Verb, str, str], ...] = (
    (Verb.SEE_OWN, "Mijn pagina", "/mijn/"),
    (Verb.WORK_AT_DESK, "Werk", "/werk/"),
    (Verb.SEE_NOTICES, "Signalen", "/werk/signalen/"),
    (Verb.SEE_ACTIVITIES, "Programma", "/werk/programma/"),
    (Verb.EDIT_SERVICES, "Ons aanbod", "/werk/aanbod/"),
    (Verb.KEEP_MAP, "Sociale kaart", "/werk/kaart/"),
    (Verb.SEE_AGREEMENTS, "Afspraken", "/werk/afspraken/"),
    (Verb.SEE_MONITOR, "Cijfers", "/werk/cijfers/"),
    (Verb.SEE_ACCESS_LOG, "Inzage", "/werk/inzage/"),
    (Verb.MANAGE_SETTINGS, "Beheer", "/beheer/"),
)
FOR_ALL = (("Aanbod", "/aanbod/"), ("Wegwijzer", "/wegwijzer/"))


def menu_of(actor: Actor) -> list[tuple[str, str]]:
    """Label and address of each page that this actor may open, and the public ones."""
    return [(label, address) for verb, label, address in ITEMS if actor.may(verb)] + list(FOR_ALL)


class RoleMenu:
    """Puts the menu of who is signed in on the request; a visitor gets the menu of the look."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        if actor is not None:
            request.nav = menu_of(actor)  # type: ignore[attr-defined]
        return self.get_response(request)
