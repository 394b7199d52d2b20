"""Reads of persons. `reveal` is the only door to a name."""

from meedoen.people.queries.coverage import Coverage, coverage_of, loose_ends
from meedoen.people.queries.leads import could_lead, lead_changes_for, open_lead_change
from meedoen.people.queries.reaching import (
    SUBJECT,
    Circumstances,
    Involvement,
    PersonCard,
    Traits,
    circumstances_of,
    find_by_name,
    likely_doubles,
    on_a_road,
    own_person_id,
    reveal,
    roads,
    sees_address,
    traits_of,
)

__all__ = [
    "SUBJECT",
    "Circumstances",
    "Coverage",
    "Involvement",
    "PersonCard",
    "Traits",
    "circumstances_of",
    "could_lead",
    "coverage_of",
    "find_by_name",
    "lead_changes_for",
    "likely_doubles",
    "loose_ends",
    "on_a_road",
    "open_lead_change",
    "own_person_id",
    "reveal",
    "roads",
    "sees_address",
    "traits_of",
]
