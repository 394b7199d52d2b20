from django.db import models


class ServiceStatus(models.TextChoices):
    """HSDS 3: service.status."""

    ACTIVE = "active", "actief"
    INACTIVE = "inactive", "niet actief"
    DEFUNCT = "defunct", "opgeheven"
    TEMPORARILY_CLOSED = "temporarily closed", "tijdelijk gesloten"


class LocationType(models.TextChoices):
    """HSDS 3: location.location_type."""

    PHYSICAL = "physical", "een plek"
    POSTAL = "postal", "postadres"
    VIRTUAL = "virtual", "online"


class ScheduleFrequency(models.TextChoices):
    """HSDS 3: schedule.freq."""

    WEEKLY = "WEEKLY", "elke week"
    MONTHLY = "MONTHLY", "elke maand"


class TaxonomyCode(models.TextChoices):
    """The classifications that Meedoen knows, published as HSDS taxonomies."""

    INTEREST = "interest", "wat je wilt doen"
    LIFE_DOMAIN = "life_domain", "leefgebied"
    ACTIVATION_LEVEL = "activation_level", "niveau"
    LADDER_STEP = "ladder_step", "trede van de participatieladder"
    ACCESS = "access", "toegang"
    VARIANT = "variant", "soort plek"


class Access(models.TextChoices):
    """Who may come: without a formal decision, with and without, or only with an indication."""

    OPEN = "open", "voor iedereen, zonder indicatie"
    MIXED = "mixed", "met en zonder indicatie"
    INDICATION = "indication", "met een indicatie"


class Variant(models.TextChoices):
    """Utrecht's kinds of subsidised place; a work-like place needs an indication."""

    JOIN_IN = "join_in", "meedoen"
    WORK_ALONG = "work_along", "meewerken"
    WORK_LIKE = "work_like", "arbeidsmatige activering"
