"""A provider with an agreement, people who come and workers who measure: made row by row for the tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from meedoen.accounts.models import Agency, User
from meedoen.activities.models import Activity, Attendance, Enrolment, Session
from meedoen.activities.vocabulary import EnrolmentStatus, Presence
from meedoen.areas.models import Area
from meedoen.areas.vocabulary import AreaKind
from meedoen.casework.models import Measurement, ScaleStep
from meedoen.casework.vocabulary import Aspect, ScaleCode, View
from meedoen.directory.models import Organization, Service
from meedoen.funding.models import Agreement, AgreementLine, Payment
from meedoen.funding.vocabulary import AgreementKind, PriceBasis
from meedoen.shared.clock import HERE
from meedoen.shared.period import half_year
from tests.cast import NOW, Cast, involve, make_case, make_cast, make_person

FIRST_HALF = half_year("2026-H1")
MARCH = date(2026, 3, 3)
OVERVECHT, ZUILEN = "WK034403", "WK034402"


@dataclass
class World:
    """The cast with what the tests made; `enrolled` knows who was enrolled in which activity."""

    cast: Cast
    enrolled: dict[tuple[UUID, UUID], Enrolment] = field(default_factory=dict)
    made: int = 0

    def district(self, code: str, name: str) -> None:
        municipality, _ = Area.objects.get_or_create(
            code="GM0344", defaults={"kind": AreaKind.MUNICIPALITY, "name": "Utrecht"}
        )
        Area.objects.create(code=code, kind=AreaKind.DISTRICT, name=name, parent=municipality)

    def people(self, count: int, area_code: str = OVERVECHT) -> list[UUID]:
        self.made += count
        return [
            make_person(self.cast.utrecht, f"Naam{number}", "Achternaam", area_code=area_code)
            for number in range(self.made - count, self.made)
        ]

    def service(self, name: str = "Buurtkeuken", agency: Agency | None = None) -> Service:
        agency = agency or self.cast.linde
        organization, _ = Organization.objects.get_or_create(name=agency.name, agency=agency)
        return Service.objects.create(organization=organization, name=name, last_modified=NOW)

    def agreement(
        self,
        *,
        provider: Agency | None = None,
        funder: Agency | None = None,
        reference: str = "SP-1",
        starts_on: date = date(2026, 1, 1),
        ends_on: date = date(2026, 12, 31),
    ) -> Agreement:
        return Agreement.objects.create(
            municipality=self.cast.utrecht,
            funder=funder or self.cast.work_and_income,
            provider=provider or self.cast.linde,
            name=f"Sociale prestatie {reference}",
            kind=AgreementKind.SUBSIDY,
            reference=reference,
            starts_on=starts_on,
            ends_on=ends_on,
        )

    def line(
        self,
        agreement: Agreement,
        service: Service,
        *,
        name: str = "",
        people: int = 40,
        half_days: int = 500,
        ladder_steps: int | None = 5,
        basis: PriceBasis = PriceBasis.HALF_DAY,
        price: str = "18.50",
    ) -> AgreementLine:
        return AgreementLine.objects.create(
            agreement=agreement,
            service=service,
            name=name or service.name,
            people=people,
            half_days=half_days,
            ladder_steps=ladder_steps,
            price_basis=basis,
            unit_price=Decimal(price),
        )

    def activity(self, service: Service, agency: Agency | None = None) -> Activity:
        return Activity.objects.create(
            municipality=self.cast.utrecht,
            agency=agency or self.cast.linde,
            service=service,
            name=service.name,
            starts_on=date(2025, 1, 1),
            capacity=500,
        )

    def enrol(
        self,
        person: UUID,
        activity: Activity,
        *,
        line: AgreementLine | None = None,
        starts_on: date = date(2026, 1, 5),
    ) -> Enrolment:
        involvement = self._known(person) or involve(person, self.cast.carla)
        enrolment = Enrolment.objects.create(
            activity=activity,
            involvement=involvement,
            person_id=person,
            status=EnrolmentStatus.PLACED,
            asked_at=NOW,
            starts_on=starts_on,
            agreement_line_id=line.id if line else None,
        )
        self.enrolled[person, activity.id] = enrolment
        return enrolment

    def came(
        self,
        people: Sequence[UUID],
        activity: Activity,
        *days: date,
        parts_of_day: int = 1,
        presence: Presence = Presence.PRESENT,
        line: AgreementLine | None = None,
    ) -> None:
        """Let these people be at a session of the activity on each of these days."""
        for person in people:
            if (person, activity.id) not in self.enrolled:
                self.enrol(person, activity, line=line)
        for day in days:
            starts_at = datetime.combine(day, time(10), HERE)
            session, _ = Session.objects.get_or_create(
                activity=activity,
                starts_at=starts_at,
                defaults={"ends_at": starts_at + timedelta(hours=3), "parts_of_day": parts_of_day},
            )
            Attendance.objects.bulk_create(
                Attendance(
                    session=session,
                    enrolment=self.enrolled[person, activity.id],
                    presence=presence,
                    marked_by=self.cast.carla,
                    marked_at=NOW,
                )
                for person in people
            )

    def measured(
        self,
        person: UUID,
        worker: User,
        *steps: tuple[date, int],
        view: View = View.WORKER,
        aspect: Aspect = Aspect.DOES,
        scale: ScaleCode = ScaleCode.PARTICIPATION_LADDER,
    ) -> None:
        """Put measurements in a new case of this worker."""
        case = make_case(involve(person, worker))
        for day, position in steps:
            Measurement.objects.create(
                case=case,
                step=ScaleStep.objects.get(scale_id=scale, position=position),
                view=view,
                aspect=aspect,
                measured_on=day,
                by=worker,
                recorded_at=datetime.combine(day, time(12), HERE),
            )

    def paid(self, line: AgreementLine, day: date, amount: str) -> None:
        Payment.objects.create(line=line, paid_on=day, amount=Decimal(amount))

    def _known(self, person: UUID):
        return next((row.involvement for (one, _), row in self.enrolled.items() if one == person), None)


def make_world() -> World:
    return World(make_cast())


def climbed(world: World, people: Sequence[UUID], worker: User | None = None) -> None:
    """Each of these went from step 2 to step 3 in the first half of 2026."""
    for person in people:
        world.measured(person, worker or world.cast.bram, (date(2025, 12, 1), 2), (date(2026, 5, 1), 3))
