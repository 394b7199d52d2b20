"""A campaign in numbers: for who planned it, and with small numbers hidden for who may see no persons."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.doors import crumbs
from meedoen.look.parts import Bar, KeyFigure, Link, TaskRow
from meedoen.outreach.doors import campaign_crumbs
from meedoen.outreach.models import Campaign
from meedoen.outreach.policy.days import CampaignFigures, Split, for_outsiders
from meedoen.outreach.queries.campaigns import campaigns, district_names
from meedoen.outreach.queries.days import campaigns_of_municipality, figures_of
from meedoen.outreach.vocabulary import (
    CampaignStatus,
    Channel,
    DayOutcome,
    InvitationStatus,
    NotSeen,
)
from meedoen.shared.clock import now

HIDDEN = "minder dan 10, of af te leiden"
UTRECHT = "In Utrecht ging ongeveer 10 van de 100 die kwamen door naar het buurtteam."


@dataclass(frozen=True)
class District:
    """A row of the table by district."""

    name: str
    people: str
    came: str


@door("GET", verb=Verb.PLAN_CONTACT_DAYS)
def own_figures(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """The figures for who planned the campaign, and knows its people."""
    campaign = get_object_or_404(campaigns(request.actor), id=campaign_id)
    figures = figures_of(campaign, now().date())
    return _figures(request, campaign, figures, campaign_crumbs(campaign), hides=False)


@door("GET", verb=Verb.SEE_MONITOR)
def monitor_list(request: SignedInRequest) -> HttpResponse:
    """The campaigns of the municipality, for who sees numbers alone."""
    rows = [
        TaskRow(
            one.name,
            f"/werk/cijfers/contactdagen/{one.id}/",
            f"{one.agency.name}, {CampaignStatus(one.status).label}",
        )
        for one in campaigns_of_municipality(request.actor)
    ]
    return render(request, "outreach/campaign_monitor.html", {"rows": rows, "crumbs": crumbs()})


@door("GET", verb=Verb.SEE_MONITOR)
def monitor_figures(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """The same figures without the small numbers."""
    campaign = get_object_or_404(campaigns_of_municipality(request.actor), id=campaign_id)
    figures = for_outsiders(figures_of(campaign, now().date()))
    back = crumbs(Link("Contactdagen", "/werk/cijfers/contactdagen/"))
    return _figures(request, campaign, figures, back, hides=True)


def _figures(
    request: SignedInRequest, campaign: Campaign, figures: CampaignFigures, way: list[Link], *, hides: bool
) -> HttpResponse:
    names = district_names(figures.people_by_district)
    context = {
        "campaign": campaign,
        "on": _today(),
        "hides": hides,
        "too_few": figures.people is None,
        "figures": _key_figures(figures),
        "standings": _bars(figures.standings, InvitationStatus),
        "outcomes": _bars(figures.outcomes, DayOutcome, nothing="nog niet opgeschreven"),
        "not_seen": _bars(figures.not_seen, NotSeen),
        "tries": _bars(figures.tries, Channel),
        "districts": [
            District(
                names.get(code, code) or "wijk niet bekend",
                _count(many),
                _count(figures.came_by_district[code]),
            )
            for code, many in figures.people_by_district.items()
        ],
        "crumbs": way,
    }
    return render(request, "outreach/campaign_figures.html", context)


def _today() -> date:
    return now().date()


def _key_figures(figures: CampaignFigures) -> list[KeyFigure]:
    return [
        KeyFigure("Uitgenodigd", _count(figures.invited), f"van {_count(figures.people)} in de campagne"),
        KeyFigure("Gesproken", _count(figures.reached), "op een contactdag, of aan de telefoon"),
        KeyFigure(
            "Opkomst",
            _share(figures.show_rate),
            f"{_count(figures.came)} kwamen, van wie {_count(figures.walked_in)} bij inloop; "
            f"{_count(figures.missed)} keer bleef een tijd leeg",
        ),
        KeyFigure("Naar het buurtteam", _share(figures.handed_over_share), f"van wie kwam. {UTRECHT}"),
    ]


def _bars(split: Split, words: Any, nothing: str = "") -> list[Bar]:
    labels = {"": nothing, **dict(words.choices)}
    return [Bar(str(labels[code]), count, _count(count)) for code, count in split.items()]


def _count(count: int | None) -> str:
    return HIDDEN if count is None else str(count)


def _share(share: int | None) -> str:
    return "niet te zeggen" if share is None else f"{share} van de 100"
