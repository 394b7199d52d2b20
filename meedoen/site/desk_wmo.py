"""The terms of Wmo routes on the desk: on the start page, in a case, and beside a planned date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.doors import Visit
from meedoen.casework.policy.wmo import term_words
from meedoen.casework.queries import Case, case_person
from meedoen.casework.queries.wmo import WMO, PressingTerm, pressing_terms, routes_of, term_of_case
from meedoen.casework.views.wmo_words import TONES, said, term_line
from meedoen.casework.vocabulary import TermStanding
from meedoen.look.parts import PersonRow
from meedoen.people.queries import PersonCard
from meedoen.site.desk_words import day

MOST = 25


@dataclass(frozen=True)
class WmoLists:
    """What presses: of the reader's own cases, and for a team lead of colleagues. The totals are of all."""

    own: Sequence[PressingTerm] = ()
    team: Sequence[PressingTerm] = ()
    own_total: int = 0
    team_total: int = 0

    @property
    def cases(self) -> list[Case]:
        return [one.case for one in (*self.own, *self.team)]


def wmo_lists(actor: Actor, today: date) -> WmoLists:
    """The terms that are late or nearly so; nothing is asked for who works in another legal domain."""
    own = pressing_terms(actor, today, own=True)
    team = pressing_terms(actor, today, own=False) if actor.may(Verb.SEE_TEAM_CASELOAD) else []
    return WmoLists(own[:MOST], team[:MOST], len(own), len(team))


def wmo_rows(
    terms: Sequence[PressingTerm], cards: Mapping[UUID, PersonCard], today: date, *, with_lead: bool = False
) -> list[PersonRow]:
    """Terms as rows, the first one first; without a card there is no row."""
    rows = []
    for one in terms:
        card = cards.get(case_person(one.case))
        if card is None:
            continue
        lead = one.case.involvement.lead
        is_late = one.term.standing == TermStanding.LATE
        action, due = str(one.term.kind.label), f"uiterlijk {day(one.term.due_on, today)}"
        rows.append(
            PersonRow(
                name=card.name,
                url=reverse("casework:wmo_route", args=[one.case.id, one.route_id]),
                details=[f"contactpersoon {lead.name}"] if with_lead and lead else [],
                next_action=action if is_late else f"{action}, {due}",
                due=due if is_late else term_words(one.term),
                late=is_late,
            )
        )
    return rows


def wmo_part(visit: Visit) -> dict[str, object] | None:
    """The line of the running term on the page of a case; None in another legal domain."""
    if visit.by.legal_domain != WMO or visit.case.involvement.legal_domain_id != WMO:
        return None
    cards = routes_of(visit.case, visit.today)
    running = [card.running for card in cards]
    term = min((term for term in running if term), key=lambda term: term.due_on, default=None)
    planned = visit.case.involvement.next_action_on
    return {
        "open": any(card.end is None for card in cards),
        "line": term_line(term) if term else "",
        "tone": TONES.get(term.standing, "") if term else "",
        "badge": str(term.standing.label) if term else "",
        "after_term": bool(term and planned and planned > term.due_on),
    }


def after_term(visit: Visit, on: date) -> str:
    """A hint, never a refusal, where something was planned for later than a term that runs."""
    term = term_of_case(visit.case, visit.today)
    if term is None or on <= term.due_on:
        return ""
    return (
        f"Let op: deze dag komt na een Wmo-termijn ({term.kind.label}, uiterlijk {said(term.due_on)}). "
        "Plan eerder als dat kan."
    )
