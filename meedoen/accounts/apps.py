from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "meedoen.accounts"
    verbose_name = "Accounts en instanties"
