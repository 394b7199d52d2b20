from django.urls import path

from meedoen.site import public, shortlist

urlpatterns = [
    path("", public.front, name="front"),
    path("lijst/", shortlist.shortlist, name="shortlist"),
    path("lijst/kaarten/", shortlist.shortlist_cards, name="shortlist_cards"),
    path("over/", public.about, name="about"),
    path("toegankelijkheid/", public.accessibility, name="accessibility"),
]
