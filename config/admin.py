from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class SettingsAdminConfig(AdminConfig):
    """Django's admin on the site that only managers of settings may enter."""

    default_site = "meedoen.accounts.settings_site.SettingsSite"

    def ready(self) -> None:
        """Find what each app registers; the table of background work is for technicians, not for managers."""
        super().ready()
        from django_tasks_db.models import DBTaskResult

        admin.site.unregister(DBTaskResult)
