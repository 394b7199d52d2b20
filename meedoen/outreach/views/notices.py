"""The public door of notices: pass a worry on, and read on a receipt how far it is. Nobody signs in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from meedoen.accounts.address import client_address
from meedoen.look.pages import too_many
from meedoen.outreach.actions import pass_on
from meedoen.outreach.forms import NoticeForm
from meedoen.outreach.policy import SENDING_WINDOW, days_to_pick_up, too_often
from meedoen.outreach.queries import receipt_of, state_by_receipt, urgency_by_receipt, working_days
from meedoen.outreach.vocabulary import RECEIPT_SENTENCES, NoticeStatus
from meedoen.shared.clock import now
from meedoen.shared.window import seconds_left, window_of
from meedoen.trail.actions import count_attempt

TOO_OFTEN = (
    "Vanaf jouw netwerk zijn kort achter elkaar veel signalen verstuurd. Dit signaal is niet verstuurd. "
    "Wacht tien minuten en verstuur het dan opnieuw. Is er nu gevaar? Bel 112."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest) -> HttpResponse:
    """The form. Only what is complete counts as sent, so that a mistake costs nobody a turn."""
    form = NoticeForm(request.POST) if request.method == "POST" else NoticeForm()
    if request.method != "POST" or not form.is_valid():
        return render(request, "outreach/notice.html", {"form": form})
    at = now()
    window = window_of(at, SENDING_WINDOW)
    if too_often(count_attempt(kind="notice", who=client_address(request), window_start=window)):
        return too_many(request, TOO_OFTEN, seconds_left(at, SENDING_WINDOW))
    made = pass_on(new=form.new_notice(), at=at)
    return redirect("outreach:thanks", receipt=receipt_of(made))


@never_cache
@require_safe
def thanks(request: HttpRequest, receipt: str) -> HttpResponse:
    """What happens now, and the link to the receipt. Says nothing of the worry or the resident."""
    _state_or_404(receipt)
    path = reverse("outreach:receipt", args=[receipt])
    context = {
        "receipt_path": path,
        "receipt_url": request.build_absolute_uri(path),
        "days": days_to_pick_up(urgency_by_receipt(receipt), working_days()),
    }
    return render(request, "outreach/thanks.html", context)


@never_cache
@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """How far the notice is, and nothing else."""
    status = _state_or_404(receipt)
    context = {"status": status, "sentence": RECEIPT_SENTENCES[status]}
    return render(request, "outreach/receipt.html", context)


def _state_or_404(receipt: str) -> NoticeStatus:
    status = state_by_receipt(receipt)
    if status is None:
        raise Http404
    return status
