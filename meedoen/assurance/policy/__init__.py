"""When a record must be asked after, how good it is, and which addresses may be visited."""

from meedoen.assurance.policy.addresses import (
    DEAD_AFTER_DAYS,
    Known,
    Visit,
    after_visit,
    is_public_address,
    next_visit_on,
    outcome_of_status,
)
from meedoen.assurance.policy.freshness import (
    DEFAULT_TERMS,
    Asked,
    Standing,
    Terms,
    municipality_of,
    standing,
)
from meedoen.assurance.policy.quality import ADVICE, Advice, Record, advice_for, score_of

__all__ = [
    "ADVICE",
    "DEAD_AFTER_DAYS",
    "DEFAULT_TERMS",
    "Advice",
    "Asked",
    "Known",
    "Record",
    "Standing",
    "Terms",
    "Visit",
    "advice_for",
    "after_visit",
    "is_public_address",
    "municipality_of",
    "next_visit_on",
    "outcome_of_status",
    "score_of",
    "standing",
]
