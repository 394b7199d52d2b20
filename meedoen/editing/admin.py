"""What a municipality sets: what it wants to see first, and its checklist."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from meedoen.accounts.models import Municipality
from meedoen.editing.actions.settings import begin_with
from meedoen.editing.models import AdmissionCriterion, ApprovalRule


class BeginsFilled(admin.ModelAdmin):  # type: ignore[type-arg]
    """Shows what Meedoen comes with, so that there is something to change."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        begin_with(Municipality.objects.values_list("pk", flat=True))
        return super().changelist_view(request, extra_context)


class RuleForm(forms.ModelForm[ApprovalRule]):
    class Meta:
        model = ApprovalRule
        fields = ("municipality", "change", "needs_approval")


@admin.register(ApprovalRule)
class ApprovalRuleAdmin(BeginsFilled):
    form = RuleForm
    list_display = ("__str__", "needs_approval", "municipality")
    list_display_links = ("__str__",)
    list_editable = ("needs_approval",)
    list_filter = ("municipality",)


@admin.register(AdmissionCriterion)
class AdmissionCriterionAdmin(BeginsFilled):
    list_display = ("question", "applies_to", "position", "is_active", "municipality")
    list_filter = ("municipality", "is_active")
    fields = ("municipality", "code", "question", "explanation", "applies_to", "position", "is_active")
