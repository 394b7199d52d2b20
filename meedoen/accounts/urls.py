from django.urls import path

from meedoen.accounts import views

app_name = "accounts"
urlpatterns = [
    path("inloggen/", views.sign_in, name="sign_in"),
    path("uitloggen/", views.sign_out, name="sign_out"),
    path("start/", views.start, name="start"),
]
