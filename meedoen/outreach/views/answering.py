"""The page of the invited person, by the code of their letter. Nobody signs in, and no name stands on it."""

from collections.abc import Callable
from datetime import date, time
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from meedoen.accounts.address import client_address
from meedoen.look.doors import carried_out, done
from meedoen.look.pages import too_many
from meedoen.outreach.actions.answering import ask_call
from meedoen.outreach.actions.inviting import change_time, decline_invitation
from meedoen.outreach.answer_calendar import calendar_of
from meedoen.outreach.forms.letters import ChooseTimeForm, CodeForm
from meedoen.outreach.policy.letters import ANSWER_WINDOW, MOST_ANSWERS, tidy_code
from meedoen.outreach.queries.answering import Appointment, appointment_by_code
from meedoen.outreach.queries.inviting import free_times
from meedoen.outreach.wording import Speech, dutch, own_speech
from meedoen.shared.clock import now
from meedoen.shared.window import seconds_left, window_of
from meedoen.trail.actions import count_attempt

TOO_OFTEN = (
    "Vanaf jouw netwerk zijn kort achter elkaar veel uitnodigingen bekeken. Wacht tien minuten en probeer "
    "het opnieuw. Bellen kan ook: het nummer staat in je brief."
)
NO_SUCH_CODE = "Deze code kennen we niet. Kijk nog eens goed in je brief."
MOST_TIMES = 40


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_code(request: HttpRequest) -> HttpResponse:
    """Type the code of the letter."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if refused := _too_often(request):
            return refused
        code = tidy_code(form.cleaned_data["code"])
        if appointment_by_code(code, on=now().date()) is not None:
            return redirect("outreach:answer", letter_code=code)
        form.add_error("code", NO_SUCH_CODE)
    return render(request, "outreach/answer_code.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, letter_code: str) -> HttpResponse:
    """Day, time and place; another time, a no, or a call. Each answer is a form that is posted."""
    if refused := _too_often(request):
        return refused
    at = now()
    found = _found(letter_code, at.date())
    if found.over:
        return render(request, "outreach/answer_over.html", _context(found, letter_code), status=410)
    times = _times(found, at.date())
    chosen = request.POST if "time" in request.POST or "choose" in request.POST else None
    form = ChooseTimeForm(chosen, times=times)
    if chosen is not None and form.is_valid():
        day_id, starts_at = _read_time(form.cleaned_data["time"])

        def move() -> None:
            change_time(invitation_id=found.invitation_id, day_id=day_id, starts_at=starts_at, at=at)

        if carried_out(form, move):
            return redirect(_page(letter_code, "verzet"))
    for name, act in _acts(found).items():
        if name in request.POST and done(request, act, ""):
            return redirect(_page(letter_code, name))
    context = {"form": form, "has_times": bool(times), **_context(found, letter_code)}
    context["said"] = request.GET.get("gedaan", "")
    return render(request, "outreach/answer.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
def answer_calendar(request: HttpRequest, letter_code: str) -> HttpResponse:
    """The appointment for somebody's own calendar."""
    if refused := _too_often(request):
        return refused
    at = now()
    found = _found(letter_code, at.date())
    if not found.is_open or found.day is None:
        raise Http404
    address = request.build_absolute_uri(_page(letter_code))
    response = HttpResponse(calendar_of(found, address=address, at=at), content_type="text/calendar")
    response["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return response


def _acts(found: Appointment) -> dict[str, Callable[[], object]]:
    """What a button on the page does, by its name."""
    at, invitation_id = now(), found.invitation_id
    return {
        "nee": lambda: decline_invitation(invitation_id=invitation_id, at=at),
        "bel": lambda: ask_call(invitation_id=invitation_id, at=at),
    }


def _found(code: str, today: date) -> Appointment:
    """The appointment of a code in its own form, or 404: an address is not guessed at."""
    found = appointment_by_code(code, on=today) if code == tidy_code(code) else None
    if found is None:
        raise Http404
    return found


def _context(found: Appointment, code: str) -> dict[str, object]:
    own = own_speech(found.languages, on_paper=False)
    speeches = [_said(speech, found) for speech in (dutch(), own) if speech]
    return {"found": found, "code": code, "dutch": speeches[0], "own": speeches[1] if own else None}


def _said(speech: Speech, found: Appointment) -> dict[str, object]:
    when = speech.at(found.day, found.starts_at) if found.day and found.starts_at else ""
    texts = {name: speech.say(name) for name in ANSWER_WORDS}
    where = f"{found.place}, {found.address}" if found.place else ""
    return {
        "lang": speech.language,
        "dir": speech.direction,
        "at": when,
        "where_at": where,
        "lasts": speech.say("minutes", minutes=found.minutes),
        "phone": speech.say("call", phone=found.phone),
        **texts,
    }


ANSWER_WORDS = (
    "subject",
    "when",
    "where",
    "how_long",
    "see",
    "choose_time",
    "not_coming",
    "call_me",
    "moved",
    "declined",
    "will_call",
)


def _times(found: Appointment, today: date) -> list[tuple[str, str]]:
    """The free times as value and words, the first so many."""
    if not found.is_open:
        return []
    free = free_times(found.invitation_id, on=today)[:MOST_TIMES]
    return [
        (f"{day.id} {start:%H:%M}", f"{dutch().at(day.held_on, start)}, {day.place}") for day, start in free
    ]


def _read_time(value: str) -> tuple[UUID, time]:
    day_id, _, start = value.partition(" ")
    return UUID(day_id), time.fromisoformat(start)


def _page(code: str, said: str = "") -> str:
    where = reverse("outreach:answer", args=[code])
    return f"{where}?gedaan={quote(said)}" if said else where


def _too_often(request: HttpRequest) -> HttpResponse | None:
    at = now()
    window = window_of(at, ANSWER_WINDOW)
    if count_attempt(kind="answer", who=client_address(request), window_start=window) <= MOST_ANSWERS:
        return None
    return too_many(request, TOO_OFTEN, seconds_left(at, ANSWER_WINDOW))
