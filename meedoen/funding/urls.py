from django.urls import path

from meedoen.funding import views

app_name = "funding"
urlpatterns = [
    path("werk/afspraken/", views.list_page, name="list"),
    path("werk/afspraken/<uuid:agreement_id>/", views.detail_page, name="detail"),
]
