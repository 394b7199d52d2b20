"""What the doors of contact days share: the way to their pages."""

from meedoen.casework.doors import crumbs
from meedoen.look.parts import Link
from meedoen.outreach.models import Campaign


def campaign_crumbs(campaign: Campaign | None = None) -> list[Link]:
    """The way from the desk to a page of contact days."""
    found = crumbs(Link("Contactdagen", "/werk/contactdagen/"))
    if campaign is not None:
        found.append(Link(campaign.name, f"/werk/contactdagen/{campaign.id}/"))
    return found
