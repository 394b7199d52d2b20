"""The same page of a hundred services by serializers of Django REST framework, at /drf/services.

The usual way: a model serializer with a nested organization and program, read by one query with joins.
"""

from typing import Any

from django.urls import include, path
from rest_framework import pagination, renderers, response, serializers, views

from meedoen.directory.hsds import table
from meedoen.directory.models import Organization, Program, Service
from meedoen.publishing.queries.published import services

PER_PAGE = 100
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
        found = services().select_related("organization", "program").order_by("id")
        rows = page.paginate_queryset(found, request)
        return page.get_paginated_response(ServiceSerializer(rows, many=True).data)


urlpatterns = [path("drf/services", ServicePage.as_view()), path("", include("config.urls"))]
