"""The calendars to follow: of one service, and of all that an organization offers."""

import hashlib
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from meedoen.accounts.address import client_address
from meedoen.look.pages import too_many
from meedoen.publishing.calendars import calendar_bytes
from meedoen.publishing.policy.rates import CALENDARS, READING_WINDOW
from meedoen.publishing.queries.calendar import CalendarOf, calendar_of_organization, calendar_of_service
from meedoen.shared.clock import now
from meedoen.shared.window import seconds_left, window_of
from meedoen.trail.actions import count_attempt
from meedoen.trail.queries import attempts

TOO_OFTEN = (
    "Vanaf jouw netwerk zijn heel veel agenda's opgehaald. Wacht een uur en probeer het dan weer. "
    "Een agenda die niet veranderde, telt niet mee."
)


@require_safe
def service_calendar(request: HttpRequest, service_id: UUID) -> HttpResponseBase:
    return _calendar(request, calendar_of_service(service_id, on=now().date()))


@require_safe
def organization_calendar(request: HttpRequest, organization_id: UUID) -> HttpResponseBase:
    """All that an organization offers. The making is what costs, so who asked too often waits before that."""
    at = now()
    who, window = client_address(request), window_of(at, READING_WINDOW)
    if attempts(kind=CALENDARS.kind, who=who, window_start=window) >= CALENDARS.most:
        return too_many(request, TOO_OFTEN, seconds_left(at, READING_WINDOW))
    made = _calendar(request, calendar_of_organization(organization_id, on=at.date()))
    if made.status_code == HTTPStatus.OK:
        count_attempt(kind=CALENDARS.kind, who=who, window_start=window)
    return made


def _calendar(request: HttpRequest, found: CalendarOf | None) -> HttpResponseBase:
    """The file, or 304 where the asker has this very content.

    Without a moment of change (school holidays play a part) only the ETag, made of the content, can say so.
    """
    if found is None:
        raise Http404("there is no such calendar")
    content = calendar_bytes(found, request.build_absolute_uri)
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    changed = int(found.changed.timestamp()) if found.changed else None
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="agenda.ics"'
    response["Cache-Control"] = "public, max-age=3600"
    response["ETag"] = etag
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    answer = get_conditional_response(request, etag=etag, last_modified=changed, response=response)
    return answer or response
