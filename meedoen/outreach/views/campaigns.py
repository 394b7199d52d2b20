"""Campaigns of contact days: the list, making one, what it would do, its days, and starting it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.models import Municipality
from meedoen.accounts.vocabulary import Verb
from meedoen.areas.queries import districts
from meedoen.casework.queries.arrangements import arrangement_choices
from meedoen.look.doors import carried_out, done
from meedoen.look.parts import KeyFigure, TaskRow
from meedoen.outreach.actions.campaigns import (
    add_days,
    cancel_day,
    change_campaign,
    make_campaign,
    staff_day,
    start_campaign,
)
from meedoen.outreach.actions.days import finish_campaign
from meedoen.outreach.doors import campaign_crumbs
from meedoen.outreach.forms.campaigns import CampaignForm, DaysForm, EstimateForm, StaffForm
from meedoen.outreach.models import Campaign, ContactDay
from meedoen.outreach.policy.campaigns import estimate, fit_of
from meedoen.outreach.queries.campaigns import (
    Preview,
    campaigns,
    colleagues,
    days_of,
    district_names,
    preview_of,
    waiting_again,
)
from meedoen.outreach.queries.inviting import invitations_due, out_of_ways
from meedoen.outreach.vocabulary import CampaignStatus, Channel
from meedoen.shared.clock import now

MORNINGS, HOURS = 5, 3


@dataclass(frozen=True)
class DayLine:
    """A row of the table of days: whether it is ahead, and how many are (or would be) on its list."""

    day: ContactDay
    is_ahead: bool
    on_list: int


@door("GET", verb=Verb.PLAN_CONTACT_DAYS)
def campaign_list(request: SignedInRequest) -> HttpResponse:
    """The campaigns of the own agency."""
    rows = [
        TaskRow(one.name, f"/werk/contactdagen/{one.id}/", str(CampaignStatus(one.status).label))
        for one in campaigns(request.actor)
    ]
    return render(request, "outreach/campaigns.html", {"rows": rows, "crumbs": campaign_crumbs()[:-1]})


@door("GET", "POST", verb=Verb.PLAN_CONTACT_DAYS)
def new_campaign(request: SignedInRequest) -> HttpResponse:
    """Make a draft."""
    at, by = now(), request.actor
    form = _campaign_form(request, None)
    made: list[Campaign] = []

    def act() -> None:
        made.append(make_campaign(new=form.new_campaign(), by=by, at=at))

    if form.is_valid() and carried_out(form, act):
        return redirect("outreach:campaign", campaign_id=made[0].id)
    context = {"form": form, "heading": "Nieuwe campagne", "crumbs": campaign_crumbs()}
    return render(request, "outreach/campaign_form.html", context)


@door("GET", "POST", verb=Verb.PLAN_CONTACT_DAYS)
def change(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """Change a draft."""
    at, by = now(), request.actor
    campaign = get_object_or_404(campaigns(by), id=campaign_id)
    form = _campaign_form(request, campaign)

    def act() -> None:
        change_campaign(campaign_id=campaign.id, new=form.new_campaign(), by=by, at=at)

    if form.is_valid() and carried_out(form, act):
        return redirect("outreach:campaign", campaign_id=campaign.id)
    context = {"form": form, "heading": "Campagne wijzigen", "crumbs": campaign_crumbs(campaign)}
    return render(request, "outreach/campaign_form.html", context)


@door("GET", verb=Verb.PLAN_CONTACT_DAYS)
def campaign(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """One campaign: as a draft what it would do; once it runs its days and who is to be tried."""
    today, by = now().date(), request.actor
    found = get_object_or_404(campaigns(by), id=campaign_id)
    days = list(days_of(found))
    is_draft = found.status == CampaignStatus.DRAFT
    context = {
        "campaign": found,
        "status": CampaignStatus(found.status).label,
        "is_draft": is_draft,
        "is_running": found.status == CampaignStatus.RUNNING,
        "days": [DayLine(day, day.held_on > today, day.invited) for day in days],  # type: ignore[attr-defined]
        "facts": _facts(found),
        "crumbs": campaign_crumbs(),
    }
    context |= _draft(request, found, days, preview_of(found, by=by, on=today)) if is_draft else {}
    context |= _running(found, today) if context["is_running"] else {}
    return render(request, "outreach/campaign.html", context)


@door("GET", "POST", verb=Verb.PLAN_CONTACT_DAYS)
def new_days(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """Add contact days; in a campaign that runs people are planned on them at once."""
    at, by = now(), request.actor
    found = get_object_or_404(campaigns(by), id=campaign_id)
    form = DaysForm(
        request.POST if request.method == "POST" else None,
        districts=_districts(found),
        workers=_workers(found, at.date()),
        initial={"starts_at": "09:00", "ends_at": "12:00"},
    )

    def act() -> None:
        add_days(campaign_id=found.id, new=form.new_days(), by=by, at=at)

    if form.is_valid() and carried_out(form, act):
        return redirect("outreach:campaign", campaign_id=found.id)
    return render(request, "outreach/day_form.html", {"form": form, "crumbs": campaign_crumbs(found)})


@door("POST", verb=Verb.PLAN_CONTACT_DAYS)
def start(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """Plan everybody who fits; inviting can begin."""
    at, by = now(), request.actor
    found = get_object_or_404(campaigns(by), id=campaign_id)
    done(
        request,
        lambda: start_campaign(campaign_id=found.id, by=by, at=at),
        "De campagne loopt. Iedereen heeft een dag en een tijd. Nu kun je uitnodigen.",
    )
    return redirect("outreach:campaign", campaign_id=found.id)


@door("POST", verb=Verb.PLAN_CONTACT_DAYS)
def finish(request: SignedInRequest, campaign_id: UUID) -> HttpResponse:
    """Say that a campaign is done."""
    at, by = now(), request.actor
    found = get_object_or_404(campaigns(by), id=campaign_id)
    done(
        request,
        lambda: finish_campaign(campaign_id=found.id, by=by, at=at),
        "De campagne is klaar. Wie niet bereikt is, heeft een dag waarop iemand opnieuw kijkt.",
    )
    return redirect("outreach:campaign", campaign_id=found.id)


@door("GET", "POST", verb=Verb.PLAN_CONTACT_DAYS)
def staff(request: SignedInRequest, day_id: UUID) -> HttpResponse:
    """Say who works on a day."""
    at, by = now(), request.actor
    day = _day(request, day_id)
    here = [str(user) for user in day.staffing.values_list("user_id", flat=True)]
    form = StaffForm(
        request.POST if request.method == "POST" else None,
        workers=_workers(day.campaign, at.date()),
        initial={"workers": here},
    )
    if form.is_valid() and carried_out(
        form, lambda: staff_day(day_id=day.id, workers=form.chosen(), by=by, at=at)
    ):
        return redirect("outreach:campaign", campaign_id=day.campaign_id)
    context = {"form": form, "day": day, "crumbs": campaign_crumbs(day.campaign)}
    return render(request, "outreach/day_staff.html", context)


@door("GET", "POST", verb=Verb.PLAN_CONTACT_DAYS)
def cancel(request: SignedInRequest, day_id: UUID) -> HttpResponse:
    """Ask whether a day is cancelled, with what it does, and do it."""
    at, by = now(), request.actor
    day = _day(request, day_id)
    if request.method == "POST":
        words = "De dag is afgezegd. Wie er een afspraak had, krijgt een andere dag waar plek is."
        done(request, lambda: cancel_day(day_id=day.id, by=by, at=at), words)
        return redirect("outreach:campaign", campaign_id=day.campaign_id)
    context = {
        "day": day,
        "invited": day.invitations.count(),
        "told": day.invitations.filter(tries__gt=0).count(),
        "crumbs": campaign_crumbs(day.campaign),
    }
    return render(request, "outreach/day_cancel.html", context)


def _day(request: SignedInRequest, day_id: UUID) -> ContactDay:
    days = ContactDay.objects.filter(campaign__in=campaigns(request.actor)).select_related("campaign")
    return get_object_or_404(days, id=day_id)


def _draft(
    request: SignedInRequest, found: Campaign, days: list[ContactDay], preview: Preview
) -> dict[str, object]:
    """What the draft would do, and what so many colleagues could do where there are no days yet."""
    fit, today = fit_of(preview.planned, preview.rooms), now().date()
    guess = EstimateForm(request.GET if "collega" in request.GET else _usual(found, today), label_suffix="")
    context: dict[str, object] = {"fit": fit, "too_soon": preview.too_soon, "guess": guess}
    context["figures"] = [
        KeyFigure("Passen in deze campagne", str(fit.people)),
        KeyFigure("Uitnodigen kan nu", str(fit.invited), f"{fit.talks} gesprekken kunnen we voeren"),
        KeyFigure("Blijven over", str(fit.left_over), _more(fit.more_days)),
        KeyFigure("Weken", str(fit.weeks), "van de eerste tot de laatste dag"),
    ]
    context["left_out"] = [(reason.label, many) for reason, many in preview.selection.left_out.items()]
    by_day = Counter(place.day_id for place in preview.planned.places)
    context["days"] = [DayLine(day, day.held_on > today, by_day[day.id]) for day in days]
    if guess.is_valid():
        context["estimate"] = estimate(
            fit.people,
            workers=guess.cleaned_data["collega"],
            mornings=guess.cleaned_data["ochtenden"],
            minutes=guess.minutes,
            minutes_per_talk=found.minutes_per_talk,
            show_rate=found.show_rate,
        )
    return context


def _usual(found: Campaign, today: date) -> dict[str, int]:
    return {"collega": len(colleagues(found, today)), "ochtenden": MORNINGS, "uren": HOURS}


def _more(days: int | None) -> str:
    if days is None:
        return "voeg dagen toe om mensen uit te nodigen"
    if days == 1:
        return "daarvoor is nog 1 dag nodig"
    return f"daarvoor zijn nog {days} dagen nodig" if days else "iedereen heeft plek"


def _running(found: Campaign, today: date) -> dict[str, object]:
    due = invitations_due(found.id, today)
    return {
        "due": [(Channel(channel).label, channel, len(ids)) for channel, ids in due.items()],
        "stuck": len(out_of_ways(found.id, today)),
        "waiting": len(waiting_again(found)),
        "can_finish": not found.days.filter(held_on__gt=today).exists(),
    }


def _facts(found: Campaign) -> list[tuple[str, str]]:
    names = dict(arrangement_choices(found.legal_domain_id))
    areas = district_names(found.area_codes)
    years = found.years_without_contact
    return [
        ("Voor wie", f"dossiers van {found.agency.name}, {found.legal_domain.name}"),
        ("Arrangement", ", ".join(names.get(one, one) for one in found.arrangements) or "alle"),
        ("Wijken", ", ".join(areas.get(code, code) for code in found.area_codes) or "alle"),
        ("Geen contact", f"{years} jaar of langer" if years else "ook wie je dit jaar al sprak"),
        ("Gesprek", f"{found.minutes_per_talk} minuten"),
        ("Van de 100 komen er", str(found.show_rate)),
        ("Uitnodigen", ", dan ".join(str(Channel(channel).label) for channel in found.channels)),
        ("Pogingen", f"ten hoogste {found.most_tries}, met {found.weeks_between_tries} weken ertussen"),
        ("Telefoon", found.phone),
    ]


def _campaign_form(request: SignedInRequest, found: Campaign | None) -> CampaignForm:
    by = request.actor
    municipality = by.municipality_id and _municipality_code(by.municipality_id)
    return CampaignForm(
        request.POST if request.method == "POST" else None,
        arrangements=arrangement_choices(by.legal_domain),
        districts=[(area.code, area.name) for area in districts(municipality or "")],
        initial=_initial(found) if found else {"first_channel": Channel.LETTER},
    )


def _initial(found: Campaign) -> dict[str, object]:
    channels = [*found.channels, "", "", ""]
    fields = {name: getattr(found, name) for name in CampaignForm.base_fields if hasattr(found, name)}
    return fields | dict(zip(("first_channel", "second_channel", "third_channel"), channels, strict=False))


def _municipality_code(municipality_id: UUID) -> str:
    return str(Municipality.objects.values_list("code", flat=True).get(id=municipality_id))


def _districts(found: Campaign) -> list[tuple[str, str]]:
    return [(area.code, area.name) for area in districts(found.municipality.code)]


def _workers(found: Campaign, today: date) -> list[tuple[str, str]]:
    return [(str(user.id), user.name) for user in colleagues(found, today)]
