"""The living style page: every component in use, and the five kinds of page as whole pages."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from meedoen.look import samples
from meedoen.look.parts import Link

HOME = [Link("Stijl", "/stijl/")]
MARKS = ("present", "absent")


def show(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    """One style page; all have the way back to the index."""
    return render(request, f"look/style/{name}.html", {"crumbs": HOME, **context})


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """All components; the attendance sample answers a tap as the real list does."""
    keys = [key for key, _, _ in samples.ATTENDANCE]
    if request.method == "POST":
        key, mark = request.POST.get("person", ""), request.POST.get("mark", "")
        if key not in keys or mark not in MARKS:
            return redirect("/stijl/")
        return redirect(f"/stijl/?{urlencode({key: mark})}#rij-{key}")
    return show(
        request,
        "index",
        pages=samples.PAGES,
        form=None,
        sample_form=samples.SampleForm(),
        hints=samples.STEP_HINTS,
        cards=samples.CARDS,
        tasks=samples.TASKS,
        people=samples.PEOPLE,
        attendance=samples.attendance({key: request.GET.get(key, "") for key in keys}),
        events=samples.EVENTS,
        figures=samples.KEY_FIGURES,
        bars=samples.BARS,
        step_labels=["Wie ben je?", "Wat wil je doen?", "Wanneer kun je?", "Klopt het zo?"],
        tab_links=[Link("Plan", "#", True), Link("Gesprekken", "#", count=3), Link("Wie keek mee", "#")],
        chosen=[Link("overdag", "#"), Link("Proefdorp", "#")],
        facts=[
            ("Waar", "Voorbeeldlaan 12\n1234 AB Voorbeeldstad"),
            ("Prijs", "€ 3 per keer"),
            ("Website", ""),
        ],
        page=Paginator(range(70), 10).get_page(request.GET.get("pagina", 2)),
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What a resident sees: people and places first. `?q=niets` is the empty answer."""
    words = request.GET.get("q", "")
    found = [] if words == "niets" else samples.CARDS
    narrowed = samples.SampleFilter(request.GET)
    return show(
        request,
        "search",
        q=words,
        cards=found,
        filter_form=narrowed,
        keep={"q": words} if words else {},
        map_url="/stijl/kaart.json",
    )


@require_safe
def detail(request: HttpRequest) -> HttpResponse:
    """One service, all that a resident needs to go there."""
    pairs = [
        ("Waar", "Buurthuis De Verzonnen Linde\nVoorbeeldlaan 12, 1234 AB Voorbeeldstad"),
        ("Wanneer", "elke dinsdag, 16.00 tot 19.00 uur\nvolgende keer: dinsdag 24 november"),
        ("Voor wie", "iedereen uit de buurt, ook als je nog weinig Nederlands spreekt"),
        ("Prijs", "€ 3 per keer, met stadspas gratis"),
        ("Plekken", "nog 4 van de 12"),
        ("Bereikbaar", "geen drempels, toilet voor rolstoel"),
    ]
    return show(
        request,
        "detail",
        crumbs=[*HOME, Link("Zoeken", "/stijl/zoeken/")],
        pairs=pairs,
        long=samples.LONG_NAME,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """One form page; sent empty (or `?fout=1`) it shows every error."""
    data: Mapping[str, Any] | None = {} if request.GET.get("fout") else None
    if request.method == "POST":
        data = request.POST
    filled = samples.SampleForm(data)
    done = filled.is_bound and filled.is_valid()
    return show(request, "form", form=filled, hints=samples.STEP_HINTS, done=done)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What a worker sees: what to do next first, then the people."""
    return show(
        request, "list", tasks=samples.TASKS, people=samples.PEOPLE, page=Paginator(range(41), 20).page(1)
    )


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """What a policy lead sees: the picture first, then how it was counted."""
    return show(request, "report", figures=samples.KEY_FIGURES, bars=samples.BARS, months=samples.MONTHS)


@require_safe
def map_data(request: HttpRequest) -> JsonResponse:
    """Outlines and points of the sample map."""
    return JsonResponse(samples.MAP)
