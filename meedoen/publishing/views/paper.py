"""A service on paper: a QR code for a poster, and a sheet in large print."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from meedoen.accounts.address import client_address
from meedoen.directory.queries import detail
from meedoen.look.pages import too_many
from meedoen.publishing.documents import large_print, qr_svg
from meedoen.publishing.policy.printing import PRINTING_WINDOW, too_often
from meedoen.publishing.queries.shown import service_stands
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused
from meedoen.shared.window import seconds_left, window_of
from meedoen.trail.actions import count_attempt

TOO_OFTEN = (
    "Vanaf jouw netwerk zijn kort achter elkaar veel PDF's gemaakt. "
    "Wacht tien minuten en probeer het dan weer."
)


@require_safe
def qr(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The address of the page of a service, as a picture for a phone."""
    if not service_stands(service_id):
        raise Http404("there is no such service")
    response = HttpResponse(qr_svg(_page(request, service_id)), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def large(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The sheet of a service; where a letter does not fit on paper, a page that says so."""
    at = now()
    found = detail(service_id, on=at.date()) if service_stands(service_id) else None
    if found is None:
        raise Http404("there is no such service")
    window = window_of(at, PRINTING_WINDOW)
    if too_often(count_attempt(kind="large_print", who=client_address(request), window_start=window)):
        return too_many(request, TOO_OFTEN, seconds_left(at, PRINTING_WINDOW))
    try:
        content = large_print(found, address=_page(request, service_id), on=at.date())
    except Refused as refusal:
        context = {"sentence": refusal.message, "card": found.card}
        return render(request, "publishing/no_sheet.html", context, status=422)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="aanbod-groot.pdf"'
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _page(request: HttpRequest, service_id: UUID) -> str:
    """The full address; Django has held its host against ALLOWED_HOSTS."""
    return request.build_absolute_uri(reverse("directory:service", args=[service_id]))
