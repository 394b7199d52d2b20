from django.urls import path

from meedoen.outreach import views

app_name = "outreach"
urlpatterns = [
    path("signaal/", views.notice, name="notice"),
    path("signaal/bedankt/<str:receipt>/", views.thanks, name="thanks"),
    path("signaal/bon/<str:receipt>/", views.receipt, name="receipt"),
]
