"""Carrying out what a form asks, and saying on the form why not."""

from collections.abc import Callable

from django import forms
from django.db import transaction

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
