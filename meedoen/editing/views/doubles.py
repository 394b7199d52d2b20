"""What looks double: the list, and making one of two."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.directory.actions.merging import merge, not_double
from meedoen.directory.queries.history import tree_of
from meedoen.editing.actions.doubles import find_doubles
from meedoen.editing.permissions import said_by
from meedoen.editing.queries.doubles import beside, likely_pairs, two_records, waiting_changes
from meedoen.editing.views.parts import DESK
from meedoen.look.parts import Link
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

DOUBLES = Link("Dubbel", "/werk/dubbel/")
SIDES = ("first", "second")


@door("GET", "POST", verb=Verb.KEEP_MAP, transaction=False)
def doubles_page(request: SignedInRequest) -> HttpResponse:
    """The pairs that may be one; a POST looks through the map anew, and holds nobody up meanwhile."""
    if request.method == "POST":
        found = find_doubles()
        text = "1 paar" if found == 1 else f"{found} paren"
        messages.success(request, f"De hele kaart is doorzocht: {text} gevonden die misschien dubbel zijn.")
        return redirect("editing:doubles")
    pairs = [
        {
            "pair": pair,
            "merge_url": reverse("editing:merge", args=[pair.first.pk, pair.second.pk]),
        }
        for pair in likely_pairs(request.actor)
    ]
    return render(request, "editing/doubles.html", {"crumbs": [DESK], "pairs": pairs})


@door("GET", "POST", verb=Verb.KEEP_MAP)
def merge_page(request: SignedInRequest, first: UUID, second: UUID) -> HttpResponse:
    """Two records beside each other: which values stay, or that they are no doubles."""
    record_type, records = two_records(request.actor, first, second)
    if not records:
        raise Http404("these are not two records that can be merged")
    step = request.POST.get("stap", "")
    if step == "geen":
        not_double(record_type=record_type, first=first, second=second, by=request.actor, at=now())
        messages.success(request, "Onthouden: dit is geen dubbel. We vragen het niet meer.")
        return redirect("editing:doubles")
    stays = "second" if request.POST.get("blijft", request.GET.get("blijft")) == "second" else "first"
    kept_id, gone_id = (first, second) if stays == "first" else (second, first)
    problem = ""
    if step == "samenvoegen":
        try:
            return _merge(request, record_type, kept_id, gone_id)
        except Refused as refusal:
            problem = refusal.message
    found = beside(record_type, records[kept_id], records[gone_id])
    chosen = [
        (side, request.POST.get(f"kies_{side.column}", side.best) if request.POST else side.best)
        for side in found.differing
    ]
    context = {
        "crumbs": [DESK, DOUBLES],
        "found": found,
        "sides": chosen,
        "stays": stays,
        "other": "second" if stays == "first" else "first",
        "is_preview": step == "bekijk",
        "problem": problem,
    }
    return render(request, "editing/merge.html", context, status=400 if problem else 200)


def _merge(request: SignedInRequest, record_type: str, kept_id: UUID, gone_id: UUID) -> HttpResponse:
    gone = tree_of(record_type, gone_id)[record_type, gone_id]
    columns = {
        name.removeprefix("kies_")
        for name, value in request.POST.items()
        if name.startswith("kies_") and value == "second"
    }
    found = two_records(request.actor, kept_id, gone_id)[1]
    allowed = {side.column for side in beside(record_type, found[kept_id], found[gone_id]).differing}
    merge(
        record_type=record_type,
        kept_id=kept_id,
        gone_id=gone_id,
        chosen={column: gone[column] for column in columns & allowed},
        by=request.actor,
        at=now(),
        said_by=said_by(request.actor),
        also=waiting_changes(kept_id=kept_id, gone_id=gone_id),
    )
    messages.success(request, "Samengevoegd. In de geschiedenis kun je het terugdraaien.")
    name = "editing:service_history" if record_type == "service" else "editing:organization_history"
    return redirect(name, kept_id)
