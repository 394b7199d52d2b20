"""Whole pages that more than one app answers with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many(request: HttpRequest, message: str, wait_seconds: int) -> HttpResponse:
    """The 429 page: why, in a Dutch sentence, with the seconds to wait in the Retry-After header."""
    page = render(request, "429.html", {"message": message}, status=429)
    page.headers["Retry-After"] = str(wait_seconds)
    return page
