"""The wish to be left alone: recorded, taken back, set aside for unsafety or nuisance; who reads of that."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.vocabulary import RoleCode, Verb
from meedoen.casework.doors import Visit, case_page
from meedoen.look.parts import Link
from meedoen.people.actions import leave_alone, set_wish_aside, take_wish_back
from meedoen.people.queries import PersonCard
from meedoen.people.queries.wishes import wishes_set_aside
from meedoen.people.vocabulary import SetAsideGround
from meedoen.site.desk_tasks import done, task_page
from meedoen.site.forms.endings import NothingToFillIn, RestForm, SetAsideForm

FOLLOWS_FROM_REST = (
    "Niemand van jullie plant contact voor die dag. Ook een uitnodiging voor een wijkcontactdag wacht.",
    "Op die dag vraagt de vaste contactpersoon of contact weer goed is.",
    "De inwoner kan de wens elke dag terugnemen. Dat heeft geen gevolgen voor een uitkering of voor hulp.",
)
FOLLOWS_FROM_TAKING_BACK = (
    "De wens is weg. Vandaag staat op je lijst: contact leggen.",
    "Doe dit alleen als de inwoner dit zelf wil.",
)
FOLLOWS_FROM_SETTING_ASIDE = (
    "De wens vervalt, en vandaag staat op je lijst: contact leggen.",
    "De inwoner leest op de eigen pagina dat dit gebeurde, en waarom.",
    "De functionaris gegevensbescherming leest de dag, de instantie, je functie en de reden, zonder naam.",
)


@case_page("GET", "POST", task="rust")
def rest(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Record that somebody wants no contact until a day."""
    form = RestForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        until = form.cleaned_data["until"]
        leave_alone(involvement_id=visit.case.involvement_id, until=until, by=visit.by, at=visit.at)

    if done(
        request, form, act, "De wens staat in het dossier. Niemand van jullie zoekt voor die dag contact."
    ):
        return redirect(visit.url)
    return task_page(
        request,
        visit,
        form,
        "Met rust laten",
        template="ending",
        effects=FOLLOWS_FROM_REST,
        save="Leg de wens vast",
    )


@case_page("GET", "POST", task="rust/terug")
def rest_back(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Take the wish back, because the person wants contact again."""
    if not _has_wish(visit):
        return redirect("ending:rest", case_id=visit.case.id)
    form = NothingToFillIn(request.POST if request.method == "POST" else None)

    def act() -> None:
        take_wish_back(involvement_id=visit.case.involvement_id, by=visit.by, at=visit.at)

    if done(request, form, act, "De wens is weg. Leg vandaag contact."):
        return redirect(visit.url)
    return task_page(
        request,
        visit,
        form,
        "De inwoner wil weer contact",
        template="ending",
        effects=FOLLOWS_FROM_TAKING_BACK,
        save="Neem de wens terug",
    )


@case_page("GET", "POST", task="rust/opzij")
def rest_aside(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Set the wish aside, for unsafety or nuisance alone; the person and the officer read the reason."""
    if not _has_wish(visit):
        return redirect("ending:rest", case_id=visit.case.id)
    form = SetAsideForm(
        request.POST if request.method == "POST" else None,
        names=_names(visit) if request.method == "POST" else (),
    )

    def act() -> None:
        set_wish_aside(
            involvement_id=visit.case.involvement_id,
            ground=SetAsideGround(form.cleaned_data["ground"]),
            reason=form.cleaned_data["reason"],
            by=visit.by,
            at=visit.at,
        )

    if done(request, form, act, "De wens is opzij gezet. De reden staat vast. Leg vandaag contact."):
        return redirect(visit.url)
    return task_page(
        request,
        visit,
        form,
        "De wens opzij zetten",
        template="ending",
        effects=FOLLOWS_FROM_SETTING_ASIDE,
        save="Zet de wens opzij",
    )


@door("GET", verb=Verb.SEE_ACCESS_LOG)
def set_aside_list(request: SignedInRequest) -> HttpResponse:
    """For the privacy officer: every wish that was set aside in the municipality, without a name."""
    municipality_id = request.actor.municipality_id
    found = wishes_set_aside(municipality_id) if municipality_id else []
    rows = [(one, RoleCode(one.role).label if one.role else "") for one in found]
    context = {"rows": rows, "crumbs": [Link("Inzage", "/werk/inzage/")]}
    return render(request, "site/oversight/set_aside.html", context)


def _has_wish(visit: Visit) -> bool:
    involvement = visit.case.involvement
    until = involvement.left_alone_until
    return until is not None and until > visit.today and involvement.ends_on is None


def _names(visit: Visit) -> tuple[str, ...]:
    card: PersonCard = visit.card()
    return card.first_name, card.last_name
