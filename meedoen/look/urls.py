from django.urls import path

from meedoen.look import views

app_name = "look"

urlpatterns = [
    path("stijl/", views.index, name="index"),
    path("stijl/zoeken/", views.search, name="search"),
    path("stijl/detail/", views.detail, name="detail"),
    path("stijl/formulier/", views.form, name="form"),
    path("stijl/lijst/", views.listing, name="list"),
    path("stijl/rapport/", views.report, name="report"),
    path("stijl/kaart.json", views.map_data, name="map"),
]
