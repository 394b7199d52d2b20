from django.urls import URLPattern, URLResolver

app_name = "importing"
urlpatterns: list[URLPattern | URLResolver] = []
