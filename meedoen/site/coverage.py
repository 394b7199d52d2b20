"""Nobody forgotten: the page that proves the guarantee, and for a team lead the lists behind its numbers."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.models import Municipality
from meedoen.accounts.vocabulary import Verb
from meedoen.areas.queries import districts
from meedoen.casework.doors import crumbs
from meedoen.casework.queries import Case, case_person, cases
from meedoen.look.parts import Bar, Link
from meedoen.monitor.vocabulary import ELSEWHERE_NAME, WHY_HIDDEN
from meedoen.people.queries import followed, followed_by, reveal
from meedoen.people.vocabulary import CoverageState, NextAction, SinceContact
from meedoen.shared.clock import now
from meedoen.shared.suppression import some_hidden
from meedoen.site.coverage_counts import ELSEWHERE, Counts, Tally, shielded, tally_of
from meedoen.site.desk_words import case_rows

ROWS = 25
YEAR = timedelta(days=365)
HIDDEN = "afgeschermd"
PURPOSE = "zorgen dat niemand vergeten wordt"


Words = dict[str, str]


@dataclass(frozen=True)
class Behind:
    """A list of cases behind a number: its address, its heading and what to do with it."""

    slug: str
    title: str
    what_to_do: str


LATE = Behind("te-laat", "De datum is voorbij", "Vraag of je kunt helpen, of geef het aan een ander.")
WAITING = Behind("zonder-contactpersoon", "Wacht op een vaste contactpersoon", "Kies wie het oppakt.")
ALONE = Behind("met-rust", "Wil even geen contact", "Niemand belt of schrijft tot de afgesproken dag.")
LONG = Behind("lang-geen-contact", "Een jaar of langer niet gesproken", "Spreek af wie contact legt.")
LISTS = (LATE, WAITING, ALONE, LONG)


@door("GET", verb=Verb.WORK_AT_DESK)
def nobody_forgotten(request: SignedInRequest) -> HttpResponse:
    """A team lead sees the own reach, exact; who reads figures the municipality, without small numbers."""
    by, today = request.actor, now().date()
    municipality = get_object_or_404(Municipality, id=by.municipality_id)
    names = {area.code: area.name for area in districts(municipality.code)} | {ELSEWHERE: ELSEWHERE_NAME}
    codes = [code for code in names if code != ELSEWHERE]
    if by.may(Verb.SEE_TEAM_CASELOAD):
        rows, links, where = followed_by(by, today), _links(), f"Jouw team bij {by.agency_name}"
        tally = tally_of(rows, today, area_codes=codes, whole=False)
    elif by.may(Verb.SEE_MONITOR):
        rows, links = followed(today, municipality_id=municipality.id), {}
        tally = shielded(tally_of(rows, today, area_codes=codes, whole=True))
        where = f"De hele gemeente {municipality.name}"
    else:
        raise PermissionDenied
    return render(request, "site/desk/nobody_forgotten.html", _page(tally, names, links) | {"where": where})


@door("GET", verb=Verb.SEE_TEAM_CASELOAD)
def behind(request: SignedInRequest, slug: str) -> HttpResponse:
    """The cases behind a number, the longest waiting first: a page of names, each with its access line."""
    by, at = request.actor, now()
    chosen = next((one for one in LISTS if one.slug == slug), None)
    if chosen is None:
        raise Http404
    page = Paginator(_cases_behind(chosen, cases(by, at.date()), at.date()), ROWS).get_page(
        request.GET.get("pagina")
    )
    shown = list(page.object_list)
    persons = [case_person(case) for case in shown]
    cards = reveal(by=by, persons=persons, page="nobody_forgotten", purpose=PURPOSE, at=at)
    context = {
        "list": chosen,
        "page": page,
        "rows": case_rows(shown, cards, at.date(), with_lead=True),
        "others": [Link(one.title, reverse("desk:behind", args=[one.slug]), one == chosen) for one in LISTS],
        "crumbs": crumbs(Link("Niemand vergeten", reverse("desk:nobody_forgotten"))),
    }
    return render(request, "site/desk/behind.html", context)


def _cases_behind(chosen: Behind, rows: QuerySet[Case], today: date) -> QuerySet[Case]:
    running = rows.filter(involvement__ends_on__isnull=True)
    narrowed = {
        LATE: Q(involvement__next_action_on__lt=today),
        WAITING: Q(involvement__next_action=NextAction.NAME_LEAD),
        ALONE: Q(involvement__left_alone_until__gt=today),
        LONG: Q(involvement__last_contact_on__isnull=True)
        | Q(involvement__last_contact_on__lte=today - YEAR),
    }[chosen]
    return running.filter(narrowed).order_by("involvement__next_action_on", "opened_at", "id")


def _links() -> dict[str, str]:
    """Which rows lead to a list of cases, by the code of the row."""

    def url(one: Behind) -> str:
        return reverse("desk:behind", args=[one.slug])

    long = (SinceContact.THREE_YEARS, SinceContact.LONGER, SinceContact.NEVER)
    return {
        CoverageState.PAST_DATE: url(LATE),
        CoverageState.LEFT_ALONE: url(ALONE),
        NextAction.NAME_LEAD: url(WAITING),
        **dict.fromkeys(long, url(LONG)),
    }


def _page(tally: Tally, names: dict[str, str], links: dict[str, str]) -> dict[str, object]:
    splits = (
        tally.states,
        tally.since,
        tally.next_actions,
        tally.legal_domains,
        tally.areas,
        tally.past_by_area,
        tally.groups,
        tally.lists,
        tally.also,
    )
    areas = [
        Bar(name, tally.areas[code], _text(tally.areas[code]), goal_shown=_text(tally.past_by_area[code]))
        for code, name in names.items()
        if not links or tally.areas[code]
    ]
    return {
        "crumbs": crumbs(),
        "known": _text(tally.known),
        "known_hidden": tally.known is None,
        "nobody": tally.known == 0,
        "nobody_loose": tally.nobody_loose,
        "states": _bars(tally.states, dict(CoverageState.choices), links),
        "since": _bars(tally.since, dict(SinceContact.choices), links),
        "next_actions": [
            bar for bar in _bars(tally.next_actions, dict(NextAction.choices), links) if bar.value != 0
        ],
        "legal_domains": _bars(tally.legal_domains),
        "areas": areas,
        "group_name": tally.group_name,
        "groups": _bars(tally.groups),
        "lists": _bars(tally.lists),
        "also": _bars(tally.also),
        "links": [Link(one.title, reverse("desk:behind", args=[one.slug])) for one in LISTS] if links else [],
        "hides": some_hidden([tally.known], *(split.values() for split in splits)),
        "rounded": not links,
        "why_hidden": WHY_HIDDEN,
    }


def _bars(counts: Counts, labels: Words | None = None, links: Words | None = None) -> list[Bar]:
    """Labels begin with a capital; what stands after it stays as it is."""
    named = {code: (labels or {}).get(code, code) for code in counts}
    return [
        Bar(named[code][:1].upper() + named[code][1:], count, _text(count), url=(links or {}).get(code, ""))
        for code, count in counts.items()
    ]


def _text(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}".replace(",", ".")
