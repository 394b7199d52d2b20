from django.urls import path

from meedoen.directory import views

app_name = "directory"
urlpatterns = [
    path("aanbod/", views.services, name="services"),
    path("aanbod/kaart.json", views.services_map, name="map"),
    path("aanbod/organisatie/<uuid:organization_id>/", views.organization, name="organization"),
    path("aanbod/<uuid:service_id>/", views.service, name="service"),
]
