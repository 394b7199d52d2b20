"""The pages of a case where one thing is written: a talk, a measurement, wishes, what is next."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meedoen.accounts.actor import SignedInRequest
from meedoen.casework.actions import measure, record_conversation, save_wishes
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.forms import ConversationForm, MeasureForm, NextActionForm, WishesForm
from meedoen.casework.queries import scales_for, wishes_of
from meedoen.casework.queries.talks import talk_template
from meedoen.casework.vocabulary import DAYS, PARTS_OF_DAY, Aspect, ConversationKind, TalkKind
from meedoen.look.doors import carried_out
from meedoen.look.parts import Link
from meedoen.people.actions import plan_next_action
from meedoen.people.vocabulary import NextAction
from meedoen.site.desk_wmo import after_term

TALKS = {kind.value: kind for kind in TalkKind if kind != TalkKind.QUICK}


@case_page("GET", "POST", task="gesprek")
def conversation(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Write down a talk of some kind and what was agreed, beside the questions of that kind."""
    asked = request.POST.get("talk", "") if request.method == "POST" else request.GET.get("talk", "")
    talk = TalkKind(asked) if asked in TALKS else TalkKind.FREE
    form = ConversationForm(
        request.POST if request.method == "POST" else None, initial={"held_on": visit.today}
    )

    def act() -> None:
        data = form.cleaned_data
        record_conversation(
            case=visit.case,
            held_on=data["held_on"],
            kind=ConversationKind(data["kind"]),
            talk=talk,
            story=data["story"],
            agreed=data["agreed"],
            summary=data["summary"],
            by=visit.by,
            at=visit.at,
        )

    if done(request, form, act, "Het gesprek staat in het dossier. Kies nu de volgende stap."):
        return redirect("desk:next_action", case_id=visit.case.id)
    template = talk_template(talk)
    kinds = [
        Link(str(kind.label).capitalize(), f"{request.path}?talk={kind}", current=kind == talk)
        for kind in TALKS.values()
    ]
    return task_page(
        request,
        visit,
        form,
        "Gesprek vastleggen",
        template="talk",
        talk=talk.value,
        kinds=kinds,
        questions=template.questions if template else [],
    )


@case_page("GET", "POST", task="meting")
def measurement(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Choose a step on a scale together: the person's own view and the worker's are both kept."""
    scales = scales_for(visit.by.legal_domain)
    wanted = request.POST.get("scale") if request.method == "POST" else request.GET.get("schaal")
    scale = next((scale for scale in scales if scale.code == wanted), scales[0])
    steps = list(scale.steps.all())
    form = MeasureForm(
        request.POST if request.method == "POST" else None,
        steps=steps,
        scales=[(one.code, one.name) for one in scales],
        initial={"measured_on": visit.today, "scale": scale.code},
    )

    def act() -> None:
        data = form.cleaned_data
        for view, step in form.chosen():
            measure(
                case=visit.case,
                step=step,
                view=view,
                aspect=Aspect(data["aspect"]),
                measured_on=data["measured_on"],
                note=data["note"],
                by=visit.by,
                at=visit.at,
            )

    if done(request, form, act, "De meting is bewaard. Eerdere metingen blijven staan."):
        return redirect(visit.url)
    links = [Link(one.name, f"{request.path}?schaal={one.code}", current=one == scale) for one in scales]
    hints = {str(step.position): step.explanation for step in steps}
    return task_page(
        request, visit, form, "Meting", template="measurement", scale=scale.code, scales=links, hints=hints
    )


@case_page("GET", "POST", task="wensen")
def wishes(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """What the person wants, when and how far: what suggestions are made from."""
    known = wishes_of(visit.case)
    initial = {
        "interests": known.interests,
        "parts_of_week": known.parts_of_week,
        "languages": known.languages,
        "activation_level": known.activation_level,
        "max_distance": known.max_distance or "",
    }
    form = WishesForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        save_wishes(case=visit.case, wishes=form.wishes(), by=visit.by, at=visit.at)

    if done(request, form, act, "De wensen zijn bewaard."):
        return redirect(visit.url)
    parts = PARTS_OF_DAY.values()
    return task_page(request, visit, form, "Wensen", template="wishes", parts_of_day=parts, week=_week(form))


@case_page("GET", "POST", task="volgende-stap")
def next_action(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Say what the lead does next, and when: a case that runs always has that."""
    form = NextActionForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        plan_next_action(
            involvement_id=visit.case.involvement_id,
            next_action=NextAction(form.cleaned_data["next_action"]),
            on=form.cleaned_data["on"],
            by=visit.by,
            at=visit.at,
        )

    if done(request, form, act, "De volgende stap staat op je lijst."):
        if hint := after_term(visit, form.cleaned_data["on"]):
            messages.warning(request, hint)
        return redirect(visit.url)
    return task_page(request, visit, form, "Volgende stap")


def done(request: SignedInRequest, form: forms.Form, act: Callable[[], object], said: str) -> bool:
    """Whether the form was posted, right and carried out; then the worker is told so on the next page."""
    if request.method != "POST" or not form.is_valid() or not carried_out(form, act):
        return False
    messages.success(request, said)
    return True


def task_page(
    request: SignedInRequest,
    visit: Visit,
    form: forms.Form,
    heading: str,
    *,
    template: str = "task",
    **context: Any,
) -> HttpResponse:
    """A page with one form, that says for whom."""
    card = visit.card()
    page = {
        "form": form,
        "heading": heading,
        "card": card,
        "back": visit.url,
        "crumbs": crumbs(Link(card.name, visit.url)),
        **context,
    }
    return render(request, f"site/desk/{template}.html", page)


def _week(form: WishesForm) -> list[tuple[str, list[dict[str, Any]]]]:
    """The parts of the week as a table: a row for each day, in it a box for each part of the day."""
    boxes = {str(box.data["value"]): box for box in form["parts_of_week"].subwidgets}
    return [
        (
            name,
            [
                {
                    "id": boxes[f"{code}-{part}"].id_for_label,
                    "value": f"{code}-{part}",
                    "label": f"{name}{part_name}",
                    "part": part_name,
                    "checked": boxes[f"{code}-{part}"].data["selected"],
                }
                for part, part_name in PARTS_OF_DAY.items()
            ],
        )
        for code, name in DAYS.items()
    ]
