"""The pages on which two cases turn out to be of one resident: find the other, compare, join."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from meedoen.accounts.actor import SignedInRequest
from meedoen.activities.vocabulary import EnrolmentStatus
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.queries import (
    Case,
    case_person,
    cases,
    cases_of_persons,
    conversations_of,
    goals_of,
    measurements_of,
)
from meedoen.look.doors import carried_out
from meedoen.look.parts import Link
from meedoen.matching.queries import placements_of
from meedoen.people.forms import SearchForm
from meedoen.people.queries import find_by_name, likely_doubles, reveal
from meedoen.people.queries.details import Details, reveal_details
from meedoen.people.vocabulary import LANGUAGES
from meedoen.shared.errors import Refused
from meedoen.site.desk_words import case_rows
from meedoen.site.forms.doubles import LABELS, JoinForm, shown
from meedoen.site.one_person import join_doubles

HITS = 20
PURPOSE = "kijken of een inwoner dubbel in de dossiers staat"
NOT_YOURS = (
    "Een van deze inwoners is afgeschermd. Alleen wie van allebei de vaste contactpersoon is, kan ze "
    "samenvoegen."
)


@case_page("GET", "POST", task="dubbel")
def find_double(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Who could be the same resident: likely doubles, and a search by name. Only whom the worker knows."""
    here = _details(visit, case_person(visit.case))
    likely = list(likely_doubles(here.identity, by=visit.by, on=visit.today))
    form = SearchForm(request.POST) if request.method == "POST" else SearchForm()
    searched = request.method == "POST" and form.is_valid()
    named = (
        find_by_name(form.cleaned_data["name"], by=visit.by, on=visit.today, limit=HITS) if searched else []
    )
    persons = [one for one in dict.fromkeys([*likely[:HITS], *named]) if one != here.person_id]
    found = cases_of_persons(visit.by, persons, visit.today)
    cards = reveal(by=visit.by, persons=found, page="double_check", purpose=PURPOSE, at=visit.at)
    rows = case_rows((found[one] for one in persons if one in found), cards, visit.today, with_lead=True)
    context = {
        "form": form,
        "searched": searched,
        "name": here.name,
        "case_id": visit.case.id,
        "rows": [(row, row.url.rstrip("/").rsplit("/", 1)[-1]) for row in rows],
        "crumbs": crumbs(Link(here.name, visit.url)),
        "back": visit.url,
    }
    return render(request, "site/desk/find_double.html", context)


@case_page("GET", "POST", task="dubbel")
def join(request: SignedInRequest, visit: Visit, other_id: UUID) -> HttpResponse:
    """Both side by side, what moves, which detail is right; then they become one, and this case goes on."""
    other = cases(visit.by, visit.today).filter(id=other_id).exclude(id=visit.case.id).first()
    if other is None or case_person(other) == case_person(visit.case):
        raise Http404
    here, there = _details(visit, case_person(visit.case)), _details(visit, case_person(other))
    form = JoinForm(request.POST if request.method == "POST" else None, here=here, there=there)

    def act() -> None:
        if not (here.whole and there.whole):
            raise Refused(NOT_YOURS)
        join_doubles(
            gone_id=there.person_id,
            kept_id=here.person_id,
            fields=form.chosen(),
            by=visit.by,
            at=visit.at,
        )

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, "De twee dossiers zijn samengevoegd. Alles staat nu hier.")
        return redirect(visit.url)
    context = {
        "form": form,
        "name": here.name,
        "other": there.name,
        "table": _side_by_side(here, there),
        "moves": _what_moves(visit, other, there),
        "may_join": here.whole and there.whole,
        "not_yours": NOT_YOURS,
        "crumbs": crumbs(Link(here.name, visit.url)),
        "back": visit.url,
    }
    return render(request, "site/desk/join.html", context)


def _details(visit: Visit, person_id: UUID) -> Details:
    found = reveal_details(
        by=visit.by, persons=[person_id], page="double_check", purpose=PURPOSE, at=visit.at
    )
    if person_id not in found:
        raise Http404
    return found[person_id]


def _side_by_side(here: Details, there: Details) -> list[tuple[str, str, str]]:
    rows = [(label, shown(here, name), shown(there, name)) for name, label in LABELS.items()]
    spoken = [", ".join(LANGUAGES.get(code, code) for code in one.languages) for one in (here, there)]
    return [(label, one or "-", other or "-") for label, one, other in [*rows, ("Talen", *spoken)]]


def _what_moves(visit: Visit, other: Case, there: Details) -> list[str]:
    """What this worker may know of that comes to this case; of the rest it says that it comes along."""
    places = [place for place in placements_of(other.id) if place.status != EnrolmentStatus.ENDED]
    counted = (
        (conversations_of(other).count(), "gesprek", "gesprekken"),
        (len(goals_of(other, by=visit.by, on=visit.today)), "doel", "doelen"),
        (len(measurements_of(other)), "meting", "metingen"),
        (len(places), "plek bij een activiteit", "plekken bij activiteiten"),
    )
    found = [f"{count} {one if count == 1 else more}" for count, one, more in counted if count]
    moved = f"Van {there.name} komt hier: {', '.join(found)}." if found else ""
    rest = [
        "De wensen van dit dossier blijven. Alleen wat hier nog leeg is, wordt aangevuld.",
        "Wat andere instanties van deze inwoner hebben, gaat mee zonder dat je het ziet.",
        "Staat de inwoner twee keer bij dezelfde activiteit? Dan blijft de beste plek.",
        "In het inzagelogboek ziet de inwoner wie naar allebei de dossiers keek.",
    ]
    return [line for line in (moved, *rest) if line]
