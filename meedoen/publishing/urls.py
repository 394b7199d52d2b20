from django.urls import URLPattern, URLResolver, include, path

app_name = "publishing"
urlpatterns: list[URLPattern | URLResolver] = [path("", include("meedoen.publishing.api.urls"))]
