"""The guarantee in numbers: of everybody who is followed, who has an owner and a date, and since when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from meedoen.accounts.models import Membership
from meedoen.people.models import OPEN_DOMAIN, Involvement, PersonDetails
from meedoen.people.vocabulary import CoverageState, SinceContact

MONTH = timedelta(days=30)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Coverage:
    """Counts of involvements that run outside the domain "open".

    `without_owner_or_date` must be 0: nobody answers (no lead, or one who does not work there any more), or
    nothing is next, or on no day. The splits count every one of `known` once; keys are codes.
    """

    known: int = 0
    without_owner_or_date: int = 0
    states: Mapping[str, int] = field(default_factory=dict)
    since_contact: Mapping[str, int] = field(default_factory=dict)
    next_actions: Mapping[str, int] = field(default_factory=dict)
    legal_domains: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)
    past_date_by_area: Mapping[str, int] = field(default_factory=dict)


def followed(on: date, *, municipality_id: UUID | None = None) -> QuerySet[Involvement]:
    """What runs outside "open" and began by a day, in one municipality or in all."""
    running = Involvement.objects.filter(ends_on__isnull=True, starts_on__lte=on)
    rows = running.exclude(legal_domain_id=OPEN_DOMAIN)
    return rows.filter(municipality_id=municipality_id) if municipality_id else rows


def loose_ends(on: date, *, municipality_id: UUID | None = None) -> QuerySet[Involvement]:
    """Of those, the ones without a working owner, an action or a date: what the guarantee says is empty."""
    return followed(on, municipality_id=municipality_id).filter(_loose(on))


def coverage_of(on: date, *, municipality_id: UUID | None = None) -> Coverage:
    """The whole picture of a day. Seven queries, whatever the number of persons."""
    rows = followed(on, municipality_id=municipality_id)
    in_area = _by_area(rows)
    return Coverage(
        known=rows.count(),
        without_owner_or_date=rows.filter(_loose(on)).count(),
        states=_counted(rows.annotate(split=_state(on)), CoverageState.values),
        since_contact=_counted(rows.annotate(split=_since(on)), SinceContact.values),
        next_actions=_split(rows, "next_action"),
        legal_domains=_split(rows, "legal_domain_id"),
        areas=in_area(Q()),
        past_date_by_area=in_area(Q(next_action_on__lt=on)),
    )


def _loose(on: date) -> Q:
    works = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        user_id=OuterRef("lead_id"),
        agency_id=OuterRef("agency_id"),
        user__is_active=True,
    )
    return Q(next_action="") | Q(next_action_on__isnull=True) | Q(lead__isnull=True) | ~Q(Exists(works))


def _state(on: date) -> Case:
    return Case(
        When(_loose(on), then=Value(CoverageState.LOOSE)),
        When(left_alone_until__gt=on, then=Value(CoverageState.LEFT_ALONE)),
        When(next_action_on__lt=on, then=Value(CoverageState.PAST_DATE)),
        default=Value(CoverageState.AHEAD),
        output_field=CharField(),
    )


def _since(on: date) -> Case:
    return Case(
        When(last_contact_on__isnull=True, then=Value(SinceContact.NEVER)),
        When(last_contact_on__gt=on - 3 * MONTH, then=Value(SinceContact.THREE_MONTHS)),
        When(last_contact_on__gt=on - YEAR, then=Value(SinceContact.YEAR)),
        When(last_contact_on__gt=on - 3 * YEAR, then=Value(SinceContact.THREE_YEARS)),
        default=Value(SinceContact.LONGER),
        output_field=CharField(),
    )


def _counted(rows: QuerySet[Involvement], labels: list[str]) -> dict[str, int]:
    counts = _split(rows, "split")
    return {label: counts.get(label, 0) for label in labels}


def _split(rows: QuerySet[Involvement], by: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(by).annotate(number=Count("id")).order_by(by))


def _by_area(rows: QuerySet[Involvement]) -> Callable[[Q], dict[str, int]]:
    """Counted by the district where somebody lives; an unknown district is the empty code."""

    def count(narrowed: Q) -> dict[str, int]:
        wanted = Q(person__involvements__in=rows.filter(narrowed).values("id"))
        found = PersonDetails.objects.order_by().values_list("area_code")
        number = Count("person__involvements", filter=wanted)
        return {code: many for code, many in found.annotate(number=number).order_by("area_code") if many}

    return count
