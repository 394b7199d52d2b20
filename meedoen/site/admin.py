"""Accounts in /beheer/, with what it means for residents when somebody's role ends or account is closed."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from meedoen.accounts.admin import UserAdmin
from meedoen.accounts.models import User
from meedoen.accounts.vocabulary import Verb
from meedoen.people.queries import loose_ends
from meedoen.shared.clock import now

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """The same page; after saving it says for how many residents this account answers but can't any more."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        left = loose_ends(now().date()).filter(lead_id=form.instance.pk).count()
        if left:
            messages.warning(request, _what_now(request, form.instance, left))


def _what_now(request: HttpRequest, user: User, left: int) -> str:
    residents = "1 inwoner" if left == 1 else f"{left} inwoners"
    said = (
        f"{user.name} staat nog in voor {residents}, maar werkt daar niet meer. Binnen vijf minuten neemt de "
        "teamleider of een collega waar."
    )
    if not request.actor.may(Verb.HAND_ON):  # type: ignore[attr-defined]
        return said
    return format_html(
        '{} <a href="{}">Draag ze liever nu over.</a>', said, reverse("desk:leaving", args=[user.pk])
    )
