from django.urls import path

from meedoen.matching import views

app_name = "matching"
urlpatterns = [
    path("werk/dossiers/<uuid:case_id>/aanbod/", views.suggestions_page, name="suggestions"),
    path("werk/dossiers/<uuid:case_id>/aanbod/kiezen/", views.choose_page, name="choose"),
]
