"""The pages for what went wrong: each says what happened and what to do, and never fails itself."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template import loader

logger = logging.getLogger(__name__)

SENTENCES = {
    400: "De aanvraag klopt niet. Ga terug naar de vorige pagina en probeer het opnieuw.",
    403: "Je mag deze pagina niet zien. Log in met een account dat dat wel mag.",
    404: "Deze pagina bestaat niet. Ga naar de voorpagina en zoek daar verder.",
    405: "Dat kan niet op deze pagina. Ga terug en gebruik de knoppen op de pagina.",
    429: "Je hebt dit te vaak achter elkaar gedaan. Wacht een paar minuten en probeer het opnieuw.",
    500: "Er ging iets mis bij ons. Probeer het over een paar minuten opnieuw.",
}
EXPIRED_FORM = (
    "De pagina stond te lang open, of je browser bewaart geen cookies. "
    "Ga terug, laad de pagina opnieuw en verstuur het formulier nog een keer."
)


def error_page(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """The page of one status, with `message` as its sentence where the general one says too little.

    A page that cannot be drawn (no database, a broken template) becomes that sentence as plain text.
    """
    sentence = message or SENTENCES[status]
    try:
        text = loader.render_to_string(f"{status}.html", {"message": sentence, "status": status}, request)
    except Exception:
        logger.exception("The page for status %s cannot be drawn", status)
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(text, status=status)


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 400)


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404)


def handler500(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403, EXPIRED_FORM)
