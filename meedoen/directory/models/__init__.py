"""The social map: what is offered, by whom, where, when, for whom, at what price.

The 24 objects of Open Referral HSDS 3.1.1 with its names and fields, and what Meedoen keeps beside them.
Public through and through: nothing here is personal and nothing here knows a person.
"""

from meedoen.directory.models.counting import NotFoundCount
from meedoen.directory.models.keeping import NotDouble, Revision, Source
from meedoen.directory.models.organizations import (
    Organization,
    OrganizationIdentifier,
    Partner,
    Program,
)
from meedoen.directory.models.parts import (
    Accessibility,
    Attribute,
    Contact,
    CostOption,
    Funding,
    Language,
    Metadata,
    MetaTableDescription,
    Phone,
    RequiredDocument,
    Schedule,
    ServiceArea,
    ServiceCapacity,
    Unit,
    Url,
)
from meedoen.directory.models.places import Address, Location
from meedoen.directory.models.services import Service, ServiceAtLocation
from meedoen.directory.models.taxonomies import Taxonomy, TaxonomyTerm

__all__ = [
    "Accessibility",
    "Address",
    "Attribute",
    "Contact",
    "CostOption",
    "Funding",
    "Language",
    "Location",
    "MetaTableDescription",
    "Metadata",
    "NotDouble",
    "NotFoundCount",
    "Organization",
    "OrganizationIdentifier",
    "Partner",
    "Phone",
    "Program",
    "RequiredDocument",
    "Revision",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceCapacity",
    "Source",
    "Taxonomy",
    "TaxonomyTerm",
    "Unit",
    "Url",
]
