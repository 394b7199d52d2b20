"""The same page of a hundred services by serializers of Django REST framework.

The usual way, at /drf/services: a model serializer with a nested organization and program, read by one query
with joins. At /drf/full: what `Filler` hangs on a service as well, prefetched with one query for each table.
It reads eight tables; ours, which can't know that the others are empty, asks those too.
"""

from typing import Any

from django.db.models import QuerySet
from django.urls import include, path
from rest_framework import pagination, renderers, response, serializers, views

from meedoen.directory.hsds import table
from meedoen.directory.models import Organization, Program, Service
from meedoen.publishing.queries.published import services

PER_PAGE = 100
PARTS = ["schedules", "cost_options", "languages", "service_at_locations", "attributes"]
known_total: list[int] = [0]


def _fields(name: str) -> list[str]:
    return [field.name for field in table(name).fields]


class OrganizationSerializer(serializers.ModelSerializer[Organization]):
    class Meta:
        model = Organization
        fields = _fields("organization")


class ProgramSerializer(serializers.ModelSerializer[Program]):
    class Meta:
        model = Program
        fields = _fields("program")


class ServiceSerializer(serializers.ModelSerializer[Service]):
    organization = OrganizationSerializer()
    program = ProgramSerializer()

    class Meta:
        model = Service
        fields = [*_fields("service"), "organization", "program"]


def _part(name: str, **nested: serializers.BaseSerializer[Any]) -> type[serializers.ModelSerializer[Any]]:
    """A serializer for one table, with what is nested in it."""
    own = [field.name for field in table(name).fields if field.name not in nested and _is_column(name, field)]
    meta = type("Meta", (), {"model": table(name).model, "fields": [*own, *nested]})
    return type(f"{name}_serializer", (serializers.ModelSerializer,), {"Meta": meta, **nested})


def _is_column(name: str, field: Any) -> bool:
    return field.column == field.name and field.name not in table(name).computed


class FullServiceSerializer(ServiceSerializer):
    schedules = _part("schedule")(many=True)
    cost_options = _part("cost_option")(many=True)
    languages = _part("language")(many=True)
    service_at_locations = _part(
        "service_at_location", location=_part("location", addresses=_part("address")(many=True))()
    )(many=True, source="at_locations")
    attributes = _part(
        "attribute",
        taxonomy_term=_part("taxonomy_term", taxonomy_detail=_part("taxonomy")(source="taxonomy"))(),
    )(many=True)

    class Meta:
        model = Service
        fields = [*ServiceSerializer.Meta.fields, *PARTS]


class Page(pagination.BasePagination):
    """The page object of HSDS. The total is given, so that only reading and writing out are compared."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Service]:
        return list(queryset[:PER_PAGE])

    def get_paginated_response(self, data: Any) -> response.Response:
        total = known_total[0]
        return response.Response(
            {
                "total_items": total,
                "total_pages": -(-total // PER_PAGE),
                "page_number": 1,
                "size": len(data),
                "first_page": True,
                "last_page": total <= PER_PAGE,
                "empty": not data,
                "contents": data,
            }
        )


class ServicePage(views.APIView):
    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (renderers.JSONRenderer,)

    def get(self, request: Any) -> response.Response:
        page = Page()
        rows = page.paginate_queryset(self.found(), request)
        return page.get_paginated_response(self.serializer(rows, many=True).data)

    serializer: type[ServiceSerializer] = ServiceSerializer

    def found(self) -> QuerySet[Service]:
        return services().select_related("organization", "program").order_by("id")


class FullPage(ServicePage):
    serializer = FullServiceSerializer

    def found(self) -> QuerySet[Service]:
        return super().found().prefetch_related(
            "schedules", "cost_options", "languages", "at_locations__location__addresses",
            "attributes__taxonomy_term__taxonomy",
        )  # fmt: skip


urlpatterns = [
    path("drf/services", ServicePage.as_view()),
    path("drf/full", FullPage.as_view()),
    path("", include("config.urls")),
]
