"""Reading how true the social map is kept."""

from meedoen.assurance.queries.addresses import (
    FIELDS,
    AddressField,
    Found,
    broken_addresses,
    found_addresses,
    standing_addresses,
)
from meedoen.assurance.queries.lists import (
    Line,
    QualityLine,
    counts_of,
    freshness_by_month,
    least_fresh,
    lines,
    quality_lines,
    upkeep_of,
)
from meedoen.assurance.queries.mails import (
    Waiting,
    answered_on,
    mail_by_nonce,
    mails_to_send,
    services_to_ask,
    standing_address,
    still_of,
    waiting,
)
from meedoen.assurance.queries.records import (
    Facts,
    address_key,
    facts_of,
    kept,
    terms_by_municipality,
    working_address,
)

__all__ = [
    "FIELDS",
    "AddressField",
    "Facts",
    "Found",
    "Line",
    "QualityLine",
    "Waiting",
    "address_key",
    "answered_on",
    "broken_addresses",
    "counts_of",
    "facts_of",
    "found_addresses",
    "freshness_by_month",
    "kept",
    "least_fresh",
    "lines",
    "mail_by_nonce",
    "mails_to_send",
    "quality_lines",
    "services_to_ask",
    "standing_address",
    "standing_addresses",
    "still_of",
    "terms_by_municipality",
    "upkeep_of",
    "waiting",
    "working_address",
]
