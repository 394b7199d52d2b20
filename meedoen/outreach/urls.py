from django.urls import path

from meedoen.outreach.views import notices

app_name = "outreach"
urlpatterns = [
    path("signaal/", notices.notice, name="notice"),
    path("signaal/bedankt/<str:receipt>/", notices.thanks, name="thanks"),
    path("signaal/bon/<str:receipt>/", notices.receipt, name="receipt"),
]
