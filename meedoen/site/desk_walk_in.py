"""Who walks in on a contact day and has no case yet: the record begins, and they stand on the list."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions import begin_case
from meedoen.casework.doors import crumbs
from meedoen.casework.queries import case_person
from meedoen.look.parts import Link
from meedoen.outreach.actions.days import walk_in
from meedoen.outreach.queries.days import desk_days
from meedoen.people.actions import NewPerson
from meedoen.shared.clock import now
from meedoen.site.desk_new import Beginning, begin

REASON = "Kwam binnen op een contactdag."


@door("GET", "POST", verb=Verb.WRITE_CASE)
def new_walk_in(request: SignedInRequest, day_id: UUID) -> HttpResponse:
    """Begin the record of who walks in. A likely double is proposed first, as for every new record."""
    at, by = now(), request.actor
    day = get_object_or_404(desk_days(by, at.date()), id=day_id)

    def act(person: NewPerson | UUID) -> UUID:
        case = begin_case(person=person, reason=REASON, next_action_on=at.date(), by=by, at=at)
        walk_in(day_id=day.id, person_id=case_person(case), by=by, at=at)
        case_id: UUID = case.id
        return case_id

    page = Beginning(
        heading="Inloop: nieuw dossier",
        lead="Vul in wat je nu weet. Alleen de naam is nodig.",
        crumbs=crumbs(Link(day.place, reverse("outreach:desk", args=[day.id]))),
    )
    return begin(request, page, act, at)
