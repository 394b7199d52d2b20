from django.contrib.admin.apps import AdminConfig


class SettingsAdminConfig(AdminConfig):
    """Django's admin on the site that only managers of settings may enter."""

    default_site = "meedoen.accounts.settings_site.SettingsSite"
