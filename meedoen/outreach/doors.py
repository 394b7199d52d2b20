"""What the doors of contact days share: carrying out what was asked, and saying in words why not."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest

from meedoen.casework.doors import crumbs
from meedoen.look.parts import Link
from meedoen.outreach.models import Campaign
from meedoen.shared.errors import Refused


def done(request: HttpRequest, act: Callable[[], object], words: str) -> bool:
    """The same for a button without a form: what happened, or why not, stands on the next page."""
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        messages.warning(request, refused.message)
        return False
    if words:
        messages.success(request, words)
    return True


def campaign_crumbs(campaign: Campaign | None = None) -> list[Link]:
    """The way from the desk to a page of contact days."""
    found = crumbs(Link("Contactdagen", "/werk/contactdagen/"))
    if campaign is not None:
        found.append(Link(campaign.name, f"/werk/contactdagen/{campaign.id}/"))
    return found
