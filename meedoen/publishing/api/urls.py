"""The addresses of the open data, each without a slash at its end."""

from django.urls import URLPattern, path

from meedoen.publishing.api import views
from meedoen.publishing.vocabulary import Listing


def _addresses() -> list[URLPattern]:
    found = []
    for listing in Listing:
        about = {"name": listing}
        found.append(path(f"api/hsds/{listing.value}", views.listing, about, name=listing.value))
        one = f"api/hsds/{listing.value}/<str:{listing.table}_id>"
        found.append(path(one, views.record, about, name=listing.table))
    return found


urlpatterns: list[URLPattern] = [
    path("api/hsds/", views.root, name="hsds"),
    path("api/hsds", views.root),
    path("api/hsds/openapi.json", views.document, name="hsds_openapi"),
    path("api/hsds/profile", views.profile_page, name="hsds_profile"),
    *_addresses(),
    path("api/hsds/<path:rest>", views.elsewhere),
]
