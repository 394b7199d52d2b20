"""The page of a case: asks the purpose first, then shows the person, what is next, and the story so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions import state_purpose
from meedoen.casework.doors import Visit, ask_purpose, case_page, crumbs
from meedoen.casework.forms import PurposeForm
from meedoen.casework.policy import is_late
from meedoen.casework.queries import (
    GoalCard,
    MeasurementCard,
    Wishes,
    cases,
    goals_of,
    interest_choices,
    latest_by_view,
    level_choices,
    measurements_of,
    wishes_of,
)
from meedoen.casework.queries.instruments import summaries_of
from meedoen.casework.queries.ladder import ladder_choices_of, latest_of_each_scale
from meedoen.casework.queries.referrals import referrals_of
from meedoen.casework.queries.talks import talks_of
from meedoen.casework.views.plans import plan_part
from meedoen.casework.vocabulary import (
    DISTANCES,
    PARTS_OF_WEEK,
    Aspect,
    GoalStatus,
    Purpose,
    TalkKind,
    View,
)
from meedoen.look.parts import Event, TaskRow
from meedoen.matching.queries import placements_of
from meedoen.outreach.queries import worries_of
from meedoen.people.queries import PersonCard
from meedoen.people.vocabulary import LANGUAGES
from meedoen.shared.clock import now
from meedoen.site.desk_consents import seen_consents
from meedoen.site.desk_wmo import wmo_part
from meedoen.site.desk_words import day, next_action
from meedoen.site.lead_change import lead_part

TASKS = frozenset(
    {
        "gesprek",
        *(f"gesprek/{kind}" for kind in TalkKind.values),
        "notitie",
        "plan",
        "plan/soort",
        "plan/bespreken",
        "plan/papier",
        "wensen",
        "meting",
        "metingen",
        "tredekiezer",
        "stap",
        "volgende-stap",
        "contactpersoon",
        "toestemming",
        "aanbod",
        "overdragen",
        "rust",
        "rust/terug",
        "rust/opzij",
        "afsluiten",
        "verhuisd",
        "overleden",
        "dubbel",
        "ouders",
        "gegevens",
        "afschermen",
        "wmo",
    }
)
HISTORY = 10


@dataclass(frozen=True)
class ScaleTable:
    """Where somebody stands on one scale: a row for each aspect, both views side by side, and the history."""

    scale: str
    rows: list[tuple[str, str, str]]
    history: list[MeasurementCard]


@case_page("GET", verb=Verb.OPEN_CASE)
def case(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """The case itself. The card is asked for first: without its line in the access log nothing is shown."""
    card = visit.card()
    return render(
        request,
        "site/desk/case.html",
        {
            "card": card,
            **_story(visit),
            **_standing(visit, card),
            "wmo": wmo_part(visit),
            "lead": lead_part(visit, shielded=card.shielded),
        },
    )


@door("GET", "POST", verb=Verb.OPEN_CASE)
def purpose(request: SignedInRequest, case_id: object) -> HttpResponse:
    """Ask what the case is opened for, and go on to where the worker was going."""
    at, by = now(), request.actor
    found = get_object_or_404(cases(by, at.date()), id=case_id)
    wanted = request.POST.get("verder", "") or request.GET.get("verder", "")
    task = wanted if wanted in TASKS else ""
    form = PurposeForm(request.POST) if request.method == "POST" else PurposeForm()
    if request.method == "POST" and form.is_valid():
        state_purpose(case=found, purpose=Purpose(form.cleaned_data["purpose"]), by=by, at=at)
        return redirect(reverse("desk:case", args=[found.id]) + _address(task))
    return ask_purpose(request, found, form, task=task)


def _address(task: str) -> str:
    """The address of a task within a case; that of a talk says of which kind it is."""
    first, _, talk = task.partition("/")
    if first == "gesprek" and talk:
        return f"gesprek/?talk={talk}"
    return f"{task}/" if task else ""


def _standing(visit: Visit, card: PersonCard) -> dict[str, object]:
    involvement = visit.case.involvement
    due = involvement.next_action_on
    rest = involvement.left_alone_until
    return {
        "case": visit.case,
        "facts": _facts(card),
        "next_action": next_action(visit.case),
        "due": day(due, visit.today) if due else "geen datum",
        "late": is_late(due, visit.today),
        "rest": day(rest, visit.today) if rest and rest > visit.today else "",
        "purpose": visit.purpose.label,
        "may_suggest": visit.by.may(Verb.SUGGEST),
        "consents": seen_consents(visit),
        "referrals": referrals_of(visit.case),
        "may_hand_over": visit.by.may(Verb.WRITE_CASE),
        "crumbs": crumbs(),
    }


def _story(visit: Visit) -> dict[str, object]:
    case, today = visit.case, visit.today
    goals = goals_of(case, by=visit.by, on=today)
    return {
        "talks": talks_of(case),
        **plan_part(visit, goals),
        "goals": [(goal, _answers(goal)) for goal in goals if goal.status == GoalStatus.OPEN],
        "ended_goals": [goal for goal in goals if goal.status != GoalStatus.OPEN],
        "worries": [
            Event(when=day(card.received_on, today), title=f"Signaal, {card.status}", text=card.worry)
            for card in worries_of(case.involvement_id)
        ],
        "places": [
            TaskRow(
                title=place.activity_name,
                url=f"/aanbod/{place.service_id}/",
                about=f"{place.organization}, {place.standing}",
            )
            for place in placements_of(case.id)
        ],
        "wishes": wish_facts(wishes_of(case)),
        "scales": _scale_tables(measurements_of(case)),
        "ladder": latest_of_each_scale(ladder_choices_of(case)),
        "summaries": summaries_of(case),
    }


def _facts(card: PersonCard) -> list[tuple[str, str]]:
    return [
        ("Leeftijd", f"{card.age} jaar" if card.age is not None else ""),
        ("Telefoon", card.phone),
        ("E-mail", card.email),
        ("Adres", "\n".join(part for part in (card.street, f"{card.postcode} {card.town}".strip()) if part)),
        ("Talen", ", ".join(LANGUAGES.get(code, code) for code in card.languages)),
    ]


def _answers(goal: GoalCard) -> list[tuple[str, str]]:
    return [
        ("Wie of wat heb je nodig?", goal.need),
        ("Hoe denk je dat te doen?", goal.how),
        ("Wat moet het opleveren?", goal.result),
        ("Hoort bij", goal.legal_domain or "iedereen die met deze inwoner werkt"),
    ]


def wish_facts(wishes: Wishes) -> list[tuple[str, str]]:
    """Wishes in words, as pairs of question and answer; empty where nothing was asked yet."""
    interests, levels = dict(interest_choices()), dict(level_choices())
    answered = [
        ("Wil graag", _listed(wishes.interests, interests)),
        ("Kan op", _listed(wishes.parts_of_week, PARTS_OF_WEEK)),
        ("In het", _listed(wishes.languages, LANGUAGES)),
        ("Past nu", levels.get(wishes.activation_level, "")),
        ("Reist ten hoogste", DISTANCES.get(wishes.max_distance, "") if wishes.max_distance else ""),
    ]
    return [(question, answer) for question, answer in answered if answer]


def _listed(codes: Sequence[str], names: dict[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes)


def _scale_tables(measurements: list[MeasurementCard]) -> list[ScaleTable]:
    tables = []
    for scale in dict.fromkeys(card.scale for card in measurements):
        cards = [card for card in measurements if card.scale == scale]
        latest = latest_by_view(cards)
        rows = [
            (
                str(aspect.label),
                _place(latest.get((View.PERSON, aspect))),
                _place(latest.get((View.WORKER, aspect))),
            )
            for aspect in Aspect
            if (View.PERSON, aspect) in latest or (View.WORKER, aspect) in latest
        ]
        tables.append(ScaleTable(scale, rows, cards[:HISTORY]))
    return tables


def _place(card: MeasurementCard | None) -> str:
    return f"{card.position}. {card.step}" if card else "nog niet gevraagd"
