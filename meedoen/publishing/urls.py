from django.urls import URLPattern, URLResolver, include, path

from meedoen.publishing.views import calendars, embed, paper, sitemaps

app_name = "publishing"
urlpatterns: list[URLPattern | URLResolver] = [path("", include("meedoen.publishing.api.urls"))]
urlpatterns += [
    path("aanbod/<uuid:service_id>/agenda.ics", calendars.service_calendar, name="service_calendar"),
    path(
        "aanbod/organisatie/<uuid:organization_id>/agenda.ics",
        calendars.organization_calendar,
        name="organization_calendar",
    ),
    path("aanbod/<uuid:service_id>/qr.svg", paper.qr, name="qr"),
    path("aanbod/<uuid:service_id>/groot.pdf", paper.large, name="large_print"),
    path("inbedden/", embed.how, name="embed"),
    path("inbedden/organisatie/<uuid:organization_id>/", embed.organization, name="embed_organization"),
    path("inbedden/aanbod/", embed.services, name="embed_services"),
    path("inbedden/aanbod/<uuid:service_id>/", embed.service, name="embed_service"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
