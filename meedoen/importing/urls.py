from django.urls import URLPattern, URLResolver, path

from meedoen.importing import downloads, views

app_name = "importing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("werk/inlezen/", views.list_page, name="list"),
    path("werk/inlezen/voorbeeld.csv", downloads.example_csv, name="example_csv"),
    path("werk/inlezen/voorbeeld.xlsx", downloads.example_xlsx, name="example_xlsx"),
    path("werk/inlezen/<uuid:run_id>/", views.run_page, name="run"),
    path("werk/inlezen/<uuid:run_id>/kolommen/", views.columns_page, name="columns"),
    path("werk/inlezen/<uuid:run_id>/schrijven/", views.write_page, name="write"),
    path("werk/inlezen/<uuid:run_id>/verder/", views.again_page, name="again"),
    path("werk/inlezen/<uuid:run_id>/afbreken/", views.cancel_page, name="cancel"),
    path("werk/inlezen/<uuid:run_id>/terugdraaien/", views.undo_page, name="undo"),
    path("werk/inlezen/<uuid:run_id>/verslag.csv", downloads.report_csv, name="report"),
    path("werk/inlezen/<uuid:run_id>/rij/<int:number>/", views.choose_page, name="choose"),
]
