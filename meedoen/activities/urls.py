from django.urls import path

from meedoen.activities import views

app_name = "activities"
urlpatterns = [
    path("werk/programma/", views.programme_page, name="programme"),
    path("werk/programma/<uuid:activity_id>/", views.activity_page, name="activity"),
    path("werk/programma/<uuid:activity_id>/bijeenkomsten/", views.add_sessions, name="add_sessions"),
    path("werk/bijeenkomst/<uuid:session_id>/", views.attendance_page, name="attendance"),
    path("werk/deelname/<uuid:enrolment_id>/stoppen/", views.end_page, name="end_enrolment"),
]
