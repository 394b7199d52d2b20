"""Endings: help that is not needed any more, a move, a death, and a record that was there twice."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from meedoen.accounts.actor import Actor
from meedoen.people.actions.records import note_contact
from meedoen.people.actions.wishes import leave_alone
from meedoen.people.models import Guardian, Involvement, Person
from meedoen.people.policy import is_wish, may_join
from meedoen.people.queries.leads import open_changes
from meedoen.people.vocabulary import EndReason
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act


@transaction.atomic
def end_involvement(*, involvement_id: UUID, reason: str, by: Actor | None, at: datetime) -> None:
    """Let the agency stop knowing the person, from today; lead, next action and its date stay on the row.

    A question about the lead that was open is withdrawn. `by` is None where the system acts by its timetable.
    Ending twice changes nothing.
    """
    running = Involvement.objects.filter(id=involvement_id, ends_on__isnull=True)
    if running.update(ends_on=at.date(), end_reason=reason):
        open_changes(involvement_id).update(answered_at=at)
        record_act(by=by, act="end_involvement", object_type="involvement", object_id=involvement_id, at=at)


@transaction.atomic
def note_death(*, person_id: UUID, on: date, by: Actor, at: datetime) -> list[Involvement]:
    """Record that somebody died: every agency stops, so nobody writes to the family. Gives what ended."""
    if on > at.date():
        raise Refused("Deze datum komt nog. Vul de dag van overlijden in.")
    Person.objects.filter(id=person_id).update(died_on=on)
    record_act(by=by, act="note_death", object_type="person", object_id=person_id, at=at)
    return _end_all(Involvement.objects.filter(person_id=person_id), EndReason.DIED, by=by, at=at)


@transaction.atomic
def note_move(*, person_id: UUID, agency_id: UUID, by: Actor, at: datetime) -> list[Involvement]:
    """Record that somebody left the municipality: this agency stops in every domain. Gives what ended.

    What other agencies have running keeps its own owner and date: they find out themselves.
    """
    rows = Involvement.objects.filter(person_id=person_id, agency_id=agency_id)
    return _end_all(rows, EndReason.MOVED, by=by, at=at)


@transaction.atomic
def join_persons(*, gone_id: UUID, kept_id: UUID, by: Actor, at: datetime) -> None:
    """Make two records of one human into one: what hung on `gone_id` here hangs on `kept_id` from now on.

    Where both run in one agency and domain, the one that goes has ended today, with its story, and its wish
    to be left alone holds for the other. Names and contact details of the kept one stay as they are; the row
    that goes stays, and points at the kept one. Other apps move their own rows (`site.one_person`).
    Raises Refused where they cannot be one.
    """
    rows = {row.id: row for row in Person.objects.select_for_update().filter(id__in=(gone_id, kept_id))}
    gone, kept = rows[gone_id], rows[kept_id]
    verdict = may_join(
        same=gone_id == kept_id,
        already=gone.merged_into_id is not None or kept.merged_into_id is not None,
        same_municipality=gone.municipality_id == kept.municipality_id,
        both_sign_in=gone.user_id is not None and kept.user_id is not None,
    )
    if not verdict:
        raise Refused(verdict.reasons[0])
    running = Involvement.objects.filter(person=kept, ends_on__isnull=True)
    there = {(one.agency_id, one.legal_domain_id): one for one in running}
    for one in Involvement.objects.filter(person=gone, ends_on__isnull=True):
        same = there.get((one.agency_id, one.legal_domain_id))
        if same is not None:
            end_involvement(involvement_id=one.id, reason=EndReason.DOUBLE, by=by, at=at)
            _keep_wish(one, same, by=by, at=at)
    Involvement.objects.filter(person=gone).update(person=kept)
    Guardian.objects.filter(person=gone).update(person=kept)
    user_id, gone.user = gone.user_id, None
    gone.merged_into = kept
    gone.save()
    kept.shielded = kept.shielded or gone.shielded
    kept.user_id = kept.user_id or user_id
    kept.died_on = kept.died_on or gone.died_on
    kept.save()
    record_act(by=by, act="join_persons", object_type="person", object_id=kept_id, at=at)
    if kept.died_on is not None:
        _end_all(Involvement.objects.filter(person=kept), EndReason.DIED, by=by, at=at)


def _keep_wish(gone: Involvement, kept: Involvement, *, by: Actor, at: datetime) -> None:
    """What the person asked of one record holds for both: the later day."""
    wished = gone.left_alone_until
    if wished is not None and is_wish(wished, max(at.date(), kept.left_alone_until or date.min)):
        leave_alone(involvement_id=kept.id, until=wished, by=by, at=at)
    if gone.last_contact_on is not None:
        note_contact(involvement_id=kept.id, on=gone.last_contact_on)


def _end_all(rows: QuerySet[Involvement], reason: EndReason, *, by: Actor, at: datetime) -> list[Involvement]:
    running = list(rows.filter(ends_on__isnull=True))
    for one in running:
        end_involvement(involvement_id=one.id, reason=reason, by=by, at=at)
    return running
