from django.urls import path

from meedoen.site import own, own_consents

urlpatterns = [
    path("mijn/", own.home, name="own_home"),
    path("mijn/inzage/", own.looks, name="own_looks"),
    path("mijn/toestemming/", own_consents.consents, name="own_consents"),
    path("mijn/toestemming/<uuid:consent_id>/intrekken/", own_consents.take_back, name="own_take_back"),
]
