from django.urls import path

from meedoen.site import oversight

urlpatterns = [path("werk/inzage/", oversight.look_totals, name="look_totals")]
