from django.apps import AppConfig


class EditingConfig(AppConfig):
    name = "meedoen.editing"
    verbose_name = "Sociale kaart bijhouden"
