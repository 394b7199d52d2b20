"""The ladder chooser of a case: questions, then the suggestion with its reasons, then what they choose."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.casework.actions.ladder import choose_on_ladder
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.forms.ladder import LadderChoiceForm, LadderQuestionsForm
from meedoen.casework.policy.ladder import reason_to_differ
from meedoen.casework.queries.ladder import ladder_choices_of, step_name, steps_of_scale
from meedoen.casework.vocabulary import LadderQuestion, ScaleCode
from meedoen.look.parts import Link
from meedoen.shared.errors import Refused

HEADING = "Tredekiezer"


@case_page("GET", "POST", task="tredekiezer")
def ladder_chooser(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Answer the questions together, see what is suggested and why, and choose."""
    posted = request.POST if request.method == "POST" else None
    questions = LadderQuestionsForm(posted, legal_domain=visit.by.legal_domain)
    if posted is None or "terug" in posted or not questions.is_valid():
        return _questions(request, visit, questions)
    choosing = "chosen_on" in posted
    form = LadderChoiceForm(
        posted if choosing else None,
        steps=steps_of_scale(ScaleCode.PARTICIPATION_LADDER),
        arrangements=steps_of_scale(ScaleCode.UTRECHT_ARRANGEMENTS),
        answers=questions.answers(),
        legal_domain=visit.by.legal_domain,
        initial={"chosen_on": visit.today},
    )
    if choosing and form.is_valid() and _kept(visit, questions, form):
        messages.success(request, "De keuze is bewaard. Eerdere keuzes blijven staan.")
        return redirect(visit.url)
    return _choice(request, visit, questions, form)


def _kept(visit: Visit, questions: LadderQuestionsForm, form: LadderChoiceForm) -> bool:
    try:
        with transaction.atomic():
            choose_on_ladder(
                case=visit.case,
                answers=questions.answers(),
                choices=form.choices(questions.cleaned_data[LadderQuestion.WANTS]),
                chosen_on=form.cleaned_data["chosen_on"],
                by=visit.by,
                at=visit.at,
            )
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    return True


def _questions(request: SignedInRequest, visit: Visit, form: LadderQuestionsForm) -> HttpResponse:
    history = ladder_choices_of(visit.case)
    return _page(request, visit, "ladder", form=form, history=history)


def _choice(
    request: SignedInRequest, visit: Visit, questions: LadderQuestionsForm, form: LadderChoiceForm
) -> HttpResponse:
    steps = steps_of_scale(ScaleCode.PARTICIPATION_LADDER)
    arrangements = steps_of_scale(ScaleCode.UTRECHT_ARRANGEMENTS)
    return _page(
        request,
        visit,
        "ladder_choice",
        form=form,
        questions=questions,
        suggested=step_name(steps[form.ladder.position]) if form.ladder.position else "",
        because=form.ladder.because,
        may_differ=reason_to_differ(questions.answers()),
        arranged=form.arranged,
        arrangement=step_name(arrangements[form.arranged.position])
        if form.arranged and form.arranged.position
        else "",
        hints={str(position): step.explanation for position, step in steps.items()},
        arrangement_hints={str(position): step.explanation for position, step in arrangements.items()},
    )


def _page(request: SignedInRequest, visit: Visit, template: str, **context: Any) -> HttpResponse:
    card = visit.card()
    page = {
        "heading": HEADING,
        "card": card,
        "back": visit.url,
        "can_url": reverse("desk:measurement", args=[visit.case.id]),
        "crumbs": crumbs(Link(card.name, visit.url)),
        **context,
    }
    return render(request, f"casework/{template}.html", page)
