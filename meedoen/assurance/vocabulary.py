from django.db import models


class AssuranceWay(models.TextChoices):
    """How somebody came to say that a record is true."""

    LINK = "link", "met de link uit de mail"
    CALL = "call", "gebeld"
    VISIT = "visit", "langs geweest"
    OWNER = "owner", "door de organisatie zelf"
    EDIT = "edit", "bij het aanpassen"
    IMPORT = "import", "ingelezen uit een bron"


class Stage(models.TextChoices):
    """How far a record is on its way from confirmed to out of sight."""

    CURRENT = "current", "actueel"
    SOON = "soon", "binnenkort aan de beurt"
    DUE = "due", "nu aan de beurt"
    REMINDED = "reminded", "herinnering verstuurd"
    LABELLED = "labelled", "met label: al lang niet nagevraagd"
    HIDDEN = "hidden", "niet meer te zien"


class Next(models.TextChoices):
    """What happens to a record next if nobody does anything."""

    REMIND = "remind", "herinnering"
    LABEL = "label", "label"
    HIDE = "hide", "niet meer te zien"


class AddressKind(models.TextChoices):
    URL = "url", "webadres"
    EMAIL = "email", "e-mailadres"


class AddressState(models.TextChoices):
    """What the last visits to an address say. It is called dead after failures on three days."""

    OK = "ok", "werkt"
    DEAD = "dead", "werkt niet meer"
    UNSURE = "unsure", "niet zeker"


class Outcome(models.TextChoices):
    """What one visit to an address gave. `UNSURE` says nothing of the address itself."""

    OK = "ok", "antwoordt"
    FAIL = "fail", "antwoordt niet"
    UNSURE = "unsure", "niet te zeggen"


class AdviceCode(models.TextChoices):
    """What can be better about a record."""

    NO_DESCRIPTION = "no_description", "geen beschrijving"
    SHORT_DESCRIPTION = "short_description", "korte beschrijving"
    NO_TIMES = "no_times", "geen dagen of tijden"
    NO_PRICE = "no_price", "geen prijs"
    NO_CONTACT = "no_contact", "geen telefoonnummer of e-mailadres"
    NO_AREA = "no_area", "geen werkgebied"
    NO_ADDRESS = "no_address", "geen adres"
    NO_GROUP = "no_group", "niet gezegd voor wie"
    NO_LEVEL = "no_level", "geen niveau"
    NO_ACTIVITIES = "no_activities", "niet gezegd wat je er doet"
    CAPITALS = "capitals", "alles in hoofdletters"
    LONG_SENTENCES = "long_sentences", "lange zinnen"
    DEAD_LINK = "dead_link", "een adres werkt niet meer"
    NOT_CONFIRMED = "not_confirmed", "niet bevestigd"
