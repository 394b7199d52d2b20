"""The guarantee in numbers: of everybody who is followed, who has an owner and a date, and since when."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Membership
from meedoen.accounts.queries import WRITERS
from meedoen.people.models import OPEN_DOMAIN, Involvement, PersonDetails
from meedoen.people.queries.reaching import on_a_road
from meedoen.people.vocabulary import CoverageState, SinceContact

MONTH = timedelta(days=30)
YEAR = timedelta(days=365)
WORST_FIRST = tuple(CoverageState(state) for state in ("loose", "past_date", "ahead", "left_alone"))
NEWEST_FIRST = tuple(SinceContact)
SPLIT_BY = ("state", "since", "next_action", "legal_domain_id", "area")


@dataclass(frozen=True)
class Coverage:
    """Counts of involvements that run outside the domain "open".

    `without_owner_or_date` must be 0: nobody answers (no lead, or one who does not write cases there any
    more), or nothing is next, or on no day. The splits count every one of `known` once; keys are codes.
    """

    known: int = 0
    without_owner_or_date: int = 0
    states: Mapping[str, int] = field(default_factory=dict)
    since_contact: Mapping[str, int] = field(default_factory=dict)
    next_actions: Mapping[str, int] = field(default_factory=dict)
    legal_domains: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)
    past_date_by_area: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """How one person stands, over all that runs of them: the worst state and the newest contact.

    `next_action` is of the worst, the first by date. `legal_domains`: one for each involvement. No name: for
    counting alone.
    """

    person_id: UUID
    state: CoverageState
    since: SinceContact
    area: str
    next_action: str
    legal_domains: tuple[str, ...]
    agencies: frozenset[UUID]


def followed(on: date, *, municipality_id: UUID | None = None) -> QuerySet[Involvement]:
    """What runs outside "open" and began by a day, in one municipality or in all."""
    running = Involvement.objects.filter(ends_on__isnull=True, starts_on__lte=on)
    rows = running.exclude(legal_domain_id=OPEN_DOMAIN)
    return rows.filter(municipality_id=municipality_id) if municipality_id else rows


def followed_by(by: Actor, on: date) -> QuerySet[Involvement]:
    """Of that, what this actor has a road to."""
    return followed(on).filter(on_a_road(by, on))


def loose_ends(on: date, *, municipality_id: UUID | None = None) -> QuerySet[Involvement]:
    """Of those, the ones without a working owner, an action or a date: what the guarantee says is empty."""
    return followed(on, municipality_id=municipality_id).filter(_loose(on))


def coverage_of(on: date, *, municipality_id: UUID | None = None) -> Coverage:
    """The whole picture of a day, counted by the database in one query, whatever the number of persons."""
    rows = followed(on, municipality_id=municipality_id)
    split = rows.annotate(state=_state(on), since=_since(on), area=_area()).order_by()
    groups = list(split.values_list(*SPLIT_BY).annotate(number=Count("id")))
    past = [group for group in groups if group[0] == CoverageState.PAST_DATE]
    states = _summed(groups, "state")
    return Coverage(
        known=sum(group[-1] for group in groups),
        without_owner_or_date=states.get(CoverageState.LOOSE, 0),
        states={state: states.get(state, 0) for state in CoverageState.values},
        since_contact={since: _summed(groups, "since").get(since, 0) for since in SinceContact.values},
        next_actions=_summed(groups, "next_action"),
        legal_domains=_summed(groups, "legal_domain_id"),
        areas=_summed(groups, "area"),
        past_date_by_area=_summed(past, "area"),
    )


def standings(rows: QuerySet[Involvement], on: date) -> list[Standing]:
    """Each person of these involvements once, in one query."""
    found = rows.annotate(state=_state(on), since=_since(on), area=_area()).order_by("next_action_on", "id")
    persons: dict[UUID, list[tuple[str, str, str, str, str, UUID]]] = {}
    for person, *rest in found.values_list(
        "person_id", "state", "since", "area", "next_action", "legal_domain_id", "agency_id"
    ):
        persons.setdefault(person, []).append(tuple(rest))
    return [_standing(person, known) for person, known in persons.items()]


def _standing(person: UUID, known: list[tuple[str, str, str, str, str, UUID]]) -> Standing:
    first = min(known, key=lambda one: WORST_FIRST.index(CoverageState(one[0])))
    return Standing(
        person_id=person,
        state=CoverageState(first[0]),
        since=min((SinceContact(one[1]) for one in known), key=NEWEST_FIRST.index),
        area=first[2] or "",
        next_action=first[3],
        legal_domains=tuple(sorted(one[4] for one in known)),
        agencies=frozenset(one[5] for one in known),
    )


def _loose(on: date) -> Q:
    works = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on),
        starts_on__lte=on,
        user_id=OuterRef("lead_id"),
        agency_id=OuterRef("agency_id"),
        legal_domain_id=OuterRef("legal_domain_id"),
        role__in=WRITERS,
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


def _area() -> Subquery:
    """The district where somebody lives; not known is the empty code."""
    return Subquery(PersonDetails.objects.filter(person_id=OuterRef("person_id")).values("area_code"))


def _summed(groups: Iterable[tuple[str | int | None, ...]], by: str) -> dict[str, int]:
    place = SPLIT_BY.index(by)
    counts: Counter[str] = Counter()
    for group in groups:
        counts[str(group[place] or "")] += int(group[-1] or 0)
    return dict(sorted(counts.items()))
