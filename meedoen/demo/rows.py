"""What the generators make: one dataclass for each table, with the names of its columns. No Django here."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class UserRow:
    id: UUID
    email: str
    name: str
    password: str
    is_staff: bool = False
    is_demo: bool = True


@dataclass(frozen=True)
class AgencyRow:
    id: UUID
    municipality_id: UUID
    name: str
    kind: str


@dataclass(frozen=True)
class TeamRow:
    id: UUID
    municipality_id: UUID
    agency_id: UUID
    name: str
    area_codes: list[str]


@dataclass(frozen=True)
class MembershipRow:
    id: UUID
    user_id: UUID
    agency_id: UUID
    role: str
    starts_on: date
    team_id: UUID | None = None
    legal_domain_id: str | None = None


@dataclass(frozen=True)
class OrganizationRow:
    id: UUID
    name: str
    description: str
    email: str
    agency_id: UUID
    invented: bool = True


@dataclass(frozen=True)
class PhoneRow:
    id: UUID
    organization_id: UUID
    number: str
    description: str = ""


@dataclass(frozen=True)
class LocationRow:
    id: UUID
    name: str
    organization_id: UUID
    area_code: str
    rd_x: int
    rd_y: int


@dataclass(frozen=True)
class AddressRow:
    id: UUID
    location_id: UUID
    address_1: str
    postal_code: str
    city: str
    region: str


@dataclass(frozen=True)
class ServiceRow:
    id: UUID
    organization_id: UUID
    name: str
    summary: str
    description: str
    application_process: str
    eligibility_description: str
    minimum_age: int
    fees_description: str
    activities: list[str]
    described_year: int
    assured_date: date | None
    last_modified: datetime
    invented: bool = True


@dataclass(frozen=True)
class AttributeRow:
    id: UUID
    service_id: UUID
    taxonomy_term_id: UUID


@dataclass(frozen=True)
class LanguageRow:
    id: UUID
    service_id: UUID
    code: str
    name: str


@dataclass(frozen=True)
class CostOptionRow:
    id: UUID
    service_id: UUID
    option: str
    amount: Decimal


@dataclass(frozen=True)
class ServiceAtLocationRow:
    id: UUID
    service_id: UUID
    location_id: UUID


@dataclass(frozen=True)
class ServiceAreaRow:
    id: UUID
    service_id: UUID
    name: str
    code: str


@dataclass(frozen=True)
class ScheduleRow:
    id: UUID
    service_id: UUID
    byday: str
    opens_at: time
    closes_at: time
    dtstart: date
    freq: str = "WEEKLY"


@dataclass(frozen=True)
class CapacityRow:
    id: UUID
    service_id: UUID
    unit_id: UUID
    available: int
    maximum: int
    updated: datetime


@dataclass(frozen=True)
class ActivityRow:
    id: UUID
    municipality_id: UUID
    agency_id: UUID
    service_id: UUID
    name: str
    starts_on: date
    capacity: int
    parts_of_day: int
    byday: str = ""
    opens_at: time | None = None
    closes_at: time | None = None


@dataclass(frozen=True)
class SessionRow:
    id: UUID
    activity_id: UUID
    starts_at: datetime
    ends_at: datetime
    parts_of_day: int


@dataclass(frozen=True)
class EnrolmentRow:
    id: UUID
    activity_id: UUID
    involvement_id: UUID
    person_id: UUID
    status: str
    asked_at: datetime
    spot: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    end_reason: str = ""
    agreement_line_id: UUID | None = None


@dataclass(frozen=True)
class AttendanceRow:
    id: UUID
    session_id: UUID
    enrolment_id: UUID
    presence: str
    marked_by_id: UUID
    marked_at: datetime


@dataclass(frozen=True)
class PersonRow:
    id: UUID
    municipality_id: UUID
    first_involvement_id: UUID
    created_at: datetime
    shielded: bool = False
    invented: bool = True
    user_id: UUID | None = None


@dataclass(frozen=True)
class DetailsRow:
    person_id: UUID
    first_name: str
    last_name: str
    birth_date: date
    gender: str
    street: str
    postcode: str
    town: str
    area_code: str
    phone: str
    email: str
    languages: list[str]


@dataclass(frozen=True)
class InvolvementRow:
    id: UUID
    municipality_id: UUID
    person_id: UUID
    agency_id: UUID
    legal_domain_id: str
    starts_on: date
    next_action: str
    next_action_on: date
    team_id: UUID | None = None
    lead_id: UUID | None = None
    ends_on: date | None = None
    end_reason: str = ""
    left_alone_until: date | None = None
    last_contact_on: date | None = None


@dataclass(frozen=True)
class CaseRow:
    id: UUID
    municipality_id: UUID
    involvement_id: UUID
    opened_at: datetime
    reason: str


@dataclass(frozen=True)
class ConversationRow:
    id: UUID
    case_id: UUID
    held_on: date
    kind: str
    story: str
    agreed: str
    by_id: UUID
    recorded_at: datetime
    talk: str = "free"
    summary: str = ""
    person_says: str = ""
    person_said_at: datetime | None = None


@dataclass(frozen=True)
class PlanRow:
    id: UUID
    municipality_id: UUID
    person_id: UUID
    started_on: date
    kind: str = ""
    review_on: date | None = None
    interests: list[str] = field(default_factory=list)
    parts_of_week: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    activation_level: str = ""
    max_distance: int | None = None


@dataclass(frozen=True)
class GoalRow:
    id: UUID
    plan_id: UUID
    legal_domain_id: str | None
    want: str
    need: str
    how: str
    result: str
    status: str
    made_on: date
    by_id: UUID


@dataclass(frozen=True)
class StepRow:
    id: UUID
    goal_id: UUID
    text: str
    due_on: date
    done_on: date | None = None
    owner: str = "person"
    who: str = ""


@dataclass(frozen=True)
class MeasurementRow:
    id: UUID
    case_id: UUID
    step_id: UUID
    view: str
    aspect: str
    measured_on: date
    by_id: UUID
    recorded_at: datetime
    note: str = ""


@dataclass(frozen=True)
class ConsentRow:
    id: UUID
    person_id: UUID
    subject: str
    from_domain_id: str
    to_domain_id: str
    text_version: str
    given_on: date
    ends_on: date
    recorded_by_id: UUID


@dataclass(frozen=True)
class PlacementRow:
    id: UUID
    case_id: UUID
    goal_id: UUID | None
    enrolment_id: UUID
    made_at: datetime
    by_id: UUID


@dataclass(frozen=True)
class NoticeRow:
    id: UUID
    municipality_id: UUID
    team_id: UUID
    area_code: str
    status: str
    worry: str
    resident_name: str
    resident_contact: str
    resident_knows: bool
    reporter_kind: str
    reporter_name: str
    reporter_contact: str
    received_at: datetime
    due_on: date
    taken_by_id: UUID | None = None
    involvement_id: UUID | None = None
    closed_on: date | None = None
    close_reason: str = ""
