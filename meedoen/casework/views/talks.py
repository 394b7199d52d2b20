"""A short note on a phone, the summary of a talk and the person's answer to it, and the questions."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions.talks import change_questions, note_quickly, say_not_right, write_summary
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.forms.talks import NotRightForm, QuestionsForm, QuickNoteForm, SummaryForm
from meedoen.casework.policy.cases import is_late
from meedoen.casework.queries.talks import own_talk, own_talks, talk_of, talk_template, talk_templates
from meedoen.casework.vocabulary import ConversationKind, QuickNote, TalkKind
from meedoen.look.doors import carried_out
from meedoen.look.parts import Link
from meedoen.people.queries import own_person_id, reveal
from meedoen.shared.clock import now

OWN_PURPOSE = "eigen gegevens bekijken"
SAVED_NOTE = "De notitie staat in het dossier."
STILL_LATE = f"{SAVED_NOTE} De volgende stap is nog te laat: kies een nieuwe."


@case_page("GET", "POST", task="notitie")
def quick_note(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """From the case in three taps: this page, what happened, and save."""
    form = QuickNoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        note_quickly(
            case=visit.case,
            note=QuickNote(data["note"]),
            kind=ConversationKind(data["kind"]),
            more=data["more"],
            by=visit.by,
            at=visit.at,
        )
        late = is_late(visit.case.involvement.next_action_on, visit.today)
        messages.success(request, STILL_LATE if late else SAVED_NOTE)
        return redirect(visit.url)
    return _case_form(request, visit, form, "quick_note")


@case_page("GET", "POST", task="samenvatting")
def summary(request: SignedInRequest, visit: Visit, conversation_id: UUID) -> HttpResponse:
    """Write for the person what was said and agreed, until they answered to it."""
    talk = talk_of(visit.case, conversation_id)
    if talk is None:
        raise Http404
    form = SummaryForm(request.POST if request.method == "POST" else None, initial={"summary": talk.summary})

    def act() -> None:
        write_summary(
            case=visit.case,
            conversation_id=talk.id,
            summary=form.cleaned_data["summary"],
            by=visit.by,
            at=visit.at,
        )

    if _done(request, form, act):
        messages.success(request, "De samenvatting is bewaard. De inwoner kan haar nu lezen.")
        return redirect(visit.url)
    return _case_form(request, visit, form, "talk_summary", talk=talk)


@door("GET", verb=Verb.SEE_OWN)
def own_talk_list(request: SignedInRequest) -> HttpResponse:
    """For the person: what was said in each talk, and what they said of that."""
    person_id = _own_person(request)
    if person_id is None:
        return redirect("own_home")
    return render(
        request, "casework/talks_own.html", {"talks": own_talks(person_id), "crumbs": _own_crumbs()}
    )


@door("GET", "POST", verb=Verb.SEE_OWN)
def not_right(request: SignedInRequest, conversation_id: UUID) -> HttpResponse:
    """The person says what is not right in a summary, or changes what they said."""
    person_id = _own_person(request)
    talk = own_talk(person_id, conversation_id) if person_id else None
    if talk is None:
        raise Http404
    form = NotRightForm(
        request.POST if request.method == "POST" else None, initial={"says": talk.person_says}
    )

    def act() -> None:
        says = form.cleaned_data["says"]
        say_not_right(conversation_id=talk.id, says=says, by=request.actor, at=now())

    if _done(request, form, act):
        messages.success(request, "Je woorden staan nu bij de samenvatting. De medewerker leest ze ook.")
        return redirect("casework:own_talks")
    list_url = reverse("casework:own_talks")
    trail = [*_own_crumbs(), Link("Mijn gesprekken", list_url)]
    page = {"form": form, "talk": talk, "back": list_url, "crumbs": trail}
    return render(request, "casework/talk_not_right.html", page)


@door("GET", verb=Verb.MANAGE_SETTINGS)
def question_lists(request: SignedInRequest) -> HttpResponse:
    """Each kind of talk with its questions. No person is seen here."""
    return render(
        request, "casework/talk_templates.html", {"templates": talk_templates(), "crumbs": crumbs()}
    )


@door("GET", "POST", verb=Verb.MANAGE_SETTINGS)
def questions(request: SignedInRequest, kind: str) -> HttpResponse:
    """Put the questions of a kind of talk in the words of the municipality."""
    row = talk_template(kind)
    if row is None:
        raise Http404
    form = QuestionsForm(
        request.POST if request.method == "POST" else None, initial={"questions": "\n".join(row.questions)}
    )

    def act() -> None:
        change_questions(kind=TalkKind(row.kind), questions=form.lines(), by=request.actor, at=now())

    if _done(request, form, act):
        messages.success(request, "De vragen zijn bewaard. Ze staan nu bij dit soort gesprek.")
        return redirect("casework:question_lists")
    list_url = reverse("casework:question_lists")
    page = {"form": form, "template": row, "back": list_url}
    page["crumbs"] = crumbs(Link("Gespreksvragen", list_url))
    return render(request, "casework/talk_questions.html", page)


def _own_person(request: SignedInRequest) -> UUID | None:
    """Whose own page it is, after the line in the access log."""
    person_id = own_person_id(request.actor)
    if person_id is not None:
        reveal(by=request.actor, persons=[person_id], page="own_pages", purpose=OWN_PURPOSE, at=now())
    return person_id


def _own_crumbs() -> list[Link]:
    return [Link("Mijn pagina", "/mijn/")]


def _done(request: SignedInRequest, form: forms.Form, act: Any) -> bool:
    """Whether the form was posted, right and carried out; what was refused is said on the form."""
    return request.method == "POST" and form.is_valid() and carried_out(form, act)


def _case_form(
    request: SignedInRequest, visit: Visit, form: forms.Form, template: str, **context: Any
) -> HttpResponse:
    card = visit.card()
    page = {"form": form, "card": card, "back": visit.url, "crumbs": crumbs(Link(card.name, visit.url))}
    return render(request, f"casework/{template}.html", page | context)
