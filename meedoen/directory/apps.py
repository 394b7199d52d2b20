from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "meedoen.directory"
    verbose_name = "Sociale kaart"
