"""What several pages need: the way here, what was posted, and saying what became of a change."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Municipality
from meedoen.directory.queries.history import history_of
from meedoen.editing.actions.proposing import Saved
from meedoen.editing.vocabulary import ProposalKind
from meedoen.look.parts import Link

DESK = Link("Werk", "/werk/")
MAP = Link("Ons aanbod", "/werk/aanbod/")
# What steers the page and is no answer.
STEERING = frozenset({"csrfmiddlewaretoken", "stap", "meer", "gezien"})


def edit_url(record_type: str, record_id: UUID) -> str:
    """Where a service, an organization or a place is edited."""
    return reverse(f"editing:{record_type}", args=[record_id])


def history_url(record_type: str, record_id: UUID) -> str:
    """Where every change of a service, an organization or a place can be read and put back."""
    return reverse(f"editing:{record_type}_history", args=[record_id])


def municipality_code(actor: Actor) -> str:
    """The CBS code of the municipality of who works here."""
    codes = Municipality.objects.values_list("code", flat=True)
    return (codes.filter(pk=actor.municipality_id).first() if actor.municipality_id else None) or ""


def posted(request: HttpRequest) -> list[tuple[str, str]]:
    """What was filled in, to send along from the preview."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in STEERING
        for value in values
        if isinstance(value, str)
    ]


def plus(data: Mapping[str, Any], more: Mapping[str, Any]) -> Any:
    """What was posted, with some of it said otherwise."""
    copy = data.copy()  # type: ignore[attr-defined]
    for name, value in more.items():
        copy[name] = value
    return copy


def tell(request: HttpRequest, saved: Saved, name: str) -> None:
    """Say what became of a change."""
    if saved.revision and saved.proposal:
        text = f"{name} is aangepast. Een deel wacht op de gemeente. Tot dan blijft dat zoals het was."
    elif saved.proposal and saved.proposal.kind == ProposalKind.NEW:
        text = f"{name} wacht op de gemeente. Neemt die het over, dan kan iedereen het vinden."
    elif saved.proposal:
        text = f"{name}: je wijziging wacht op de gemeente. Tot die tijd blijft staan wat er stond."
    elif saved.revision:
        text = f"{name} is bewaard en staat meteen zo in de sociale kaart."
    else:
        text = "Er is niets veranderd."
    if saved.replaced:
        text += " Je vorige voorstel hierover is vervangen."
    messages.success(request, text)


def last_changes(record_type: str, record_id: UUID) -> Sequence[str]:
    """Who changed a record last, in a sentence."""
    past = history_of(record_type, record_id, limit=1)
    return [f"{one.revision.get_kind_display().capitalize()} door {one.revision.by}." for one in past]
