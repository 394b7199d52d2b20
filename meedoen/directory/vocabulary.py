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


class AddressType(models.TextChoices):
    """HSDS 3: address.address_type."""

    PHYSICAL = "physical", "bezoekadres"
    POSTAL = "postal", "postadres"
    VIRTUAL = "virtual", "online"


class Weekday(models.TextChoices):
    """HSDS 3: schedule.wkst and the codes of schedule.byday (RFC 5545)."""

    MO = "MO", "maandag"
    TU = "TU", "dinsdag"
    WE = "WE", "woensdag"
    TH = "TH", "donderdag"
    FR = "FR", "vrijdag"
    SA = "SA", "zaterdag"
    SU = "SU", "zondag"


class PartOfDay(models.TextChoices):
    """The parts of a day as the search index marks them: before twelve, until five, from five."""

    MORNING = "morning", "ochtend"
    AFTERNOON = "afternoon", "middag"
    EVENING = "evening", "avond"


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
    THEME = "theme", "buurtthema"
    LEGAL_DOMAIN = "legal_domain", "wettelijk kader"
    TARGET_GROUP = "target_group", "voor wie"
    ACCESSIBILITY = "accessibility", "toegankelijkheid"


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


class Freshness(models.TextChoices):
    """What the public may be told of how long ago a record was confirmed."""

    CURRENT = "current", "actueel"
    AGING = "aging", "al lang niet nagevraagd"
    LAPSED = "lapsed", "niet meer te zien: niet bevestigd"


class Origin(models.TextChoices):
    """How the value of a field came here, where it is not as the source of the record said."""

    OWN = "own", "hier aangepast"
    SUGGESTION = "suggestion", "uit een voorstel"


class Winner(models.TextChoices):
    """Which value stays where a field was edited here and the source says something else."""

    OWN = "own", "wat hier is aangepast blijft staan"
    SOURCE = "source", "de bron wint altijd"


class SourceKind(models.TextChoices):
    HSDS = "hsds", "HSDS-bestand"
    API = "api", "HSDS-API"
    TABLE = "table", "tabel (CSV of XLSX)"


class RevisionKind(models.TextChoices):
    """Why a record changed."""

    ADD = "add", "toegevoegd"
    EDIT = "edit", "aangepast"
    SUGGESTION = "suggestion", "voorstel overgenomen"
    IMPORT = "import", "ingelezen"
    MERGE = "merge", "samengevoegd"
    UNDO = "undo", "teruggedraaid"
    ASSURE = "assure", "bevestigd"
