"""Numbers for reports: who came, and who had a place, under the keys of one report; no person leaves here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from meedoen.activities.models import Attendance, Enrolment
from meedoen.activities.vocabulary import EnrolmentStatus, Presence
from meedoen.people.queries import Traits, traits_of
from meedoen.shared.clock import HERE
from meedoen.shared.period import Period
from meedoen.shared.subject_key import SubjectKeys

_OF_A_PRESENCE = (
    "enrolment__person_id",
    "session__activity__service_id",
    "enrolment__agreement_line_id",
    "session__starts_at",
    "session__parts_of_day",
)


class AgeBand(StrEnum):
    """The bands of age by which numbers are split. Under 27 the Participatiewet differs."""

    UNDER_27 = "under_27"
    FROM_27 = "from_27"
    FROM_45 = "from_45"
    FROM_65 = "from_65"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class AttendanceFact:
    """That somebody was at one session. `parts_of_day` is what the session counts for, in half-days.

    `line_id` is the agreement line that the enrolment names, if any. `district` is a CBS code (WK), or empty
    where it is not known; `age_band` holds on the last day of the period.
    """

    subject: str
    service_id: UUID
    line_id: UUID | None
    day: date
    parts_of_day: int
    age_band: AgeBand
    district: str


@dataclass(frozen=True)
class EnrolmentFact:
    """That somebody had a place in the period, and whether they came to a session in it."""

    subject: str
    came: bool
    age_band: AgeBand
    district: str


def attendance(
    *,
    municipality_id: UUID,
    agency_id: UUID,
    service_ids: Collection[UUID],
    line_ids: Collection[UUID],
    period: Period,
    keys: SubjectKeys,
) -> list[AttendanceFact]:
    """Who was at which session of an agency's activities in a municipality: a fact per presence, by time.

    In: the services asked about, and the agreement lines whose enrolments count whatever their service.
    """
    present = Attendance.objects.filter(
        Q(session__activity__service_id__in=service_ids) | Q(enrolment__agreement_line_id__in=line_ids),
        presence=Presence.PRESENT,
        session__activity__agency_id=agency_id,
        session__activity__municipality_id=municipality_id,
        **_within(period, "session__starts_at"),
    )
    rows = list(present.order_by("session__starts_at", "id").values_list(*_OF_A_PRESENCE))
    traits = _Traits((person for person, *_ in rows), period)
    return [
        AttendanceFact(
            keys.key(person),
            service,
            line,
            starts_at.astimezone(HERE).date(),
            parts,
            traits.age_band(person),
            traits.district(person),
        )
        for person, service, line, starts_at, parts in rows
    ]


def enrolments(*, municipality_id: UUID, period: Period, keys: SubjectKeys) -> list[EnrolmentFact]:
    """Who had a place in a municipality on a day of the period, waiting lists left out: a fact per place."""
    came = Attendance.objects.filter(
        enrolment=OuterRef("pk"), presence=Presence.PRESENT, **_within(period, "session__starts_at")
    )
    rows = list(
        Enrolment.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=period.start),
            activity__municipality_id=municipality_id,
            status__in=[EnrolmentStatus.PLACED, EnrolmentStatus.ENDED],
            starts_on__lte=period.end,
        ).values_list("person_id", Exists(came))
    )
    traits = _Traits((person for person, _ in rows), period)
    return [
        EnrolmentFact(
            subject=keys.key(person),
            came=bool(was_there),
            age_band=traits.age_band(person),
            district=traits.district(person),
        )
        for person, was_there in rows
    ]


def age_band_of(age: int | None) -> AgeBand:
    """The band of an age in whole years."""
    if age is None:
        return AgeBand.UNKNOWN
    limits = ((27, AgeBand.UNDER_27), (45, AgeBand.FROM_27), (65, AgeBand.FROM_45))
    return next((band for limit, band in limits if age < limit), AgeBand.FROM_65)


def district_of(area_code: str) -> str:
    """The district (WK) of a CBS code of a district or neighbourhood; empty for anything else.

    Source: CBS numbers a neighbourhood as its district with two digits more.
    """
    if area_code[:2] not in ("WK", "BU"):
        return ""
    return f"WK{area_code[2:8]}"


class _Traits:
    """The traits of the persons of one report, as they are on its last day."""

    def __init__(self, persons: Iterable[UUID], period: Period) -> None:
        self._of = traits_of(persons, period.end)
        self._nothing_known = Traits(area_code="", age=None)

    def age_band(self, person: UUID) -> AgeBand:
        return age_band_of(self._of.get(person, self._nothing_known).age)

    def district(self, person: UUID) -> str:
        return district_of(self._of.get(person, self._nothing_known).area_code)


def _within(period: Period, field: str) -> dict[str, datetime]:
    """The filter for a moment on a day of the period, by the clocks of the Netherlands."""
    return {
        f"{field}__gte": datetime.combine(period.start, time.min, HERE),
        f"{field}__lt": datetime.combine(period.end + timedelta(days=1), time.min, HERE),
    }
