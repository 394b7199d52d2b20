"""After how many days to ask, label and hide, for the functional manager."""

from django.contrib import admin

from meedoen.assurance.models import AssuranceTerms


@admin.register(AssuranceTerms)
class AssuranceTermsAdmin(admin.ModelAdmin[AssuranceTerms]):
    list_display = ("municipality", "remind_after", "label_after", "hide_after")
    fields = ("municipality", "remind_after", "again_after", "reminders", "label_after", "hide_after")
