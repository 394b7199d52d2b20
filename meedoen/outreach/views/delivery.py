"""The door for the sending service: it tells what came of a message. No names go in or out."""

import hmac
import json
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from meedoen.outreach.actions.sending import note_arrival
from meedoen.outreach.channels.notify import state_of
from meedoen.shared.clock import now

LONGEST = 20_000


@csrf_exempt
@require_POST
def delivered(request: HttpRequest) -> HttpResponse:
    """What became of one message, by its reference; the secret of the settings in the Authorization header.

    Without a secret in the settings the address is not there. What we don't know is accepted and left.
    """
    secret = settings.NOTIFY["CALLBACK_SECRET"]
    if not secret:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {secret}".encode()):
        return HttpResponse(status=403)
    try:
        said = json.loads(request.body[:LONGEST])
        reference, status = UUID(str(said["reference"])), state_of(str(said["status"]))
    except (ValueError, KeyError, TypeError):
        return HttpResponse("Geen leesbaar bericht.", status=400, content_type="text/plain; charset=utf-8")
    note_arrival(message_id=reference, status=status, at=now())
    return HttpResponse(status=204)
