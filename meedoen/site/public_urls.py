from django.urls import path

from meedoen.site import public

urlpatterns = [
    path("", public.front, name="front"),
    path("over/", public.about, name="about"),
    path("toegankelijkheid/", public.accessibility, name="accessibility"),
]
