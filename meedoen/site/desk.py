"""The start page of the desk, for each role its own, and the search in one's own cases."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from meedoen.accounts.actor import Actor, SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.roles import ROLES
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.doors import crumbs
from meedoen.casework.queries import (
    Case,
    case_person,
    caseload,
    cases_of_persons,
    late_of_others,
    without_lead,
)
from meedoen.look.parts import PersonRow, TaskRow
from meedoen.outreach.queries import open_notices
from meedoen.people.forms import SearchForm
from meedoen.people.queries import find_by_name, reveal
from meedoen.shared.clock import now
from meedoen.site.desk_endings import endings_to_read
from meedoen.site.desk_plans import plan_list, plan_rows
from meedoen.site.desk_wmo import wmo_lists, wmo_rows
from meedoen.site.desk_words import case_rows, notice_row
from meedoen.site.lead_change import lead_questions

ROWS = 25
NOTICES_ON_START = 3
HITS = 20
LIST_PURPOSE = "zien wie aan de beurt is"

ROOMS: tuple[tuple[Verb, TaskRow], ...] = (
    (
        Verb.PLAN_CONTACT_DAYS,
        TaskRow(
            "Contactdagen", "/werk/contactdagen/", "mensen uitnodigen dicht bij huis, en de lijst van de dag"
        ),
    ),
    (
        Verb.SEE_TEAM_CASELOAD,
        TaskRow("Niemand vergeten", "/werk/niemand-vergeten/", "hoe het ervoor staat met wie je team kent"),
    ),
    (
        Verb.SEE_MONITOR,
        TaskRow("Niemand vergeten", "/werk/niemand-vergeten/", "hoe het ervoor staat met wie gevolgd wordt"),
    ),
    (
        Verb.HAND_ON,
        TaskRow("Een collega vertrekt", "/werk/vertrek/", "draag iedereen in één keer over"),
    ),
    (
        Verb.WRITE_CASE,
        TaskRow("Overdrachten", "/werk/overdrachten/", "wie jullie helpen, en wat jullie verstuurden"),
    ),
    (
        Verb.SEE_ACTIVITIES,
        TaskRow("Programma van deze week", "/werk/programma/", "plekken, wie er komt, wie er was"),
    ),
    (
        Verb.EDIT_SERVICES,
        TaskRow("Aanbod bijhouden", "/werk/aanbod/", "wat er in de sociale kaart staat, en wat er vrij is"),
    ),
    (Verb.KEEP_MAP, TaskRow("Sociale kaart", "/werk/kaart/", "wat er op de redactie wacht")),
    (Verb.SEE_AGREEMENTS, TaskRow("Afspraken", "/werk/afspraken/", "wat is afgesproken en wat is bereikt")),
    (Verb.SEE_MONITOR, TaskRow("Cijfers", "/werk/cijfers/", "het beeld van de gemeente, zonder personen")),
    (
        Verb.SEE_MONITOR,
        TaskRow("Signalen die te laat zijn", "/werk/cijfers/signalen/", "per team, zonder namen"),
    ),
    (
        Verb.SEE_MONITOR,
        TaskRow("Contactdagen in cijfers", "/werk/cijfers/contactdagen/", "wie kwam, en wat eruit kwam"),
    ),
    (
        Verb.SEE_MONITOR,
        TaskRow("Aanbod en vraag", "/werk/aanbod-en-vraag/", "waar te weinig is, en waar hetzelfde dubbel"),
    ),
    (
        Verb.SEE_MONITOR,
        TaskRow("Screening", "/werk/screening/", "wat onder sociale activering valt, en waarom"),
    ),
    (Verb.SEE_ACCESS_LOG, TaskRow("Inzage", "/werk/inzage/", "hoe vaak en waarvoor er gekeken is")),
    (
        Verb.MANAGE_SETTINGS,
        TaskRow("Leeftijden", "/werk/leeftijden/", "vanaf welke leeftijd iemand zelf toestemming geeft"),
    ),
    (Verb.MANAGE_SETTINGS, TaskRow("Instellingen", "/beheer/", "woordenlijsten en accounts")),
    (
        Verb.MANAGE_SETTINGS,
        TaskRow("Gespreksvragen", "/werk/gespreksvragen/", "wat een medewerker bij een gesprek kan vragen"),
    ),
    (
        Verb.MANAGE_SETTINGS,
        TaskRow("Meetinstrumenten", "/werk/meetinstrumenten/", "wat er samen met inwoners in te vullen is"),
    ),
)


@dataclass(frozen=True)
class TeamPart:
    """A part of the team's cases that needs somebody: the rows shown, and how many there are in all."""

    title: str
    explanation: str
    rows: list[PersonRow]
    total: int


@door("GET", verb=Verb.WORK_AT_DESK)
def start(request: SignedInRequest) -> HttpResponse:
    """What to do next, first; who has no cases sees the doors of the rooms that are theirs."""
    at, actor = now(), request.actor
    context = {
        "role": ROLES[actor.role],
        "rooms": [room for verb, room in ROOMS if actor.may(verb)],
        "has_cases": actor.may(Verb.SEE_CASELOAD),
        "has_notices": actor.may(Verb.SEE_NOTICES),
        **_notices(actor, at),
        **_cases(request, at),
        "lead_questions": lead_questions(actor, at.date()),
        "endings": endings_to_read(actor, at),
    }
    return render(request, "site/desk/start.html", context)


@door("GET", "POST", verb=Verb.SEE_CASELOAD)
def search(request: SignedInRequest) -> HttpResponse:
    """Find somebody by name in the cases within reach. Posted: a name stands in no address and no log."""
    at, by = now(), request.actor
    form = SearchForm(request.POST) if request.method == "POST" else SearchForm()
    context = {"form": form, "crumbs": crumbs(), "searched": False}
    if request.method == "POST" and form.is_valid():
        persons = find_by_name(form.cleaned_data["name"], by=by, on=at.date(), limit=HITS)
        found = cases_of_persons(by, persons, at.date())
        cards = reveal(by=by, persons=found, page="caseload_search", purpose="zoeken in de caseload", at=at)
        rows = case_rows(
            (found[person] for person in persons if person in found), cards, at.date(), with_lead=True
        )
        context |= {"searched": True, "rows": rows, "full": len(persons) == HITS}
    return render(request, "site/desk/search.html", context)


def _notices(actor: Actor, at: datetime) -> dict[str, object]:
    rows = open_notices(actor)
    first = [notice_row(notice, at.date()) for notice in rows[:NOTICES_ON_START]]
    return {"notices": first, "notices_total": rows.count() if first else 0}


def _cases(request: SignedInRequest, at: datetime) -> dict[str, object]:
    """The own caseload and, for a team lead, what the team forgets: all names in one look, one line each."""
    actor, today = request.actor, at.date()
    page: Page[Case] = Paginator(caseload(actor, today), ROWS).get_page(request.GET.get("pagina"))
    own = list(page.object_list)
    parts = _team_parts(actor, at) if actor.may(Verb.SEE_TEAM_CASELOAD) else []
    wmo, plans = wmo_lists(actor, today), plan_list(actor, today)
    shown = [*own, *(case for _, _, cases, _ in parts for case in cases), *wmo.cases, *plans.cases]
    cards = reveal(
        by=actor, persons=[case_person(case) for case in shown], page="caseload", purpose=LIST_PURPOSE, at=at
    )
    team = [
        TeamPart(title, explanation, case_rows(cases, cards, today, with_lead=True), total)
        for title, explanation, cases, total in parts
    ]
    if wmo.team:
        rows = wmo_rows(wmo.team, cards, today, with_lead=True)
        team.append(
            TeamPart("Wmo-termijnen bij een collega", "Vraag of je kunt helpen.", rows, wmo.team_total)
        )
    return {
        "page": page,
        "caseload": case_rows(own, cards, today),
        "team": team,
        "wmo_terms": wmo_rows(wmo.own, cards, today),
        "wmo_total": wmo.own_total,
        "plans": plan_rows(plans, cards, today),
        "plans_total": plans.total,
    }


def _team_parts(actor: Actor, at: datetime) -> list[tuple[str, str, list[Case], int]]:
    today = at.date()
    return [
        _part("Zonder vaste contactpersoon", "Kies wie het oppakt.", without_lead(actor, today)),
        _part(
            "Te laat bij een collega",
            "Vraag of je kunt helpen, of geef het aan een ander.",
            late_of_others(actor, today),
        ),
    ]


def _part(title: str, explanation: str, rows: QuerySet[Case]) -> tuple[str, str, list[Case], int]:
    return title, explanation, list(rows[:ROWS]), rows.count()
