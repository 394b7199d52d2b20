"""What the social map says about a service and how it is found, decided without database or clock."""

from meedoen.directory.policy.finding import Sought, area_marks, marks_of_area, recognise, wider_areas
from meedoen.directory.policy.offer import (
    UNKNOWN_GROUP,
    UNKNOWN_PLACES,
    UNKNOWN_PRICE,
    UNKNOWN_WHERE,
    Cost,
    Counted,
    Spot,
    age_text,
    assurance_text,
    for_whom_text,
    free_places_text,
    price_text,
    spot_text,
    where_text,
)
from meedoen.directory.policy.places import spread
from meedoen.directory.policy.rhythm import UNKNOWN_WHEN, Rhythm, next_date, rhythm_text, when_text
from meedoen.directory.policy.words import date_text, day_text, listed

__all__ = [
    "UNKNOWN_GROUP",
    "UNKNOWN_PLACES",
    "UNKNOWN_PRICE",
    "UNKNOWN_WHEN",
    "UNKNOWN_WHERE",
    "Cost",
    "Counted",
    "Rhythm",
    "Sought",
    "Spot",
    "age_text",
    "area_marks",
    "assurance_text",
    "date_text",
    "day_text",
    "for_whom_text",
    "free_places_text",
    "listed",
    "marks_of_area",
    "next_date",
    "price_text",
    "recognise",
    "rhythm_text",
    "spot_text",
    "spread",
    "when_text",
    "where_text",
    "wider_areas",
]
