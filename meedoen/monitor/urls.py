from django.urls import path

from meedoen.monitor import gap_views, screening_views, views

app_name = "monitor"
urlpatterns = [
    path("werk/afspraken/<uuid:agreement_id>/verslag/<str:code>/", views.report_page, name="report"),
    path("werk/afspraken/<uuid:agreement_id>/verslag/<str:code>/grafiek.svg", views.chart, name="chart"),
    path("werk/afspraken/<uuid:agreement_id>/verslag/<str:code>/pdf/", views.pdf, name="pdf"),
    path("werk/cijfers/", views.picture_page, name="picture"),
    path("werk/aanbod-en-vraag/", gap_views.gap_page, name="gap"),
    path("werk/aanbod-en-vraag/kaart.svg", gap_views.gap_chart, name="gap_chart"),
    path("werk/aanbod-en-vraag/csv/", gap_views.gap_file, name="gap_file"),
    path("werk/screening/", screening_views.inventory_page, name="screening"),
    path("werk/screening/csv/", screening_views.inventory_file, name="screening_file"),
    path("werk/screening/<uuid:service_id>/", screening_views.screening_page, name="screening_of"),
]
