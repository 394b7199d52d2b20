"""Writes of accounts."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import LegalDomain, User
from meedoen.trail.actions import record_act

LEGAL_DOMAINS = {
    "participatiewet": (
        "Participatiewet",
        "Werk en Inkomen: meedoen naar vermogen voor wie een uitkering heeft.",
    ),
    "wmo": ("Wmo 2015", "Ondersteuning door de gemeente en het buurtteam om zelf mee te kunnen doen."),
    "jeugdwet": ("Jeugdwet", "Hulp aan jongeren en hun ouders."),
    "open": (
        "Open aanbod",
        "Voor iedereen. Er wordt niemand gevolgd: iemand is hier alleen bekend zolang diegene meedoet.",
    ),
}


def load_legal_domains() -> None:
    """Put the four legal domains that every municipality has in place; what a municipality changed stays."""
    for code, (name, explanation) in LEGAL_DOMAINS.items():
        LegalDomain.objects.get_or_create(code=code, defaults={"name": name, "explanation": explanation})


@transaction.atomic
def close_account(*, user_id: UUID, by: Actor, at: datetime) -> None:
    """Let nobody sign in with this account any more; who is signed in with it is out at once."""
    if User.objects.filter(id=user_id, is_active=True).update(is_active=False):
        record_act(by=by, act="close_account", object_type="user", object_id=user_id, at=at)
