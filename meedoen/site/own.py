"""The resident's own pages: my plan, my places and next dates, what I allow, and who looked."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import RoleCode, Verb
from meedoen.activities.queries import OwnPlace, own_places
from meedoen.casework.policy.plans import WHAT_IT_IS
from meedoen.casework.queries import GoalCard, own_goals
from meedoen.casework.queries.ladder import latest_of_each_scale, own_ladder_choices
from meedoen.casework.queries.plans import own_plan
from meedoen.casework.queries.wmo import own_routes
from meedoen.casework.views.plan_paper import step_owner
from meedoen.casework.views.wmo_words import story
from meedoen.casework.vocabulary import GoalStatus
from meedoen.look.parts import Event, Link, TaskRow
from meedoen.outreach.queries import notices_about
from meedoen.people.queries import SUBJECT, own_person_id, reveal
from meedoen.people.queries.endings import joined_into
from meedoen.people.queries.wishes import own_rest, own_wishes_set_aside
from meedoen.privacy.queries import consents_that_hold
from meedoen.shared.clock import now
from meedoen.site.own_words import page_name
from meedoen.trail.queries import Look, count_looks, looks_at

PURPOSE = "eigen gegevens bekijken"
LOOKS_PER_PAGE = 50


@door("GET", verb=Verb.SEE_OWN)
def home(request: SignedInRequest) -> HttpResponse:
    """My places first, then my plan. Without a record: what there is to do."""
    at = now()
    person_id = own_person_id(request.actor)
    if person_id is None:
        return render(request, "site/own/nothing.html")
    card = reveal(by=request.actor, persons=[person_id], page="own_pages", purpose=PURPOSE, at=at)[person_id]
    places = own_places(person_id, at)
    context = {
        "card": card,
        "places": [_place_row(place) for place in places],
        **_plan(person_id),
        "wmo_routes": [(route, story(route, at.date())) for route in own_routes(person_id, at.date())],
        "ladder": latest_of_each_scale(own_ladder_choices(person_id)),
        "consents": consents_that_hold(person_id, at.date()),
        "own_rest": own_rest(person_id, at.date()),
        "set_aside": own_wishes_set_aside(person_id),
        "looks": count_looks(_subjects(person_id)),
    }
    return render(request, "site/own/home.html", context)


@door("GET", verb=Verb.SEE_OWN)
def looks(request: SignedInRequest) -> HttpResponse:
    """Who looked at my data: which organization, which page, why, when. Newest first."""
    person_id = own_person_id(request.actor)
    subjects = _subjects(person_id) if person_id else []
    pages = Paginator(range(count_looks(subjects)), LOOKS_PER_PAGE)
    page = pages.get_page(request.GET.get("pagina"))
    first = (page.number - 1) * LOOKS_PER_PAGE
    seen = looks_at(subjects, limit=LOOKS_PER_PAGE, offset=first) if subjects else []
    context = {
        "events": [_event(look) for look in seen],
        "page": page,
        "crumbs": [Link("Mijn pagina", "/mijn/")],
    }
    return render(request, "site/own/looks.html", context)


def _subjects(person_id: UUID) -> list[tuple[str, UUID]]:
    """The person, also as a double that was joined, and the notices that led to them: each was a look too."""
    persons = [person_id, *joined_into(person_id)]
    return [(SUBJECT, one) for one in persons] + [("notice", notice) for notice in notices_about(person_id)]


def _plan(person_id: UUID) -> dict[str, object]:
    """My goals with who does which step, the kind of plan, and when we look at it again."""
    goals, plan = own_goals(person_id), own_plan(person_id)
    runs = any(goal.status == GoalStatus.OPEN for goal in goals)
    return {
        "goals": [
            (goal, _answers(goal), [(step, step_owner(step, own=True)) for step in goal.steps])
            for goal in goals
        ],
        "plan": plan,
        "kind_is": WHAT_IT_IS[plan.kind] if plan and plan.kind else "",
        "review_on": plan.review_on if plan and runs else None,
    }


def _answers(goal: GoalCard) -> list[tuple[str, str]]:
    """The other three of the four questions, with what was answered."""
    return [
        ("Wie of wat heb ik nodig?", goal.need),
        ("Hoe denk ik dat te doen?", goal.how),
        ("Wat moet het opleveren?", goal.result),
    ]


def _place_row(place: OwnPlace) -> TaskRow:
    when = date_format(place.next_at, "l j F, G.i") + " uur" if place.next_at else ""
    return TaskRow(
        title=place.activity_name,
        url=f"/aanbod/{place.service_id}/",
        about=f"{place.organization}. {place.standing}",
        due=when,
    )


def _event(look: Look) -> Event:
    """A look as a moment on the timeline; one's own looks say so."""
    own = look.role == RoleCode.RESIDENT
    return Event(
        when=date_format(timezone.localtime(look.at), "j F Y, G.i") + " uur",
        title="Jijzelf" if own else look.agency_name,
        text=f"{page_name(look.page)}. Waarom: {look.purpose}.",
        by="" if own else str(RoleCode(look.role).label),
    )
