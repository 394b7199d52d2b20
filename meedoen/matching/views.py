"""The page where worker and person look at suggestions together, and the person chooses."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateformat import format as written

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.vocabulary import Verb
from meedoen.activities.models import Enrolment
from meedoen.activities.queries import next_session_on
from meedoen.activities.vocabulary import EnrolmentStatus
from meedoen.casework.doors import Visit, case_page, crumbs
from meedoen.casework.queries import GoalCard, case_person, goals_of
from meedoen.directory.models import Service
from meedoen.directory.queries import cards
from meedoen.look.parts import Link, ServiceCard
from meedoen.matching import queries
from meedoen.matching.actions import choose, make_suggestions
from meedoen.matching.forms import AskForm, ChooseForm
from meedoen.matching.policy import Finding, Match
from meedoen.matching.vocabulary import Fit
from meedoen.shared.errors import Refused

PAGE = "suggestions"


@dataclass(frozen=True)
class ShownSuggestion:
    """One service with the reasons, and the form to choose it."""

    card: ServiceCard
    misfits: tuple[Finding, ...]
    unknown: tuple[Finding, ...]
    form: ChooseForm


@dataclass(frozen=True)
class Explained:
    """The answer to "why is this not in the list?". `form` only where the person can choose it anyway."""

    name: str
    url: str
    is_suggested: bool
    fits: tuple[Finding, ...] = ()
    misfits: tuple[Finding, ...] = ()
    unknown: tuple[Finding, ...] = ()
    reasons: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    form: ChooseForm | None = None


@case_page("GET", task="aanbod", verb=Verb.SUGGEST)
def suggestions_page(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Three to five services with reasons, and for any other service why not."""
    return _page(request, visit)


@case_page("POST", task="aanbod", verb=Verb.ENROL)
def choose_page(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """The person chose: a place, or a number on the waiting list."""
    goals = goals_of(visit.case, by=request.actor, on=visit.at.date())
    form = ChooseForm(request.POST, goals=goals)
    if not form.is_valid():
        return _page(
            request, visit, " ".join(str(error) for errors in form.errors.values() for error in errors)
        )
    try:
        enrolment = choose(
            case_id=visit.case.id,
            activity_id=form.cleaned_data["activity"],
            goal_id=form.cleaned_data["goal"],
            by=request.actor,
            at=visit.at,
        )
    except Refused as refusal:
        return _page(request, visit, refusal.message)
    messages.success(request, _result(enrolment, visit))
    return redirect("matching:suggestions", case_id=visit.case.id)


def _page(request: SignedInRequest, visit: Visit, problem: str = "") -> HttpResponse:
    case, today = visit.case, visit.at.date()
    person_id = case_person(case)
    card = visit.card(PAGE)
    goals = goals_of(case, by=request.actor, on=today)
    shown = _suggestions(request, visit, goals)
    ask, explained = _explained(request, visit, goals, {item.form.initial["activity"] for item in shown})
    context = {
        "crumbs": crumbs(Link("Dossier", visit.url)),
        "name": card.first_name,
        "case": case,
        "problem": problem,
        "has_wishes": queries.seeker_of(person_id, today).has_wishes,
        "wishes_url": reverse("desk:wishes", args=[case.id]),
        "suggestions": shown,
        "placements": queries.placements_of(case.id),
        "ask": ask,
        "explained": explained,
    }
    return render(request, "matching/suggestions.html", context, status=400 if problem else 200)


def _suggestions(request: SignedInRequest, visit: Visit, goals: list[GoalCard]) -> list[ShownSuggestion]:
    """The suggestions of this moment, kept as they are shown, with the cards of the social map."""
    made = make_suggestions(case_id=visit.case.id, by=request.actor, at=visit.at)
    rows = list(made.suggestions.select_related("activity"))
    found = {card.id: card for card in cards([row.activity.service_id for row in rows], on=visit.at.date())}
    shown = []
    for row in rows:
        card, findings = found[row.activity.service_id], queries.findings_of(row)
        fits = [finding.text for finding in findings if finding.fit in (Fit.FITS, Fit.NOTED)]
        shown.append(
            ShownSuggestion(
                card=ServiceCard(
                    title=card.name,
                    url=card.url,
                    organization=card.organization,
                    where=card.where,
                    when=queries.meets_at(row.activity) or card.when,
                    price=card.price,
                    assurance=card.sure,
                    assured=card.is_sure,
                    reasons=fits,
                ),
                misfits=_only(findings, Fit.MISFITS),
                unknown=_only(findings, Fit.UNKNOWN),
                form=_choose_form(row.activity_id, goals),
            )
        )
    return shown


def _explained(
    request: HttpRequest, visit: Visit, goals: list[GoalCard], suggested: set[UUID]
) -> tuple[AskForm, Explained | None]:
    """The question form, and the answer where a service was asked about."""
    services = queries.services_to_ask()
    if "dienst" not in request.GET:
        return AskForm(services=services), None
    form = AskForm(request.GET, services=services)
    if not form.is_valid():
        return form, None
    service = get_object_or_404(Service, id=form.cleaned_data["dienst"])
    seeker = queries.seeker_for(visit.case, by=visit.by, on=visit.today)
    judged = queries.judged_service(seeker, service, visit.case.municipality_id, visit.at.date())
    url = f"/aanbod/{service.id}/"
    if not isinstance(judged, Match):
        return form, Explained(
            service.name, url, is_suggested=False, reasons=judged.reasons, remedies=judged.remedies
        )
    activity_id = judged.offer.activity_id
    is_suggested = activity_id in suggested
    return form, Explained(
        name=service.name,
        url=url,
        is_suggested=is_suggested,
        fits=judged.those(Fit.FITS, Fit.NOTED),
        misfits=judged.those(Fit.BARRED, Fit.MISFITS),
        unknown=judged.those(Fit.UNKNOWN),
        form=_choose_form(activity_id, goals) if judged.may_choose and not is_suggested else None,
    )


def _choose_form(activity_id: UUID, goals: list[GoalCard]) -> ChooseForm:
    return ChooseForm(initial={"activity": activity_id}, goals=goals, auto_id=f"kies-{activity_id}-%s")


def _only(findings: tuple[Finding, ...], fit: Fit) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.fit == fit)


def _result(enrolment: Enrolment, visit: Visit) -> str:
    """What came of the choice: a place and the first day, or which number on the waiting list."""
    name = enrolment.activity.name
    if enrolment.status == EnrolmentStatus.WAITING:
        return f"{name} is nu vol. Op de wachtlijst gezet, op nummer {enrolment.spot}."
    first = next_session_on(enrolment.activity_id, visit.at)
    when = f" De eerste keer is {written(first, 'l j F')}." if first else ""
    return f"Er is een plek bij {name}.{when}"
