"""The pages of a case about the plan: goals from the four questions, and steps."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from meedoen.accounts.actor import SignedInRequest
from meedoen.casework.actions import add_step, close_goal, finish_step, write_goal
from meedoen.casework.doors import Visit, case_page
from meedoen.casework.forms import GoalForm, GoalStatusForm, StepForm
from meedoen.casework.queries import goals_of, step_within_reach
from meedoen.casework.vocabulary import GoalStatus, StepOwner
from meedoen.site.desk_tasks import done, task_page


@case_page("GET", "POST", task="plan")
def goal(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Write a goal with the person: the four questions, in the person's words."""
    form = GoalForm(
        request.POST if request.method == "POST" else None,
        domain_name=visit.case.involvement.legal_domain.name,
        initial={"scope": "own"},
    )

    def act() -> None:
        data = form.cleaned_data
        write_goal(
            case=visit.case,
            want=data["want"],
            need=data["need"],
            how=data["how"],
            result=data["result"],
            legal_domain=visit.by.legal_domain if data["scope"] == "own" else None,
            by=visit.by,
            at=visit.at,
        )

    if done(request, form, act, "Het doel staat in het plan."):
        return redirect(visit.url)
    lead = "Samen met de inwoner, in de woorden van de inwoner."
    return task_page(request, visit, form, "Doel in het plan", lead=lead)


@case_page("POST", task="plan")
def goal_status(request: SignedInRequest, visit: Visit, goal_id: UUID) -> HttpResponse:
    """Say that a goal is reached, dropped, or goes on."""
    _own_goal_or_404(visit, goal_id)
    form = GoalStatusForm(request.POST)
    if form.is_valid():
        status = GoalStatus(form.cleaned_data["status"])
        close_goal(goal_id=goal_id, status=status, by=visit.by, at=visit.at)
        messages.success(request, f"Het doel staat nu op: {status.label}.")
    else:
        messages.error(request, "Kies of het doel gelukt is, losgelaten is of nog loopt.")
    return redirect(visit.url)


@case_page("GET", "POST", task="stap")
def step(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Add a step to one of the goals."""
    goals = [
        (str(goal.id), goal.want)
        for goal in goals_of(visit.case, by=visit.by, on=visit.today)
        if goal.status == GoalStatus.OPEN and goal.may_change
    ]
    if not goals:
        messages.info(request, "Schrijf eerst een doel op. Daarna kun je er stappen bij zetten.")
        return redirect("desk:goal", case_id=visit.case.id)
    first = goals[0][0] if len(goals) == 1 else request.GET.get("doel", "")
    form = StepForm(request.POST if request.method == "POST" else None, goals=goals, initial={"goal": first})

    def act() -> None:
        data = form.cleaned_data
        add_step(
            goal_id=UUID(data["goal"]),
            text=data["text"],
            owner=StepOwner(data["owner"]),
            who=data["who"],
            due_on=data["due_on"],
            by=visit.by,
            at=visit.at,
        )

    if done(request, form, act, "De stap staat in het plan."):
        return redirect(visit.url)
    return task_page(request, visit, form, "Stap toevoegen")


@case_page("POST", task="stap")
def step_done(request: SignedInRequest, visit: Visit, step_id: UUID) -> HttpResponse:
    """Mark a step as done."""
    found = step_within_reach(step_id, visit.case, by=visit.by, on=visit.today)
    if found is None:
        raise Http404
    finish_step(step=found, by=visit.by, at=visit.at)
    messages.success(request, "De stap is gedaan.")
    return redirect(visit.url)


def _own_goal_or_404(visit: Visit, goal_id: UUID) -> None:
    goals = goals_of(visit.case, by=visit.by, on=visit.today)
    if goal_id not in {goal.id for goal in goals if goal.may_change}:
        raise Http404
