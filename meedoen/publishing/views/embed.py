"""Pieces of the social map for the site of an organization: bare pages in a frame, and how to get one.

Such a page sets no cookie and reads none, asks nothing of other hosts and works without script.
"""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from meedoen.directory import shown, shown_detail
from meedoen.directory.forms import FilterForm, QuestionForm, without_nulls
from meedoen.directory.queries import cards, detail, find_services
from meedoen.look.parts import ServiceCard
from meedoen.publishing.forms import CodeForm
from meedoen.publishing.queries.shown import (
    of_published_organizations,
    offered_by,
    organization_line,
    organizations_named,
    service_stands,
)
from meedoen.shared.clock import now

MOST = 20
MOST_NAMED = 10
LATER = "public, max-age=300"


@require_safe
@xframe_options_exempt
def organization(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """What an organization offers now."""
    found = organization_line(organization_id)
    if found is None:
        return _gone("Deze organisatie staat niet in de sociale kaart.")
    ids, total = offered_by(organization_id, MOST)
    context = {
        "title": f"Aanbod van {found.name}",
        "cards": _cards(ids),
        "more": total - len(ids),
        "all_url": reverse("directory:organization", args=[found.id]),
    }
    return _bare("list", context)


@require_safe
@xframe_options_exempt
def services(request: HttpRequest) -> HttpResponse:
    """What fits the same words and filters as on the page with all that there is."""
    data = without_nulls(request.GET)
    question, filters = QuestionForm(data), FilterForm(data)
    if not (question.is_valid() & filters.is_valid()):
        return _bare("wrong", {"title": "Dit kan niet getoond worden"}, status=400)
    finding = find_services(question.cleaned_data["q"], filters.sought, limit=MOST, at=now())
    found = of_published_organizations(finding.ids)
    query = request.GET.urlencode()
    context = {
        "title": "Iets om te doen",
        "cards": _cards(found),
        "more": finding.total - len(finding.ids),
        "all_url": f"/aanbod/?{query}" if query else "/aanbod/",
    }
    return _bare("list", context)


@require_safe
@xframe_options_exempt
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One service, also while it is closed for a while: then it says so."""
    found = detail(service_id, on=now().date()) if service_stands(service_id) else None
    if found is None:
        return _gone("Dit aanbod staat niet meer in de sociale kaart.")
    context = {
        "title": f"Aanbod van {found.card.organization}",
        "cards": [_card(shown.result_card(found.card))],
        "status_text": shown_detail.status_text(found),
        "more": 0,
    }
    return _bare("list", context)


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """How an organization puts its offer on its own site, with the piece of HTML to copy."""
    form = CodeForm(without_nulls(request.GET))
    context: dict[str, object] = {"form": form}
    if not form.is_valid():
        return render(request, "publishing/how.html", context, status=400)
    name, chosen = form.cleaned_data["naam"].strip(), form.cleaned_data["organisatie"]
    found = organization_line(chosen) if chosen else None
    if found:
        context["chosen"] = _piece(
            request, reverse("publishing:embed_organization", args=[found.id]), found.name
        )
    elif name:
        context |= {"name": name, "found": organizations_named(name, MOST_NAMED)}
    context["listed"] = _piece(request, reverse("publishing:embed_services"), "Iets om te doen")
    return render(request, "publishing/how.html", context)


def _piece(request: HttpRequest, path: str, title: str) -> dict[str, str]:
    """The HTML to copy, whose every value is escaped as it will stand on the other site."""
    address = request.build_absolute_uri(path)
    html = render_to_string("publishing/embed/piece.html", {"address": address, "title": title}).strip()
    return {"title": title, "path": path, "html": html}


def _cards(ids: list[UUID]) -> list[ServiceCard]:
    return [_card(shown.result_card(card)) for card in cards(ids, on=now().date())]


def _card(card: ServiceCard) -> ServiceCard:
    return replace(card, save_id="", new_tab=True)


def _gone(sentence: str) -> HttpResponse:
    return _bare("gone", {"title": "Niet meer te vinden", "sentence": sentence}, status=404)


def _bare(name: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """A page made without the request: nothing in it can touch a session or ask who is looking."""
    response = HttpResponse(render_to_string(f"publishing/embed/{name}.html", context), status=status)
    response["Cache-Control"] = LATER
    response["X-Robots-Tag"] = "noindex"
    return response
