"""Words of agreements."""

from django.db import models

from meedoen.shared.period import half_year


class AgreementKind(models.TextChoices):
    SUBSIDY = "subsidy", "subsidie"
    CONTRACT = "contract", "contract"
    PURCHASE = "purchase", "inkoop"


class PriceBasis(models.TextChoices):
    """How an agreement line is paid: the costs reached follow from it."""

    PERSON = "person", "per persoon"
    HALF_DAY = "half_day", "per dagdeel"
    LUMP_SUM = "lump_sum", "vast bedrag, in termijnen betaald"


PER: dict[PriceBasis, str] = {
    PriceBasis.PERSON: "per persoon",
    PriceBasis.HALF_DAY: "per dagdeel",
    PriceBasis.LUMP_SUM: "per halfjaar, vast bedrag",
}
"""What a unit price is for."""


def number(value: int) -> str:
    """A whole number as it is written in Dutch: 1.204."""
    return f"{value:,}".replace(",", ".")


def half_year_name(code: str) -> str:
    """A half-year in words: `2026-H1` is "eerste helft van 2026"."""
    start = half_year(code).start
    return f"{'eerste' if start.month == 1 else 'tweede'} helft van {start.year}"
