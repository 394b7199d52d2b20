from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "meedoen.site"
