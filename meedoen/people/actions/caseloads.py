"""Handing on everybody a worker answers for, because the worker leaves: no row stays without an owner."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from meedoen.accounts.actor import Actor
from meedoen.people.models import OPEN_DOMAIN, Involvement, LeadChange
from meedoen.people.policy import is_wish
from meedoen.people.queries.caseloads import HandedOn, in_reach_of_leaving, planned_hand_on
from meedoen.people.queries.coverage import loose_ends
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from meedoen.shared.working_days import add_working_days
from meedoen.trail.actions import record_acts

logger = logging.getLogger(__name__)

BATCH = 500
NOBODY_LEFT = (
    "Er is niemand over die voor deze inwoners kan instaan. Geef eerst een collega een rol in dit team of "
    "bij deze instantie."
)

Written = tuple[UUID | None, str, date | None]


@transaction.atomic
def hand_on_caseload(
    *, from_user_id: UUID, to_user_ids: Sequence[UUID], by: Actor | None, at: datetime
) -> list[HandedOn]:
    """Give whom this worker answers for to these colleagues, evenly by how many they have now.

    Whom none of them can lead (another team, agency or domain), and who is shielded, goes to who stands in
    there, with choosing a lead as the next action. Only what `by` may hand on; all of it where the daily work
    does it (None). Raises Refused where nobody is left who can answer for somebody: then nothing is written.
    """
    reached = in_reach_of_leaving(from_user_id, by=by, on=at.date())
    return _hand_on(reached, from_user_id, to_user_ids, by=by, at=at)


def adopt_loose_ends(*, at: datetime) -> int:
    """Give who has a lead that does not work there any more to who stands in there. Gives how many.

    One transaction for each place they left. Where nobody is left who can, the rows stay as they are, and the
    page of the guarantee counts them: somebody has to get a role there first.
    """
    loose = loose_ends(at.date())
    places = loose.order_by().values_list("lead_id", "agency_id", "team_id", "legal_domain_id").distinct()
    count = 0
    for lead, agency, team, domain in list(places):
        there = loose.filter(lead_id=lead, agency_id=agency, team_id=team, legal_domain_id=domain)
        try:
            with transaction.atomic():
                count += len(_hand_on(there, lead, (), by=None, at=at))
        except Refused:
            logger.warning("nobody can answer for persons of agency %s in %s", agency, domain)
    return count


def _hand_on(
    reached: QuerySet[Involvement],
    from_user_id: UUID,
    to_user_ids: Sequence[UUID],
    *,
    by: Actor | None,
    at: datetime,
) -> list[HandedOn]:
    rows = list(reached.select_for_update(of=("self",)).select_related("person").order_by("id"))
    plan = planned_hand_on(rows, from_user_id, to_user_ids, at.date())
    if any(one.lead_id is None and one.row.legal_domain_id != OPEN_DOMAIN for one in plan):
        raise Refused(NOBODY_LEFT)
    alike: dict[Written, list[UUID]] = defaultdict(list)
    for one in plan:
        alike[_next(one, at.date())].append(one.row.id)
    for (lead, action, on), ids in alike.items():
        for some in _batches(ids):
            Involvement.objects.filter(id__in=some).update(
                lead_id=lead, next_action=action, next_action_on=on
            )
    everybody = [one.row.id for one in plan]
    for some in _batches(everybody):
        open_questions = LeadChange.objects.filter(answer="", answered_at__isnull=True, involvement__in=some)
        open_questions.update(answered_at=at)
    record_acts(by=by, act="name_lead", object_type="involvement", object_ids=everybody, at=at)
    return plan


def _next(one: HandedOn, today: date) -> Written:
    """The new owner of a row, what is next and when. A colleague goes on with what was planned."""
    row = one.row
    if row.legal_domain_id == OPEN_DOMAIN or not (one.stands_in or row.next_action == NextAction.NAME_LEAD):
        return one.lead_id, row.next_action, row.next_action_on
    on = max(add_working_days(today, 1), row.left_alone_until or date.min)
    if not one.stands_in:
        return one.lead_id, NextAction.CONTACT, on
    wished = is_wish(row.left_alone_until, today)
    return one.lead_id, NextAction.ASK_AGAIN if wished else NextAction.NAME_LEAD, on


def _batches(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
