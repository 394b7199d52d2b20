"""The words of the open data: which lists there are, and in which form a list is given."""

from enum import StrEnum

HSDS_VERSION = "3.1.1"
API_VERSION = "1.0.0"
PROFILE_VERSION = "1.0.0"
ROOT = "/api/hsds/"


class Listing(StrEnum):
    """The lists of the API, as they stand in its addresses."""

    SERVICES = "services"
    ORGANIZATIONS = "organizations"
    LOCATIONS = "locations"
    SERVICE_AT_LOCATIONS = "service_at_locations"
    TAXONOMIES = "taxonomies"
    TAXONOMY_TERMS = "taxonomy_terms"

    @property
    def table(self) -> str:
        """The name of its objects in `directory.hsds`."""
        return "taxonomy" if self is Listing.TAXONOMIES else self.value.removesuffix("s")


class Form(StrEnum):
    """In which form a list is given: in pages, or every record on a line of its own."""

    JSON = "json"
    NDJSON = "ndjson"
