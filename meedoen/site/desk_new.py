"""A record begins: for who walks in, or from a notice. A likely double is proposed; the worker decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions import begin_case
from meedoen.casework.doors import crumbs
from meedoen.casework.forms import ReasonForm
from meedoen.look.doors import carried_out
from meedoen.look.parts import Link
from meedoen.people.actions import NewPerson
from meedoen.people.forms import PersonForm
from meedoen.people.queries import PersonCard, likely_doubles, reveal
from meedoen.shared.clock import now
from meedoen.shared.working_days import add_working_days

SOMEBODY_ELSE = "new"
MOST_DOUBLES = 10
DOUBLES_PURPOSE = "dubbele dossiers voorkomen"

Act = Callable[[NewPerson | UUID], UUID]


class KnownForm(forms.Form):
    """Whether this is somebody the worker knows already."""

    known = forms.ChoiceField(
        label="Is het een van deze mensen?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies of het een van deze mensen is.",
            "invalid_choice": "Kies of het een van deze mensen is.",
        },
    )

    def __init__(self, *args: object, choices: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["known"].choices = choices  # type: ignore[attr-defined]


def _nothing_told() -> list[tuple[str, str]]:
    return []


@dataclass(frozen=True)
class Beginning:
    """The page on which a record begins. `told` gives what somebody else said, when the page is shown."""

    heading: str
    lead: str
    crumbs: list[Link]
    initial: Mapping[str, str] = field(default_factory=dict)
    told: Callable[[], list[tuple[str, str]]] = _nothing_told
    reason: ReasonForm | None = None


@door("GET", "POST", verb=Verb.OPEN_CASE)
def new_case(request: SignedInRequest) -> HttpResponse:
    """Open a case for somebody who walks in, in the worker's own legal domain."""
    at, by = now(), request.actor
    reason = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()

    def act(person: NewPerson | UUID) -> UUID:
        case = begin_case(
            person=person,
            reason=reason.cleaned_data["reason"],
            next_action_on=add_working_days(at.date(), 1),
            by=by,
            at=at,
        )
        case_id: UUID = case.id
        return case_id

    page = Beginning(
        heading="Nieuw dossier",
        lead="Voor iemand die bij je komt en hulp wil om mee te doen.",
        crumbs=crumbs(),
        reason=reason,
    )
    return begin(request, page, act, at)


def begin(request: SignedInRequest, page: Beginning, act: Act, at: datetime) -> HttpResponse:
    """Show the form, propose likely doubles, and begin the record when the worker has decided."""
    if request.method != "POST":
        return _show(request, page, PersonForm(today=at.date(), initial=page.initial))
    form = PersonForm(request.POST, today=at.date())
    if not form.is_valid() or (page.reason is not None and not page.reason.is_valid()):
        return _show(request, page, form)
    known = _known_form(request, form, at)
    if known is not None and not known.is_valid():
        return _show(request, page, form, known)
    chosen = known.cleaned_data["known"] if known is not None else SOMEBODY_ELSE
    person = form.new_person() if chosen == SOMEBODY_ELSE else UUID(chosen)
    made: list[UUID] = []
    if not carried_out(form, lambda: made.append(act(person))):
        return _show(request, page, form)
    messages.success(request, "Het dossier staat klaar.")
    return redirect("desk:case", case_id=made[0])


def _known_form(request: SignedInRequest, form: PersonForm, at: datetime) -> KnownForm | None:
    """The question whether it is somebody known already, or None where nobody is like it.

    The answer is only read from a form that showed these people. Their names are shown only while it has to
    be asked, each with its line.
    """
    doubles = likely_doubles(form.new_person().identity, by=request.actor, on=at.date())
    offered = dict(list(doubles.items())[:MOST_DOUBLES])
    if not offered:
        return None
    bare = [(str(person), str(person)) for person in offered]
    answered = KnownForm(request.POST, choices=[*bare, (SOMEBODY_ELSE, "")])
    if answered.is_valid():
        return answered
    cards = reveal(by=request.actor, persons=offered, page="double_check", purpose=DOUBLES_PURPOSE, at=at)
    named = [(str(person), _recognised(card, offered[person])) for person, card in cards.items()]
    data = request.POST if "known" in request.POST else None
    return KnownForm(data, choices=[*named, (SOMEBODY_ELSE, "Nee, het is iemand anders")])


def _recognised(card: PersonCard, reason: str) -> str:
    details = [card.name, f"{card.age} jaar" if card.age is not None else "", card.street]
    return ", ".join(detail for detail in details if detail) + f" ({reason})"


def _show(
    request: SignedInRequest, page: Beginning, form: PersonForm, known: KnownForm | None = None
) -> HttpResponse:
    context = {
        "page": page,
        "form": known or form,
        "person": form,
        "known": known,
        "reason": page.reason,
        "told": page.told(),
        "crumbs": page.crumbs,
    }
    return render(request, "site/desk/begin.html", context)
