"""The plan of a case: its kind, looking at it together, and on paper; and on paper for the person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions.plans import move_plan, review_plan
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.forms.plans import MoveForm, PlanPaperForm, ReviewForm
from meedoen.casework.policy.cases import is_late
from meedoen.casework.policy.plans import WHAT_IT_IS, first_review, is_minor
from meedoen.casework.queries import GoalCard, goals_of, own_goals
from meedoen.casework.queries.plans import PlanCard, own_plan, plan_of_case
from meedoen.casework.queries.talks import talk_template
from meedoen.casework.views.plan_paper import Paper, chosen_goals, pdf_answer, plan_pdf
from meedoen.casework.views.wmo_words import said
from meedoen.casework.vocabulary import GoalStatus, PlanKind, TalkKind
from meedoen.look.doors import carried_out
from meedoen.look.parts import Event, Link
from meedoen.people.queries import leads_of, own_person_id, reveal
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused


@dataclass(frozen=True)
class Asked:
    """What can come on paper for this reader."""

    goals: list[GoalCard]
    plan: PlanCard | None
    contacts: list[str]


OWN_PURPOSE = "eigen gegevens bekijken"
NO_PLAN = "Er is nog geen plan. Schrijf eerst samen een doel op."


@case_page("GET", "POST", task="plan/soort")
def plan_kind(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Choose together which kind of plan fits now, further along the chain or back."""
    form = MoveForm(request.POST if request.method == "POST" else None, initial={"moved_on": visit.today})

    def act() -> None:
        data = form.cleaned_data
        move_plan(
            case=visit.case,
            to_kind=PlanKind(data["to_kind"]),
            moved_on=data["moved_on"],
            why=data["why"],
            by=visit.by,
            at=visit.at,
        )

    if _done(request, form, act):
        messages.success(request, f"Het is nu een {PlanKind(form.cleaned_data['to_kind']).label}.")
        return redirect(visit.url)
    plan = plan_of_case(visit.case, by=visit.by, on=visit.today)
    events = [
        Event(said(move.moved_on), str(move.to_kind.label).capitalize(), move.why, move.by)
        for move in (plan.moves if plan else ())
    ]
    hints = {str(kind): text for kind, text in WHAT_IT_IS.items()}
    return _page(request, visit, "plan_kind", form=form, plan=plan, events=events, hints=hints)


@case_page("GET", "POST", task="plan/bespreken")
def plan_review(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Record that the plan was looked at together, and when the next time is."""
    plan = plan_of_case(visit.case, by=visit.by, on=visit.today)
    if plan is None:
        messages.info(request, NO_PLAN)
        return redirect("desk:goal", case_id=visit.case.id)
    initial = {"held_on": visit.today, "who": ["person"], "next_on": first_review(visit.today)}
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        data = form.cleaned_data
        review_plan(
            case=visit.case,
            held_on=data["held_on"],
            with_person="person" in data["who"],
            with_parents="parents" in data["who"],
            said=data["said"],
            next_on=data["next_on"],
            by=visit.by,
            at=visit.at,
        )

    if _done(request, form, act):
        on = said(form.cleaned_data["next_on"])
        messages.success(
            request,
            f"Het is bewaard. Op {on} bespreken jullie het plan weer.",
        )
        return redirect(visit.url)
    template = talk_template(TalkKind.REVIEW)
    events = [
        Event(said(one.held_on), _who_was_there(one.with_person, one.with_parents), one.said, one.by)
        for one in plan.reviews
    ]
    questions = template.questions if template else []
    return _page(request, visit, "plan_review", form=form, events=events, questions=questions)


@case_page("GET", task="plan/papier", verb=Verb.OPEN_CASE)
def plan_paper(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """The plan as a PDF to give to the person, with what this reader may see of it."""
    goals = goals_of(visit.case, by=visit.by, on=visit.today)
    form = _paper_form(request, goals)
    lead, agency = visit.case.involvement.lead, visit.case.involvement.agency
    asked = Asked(
        goals,
        plan_of_case(visit.case, by=visit.by, on=visit.today),
        [f"{lead.name}, {agency.name}"] if lead else [],
    )
    if form.is_bound and form.is_valid():
        first_name = visit.card("plan_paper").first_name
        answer = _pdf(form, asked, first_name=first_name, today=visit.today)
        if answer is not None:
            return answer
    return _page(request, visit, "plan_paper", form=form)


def plan_part(visit: Visit, goals: list[GoalCard]) -> dict[str, object]:
    """For the page of a case: the plan, and when it is looked at where a goal runs that this reader sees."""
    plan = plan_of_case(visit.case, by=visit.by, on=visit.today)
    runs = any(goal.status == GoalStatus.OPEN for goal in goals)
    review_on = plan.review_on if plan and runs else None
    return {"plan": plan, "review_on": review_on, "review_late": is_late(review_on, visit.today)}


@door("GET", verb=Verb.SEE_OWN)
def own_plan_paper(request: SignedInRequest) -> HttpResponse:
    """For the person: the own plan as a PDF, with the goals they choose."""
    at = now()
    person_id = own_person_id(request.actor)
    if person_id is None:
        return redirect("own_home")
    cards = reveal(by=request.actor, persons=[person_id], page="own_pages", purpose=OWN_PURPOSE, at=at)
    goals = own_goals(person_id)
    form = _paper_form(request, goals)
    contacts = [f"{one.name}, {one.agency}" for one in leads_of(person_id, at.date())]
    asked = Asked(goals, own_plan(person_id), contacts)
    if form.is_bound and form.is_valid():
        answer = _pdf(form, asked, first_name=cards[person_id].first_name, today=at.date())
        if answer is not None:
            return answer
    page = {"form": form, "own": True, "back": "/mijn/"}
    return render(request, "casework/plan_paper.html", page | {"crumbs": [Link("Mijn pagina", "/mijn/")]})


def _pdf(form: PlanPaperForm, asked: Asked, *, first_name: str, today: date) -> HttpResponse | None:
    """The PDF of what was chosen; None where it cannot be made, and then the form says why."""
    paper = Paper(
        first_name=first_name,
        goals=chosen_goals(asked.goals, form.cleaned_data["goals"]),
        plan=asked.plan,
        contacts=asked.contacts if form.cleaned_data["contacts"] else [],
        large=form.cleaned_data["letters"] == "groot",
    )
    try:
        return pdf_answer(plan_pdf(paper, today=today))
    except Refused as refused:
        form.add_error(None, refused.message)
        return None


def _paper_form(request: SignedInRequest, goals: list[GoalCard]) -> PlanPaperForm:
    offered = [
        (str(goal.id), goal.want if goal.status == GoalStatus.OPEN else f"{goal.want} ({goal.status.label})")
        for goal in goals
    ]
    return PlanPaperForm(request.GET if "maak" in request.GET else None, goals=offered)


def _who_was_there(with_person: bool, with_parents: bool) -> str:
    there = [name for was, name in ((with_person, "de inwoner"), (with_parents, "ouder of verzorger")) if was]
    return f"Besproken met {' en '.join(there)}"


def _done(request: SignedInRequest, form: forms.Form, act: Callable[[], None]) -> bool:
    """Whether the form was posted, right and carried out; what was refused is said on the form."""
    return request.method == "POST" and form.is_valid() and carried_out(form, act)


def _page(request: SignedInRequest, visit: Visit, template: str, **context: Any) -> HttpResponse:
    card = visit.card()
    page = {
        "card": card,
        "minor": is_minor(card.age),
        "back": visit.url,
        "crumbs": crumbs(Link(card.name, visit.url)),
        **context,
    }
    return render(request, f"casework/{template}.html", page)
