from django.db import models


class AgreementKind(models.TextChoices):
    SUBSIDY = "subsidy", "subsidie"
    CONTRACT = "contract", "contract"
    PURCHASE = "purchase", "inkoop"


class PriceBasis(models.TextChoices):
    """How an agreement line is paid: the costs reached follow from it."""

    PERSON = "person", "per persoon"
    HALF_DAY = "half_day", "per dagdeel"
    LUMP_SUM = "lump_sum", "vast bedrag, in termijnen betaald"
