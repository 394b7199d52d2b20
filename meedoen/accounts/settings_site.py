"""The settings pages (/beheer/), for functional managers and for the account that set up the installation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from meedoen.accounts.models import User
from meedoen.accounts.queries import actor_of
from meedoen.accounts.vocabulary import Verb
from meedoen.shared.clock import now


def may_manage(user: Any) -> bool:
    """Whether this user manages settings today: by role, or as the account made with `createsuperuser`."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or actor_of(user, now().date()).may(Verb.MANAGE_SETTINGS)


class RoleBackend(ModelBackend):
    """Password sign-in; rights on settings follow from the role, not from a table of permissions."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return may_manage(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return may_manage(user_obj)


class SettingsSite(AdminSite):
    site_header = "Meedoen: beheer"
    site_title = "Meedoen"
    index_title = "Instellingen en woordenlijsten"
    site_url = "/werk/"

    def has_permission(self, request: HttpRequest) -> bool:
        return may_manage(request.user)

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Any:
        """A page of the settings, but not for a null byte in address or form: PostgreSQL refuses those."""

        @wraps(view)
        def clean(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if any("\0" in text for text in [*map(str, kwargs.values()), *_texts(request.GET)]):
                raise Http404
            if any("\0" in text for text in _texts(request.POST)):
                raise BadRequest("null byte")
            return view(request, *args, **kwargs)

        return super().admin_view(clean, cacheable)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The one sign-in page of Meedoen; who is signed in without the right gets 403."""
        if request.user.is_authenticated and not may_manage(request.user):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", "/beheer/"))


def _texts(given: QueryDict) -> list[str]:
    return [str(text) for name, texts in given.lists() for text in [name, *texts]]
