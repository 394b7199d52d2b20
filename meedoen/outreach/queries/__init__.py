"""Reads of outreach, scoped to who may see what."""

from meedoen.outreach.queries.notices import (
    district_name,
    notices,
    notices_about,
    open_notices,
    receipt_of,
    served_districts,
    state_by_receipt,
    team_for,
    working_days,
    worries_of,
)

__all__ = [
    "district_name",
    "notices",
    "notices_about",
    "open_notices",
    "receipt_of",
    "served_districts",
    "state_by_receipt",
    "team_for",
    "working_days",
    "worries_of",
]
