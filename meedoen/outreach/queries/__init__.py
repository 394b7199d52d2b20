"""Reads of outreach, scoped to who may see what."""

from meedoen.outreach.queries.notices import (
    LikelySame,
    climbed_by_team,
    district_name,
    joined_to,
    likely_the_same,
    notices,
    notices_about,
    open_notices,
    receipt_of,
    served_districts,
    state_by_receipt,
    team_for,
    urgency_by_receipt,
    working_days,
    worries_of,
)

__all__ = [
    "LikelySame",
    "climbed_by_team",
    "district_name",
    "joined_to",
    "likely_the_same",
    "notices",
    "notices_about",
    "open_notices",
    "receipt_of",
    "served_districts",
    "state_by_receipt",
    "team_for",
    "urgency_by_receipt",
    "working_days",
    "worries_of",
]
