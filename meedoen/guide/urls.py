from django.urls import path

from meedoen.guide import views

app_name = "guide"
urlpatterns = [path("wegwijzer/", views.guide, name="guide")]
