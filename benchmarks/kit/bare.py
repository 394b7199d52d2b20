"""The barest Django pages that show twenty services: no middleware, no frame, no style."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from meedoen.directory.models import Service
from meedoen.directory.queries import cards
from meedoen.shared.clock import now

ON_A_PAGE = 20

LINES = engines["django"].from_string(
    "<!doctype html><title>Aanbod</title><ul>{% for service in services %}<li>"
    "<a href='/aanbod/{{ service.id }}/'>{{ service.name }}</a> {{ service.organization.name }}"
    "<p>{{ service.summary }}</p></li>{% endfor %}</ul>"
)
FACTS = engines["django"].from_string(
    "<!doctype html><title>Aanbod</title><ul>{% for card in cards %}<li>"
    "<a href='{{ card.url }}'>{{ card.name }}</a> {{ card.organization }}<p>{{ card.summary }}</p>"
    "{{ card.where }} {{ card.when }} {{ card.next_on }} {{ card.for_whom }} {{ card.price }}"
    "{{ card.free_places }} {{ card.sure }}</li>{% endfor %}</ul>"
)


def lines(request: HttpRequest) -> HttpResponse:
    """Name, organization and summary: one query."""
    services = Service.objects.select_related("organization").order_by("name", "id")[:ON_A_PAGE]
    return HttpResponse(LINES.render({"services": services}))


def facts(request: HttpRequest) -> HttpResponse:
    """All that a line of /aanbod/ says: where, when, for whom, price, places, how sure."""
    ids = list(Service.objects.order_by("name", "id").values_list("id", flat=True)[:ON_A_PAGE])
    return HttpResponse(FACTS.render({"cards": cards(ids, on=now().date())}))


urlpatterns = [path("lines/", lines), path("facts/", facts), path("", include("meedoen.directory.urls"))]


class BareAddresses:
    """The one middleware of these pages: it says where their addresses stand."""

    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = "kit.bare"
        return self.get_response(request)  # type: ignore[operator]
