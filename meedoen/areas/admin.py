"""The school holidays, for the functional manager: the ministry states them a few years ahead."""

from django.contrib import admin

from meedoen.areas.models import SchoolHoliday


@admin.register(SchoolHoliday)
class SchoolHolidayAdmin(admin.ModelAdmin[SchoolHoliday]):
    list_display = ("name", "region", "starts_on", "ends_on")
    list_filter = ("region",)
    date_hierarchy = "starts_on"
