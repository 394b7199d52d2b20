"""Reading the social map: finding services, showing them, and what there is to choose from."""

from meedoen.directory.queries.cards import ServiceCard, cards
from meedoen.directory.queries.choices import area_choices, language_choices, term_choices, terms_by_taxonomy
from meedoen.directory.queries.dates import holidays_of, rhythm_of
from meedoen.directory.queries.detail import ServiceDetail, TermLine, detail, kept_instead_of
from meedoen.directory.queries.finding import (
    Finding,
    TermMatch,
    find_services,
    recognised_terms,
    services_with_terms,
)
from meedoen.directory.queries.index import index_fingerprint, index_rows
from meedoen.directory.queries.map import count_placed, map_of
from meedoen.directory.queries.narrowing import fitting
from meedoen.directory.queries.near import distances, place_of, works_elsewhere
from meedoen.directory.queries.nearest import Nearest, nearest_to, neighbouring_terms
from meedoen.directory.queries.organizations import (
    OrganizationDetail,
    organization_detail,
    organization_kept_instead_of,
)

__all__ = [
    "Finding",
    "Nearest",
    "OrganizationDetail",
    "ServiceCard",
    "ServiceDetail",
    "TermLine",
    "TermMatch",
    "area_choices",
    "cards",
    "count_placed",
    "detail",
    "distances",
    "find_services",
    "fitting",
    "holidays_of",
    "index_fingerprint",
    "index_rows",
    "kept_instead_of",
    "language_choices",
    "map_of",
    "nearest_to",
    "neighbouring_terms",
    "organization_detail",
    "organization_kept_instead_of",
    "place_of",
    "recognised_terms",
    "rhythm_of",
    "services_with_terms",
    "term_choices",
    "terms_by_taxonomy",
    "works_elsewhere",
]
