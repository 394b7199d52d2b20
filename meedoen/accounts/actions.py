"""Writes of accounts."""

from meedoen.accounts.models import LegalDomain

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
