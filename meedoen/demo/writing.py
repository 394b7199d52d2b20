"""From rows to tables. The rows carry the names of the columns, so there is nothing to translate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from meedoen.accounts.models import Agency, Membership, Team, User
from meedoen.activities.models import Activity, Attendance, Enrolment, Session
from meedoen.areas.models import AreaFigure
from meedoen.demo import contact_days, rows_of_money, rows_of_need
from meedoen.demo import rows as demo_rows
from meedoen.demo.writing_people import PEOPLE
from meedoen.directory.models import (
    Address,
    Attribute,
    CostOption,
    Language,
    Location,
    NotFoundCount,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
)
from meedoen.funding.models import Agreement, AgreementLine, Payment
from meedoen.matching.models import Placement
from meedoen.outreach.models import Campaign, ContactDay, Invitation, Notice, Staffing, Try

BATCH = 2000

TABLES: dict[type, type[Model]] = PEOPLE | {
    demo_rows.UserRow: User,
    demo_rows.AgencyRow: Agency,
    demo_rows.TeamRow: Team,
    demo_rows.MembershipRow: Membership,
    demo_rows.OrganizationRow: Organization,
    demo_rows.PhoneRow: Phone,
    demo_rows.LocationRow: Location,
    demo_rows.AddressRow: Address,
    demo_rows.ServiceRow: Service,
    demo_rows.AttributeRow: Attribute,
    demo_rows.LanguageRow: Language,
    demo_rows.CostOptionRow: CostOption,
    demo_rows.ServiceAtLocationRow: ServiceAtLocation,
    demo_rows.ServiceAreaRow: ServiceArea,
    demo_rows.ScheduleRow: Schedule,
    demo_rows.CapacityRow: ServiceCapacity,
    demo_rows.ActivityRow: Activity,
    demo_rows.SessionRow: Session,
    demo_rows.EnrolmentRow: Enrolment,
    demo_rows.AttendanceRow: Attendance,
    demo_rows.PlacementRow: Placement,
    demo_rows.NoticeRow: Notice,
    contact_days.CampaignRow: Campaign,
    contact_days.ContactDayRow: ContactDay,
    contact_days.StaffingRow: Staffing,
    contact_days.InvitationRow: Invitation,
    contact_days.TryRow: Try,
    rows_of_money.AgreementRow: Agreement,
    rows_of_money.AgreementLineRow: AgreementLine,
    rows_of_money.PaymentRow: Payment,
    rows_of_need.PlaceAttributeRow: Attribute,
    rows_of_need.SearchesRow: NotFoundCount,
    rows_of_need.FigureRow: AreaFigure,
}


@dataclass(frozen=True)
class Batch:
    """Rows of one table that are written at once."""

    model: type[Model]
    rows: Sequence[Any]

    def write(self) -> None:
        self.model._default_manager.bulk_create(self.model(**vars(row)) for row in self.rows)


def batches(tables: Sequence[Sequence[Any]]) -> Iterator[Batch]:
    """The rows of each table in batches; tables in the order in which they point at each other."""
    for rows in tables:
        for start in range(0, len(rows), BATCH):
            yield Batch(TABLES[type(rows[0])], rows[start : start + BATCH])
