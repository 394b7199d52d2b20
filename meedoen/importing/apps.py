from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "meedoen.importing"
