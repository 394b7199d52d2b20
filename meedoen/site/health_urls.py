"""Addresses for monitoring; they need no sign-in and show no data."""

from django.urls import path

from meedoen.site import health

urlpatterns = [
    path("healthz", health.live, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
