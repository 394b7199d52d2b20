"""A worker leaves: one page hands on everybody they answer for, to colleagues or to who stands in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meedoen.accounts.actor import Actor, SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.models import User
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.doors import crumbs
from meedoen.look.doors import carried_out
from meedoen.look.parts import Link, TaskRow
from meedoen.people.actions import hand_on_caseload
from meedoen.people.queries import (
    HandedOn,
    colleagues_of,
    in_reach_of_leaving,
    numbers_in_hand,
    planned_hand_on,
)
from meedoen.shared.clock import now

EVERYBODY, CHOSEN, STAND_IN = "everybody", "chosen", "stand_in"


class HandOnForm(forms.Form):
    """To whom everything goes."""

    way = forms.ChoiceField(
        label="Aan wie geef je alles over?",
        choices=[
            (EVERYBODY, "Verdeel over het team, zo dat iedereen ongeveer evenveel heeft"),
            (CHOSEN, "Aan de collega's die ik hieronder kies"),
            (STAND_IN, "Aan wie waarneemt; die kiest later per inwoner"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies aan wie.", "invalid_choice": "Kies uit de lijst."},
    )
    colleagues = forms.MultipleChoiceField(
        label="Welke collega's?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies collega's uit de lijst."},
    )

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.possible = [user.id for user in colleagues]
        named = [(str(user.id), user.name) for user in colleagues]
        self.fields["colleagues"].choices = named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("way") == CHOSEN and "colleagues" not in self.errors and not data.get("colleagues"):
            self.add_error("colleagues", "Kies ten minste één collega.")
        return data

    def to_users(self) -> list[UUID]:
        """The colleagues among whom everything is spread; empty: all to who stands in."""
        if self.cleaned_data["way"] == CHOSEN:
            return [UUID(user) for user in self.cleaned_data["colleagues"]]
        return self.possible if self.cleaned_data["way"] == EVERYBODY else []


@dataclass(frozen=True)
class Preview:
    """What handing on comes to, in numbers: for each who gets something, where that is, and how many."""

    total: int
    rows: list[tuple[str, str, int, int]]
    shielded: int
    nobody: int


@door("GET", verb=Verb.HAND_ON)
def leaving_list(request: SignedInRequest) -> HttpResponse:
    """The colleagues who answer for somebody, with how many."""
    by, today = request.actor, now().date()
    numbers = numbers_in_hand(by=by, on=today)
    rows = [
        TaskRow(
            title=user.name,
            url=reverse("desk:leaving", args=[user.id]),
            about=_people(numbers[user.id]) + ("" if user.is_active else "; kan niet meer inloggen"),
        )
        for user in User.objects.filter(id__in=numbers).order_by("name", "id")
    ]
    return render(request, "site/desk/leaving_list.html", {"rows": rows, "crumbs": crumbs()})


@door("GET", "POST", verb=Verb.HAND_ON)
def leaving(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Choose to whom, see what it comes to, and then hand on everything in one transaction."""
    by, at = request.actor, now()
    total = in_reach_of_leaving(user_id, by=by, on=at.date()).count()
    who = User.objects.filter(id=user_id).first()
    if who is None or not total:
        raise Http404
    colleagues = colleagues_of(user_id, by=by, on=at.date())
    form = HandOnForm(request.POST if request.method == "POST" else None, colleagues=colleagues)
    context: dict[str, Any] = {
        "form": form,
        "who": who.name,
        "total": _people(total),
        "sees_split": by.may(Verb.SEE_TEAM_CASELOAD),
        "crumbs": crumbs(Link("Een collega vertrekt", reverse("desk:leaving_list"))),
    }
    if request.method == "POST" and form.is_valid():
        moved: list[HandedOn] = []

        def act() -> None:
            moved.extend(hand_on_caseload(from_user_id=user_id, to_user_ids=form.to_users(), by=by, at=at))

        if "sure" in request.POST and carried_out(form, act):
            messages.success(request, f"{_people(len(moved)).capitalize()} van {who.name}: overgedragen.")
            return redirect("desk:leaving_list")
        context["preview"] = _preview(by, user_id, form.to_users(), at.date())
    return render(request, "site/desk/leaving.html", context)


def _preview(by: Actor, user_id: UUID, to_users: list[UUID], on: date) -> Preview:
    """Counted by the very plan that is carried out after it."""
    reached = in_reach_of_leaving(user_id, by=by, on=on).select_related("person", "legal_domain", "team")
    plan = planned_hand_on(list(reached.order_by("id")), user_id, to_users, on)
    names = dict(User.objects.filter(id__in={one.lead_id for one in plan}).values_list("id", "name"))
    gets = Counter((one.lead_id, _place(one), one.stands_in) for one in plan if one.lead_id)
    had = numbers_in_hand(by=by, on=on)
    return Preview(
        total=len(plan),
        rows=sorted(
            (
                names[lead] + (", neemt waar" if stands_in else ""),
                place,
                had.get(lead, 0),
                count,
            )
            for (lead, place, stands_in), count in gets.items()
        ),
        shielded=sum(one.row.person.shielded for one in plan),
        nobody=sum(one.lead_id is None and one.row.legal_domain_id != "open" for one in plan),
    )


def _place(one: HandedOn) -> str:
    team = f", {one.row.team.name}" if one.row.team else ""
    return f"{one.row.legal_domain.name}{team}"


def _people(count: int) -> str:
    return "1 inwoner" if count == 1 else f"{count} inwoners"
