"""Looking at a proposal beside what stands, deciding on it, and the log of what was decided."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.directory.models import Service
from meedoen.editing.actions.deciding import decide, rows_of_proposal
from meedoen.editing.actions.proposing import withdraw
from meedoen.editing.actions.settings import begin_with
from meedoen.editing.forms.deciding import DecideForm, LogForm, answer_field
from meedoen.editing.models import AdmissionDecision, Proposal
from meedoen.editing.permissions import keeps_map
from meedoen.editing.policy.approval import may_decide
from meedoen.editing.queries.comparing import items_of
from meedoen.editing.queries.own import editable
from meedoen.editing.queries.proposals import decisions_for, is_about_own, proposals_for, waits_for_map
from meedoen.editing.queries.settings import criteria_for, rules_of
from meedoen.editing.views.parts import DESK, edit_url, history_url
from meedoen.editing.vocabulary import ProposalState, Sender
from meedoen.look.csv_file import csv_response
from meedoen.look.parts import Link
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

QUEUE = Link("Voorstellen", "/werk/voorstellen/")
ON_A_PAGE = 50
MOST_IN_CSV = 10_000


@door("GET", "POST", verb=Verb.EDIT_SERVICES)
def proposal_page(request: SignedInRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal: old and new, field by field, and the decision."""
    proposal = get_object_or_404(proposals_for(request.actor), pk=proposal_id)
    if proposal.municipality_id:
        begin_with([proposal.municipality_id])
    items = items_of(proposal.record_type, proposal.record_id, rows_of_proposal(proposal))
    verdict = may_decide(
        state=proposal.state,
        keeps_map=keeps_map(request.actor),
        is_own=is_about_own(request.actor, proposal),
        sender=proposal.sender,
        waits_for_map=waits_for_map(proposal, items, rules_of(proposal.municipality_id)),
    )
    asked = criteria_for(proposal.municipality_id, proposal.kind) if keeps_map(request.actor) else []
    form = DecideForm(request.POST if request.method == "POST" else None, items=items, asked=asked)
    problem = ""
    if form.is_valid():
        try:
            return _decide(request, proposal, form)
        except Refused as refusal:
            problem = refusal.message
    chosen = form["items"].value() or []
    context = {
        "crumbs": [DESK, QUEUE],
        "proposal": proposal,
        "items": [(item, item.key in chosen) for item in items],
        "form": form,
        "questions": [form[answer_field(one.code)] for one in asked],
        "may": bool(verdict),
        "why_not": " ".join(verdict.reasons),
        "problem": problem,
        "may_withdraw": _may_withdraw(request, proposal),
        "decisions": list(proposal.decisions.all()),
        "more": _more(request, proposal),
    }
    return render(request, "editing/proposal.html", context, status=400 if form.is_bound else 200)


def _decide(request: SignedInRequest, proposal: Proposal, form: DecideForm) -> HttpResponse:
    decided = decide(
        proposal_id=proposal.id,
        decision=form.decision,
        chosen=form.cleaned_data["items"],
        answers=form.answers,
        reason=form.cleaned_data["reason"],
        by=request.actor,
        at=now(),
    )
    messages.success(request, f"{decided.title}: {decided.get_state_display()}.")
    return redirect("editing:proposals")


def _may_withdraw(request: SignedInRequest, proposal: Proposal) -> bool:
    return (
        proposal.state == ProposalState.PENDING
        and proposal.sender == Sender.ORGANIZATION
        and proposal.agency_id == request.actor.agency_id
    )


EDIT = {
    "service": "Pas het aanbod zelf aan",
    "organization": "Pas de organisatie aan",
    "location": "Pas de plek aan",
}


def _more(request: SignedInRequest, proposal: Proposal) -> list[Link]:
    """Where what stands now can be seen, edited and put back, as far as this reader may."""
    record_type, id = proposal.record_type, proposal.record_id
    found = []
    if record_type == "service" and Service.objects.filter(pk=id).exists():
        found.append(Link("Bekijk het in de sociale kaart", reverse("directory:service", args=[id])))
    if editable(request.actor, [(record_type, id)]):
        found.append(Link(EDIT[record_type], edit_url(record_type, id)))
        found.append(Link("Geschiedenis", history_url(record_type, id)))
    return found


@door("POST", verb=Verb.EDIT_SERVICES)
def withdraw_proposal(request: SignedInRequest, proposal_id: UUID) -> HttpResponse:
    """Take back a proposal of the own organization."""
    proposal = get_object_or_404(proposals_for(request.actor), pk=proposal_id)
    try:
        withdraw(proposal_id=proposal.id, by=request.actor, at=now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"{proposal.title}: je voorstel is ingetrokken.")
    return redirect("editing:proposals")


@door("GET", verb=Verb.EDIT_SERVICES)
def decisions_page(request: SignedInRequest) -> HttpResponse:
    """What was decided and why, the last first; as CSV with `?vorm=csv`."""
    form = LogForm(request.GET)
    if not form.is_valid():
        context = {"crumbs": [DESK, QUEUE], "form": form, "filters": form, "page_obj": None}
        return render(request, "editing/decisions.html", context, status=400)
    found = decisions_for(request.actor, form.choice)
    if request.GET.get("vorm") == "csv":
        return _as_csv(found[:MOST_IN_CSV])
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina"))
    query = request.GET.copy()
    query.pop("pagina", None)
    query["vorm"] = "csv"
    context = {
        "crumbs": [DESK, QUEUE],
        "filters": form,
        "chosen": sum(bool(value) for value in form.cleaned_data.values()),
        "page_obj": page,
        "lines": _with_history(request, page.object_list),
        "csv_url": f"?{query.urlencode()}",
    }
    return render(request, "editing/decisions.html", context)


def _with_history(
    request: SignedInRequest, decisions: Iterable[AdmissionDecision]
) -> list[tuple[AdmissionDecision, str]]:
    """Each decision with where the history of its record is, empty where this reader may not edit that."""
    about = [(one, (one.proposal.record_type, one.proposal.record_id)) for one in decisions]
    own = editable(request.actor, {key for _, key in about})
    return [(one, history_url(*key) if key in own else "") for one, key in about]


def _as_csv(decisions: Iterable[AdmissionDecision]) -> HttpResponse:
    headings = ("wanneer", "voorstel", "soort", "van", "besluit", "door", "reden", "overgenomen", "checklist")
    rows = (
        (
            timezone.localtime(one.at).strftime("%Y-%m-%d %H:%M"),
            one.proposal.title,
            one.proposal.get_kind_display(),
            one.proposal.said_by or one.proposal.get_sender_display(),
            one.get_decision_display(),
            one.by,
            one.reason,
            ", ".join(one.fields),
            "; ".join(f"{answer['question']} {answer['answer']}" for answer in one.answers),
        )
        for one in decisions
    )
    return csv_response("besluiten", [headings, *rows])
