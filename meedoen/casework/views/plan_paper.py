"""A plan on paper for the person: plain words, an accessible PDF (PDF/UA-1), in normal or large print."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpResponse

from meedoen.casework.policy.plans import WHAT_IT_IS
from meedoen.casework.queries import GoalCard
from meedoen.casework.queries.cases import StepCard
from meedoen.casework.queries.plans import PlanCard
from meedoen.casework.views.wmo_words import said
from meedoen.casework.vocabulary import GoalStatus, StepOwner
from meedoen.look.pdf import typeset

TEMPLATE = Path(__file__).parent.parent / "templates" / "casework" / "plan.typ"
STRANGE_LETTER = (
    "In het plan staat een teken dat niet op papier past, zoals een plaatje. Schrijf het met gewone letters."
)
QUESTIONS = (
    ("need", "Wie of wat heb ik nodig?"),
    ("how", "Hoe denk ik dat te doen?"),
    ("result", "Wat moet het opleveren?"),
)


@dataclass(frozen=True)
class Paper:
    """What comes on paper: for whom, the goals that the reader may see and chose, who the contact is."""

    first_name: str
    goals: Sequence[GoalCard]
    plan: PlanCard | None
    contacts: Sequence[str]
    large: bool


def chosen_goals(goals: Sequence[GoalCard], wanted: Collection[str]) -> list[GoalCard]:
    """The goals that were chosen; where none was, all but those that were let go."""
    if wanted:
        return [goal for goal in goals if str(goal.id) in wanted]
    return [goal for goal in goals if goal.status != GoalStatus.DROPPED]


def plan_pdf(paper: Paper, *, today: date) -> bytes:
    """The PDF of a plan. Raises Refused where the fonts were not built or lack a letter."""
    return typeset(TEMPLATE, {"plan": json.dumps(plan_document(paper, today))}, strange_letter=STRANGE_LETTER)


def plan_document(paper: Paper, today: date) -> dict[str, Any]:
    """The plan as data for the template, in the words of the person."""
    intro = "Dit is mijn plan. Het is van mij: ik bepaal wie het leest."
    if not paper.goals:
        intro += "\nEr staat nog geen doel in. Dat schrijf ik op als ik eraan toe ben."
    return {
        "title": f"Het plan van {paper.first_name}",
        "intro": intro,
        "large": paper.large,
        "steps_heading": "Wie doet wat, en wanneer?",
        "goals": [_goal(goal) for goal in paper.goals],
        "parts": _parts(paper),
        "made": f"Gemaakt op {said(today)}",
    }


def pdf_answer(content: bytes) -> HttpResponse:
    """A PDF that no shared computer keeps."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="mijn-plan.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _goal(goal: GoalCard) -> dict[str, Any]:
    answers = [(question, getattr(goal, name)) for name, question in QUESTIONS]
    return {
        "want": " ".join(goal.want.split()),
        "standing": "" if goal.status == GoalStatus.OPEN else f"Dit is {goal.status.label}.",
        "answers": [{"question": question, "answer": answer} for question, answer in answers if answer],
        "steps": [_step(step) for step in goal.steps],
    }


def _step(step: StepCard) -> dict[str, str]:
    if step.done_on:
        when = f"gedaan op {said(step.done_on)}"
    else:
        when = f"voor {said(step.due_on)}" if step.due_on else "nog geen dag"
    return {"text": step.text, "who": step_owner(step, own=True), "when": when}


def step_owner(step: StepCard, *, own: bool) -> str:
    """Who does a step, as the person or the worker says it."""
    if step.owner == StepOwner.OTHER and step.who:
        return step.who
    if own:
        return {StepOwner.PERSON: "ik", StepOwner.LEAD: "mijn vaste contactpersoon"}.get(
            step.owner, "iemand anders"
        )
    return str(step.owner.label)


def _parts(paper: Paper) -> list[dict[str, str]]:
    plan, parts = paper.plan, []
    if plan and plan.kind:
        about = f"Een {plan.kind.label}. {WHAT_IT_IS[plan.kind]}\nHet kan altijd anders worden."
        parts.append(("Wat voor plan het is", about))
    if plan and plan.review_on and any(goal.status == GoalStatus.OPEN for goal in paper.goals):
        when = f"Op {said(plan.review_on)}, of eerder als ik wil."
        parts.append(("Wanneer we het plan weer bespreken", when))
    if paper.contacts:
        parts.append(("Wie ik kan bellen of vragen", "\n".join(paper.contacts)))
    return [{"title": title, "text": text} for title, text in parts]
