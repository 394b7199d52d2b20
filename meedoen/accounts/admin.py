"""Settings in /beheer/: agencies, teams, legal domains, accounts and their roles. Never people or cases."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from meedoen.accounts.actor import Installer
from meedoen.accounts.forms import OwnRolesStay, TeamForm
from meedoen.accounts.models import Agency, LegalDomain, Membership, Municipality, Team, User
from meedoen.accounts.vocabulary import RoleCode, Verb
from meedoen.shared.clock import now
from meedoen.trail.actions import record_act

ROLE_FIELDS = ("role", "agency", "team", "legal_domain", "starts_on", "ends_on")

admin.site.unregister(Group)


class MembershipInline(admin.TabularInline):
    model = Membership
    formset = OwnRolesStay
    fields = ROLE_FIELDS
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.editor = request.user
        return formset


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Accounts of staff. What a manager does here leaves an audit line, without a name in it."""

    list_display = ["name", "email", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name", "email"]
    ordering = ["email"]
    filter_horizontal = []
    readonly_fields = ["last_login"]
    fieldsets = [(None, {"fields": ["email", "name", "password", "is_active", "last_login"]})]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name", "password1", "password2"]})]
    inlines = [MembershipInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Without the accounts of residents: these have no role and were not made here."""
        has_role = Exists(Membership.objects.filter(user_id=OuterRef("pk")).exclude(role=RoleCode.RESIDENT))
        return (
            super().get_queryset(request).filter(has_role | Q(made_in_settings=True) | Q(is_superuser=True))
        )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.made_in_settings = True
        super().save_model(request, obj, form, change)
        if form.changed_data or not change:
            active = (form.initial.get("is_active"), obj.is_active) if change else (None, obj.is_active)
            _record(request, "account_changed" if change else "account_made", obj.pk, {"is_active": active})

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        before = {row.instance.pk: row.initial for row in formset.initial_forms}
        gone = {row.instance.pk for row in formset.deleted_forms}
        super().save_formset(request, form, formset, change)
        user_id = formset.instance.pk
        for membership in formset.new_objects:
            _record(request, "role_given", user_id, _differences({}, _fields(membership)))
        for membership, _ in formset.changed_objects:
            old = before[membership.pk]
            _record(request, "role_changed", user_id, _differences(old, _fields(membership)))
        for pk in gone & before.keys():
            _record(request, "role_taken_away", user_id, _differences(before[pk], {}))

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        _record(request, "account_deleted", obj.pk)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        with transaction.atomic():
            for pk in queryset.values_list("pk", flat=True):
                _record(request, "account_deleted", pk)
            super().delete_queryset(request, queryset)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        with transaction.atomic():
            user = self.get_object(request, id)
            response: HttpResponse = super().user_change_password(request, id, form_url)
            if user and User.objects.exclude(password=user.password).filter(pk=user.pk).exists():
                _record(request, "password_set", user.pk)
        return response


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    fields = ["municipality", "name", "kind"]
    list_display = ["name", "kind", "municipality"]


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):
    form = TeamForm
    list_display = ["name", "agency"]


@admin.register(LegalDomain)
class LegalDomainAdmin(admin.ModelAdmin):
    list_display = ["code", "name"]


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    fields = ["code", "name"]
    list_display = ["code", "name"]


def _fields(membership: Membership) -> dict[str, object]:
    return {name: getattr(membership, Membership._meta.get_field(name).attname) for name in ROLE_FIELDS}


def _differences(old: dict[str, object], new: dict[str, object]) -> dict[str, tuple[object, object]]:
    return {name: (old.get(name), new.get(name)) for name in ROLE_FIELDS}


def _record(
    request: HttpRequest, act: str, user_id: UUID, changes: dict[str, tuple[object, object]] | None = None
) -> None:
    """An audit line about an account; roles and dates are no names."""
    actor = request.actor  # type: ignore[attr-defined]
    by = actor if actor.may(Verb.MANAGE_SETTINGS) else Installer(actor.user_id)
    record_act(by=by, act=act, object_type="account", object_id=user_id, at=now(), changes=changes)
