from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "meedoen.look"
    verbose_name = "Vormgeving"
