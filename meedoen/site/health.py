"""For whoever watches the server: does the process live, and can it do its work?"""

from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from meedoen.look.commands import missing_migrations

_ready = {"migrations": False}


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """`/healthz`: this process answers; it asks nothing of the database."""
    return _answer({"status": "ok"}, 200)


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """`/readyz`: 200 when database, tables and search index are there, otherwise 503 with each reason."""
    reasons = not_ready()
    return _answer(
        {"status": "not ready", "reasons": reasons} if reasons else {"status": "ok"}, 503 if reasons else 200
    )


def not_ready() -> list[str]:
    """What is missing, in sentences; empty when the site can do its work."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        tables = _tables_ready()
    except Error:
        return ["De database antwoordt niet."]
    reasons = [] if tables else ["De tabellen zijn niet bijgewerkt: draai meedoen migrate."]
    if not index_present(settings.SEARCH_INDEX):
        reasons.append("De zoekindex is er nog niet: draait de werker (meedoen work)?")
    return reasons


def index_present(folder: Path) -> bool:
    """Whether a search index stands in the folder, at any depth: a rebuilt one may have its own folder."""
    return folder.is_dir() and next(folder.rglob("meta.json"), None) is not None


def _tables_ready() -> bool:
    # Migrations are never undone under a running process, so a yes holds until it stops.
    if not _ready["migrations"]:
        _ready["migrations"] = not missing_migrations()
    return _ready["migrations"]


def _answer(document: dict[str, object], status: int) -> JsonResponse:
    response = JsonResponse(document, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
