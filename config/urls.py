"""All addresses of Meedoen: each app says its own."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("meedoen.site.public_urls")),
    path("", include("meedoen.site.desk_urls")),
    path("", include("meedoen.site.ending_urls")),
    path("", include("meedoen.site.own_urls")),
    path("", include("meedoen.site.oversight_urls")),
    path("", include("meedoen.site.health_urls")),
    path("", include("meedoen.accounts.urls")),
    path("", include("meedoen.look.urls")),
    path("", include("meedoen.directory.urls")),
    path("", include("meedoen.guide.urls")),
    path("", include("meedoen.publishing.urls")),
    path("", include("meedoen.importing.urls")),
    path("", include("meedoen.editing.urls")),
    path("", include("meedoen.assurance.urls")),
    path("", include("meedoen.outreach.urls")),
    path("", include("meedoen.casework.urls")),
    path("", include("meedoen.matching.urls")),
    path("", include("meedoen.activities.urls")),
    path("", include("meedoen.funding.urls")),
    path("", include("meedoen.monitor.urls")),
    path("beheer/", admin.site.urls),
]

handler400 = "meedoen.site.errors.handler400"
handler403 = "meedoen.site.errors.handler403"
handler404 = "meedoen.site.errors.handler404"
handler500 = "meedoen.site.errors.handler500"
