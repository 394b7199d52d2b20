"""Pure decisions about persons."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import heapify, heapreplace
from uuid import UUID

from meedoen.shared.verdict import Verdict, no, yes

PARTICLES = frozenset({"van", "de", "der", "den", "het", "ten", "ter", "te", "el", "al", "ben"})

FARTHEST_AHEAD = timedelta(days=365)
LONGEST_ALONE = timedelta(days=2 * 365)
LEAD_CHANGE_WORKING_DAYS = 5
SHORTEST_REASON = 20


def may_plan_on(on: date, today: date) -> Verdict:
    """Whether something can be planned on a day: from today, and within a year, or the year is mistyped."""
    if on < today:
        return no("Kies een datum vanaf vandaag.")
    if on > today + FARTHEST_AHEAD:
        return no("Deze datum is meer dan een jaar vooruit. Kies een eerdere datum. Klopt het jaar?")
    return yes()


def may_plan_beside_wish(on: date, left_alone_until: date | None) -> Verdict:
    """Whether something can be planned for a person who asked not to be contacted until a day."""
    if left_alone_until is not None and on < left_alone_until:
        return no(
            f"Deze inwoner wil geen contact tot {left_alone_until:%d-%m-%Y}. Kies een latere datum, of neem "
            "de wens samen terug."
        )
    return yes()


def may_leave_alone(until: date, today: date) -> Verdict:
    """Whether a wish to be left alone can hold until a day: from tomorrow, and at most two years.

    Two years is a choice of this project, so that somebody asks again; the sources name no term.
    """
    if until <= today:
        return no("Kies een dag na vandaag: dan vraagt iemand of contact weer goed is.")
    if until > today + LONGEST_ALONE:
        return no("Kies een dag binnen twee jaar: dan vraagt iemand of contact weer goed is.")
    return yes()


def may_set_aside(left_alone_until: date | None, reason: str) -> Verdict:
    """Whether a wish to be left alone can be set aside: there is one, and the reason tells enough."""
    if left_alone_until is None:
        return no("Deze inwoner heeft niet gevraagd om met rust gelaten te worden.")
    if len(reason.strip()) < SHORTEST_REASON:
        return no("Schrijf op wat er aan de hand is, in een hele zin. De privacyfunctionaris leest dit mee.")
    return yes()


def is_wish(left_alone_until: date | None, today: date) -> bool:
    """Whether a wish to be left alone holds on a day; on its last day somebody asks again."""
    return left_alone_until is not None and left_alone_until > today


def names_at_once(*, waits_for_lead: bool, leads_team: bool, to_self: bool) -> bool:
    """Whether a lead is named without asking: only where somebody stands in until one is chosen.

    Then the team lead assigns, or a colleague takes it. Everywhere else the two who pass on both agree.
    """
    return waits_for_lead and (leads_team or to_self)


def may_ask_lead_change(*, is_lead: bool, leads_team: bool, to_self: bool) -> Verdict:
    """Whether somebody may ask to pass a person on: the lead, the team lead, or who wants to take over."""
    if is_lead or leads_team or to_self:
        return yes()
    return no(
        "Alleen de vaste contactpersoon of de teamleider kan dit aan een ander vragen. Je kunt wel jezelf "
        "kiezen."
    )


def who_answers(*, asked_by: UUID, from_user: UUID, to_user: UUID) -> UUID:
    """Who answers a question about the lead: who would become it, or who is it where the other asked."""
    return to_user if asked_by != to_user else from_user


def share_out(persons: Sequence[bool], load: Mapping[UUID, int]) -> list[UUID | None]:
    """Spread persons over colleagues so that nobody gets far more than another.

    In: for each person whether they are shielded; for each colleague how many persons they have now.
    Out: for each person the colleague with the fewest by then (the first in order of those), or None for who
    goes to the stand-in: a shielded person, or everybody where there is no colleague.
    """
    heap = [(count, order, colleague) for order, (colleague, count) in enumerate(load.items())]
    heapify(heap)
    shared: list[UUID | None] = []
    for shielded in persons:
        if shielded or not heap:
            shared.append(None)
            continue
        count, order, colleague = heap[0]
        heapreplace(heap, (count + 1, order, colleague))
        shared.append(colleague)
    return shared


def may_begin(*, merged: bool, died: bool) -> Verdict:
    """Whether an agency can begin to know this person."""
    if merged:
        return no("Dit dossier is samengevoegd met een ander. Zoek de inwoner opnieuw.")
    if died:
        return no("Deze inwoner is overleden. Er begint geen nieuw dossier.")
    return yes()


def may_answer_lead_change(*, is_asked: bool, is_open: bool) -> Verdict:
    """Whether somebody may answer the question to pass a person on to another lead."""
    if not is_open:
        return no("Deze vraag is al beantwoord of verlopen.")
    if not is_asked:
        return no("Deze vraag is aan een collega gesteld.")
    return yes()


def may_join(*, same: bool, already: bool, same_municipality: bool, both_sign_in: bool) -> Verdict:
    """Whether two records can become one. A worker who can reach both decides; likeness alone never does."""
    if same:
        return no("Dit is hetzelfde dossier. Kies het andere dossier van deze inwoner.")
    if already:
        return no("Een van deze dossiers is al samengevoegd. Zoek de inwoner opnieuw.")
    if not same_municipality:
        return no("Deze dossiers horen bij verschillende gemeenten en blijven apart.")
    if both_sign_in:
        return no("Bij beide dossiers hoort een eigen account. Vraag de beheerder welk account blijft.")
    return yes()


def may_name_lead(*, shielded: bool, is_lead: bool, leads_team: bool, to_self: bool) -> Verdict:
    """Whether somebody may say who answers for a person.

    The lead of a shielded person sees the address. So only the lead passes that on, or a team lead does, and
    nobody takes it.
    """
    if not shielded or is_lead:
        return yes()
    if not leads_team:
        return no(
            "Deze inwoner is afgeschermd. Alleen de vaste contactpersoon of de teamleider kan een ander "
            "kiezen."
        )
    if to_self:
        return no("Deze inwoner is afgeschermd. Je kunt niet jezelf kiezen. Kies een collega.")
    return yes()


def age_on(birth_date: date | None, on: date) -> int | None:
    """Whole years on a day; None where the birth date is not known."""
    if birth_date is None:
        return None
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


@dataclass(frozen=True)
class Identity:
    """By what two records of one person can be recognised."""

    first_name: str
    last_name: str
    birth_date: date | None = None
    phone: str = ""


def plain_name(name: str) -> str:
    """A name to compare with: small letters without accents, marks and loose particles such as "van der"."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in apart if not unicodedata.combining(sign))
    words = letters.split()
    return " ".join([word for word in words if word not in PARTICLES] or words)


def likeness(one: Identity, other: Identity) -> Verdict:
    """Whether two records could be of one person, and in Dutch words why. A proposal, never a decision.

    Source: persons are never joined by likeness alone (architecture, seams); a worker with a ground decides.
    """
    same_first = _same(plain_name(one.first_name), plain_name(other.first_name))
    same_last = _same(plain_name(one.last_name), plain_name(other.last_name))
    same_birth = one.birth_date is not None and one.birth_date == other.birth_date
    if same_first and same_last:
        return yes("dezelfde naam en geboortedatum" if same_birth else "dezelfde naam")
    if same_birth and (same_first or same_last):
        return yes(f"dezelfde {'voornaam' if same_first else 'achternaam'} en geboortedatum")
    if (same_first or same_last) and _same(_digits(one.phone), _digits(other.phone)):
        return yes(f"dezelfde {'voornaam' if same_first else 'achternaam'} en hetzelfde telefoonnummer")
    return no()


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other


def _digits(phone: str) -> str:
    """The last nine digits: the same number with 0 or with +31 in front."""
    return "".join(sign for sign in phone if sign.isdigit())[-9:]


def may_change_details(*, is_lead: bool, leads_team: bool) -> Verdict:
    """Whether somebody may change name, birth date, address or contact of a person."""
    if is_lead or leads_team:
        return yes()
    return no("Alleen de vaste contactpersoon of de teamleider kan deze gegevens wijzigen.")


def may_take_shield_off(*, is_lead: bool, leads_team: bool, reason: str) -> Verdict:
    """Whether somebody may let an address come into sight again: only who answers for it, with a reason."""
    if not (is_lead or leads_team):
        return no("Alleen de vaste contactpersoon of de teamleider kan de afscherming weghalen.")
    if len(reason.strip()) < SHORTEST_REASON:
        return no("Schrijf in een hele zin op waarom afschermen niet meer nodig is.")
    return yes()
