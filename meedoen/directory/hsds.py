"""The tables of HSDS 3.1.1 as Meedoen keeps them: which model, which file, which fields, in which column.

Read by what publishes, imports and keeps history, so that a field is named in one place. Fields of Meedoen's
own profile come after those of the standard and are marked.

Sources: the schemas and the tabular data package of Open Referral HSDS 3.1.1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db import models

from meedoen.directory import models as tables


class Kind(StrEnum):
    """How a value looks outside: the JSON type and format of the standard."""

    TEXT = "text"
    UUID = "uuid"
    DATE = "date"
    MOMENT = "date-time"
    TIME = "time"
    INTEGER = "integer"
    NUMBER = "number"
    EMAIL = "email"
    URI = "uri"
    FLAG = "boolean"
    LIST = "list of texts"


@dataclass(frozen=True)
class Field:
    """A field of the standard (`name`) and the column that holds it; `required` as in the JSON schema."""

    name: str
    column: str
    kind: Kind = Kind.TEXT
    required: bool = False
    profile: bool = False


@dataclass(frozen=True)
class Table:
    """One object of the standard. `name` as in `link_entity`, `file` as in the tabular data package.

    `owners`: the columns of which one says whose part this is. `computed`: fields of the standard that no
    column holds and that `publishing` and `importing` make from others.
    """

    name: str
    file: str
    model: type[models.Model]
    fields: tuple[Field, ...]
    owners: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def by_column(self) -> dict[str, Field]:
        return {field.column: field for field in self.fields}


def _fields(text: str, *, profile: bool = False) -> Iterator[Field]:
    """`name:kind!` each; `name>column` where the column is called otherwise, `!` where it is required."""
    kinds = {kind.name.lower(): kind for kind in Kind}
    for word in text.split():
        said, _, kind = word.rstrip("!").partition(":")
        name, _, column = said.partition(">")
        yield Field(name, column or name, kinds[kind or "text"], word.endswith("!"), profile)


def _table(
    name: str,
    file: str,
    model: type[models.Model],
    standard: str,
    profile: str = "",
    *,
    owners: str = "",
    computed: str = "",
) -> Table:
    fields = (*_fields(f"id:uuid! {standard}"), *_fields(profile, profile=True))
    return Table(name, f"{file}.csv", model, fields, tuple(owners.split()), tuple(computed.split()))


# In the order in which rows point at each other: what is pointed at comes first.
TABLES: tuple[Table, ...] = (
    _table(
        "taxonomy",
        "taxonomies",
        tables.Taxonomy,
        "name! description! uri:uri version",
        "code",
    ),
    _table(
        "taxonomy_term",
        "taxonomy_terms",
        tables.TaxonomyTerm,
        "code name! description! parent_id:uuid language taxonomy_id:uuid term_uri:uri",
        "synonyms:list position:integer",
        owners="taxonomy_id",
        computed="taxonomy",
    ),
    _table(
        "organization",
        "organizations",
        tables.Organization,
        "name! alternate_name description! email:email website:uri tax_status tax_id"
        " year_incorporated:integer legal_status logo uri:uri parent_organization_id:uuid",
        "invented:flag",
    ),
    _table(
        "organization_identifier",
        "organization_identifiers",
        tables.OrganizationIdentifier,
        "organization_id:uuid identifier_scheme identifier_type! identifier!",
        owners="organization_id",
    ),
    _table(
        "program",
        "programs",
        tables.Program,
        "organization_id:uuid name! alternate_name description!",
        owners="organization_id",
    ),
    _table(
        "service",
        "services",
        tables.Service,
        "organization_id:uuid program_id:uuid name! alternate_name description url:uri email:email status!"
        " interpretation_services application_process fees_description wait_time fees accreditations"
        " eligibility_description minimum_age:integer maximum_age:integer assured_date:date"
        " assurer_email:email licenses alert last_modified:moment",
        "summary activities:list described_year:integer source_documents:list initiative invented:flag",
    ),
    _table(
        "location",
        "locations",
        tables.Location,
        "location_type! url:uri organization_id:uuid name alternate_name description transportation"
        " external_identifier external_identifier_type",
        "area_code rd_x:integer rd_y:integer",
        computed="latitude longitude",
    ),
    _table(
        "address",
        "addresses",
        tables.Address,
        "location_id:uuid attention address_1! address_2 city! region state_province! postal_code! country!"
        " address_type!",
        owners="location_id",
    ),
    _table(
        "service_at_location",
        "service_at_location",
        tables.ServiceAtLocation,
        "service_id:uuid location_id:uuid description",
        owners="service_id",
    ),
    _table(
        "contact",
        "contacts",
        tables.Contact,
        "organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name title"
        " department email:email",
        owners="organization_id service_id service_at_location_id location_id",
    ),
    _table(
        "phone",
        "phones",
        tables.Phone,
        "location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid"
        " service_at_location_id:uuid number! extension:integer type description",
        owners="location_id service_id organization_id contact_id service_at_location_id",
    ),
    _table(
        "schedule",
        "schedules",
        tables.Schedule,
        "service_id:uuid location_id:uuid service_at_location_id:uuid valid_from:date valid_to:date"
        " dtstart:date timezone:number until:date count:integer wkst freq interval:integer byday byweekno"
        " bymonthday byyearday description opens_at:time closes_at:time schedule_link:uri attending_type"
        " notes",
        "not_in_school_holidays:flag",
        owners="service_id location_id service_at_location_id",
    ),
    _table(
        "service_area",
        "service_areas",
        tables.ServiceArea,
        "service_id:uuid service_at_location_id:uuid name description extent extent_type uri",
        "code",
        owners="service_id service_at_location_id",
    ),
    _table(
        "language",
        "languages",
        tables.Language,
        "service_id:uuid location_id:uuid phone_id:uuid name code note",
        owners="service_id location_id phone_id",
    ),
    _table(
        "cost_option",
        "cost_options",
        tables.CostOption,
        "service_id:uuid valid_from:date valid_to:date option currency amount:number amount_description",
        "amount_to:number",
        owners="service_id",
    ),
    _table(
        "funding",
        "funding",
        tables.Funding,
        "organization_id:uuid service_id:uuid source",
        owners="organization_id service_id",
    ),
    _table(
        "required_document",
        "required_documents",
        tables.RequiredDocument,
        "service_id:uuid document uri:uri",
        owners="service_id",
    ),
    _table(
        "accessibility",
        "accessibility",
        tables.Accessibility,
        "location_id:uuid description details url:uri",
        owners="location_id",
    ),
    _table(
        "url",
        "url",
        tables.Url,
        "label url:uri! organization_id:uuid service_id:uuid",
        owners="organization_id service_id",
    ),
    _table("unit", "units", tables.Unit, "name! scheme identifier uri:uri"),
    _table(
        "service_capacity",
        "service_capacity",
        tables.ServiceCapacity,
        "service_id:uuid unit_id:uuid available:integer! maximum:integer description updated:moment!",
        owners="service_id",
    ),
    _table(
        "attribute",
        "attributes",
        tables.Attribute,
        "link_id:uuid taxonomy_term_id:uuid link_type link_entity value label",
        computed="link_id link_entity",
    ),
    _table(
        "metadata",
        "metadata",
        tables.Metadata,
        "resource_id:uuid resource_type last_action_date:date! last_action_type! field_name!"
        " previous_value! replacement_value! updated_by!",
    ),
    _table(
        "meta_table_description",
        "meta_table_descriptions",
        tables.MetaTableDescription,
        "name language character_set",
    ),
)

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
BY_MODEL: dict[type[models.Model], Table] = {table.model: table for table in TABLES}
"""The owner of an attribute is a column for services (`service_id`) and two columns for anything else."""


def table(name: str) -> Table:
    """The table of an object of the standard; raises KeyError where there is none of that name."""
    return BY_NAME[name]
