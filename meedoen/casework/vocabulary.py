from django.db import models


class Purpose(models.TextChoices):
    """Why a case is opened; written in the access log and read by the person."""

    PREPARE = "prepare", "gesprek voorbereiden"
    CONVERSATION = "conversation", "gesprek vastleggen"
    PLAN = "plan", "samen een plan maken"
    PLACE = "place", "een plek zoeken"
    FOLLOW = "follow", "vragen hoe het gaat"
    QUESTION = "question", "vraag van de inwoner"
    HANDOVER = "handover", "overdragen of waarnemen"


class ConversationKind(models.TextChoices):
    HOME = "home", "bij iemand thuis"
    OFFICE = "office", "op locatie"
    PHONE = "phone", "aan de telefoon"
    WALK_IN = "walk_in", "bij de inloop"


class GoalStatus(models.TextChoices):
    OPEN = "open", "loopt"
    REACHED = "reached", "gelukt"
    DROPPED = "dropped", "losgelaten"


class View(models.TextChoices):
    """Whose view a measurement is; both are kept, and they may differ."""

    WORKER = "worker", "de medewerker"
    PERSON = "person", "de inwoner zelf"


class ScaleCode(models.TextChoices):
    """The scales that come with Meedoen; a municipality can add its own."""

    PARTICIPATION_LADDER = "participation_ladder", "participatieladder"
    UTRECHT_ARRANGEMENTS = "utrecht_arrangements", "arrangementen Utrecht"
    DEVENTER_LEVELS = "deventer_levels", "niveaus van sociale activering"


class ScaleDirection(models.TextChoices):
    UP = "up", "hoger is dichter bij betaald werk"
    DOWN = "down", "lager is dichter bij betaald werk"


class Aspect(models.TextChoices):
    """What somebody does and what somebody can are two values (F7.037)."""

    DOES = "does", "wat iemand nu doet"
    CAN = "can", "wat iemand kan"
