"""Two records of one human become one: every app moves its own rows, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.activities import actions as activities
from meedoen.casework.actions import endings as casework
from meedoen.matching import actions as matching
from meedoen.outreach.actions import endings as outreach
from meedoen.people.actions import join_persons
from meedoen.people.actions.tidying import settle_join
from meedoen.privacy.actions import move_consents

MOVED_BY: dict[str, str] = {
    "people.Person.merged_into": "people.actions.tidying",
    "people.PersonDetails.person": "people.actions.tidying",
    "people.ShieldChange.person": "people.actions.tidying",
    "people.Involvement.person": "people.actions.endings",
    "people.Guardian.person": "people.actions.endings",
    "privacy.Consent.person": "privacy.actions",
    "casework.Plan.person": "casework.actions.endings",
    "casework.Referral.person": "casework.actions.endings",
    "activities.Enrolment.person": "activities.actions.joining",
}
"""Every column that points at a person, and who moves it. A test walks the tables and fails on one that is
not here; where a table is added, its rows get a way to move first."""


@transaction.atomic
def join_doubles(
    *, gone_id: UUID, kept_id: UUID, fields: Mapping[str, object], by: Actor, at: datetime
) -> None:
    """Make `gone_id` and `kept_id` one person, with these details. Refused as a whole, or done as a whole.

    The plan holds the goals of both, the wishes are those of the kept one. What ran twice in one agency and
    legal domain runs once, with one case. The old address of a case leads to the one that goes on.
    """
    enrolments = activities.join_rows(gone_id=gone_id, kept_id=kept_id, by=by, at=at)
    join_persons(gone_id=gone_id, kept_id=kept_id, by=by, at=at)
    replaced = settle_join(gone_id=gone_id, kept_id=kept_id, fields=fields, by=by, at=at)
    activities.settle_places(person_id=kept_id, by=by, at=at)
    casework.join_rows(gone_id=gone_id, kept_id=kept_id)
    cases = casework.join_cases(replaced=replaced)
    matching.join_rows(cases=cases, enrolments=enrolments)
    move_consents(gone_id=gone_id, kept_id=kept_id)
    outreach.join_rows(replaced=replaced, by=by, at=at)
