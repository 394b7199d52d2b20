from django.urls import path

from meedoen.monitor import views

app_name = "monitor"
urlpatterns = [
    path("werk/afspraken/<uuid:agreement_id>/verslag/<str:code>/", views.report_page, name="report"),
    path("werk/afspraken/<uuid:agreement_id>/verslag/<str:code>/grafiek.svg", views.chart, name="chart"),
    path("werk/afspraken/<uuid:agreement_id>/verslag/<str:code>/pdf/", views.pdf, name="pdf"),
    path("werk/cijfers/", views.picture_page, name="picture"),
]
