"""What a search engine reads of a page: JSON-LD in the words of schema.org.

A block of data in the page and no script, so the content policy has no say in it; every sign that could end
the block is written as its number.
"""

import json
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from meedoen.directory.policy import Occurrence
from meedoen.directory.queries import OrganizationDetail, ServiceDetail
from meedoen.directory.queries.detail import PlaceLine

_SAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}

Absolute = Callable[[str], str]


def of_service(detail: ServiceDetail, absolute: Absolute) -> SafeString:
    """A service as schema.org/Service, with its next times as events."""
    card = detail.card
    provider = {
        "@type": "Organization",
        "name": card.organization,
        "url": absolute(reverse("directory:organization", args=[detail.organization_id]))
        if detail.organization_is_shown
        else "",
        "email": detail.email,
        "telephone": next(iter(detail.phones), ""),
    }
    places = [_place(place) for place in detail.places]
    offers = [
        {"@type": "Offer", "price": price, "priceCurrency": currency} for price, currency in detail.costs
    ]
    found = {
        "@context": "https://schema.org",
        "@type": "Service",
        "name": card.name,
        "description": card.summary or detail.description,
        "url": absolute(card.url),
        "provider": provider,
        "areaServed": [{"@type": "AdministrativeArea", "name": area} for area in detail.areas],
        "audience": [{"@type": "Audience", "audienceType": group} for group in detail.groups],
        "offers": offers,
        "availableLanguage": list(detail.languages),
        "availableChannel": [{"@type": "ServiceChannel", "serviceLocation": place} for place in places],
        "subjectOf": [_event(detail, time, places, provider, offers, absolute) for time in detail.times],
    }
    return _data(found)


def of_organization(organization: OrganizationDetail, absolute: Absolute) -> SafeString:
    """An organization as schema.org/Organization."""
    return _data(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "name": organization.name,
            "alternateName": organization.alternate_name,
            "description": organization.description,
            "url": organization.website
            or absolute(reverse("directory:organization", args=[organization.id])),
            "email": organization.email,
            "telephone": [phone.number for phone in organization.phones],
        }
    )


def _event(
    detail: ServiceDetail,
    time: Occurrence,
    places: list[dict[str, Any]],
    provider: dict[str, Any],
    offers: list[dict[str, Any]],
    absolute: Absolute,
) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": detail.card.name,
        "startDate": (time.starts or time.day).isoformat(),
        "endDate": time.ends.isoformat() if time.ends else "",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": places[:1],
        "organizer": {"@type": "Organization", "name": provider["name"]},
        "offers": offers,
        "url": absolute(detail.card.url),
    }


def _place(place: PlaceLine) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "Place",
        "name": place.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": place.street,
            "postalCode": place.postal_code,
            "addressLocality": place.city,
            "addressCountry": "NL",
        },
    }
    if place.degrees:
        latitude, longitude = place.degrees
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": round(latitude, 5),
            "longitude": round(longitude, 5),
        }
    return found


def _data(found: dict[str, Any]) -> SafeString:
    said = json.dumps(_without_empty(found), ensure_ascii=False).translate(_SAFE)
    return mark_safe(f'<script type="application/ld+json">{said}</script>')  # noqa: S308


def _without_empty(value: Any) -> Any:
    """The same without what nobody knows."""
    if isinstance(value, dict):
        return {
            key: kept for key, each in value.items() if (kept := _without_empty(each)) not in ("", [], {})
        }
    return [_without_empty(each) for each in value] if isinstance(value, list) else value
