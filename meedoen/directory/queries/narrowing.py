"""What the filters ask, as conditions for the database and as marks of the index: they find the same."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from meedoen.directory.models import (
    Accessibility,
    Attribute,
    CostOption,
    Language,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    TaxonomyTerm,
)
from meedoen.directory.policy import Sought, marks_of_area, wider_areas
from meedoen.directory.search import marks
from meedoen.directory.vocabulary import ScheduleFrequency, TaxonomyCode, Weekday

TERMS = (
    ("interest", TaxonomyCode.INTEREST),
    ("access", TaxonomyCode.ACCESS),
    ("life_domain", TaxonomyCode.LIFE_DOMAIN),
    ("level", TaxonomyCode.ACTIVATION_LEVEL),
    ("target_group", TaxonomyCode.TARGET_GROUP),
)


def fitting(sought: Sought) -> QuerySet[Service]:
    """The active services that fit the filters; but for distance and the clock, which are counted after."""
    services = Service.objects.on_offer()
    for name, taxonomy in TERMS:
        if code := getattr(sought, name):
            services = services.filter(_has_term(taxonomy, code))
    for asked, condition in (
        (sought.free, _is_free),
        (sought.place_free, _has_free_place),
        (sought.language, lambda: _is_spoken(sought.language)),
        (sought.accessibility, lambda: _is_accessible(sought.accessibility)),
        (sought.day or sought.part, lambda: _is_open_on(sought.day, sought.part)),
        (sought.serves, lambda: _serves(sought.serves)),
        (sought.area, lambda: _is_held_in(sought.area) | _serves(sought.area)),
    ):
        if asked:
            services = services.filter(condition())
    return services


def marks_of(sought: Sought) -> list[set[str]]:
    """What the filters ask of the index: a mark of each of these."""
    asked = [{marks.term(taxonomy, code)} for name, taxonomy in TERMS if (code := getattr(sought, name))]
    asked += [{marks.term(TaxonomyCode.ACCESSIBILITY, sought.accessibility)}] if sought.accessibility else []
    asked += [{marks.FREE}] if sought.free else []
    asked += [{marks.PLACE_FREE}] if sought.place_free else []
    asked += [{marks.language(sought.language)}] if sought.language else []
    asked += [{marks.when(sought.day, sought.part)}] if sought.day or sought.part else []
    # What works for an area is held there or works for it as well; the database tells which.
    return asked + [marks_of_area(code) for code in (sought.area, sought.serves) if code]


def _has_term(taxonomy: TaxonomyCode, code: str) -> Exists:
    return Exists(
        Attribute.objects.filter(
            service=OuterRef("pk"), taxonomy_term__taxonomy__code=taxonomy, taxonomy_term__code=code
        )
    )


def _is_free() -> Q:
    costs = CostOption.objects.filter(service=OuterRef("pk"))
    return Q(Exists(costs)) & ~Q(Exists(costs.filter(Q(amount__gt=0) | Q(amount_to__gt=0))))


def _has_free_place() -> Exists:
    return Exists(ServiceCapacity.objects.filter(service=OuterRef("pk"), available__gt=0))


def _is_spoken(code: str) -> Exists:
    return Exists(Language.objects.filter(service=OuterRef("pk"), code__iexact=code))


def _is_accessible(code: str) -> Q:
    """The term is said of the service, or of a place where it is held, or is what that says of itself."""
    term = TaxonomyTerm.objects.filter(taxonomy__code=TaxonomyCode.ACCESSIBILITY, code=code).first()
    words = [term.name, *term.synonyms] if term else []
    places = ServiceAtLocation.objects.filter(service=OuterRef("pk"))
    of_place = Attribute.objects.filter(
        link_entity="location",
        link_id=OuterRef("location_id"),
        taxonomy_term__taxonomy__code=TaxonomyCode.ACCESSIBILITY,
        taxonomy_term__code=code,
    )
    said = Accessibility.objects.filter(
        reduce(or_, (Q(description__iexact=word) for word in words), Q(pk__in=[])),
        location=OuterRef("location_id"),
    )
    return (
        Q(_has_term(TaxonomyCode.ACCESSIBILITY, code))
        | Q(Exists(places.filter(Exists(of_place))))
        | Q(Exists(places.filter(Exists(said))))
    )


def _is_open_on(day: str, part: str) -> Q:
    """One of its rhythms has that day and that part of the day, as `marks.when` notes them."""
    own = Schedule.objects.filter(Q(service=OuterRef("pk")) | Q(service_at_location__service=OuterRef("pk")))
    return Q(Exists(own.filter((_on_day(day) if day else Q()) & (_in_part(part) if part else Q()))))


def _on_day(day: str) -> Q:
    number = list(Weekday.values).index(day) + 1
    by_start = Q(byday="", dtstart__iso_week_day=number, freq=ScheduleFrequency.WEEKLY)
    return Q(byday__contains=day) | by_start


def _in_part(part: str) -> Q:
    """The same parts as `marks.parts_of_day`."""
    noon, evening = marks.NOON, marks.SIX
    on_the_day = Q(closes_at__gt=F("opens_at"))
    return {
        marks.MORNING: Q(opens_at__lt=noon),
        marks.AFTERNOON: Q(opens_at__gte=noon, opens_at__lt=evening)
        | (Q(opens_at__lt=noon, closes_at__gt=noon) & on_the_day),
        marks.EVENING: Q(opens_at__gte=evening)
        | (Q(opens_at__isnull=False, closes_at__gt=evening) & on_the_day)
        | Q(closes_at__lt=F("opens_at")),
    }[part]


def _is_held_in(code: str) -> Q:
    held = ServiceAtLocation.objects.filter(in_area("location__area_code", code), service=OuterRef("pk"))
    return Q(Exists(held))


def _serves(code: str) -> Q:
    return Q(Exists(ServiceArea.objects.filter(in_area("code", code), service=OuterRef("pk"))))


def in_area(column: str, code: str) -> Q:
    """The same areas as `marks_of_area`, as a condition: this one, one around it, or one inside it."""
    found = Q(**{f"{column}__in": [code, *wider_areas(code)]})
    inside: Iterable[str] = {"GM": ("WK", "BU"), "WK": ("BU",)}.get(code[:2], ())
    return reduce(or_, (Q(**{f"{column}__startswith": kind + code[2:]}) for kind in inside), found)
