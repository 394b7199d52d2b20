from django.urls import URLPattern, URLResolver, path

from meedoen.assurance.views import desk, public

app_name = "assurance"
urlpatterns: list[URLPattern | URLResolver] = [
    path("klopt/<str:ticket>/", public.ticket, name="ticket"),
    path("klopt/<str:ticket>/nieuw/", public.new_link, name="new_link"),
    path("werk/actueel/", desk.upkeep, name="upkeep"),
    path("werk/actueel/<uuid:service_id>/bevestig/", desk.confirm, name="confirm"),
    path("werk/actueel/<uuid:service_id>/herinner/", desk.remind_now, name="remind"),
    path("werk/kwaliteit/", desk.quality, name="quality"),
    path("werk/dode-links/", desk.broken, name="broken"),
]
