"""The instruments of the municipality, for the functional manager. No person is seen here."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from meedoen.accounts.actor import SignedInRequest
from meedoen.accounts.doors import door
from meedoen.accounts.models import LegalDomain
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.actions.instrument_settings import (
    add_instrument,
    change_instrument,
    new_version,
    remove_item,
    save_item,
    switch_instrument,
)
from meedoen.casework.doors import crumbs
from meedoen.casework.forms.instruments import AboutForm, ItemForm, SwitchForm
from meedoen.casework.models import Instrument
from meedoen.casework.queries.instruments import all_instruments, asks_leave
from meedoen.look.doors import carried_out
from meedoen.look.parts import Link
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

LIST, ONE = "casework:instruments", "casework:instrument"


@door("GET", verb=Verb.MANAGE_SETTINGS)
def instruments(request: SignedInRequest) -> HttpResponse:
    """Every instrument: what it asks, and whether it is on."""
    context = {"instruments": all_instruments(), "crumbs": crumbs()}
    return render(request, "casework/instrument_settings.html", context)


@door("GET", "POST", verb=Verb.MANAGE_SETTINGS)
def add(request: SignedInRequest) -> HttpResponse:
    """Begin an instrument of one's own."""
    form = AboutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        row = add_instrument(about=form.about(), by=request.actor, at=now())
        messages.success(request, "Het instrument staat klaar. Voeg toe wat het vraagt, en zet het dan aan.")
        return redirect(ONE, instrument=row.code)
    return _form(request, form, "Nieuw meetinstrument", reverse(LIST))


@door("GET", verb=Verb.MANAGE_SETTINGS)
def one(request: SignedInRequest, instrument: str) -> HttpResponse:
    """One instrument, and what can be done with it."""
    return _one(request, get_object_or_404(all_instruments(), code=instrument))


@door("GET", "POST", verb=Verb.MANAGE_SETTINGS)
def change(request: SignedInRequest, instrument: str) -> HttpResponse:
    """Its name, explanation, source and where it may be used; until it was filled in."""
    row = get_object_or_404(all_instruments(), code=instrument)
    initial = {
        "name": row.name,
        "explanation": row.explanation,
        "source": row.source,
        "legal_domains": row.legal_domains,
    }
    form = AboutForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        change_instrument(code=row.code, about=form.about(), by=request.actor, at=now())

    if _done(request, form, act, "Het instrument is gewijzigd."):
        return redirect(ONE, instrument=row.code)
    return _form(request, form, row.name, reverse(ONE, args=[row.code]))


@door("GET", "POST", verb=Verb.MANAGE_SETTINGS)
def item(request: SignedInRequest, instrument: str, position: int | None = None) -> HttpResponse:
    """Add a thing that is asked, or change one; until the instrument was filled in."""
    row = get_object_or_404(all_instruments(), code=instrument)
    found = get_object_or_404(row.items, position=position) if position is not None else None
    initial = {} if found is None else _initial(found)
    form = ItemForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        save_item(code=row.code, position=position, asked=form.asked(), by=request.actor, at=now())

    if _done(request, form, act, "Het onderdeel is bewaard."):
        return redirect(ONE, instrument=row.code)
    heading = "Onderdeel toevoegen" if found is None else found.name
    return _form(request, form, heading, reverse(ONE, args=[row.code]))


@door("POST", verb=Verb.MANAGE_SETTINGS)
def drop_item(request: SignedInRequest, instrument: str, position: int) -> HttpResponse:
    """Take a thing out that is asked."""
    row = get_object_or_404(all_instruments(), code=instrument)
    return _act(
        request,
        row.code,
        lambda: remove_item(code=row.code, position=position, by=request.actor, at=now()),
        "Het onderdeel is weg.",
    )


@door("POST", verb=Verb.MANAGE_SETTINGS)
def version(request: SignedInRequest, instrument: str) -> HttpResponse:
    """Copy it to a version that can be changed."""
    row = get_object_or_404(all_instruments(), code=instrument)
    made = new_version(code=row.code, by=request.actor, at=now())
    messages.success(request, "Dit is de nieuwe versie. Wijzig haar, en zet haar dan aan.")
    return redirect(ONE, instrument=made.code)


@door("POST", verb=Verb.MANAGE_SETTINGS)
def switch(request: SignedInRequest, instrument: str) -> HttpResponse:
    """On or off."""
    row = get_object_or_404(all_instruments(), code=instrument)
    form = SwitchForm(request.POST)
    if not form.is_valid():
        return _one(request, row, problem="Kies aan of uit.")
    on, leave = form.cleaned_data["on"], form.cleaned_data["has_leave"]
    return _act(
        request,
        row.code,
        lambda: switch_instrument(code=row.code, on=on, has_leave=leave, by=request.actor, at=now()),
        "Het instrument staat aan." if on else "Het instrument staat uit. Wat er gemeten is, blijft staan.",
    )


def _act(request: SignedInRequest, code: str, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it and go back to the instrument, or say on its page why not."""
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        return _one(request, get_object_or_404(all_instruments(), code=code), problem=refused.message)
    messages.success(request, said)
    return redirect(ONE, instrument=code)


def _done(request: SignedInRequest, form: forms.Form, act: Callable[[], object], said: str) -> bool:
    if request.method != "POST" or not form.is_valid() or not carried_out(form, act):
        return False
    messages.success(request, said)
    return True


def _initial(found: object) -> dict[str, object]:
    values = {name: getattr(found, name) for name in ("name", "explanation", "kind", "least", "most")}
    return {**values, "level_names": "\n".join(getattr(found, "level_names", []))}


def _one(request: SignedInRequest, row: Instrument, problem: str = "") -> HttpResponse:
    context = {
        "instrument": row,
        "asks_leave": asks_leave(row.code),
        "domains": LegalDomain.objects.filter(code__in=row.legal_domains).values_list("name", flat=True),
        "problem": problem,
        "crumbs": crumbs(Link("Meetinstrumenten", reverse(LIST))),
    }
    return render(request, "casework/instrument.html", context)


def _form(request: SignedInRequest, form: forms.Form, heading: str, back: str) -> HttpResponse:
    links = crumbs(Link("Meetinstrumenten", reverse(LIST)))
    context = {"form": form, "heading": heading, "back": back, "crumbs": links}
    return render(request, "casework/instrument_form.html", context)
