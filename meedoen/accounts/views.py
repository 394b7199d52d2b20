"""Signing in and out, and where each role begins."""

from datetime import datetime

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meedoen.accounts.address import client_address
from meedoen.accounts.forms import SignInForm
from meedoen.accounts.policy import SIGN_IN_WINDOW, limits_of_tries
from meedoen.accounts.vocabulary import Verb
from meedoen.look.pages import too_many
from meedoen.shared.clock import now
from meedoen.shared.window import seconds_left, window_of
from meedoen.trail.actions import count_attempt
from meedoen.trail.queries import attempts

FIRST_PAGES = (
    (Verb.SEE_CASELOAD, "/werk/"),
    (Verb.SEE_ACTIVITIES, "/werk/programma/"),
    (Verb.SEE_MONITOR, "/werk/cijfers/"),
    (Verb.SEE_ACCESS_LOG, "/werk/inzage/"),
    (Verb.MANAGE_SETTINGS, "/beheer/"),
    (Verb.SEE_OWN, "/mijn/"),
)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. After too many bad tries in a minute even the right password waits (policy)."""
    if request.method != "POST":
        return _sign_in_page(request, SignInForm(request))
    at = now()
    if _too_many_bad_tries(request, at):
        return _wait(request, at)
    form = SignInForm(request, data=request.POST)
    if not form.is_valid():
        for kind, who, _ in _tries(request):
            count_attempt(kind=kind, who=who, window_start=window_of(at, SIGN_IN_WINDOW))
        return _sign_in_page(request, form)
    login(request, form.get_user())
    return HttpResponseRedirect(_next_page(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("/")


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Where a signed-in user begins: people to help, the week's programme, the picture, or their own."""
    actor = request.actor  # type: ignore[attr-defined]
    return redirect(next((address for verb, address in FIRST_PAGES if actor.may(verb)), "/werk/"))


def _tries(request: HttpRequest) -> list[tuple[str, str, int]]:
    account = request.POST.get("username", "")[:254].strip().lower()
    return limits_of_tries(account, client_address(request))


def _too_many_bad_tries(request: HttpRequest, at: datetime) -> bool:
    window = window_of(at, SIGN_IN_WINDOW)
    return any(
        attempts(kind=kind, who=who, window_start=window) >= limit for kind, who, limit in _tries(request)
    )


def _wait(request: HttpRequest, at: datetime) -> HttpResponse:
    wait = seconds_left(at, SIGN_IN_WINDOW)
    message = f"Er is te vaak geprobeerd in te loggen. Wacht {wait} seconden en probeer het dan opnieuw."
    return too_many(request, message, wait)


def _sign_in_page(request: HttpRequest, form: SignInForm) -> HttpResponse:
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))}
    return render(request, "accounts/sign_in.html", context)


def _next_page(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/start/"
