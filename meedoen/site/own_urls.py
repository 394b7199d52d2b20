from django.urls import path

from meedoen.site import own

urlpatterns = [
    path("mijn/", own.home, name="own_home"),
    path("mijn/inzage/", own.looks, name="own_looks"),
    path("mijn/toestemming/<uuid:consent_id>/intrekken/", own.take_back, name="own_take_back"),
]
