"""Carrying out what a form or a button asks, and saying in words why not."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest

from meedoen.shared.errors import Refused


def carried_out(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what was refused becomes a sentence on the form, and nothing half of it stays written."""
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    return True


def done(request: HttpRequest, act: Callable[[], object], words: str) -> bool:
    """Do it for a button without a form: what happened, or why not, stands on the next page."""
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        messages.warning(request, refused.message)
        return False
    if words:
        messages.success(request, words)
    return True
