from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "meedoen.areas"
