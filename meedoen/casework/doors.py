"""Coming into a case: within reach, for a stated purpose, and the name only after its access line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meedoen.accounts.actor import Actor, SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions import state_purpose
from meedoen.casework.forms import PurposeForm
from meedoen.casework.queries import Case, case_person, cases, stated_purpose
from meedoen.casework.queries.endings import goes_on_in
from meedoen.casework.vocabulary import Purpose
from meedoen.look.parts import Link
from meedoen.people.queries import PersonCard, reveal
from meedoen.shared.clock import now

Page = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Visit:
    """A case that was opened by somebody who may, for a purpose, at a moment."""

    case: Case
    by: Actor
    purpose: Purpose
    at: datetime

    @property
    def today(self) -> date:
        return self.at.date()

    @property
    def url(self) -> str:
        return reverse("desk:case", args=[self.case.id])

    def card(self, page: str = "case") -> PersonCard:
        """The person's card, after the line in the access log."""
        person = case_person(self.case)
        cards = reveal(by=self.by, persons=[person], page=page, purpose=str(self.purpose.label), at=self.at)
        return cards[person]


def case_page(*methods: str, task: str = "", verb: Verb = Verb.WRITE_CASE) -> Callable[[Page], Page]:
    """The door of a page of a case: the view gets the visit. Without a purpose of this hour it asks first.

    `task` is the last part of the page's address, to come back to. What was typed in a form is kept
    while the purpose is asked again.
    """

    def decorate(view: Page) -> Page:
        @door(*methods, verb=verb)
        @wraps(view)
        def entered(request: SignedInRequest, case_id: UUID, **kwargs: Any) -> HttpResponse:
            at, by = now(), request.actor
            case = cases(by, at.date()).filter(id=case_id).first()
            if case is None or case.involvement.ends_on is not None:
                elsewhere = goes_on_in(case_id, by=by, on=at.date())
                if elsewhere is not None:
                    return redirect("desk:case", case_id=elsewhere)
            if case is None:
                raise Http404
            stated = stated_purpose(case_id=case.id, user_id=by.user_id, at=at)
            if stated is None and request.method == "POST":
                return _purpose_with_the_form(request, view, case, at, kwargs)
            if stated is None:
                return _to_the_question(request, case, task)
            return view(request, Visit(case, by, stated, at), **kwargs)

        return entered

    return decorate


def ask_purpose(request: SignedInRequest, case: Case, form: PurposeForm, **context: Any) -> HttpResponse:
    """The page that asks what a case is opened for. It holds no name."""
    page = {"form": form, "action": reverse("desk:purpose", args=[case.id]), "crumbs": crumbs(), **context}
    return render(request, "casework/purpose.html", page)


def crumbs(*links: Link) -> list[Link]:
    """The trail of links from the desk to this page."""
    return [Link("Werk", reverse("desk:start")), *links]


def _to_the_question(request: SignedInRequest, case: Case, task: str) -> HttpResponse:
    if not task:
        return ask_purpose(request, case, PurposeForm())
    talk = request.GET.get("talk", "")
    after = quote(f"{task}/{talk}" if talk else task)
    return redirect(f"{reverse('desk:purpose', args=[case.id])}?verder={after}")


def _purpose_with_the_form(
    request: SignedInRequest, view: Page, case: Case, at: datetime, kwargs: dict[str, Any]
) -> HttpResponse:
    form = PurposeForm(request.POST if "purpose" in request.POST else None)
    if not form.is_valid():
        left_out = ("csrfmiddlewaretoken", "purpose")
        kept = [
            (name, value) for name, values in request.POST.lists() for value in values if name not in left_out
        ]
        return ask_purpose(request, case, form, action=request.path, kept=kept)
    stated = Purpose(form.cleaned_data["purpose"])
    state_purpose(case=case, purpose=stated, by=request.actor, at=at)
    return view(request, Visit(case, request.actor, stated, at), **kwargs)
