from django.db import models


class ProposalKind(models.TextChoices):
    """What is proposed."""

    NEW = "new", "nieuw"
    EDIT = "edit", "wijziging"
    CLOSE = "close", "gestopt"
    REMARK = "remark", "opmerking"


class ProposalState(models.TextChoices):
    """How a proposal stands. Once decided, withdrawn or replaced it stays so."""

    PENDING = "pending", "wacht"
    APPROVED = "approved", "overgenomen"
    PARTLY = "partly", "deels overgenomen"
    DECLINED = "declined", "niet overgenomen"
    WITHDRAWN = "withdrawn", "ingetrokken"
    REPLACED = "replaced", "vervangen door een nieuwer voorstel"


class Sender(models.TextChoices):
    """Who proposes: an organization about its own records, or anybody."""

    ORGANIZATION = "organization", "organisatie"
    VISITOR = "visitor", "bezoeker"


class Topic(models.TextChoices):
    """What a visitor says is wrong."""

    WRONG = "wrong", "Er klopt iets niet meer"
    STOPPED = "stopped", "Het is gestopt"
    TIMES = "times", "Het is op andere dagen of tijden"
    PLACE = "place", "Het is op een andere plek"
    ELSE = "else", "Iets anders"


class ChangeKind(models.TextChoices):
    """The kinds of change for which a municipality says whether it wants to look first."""

    NEW_SERVICE = "new_service", "nieuw aanbod"
    NEW_ORGANIZATION = "new_organization", "nieuwe organisatie"
    NAME = "name", "naam of KvK-nummer"
    TARGET_GROUP = "target_group", "voor wie het is"
    ACCESS = "access", "indicatie nodig of niet"
    PRICE = "price", "prijs"
    STATUS = "status", "gestopt, even dicht of weer open"
    TIMES = "times", "dagen en tijden"
    PLACE = "place", "plek en werkgebied"
    CONTACT = "contact", "telefoon, mail en website"
    CAPACITY = "capacity", "vrije plekken"
    WORDS = "words", "beschrijving en kenmerken"


class AppliesTo(models.TextChoices):
    """For which proposals a question of the checklist is asked."""

    NEW = "new", "alleen bij nieuw aanbod"
    ALL = "all", "bij elk voorstel"


class Answer(models.TextChoices):
    """The answer to a question of the checklist."""

    YES = "yes", "ja"
    NO = "no", "nee"
    NOT_APPLICABLE = "not_applicable", "niet van toepassing"


class Repeat(models.TextChoices):
    """How often something is, in the words of the editor of days and times."""

    WEEKLY = "weekly", "elke week"
    FORTNIGHTLY = "fortnightly", "om de week"
    MONTHLY = "monthly", "elke maand, op een vaste dag zoals de eerste maandag"
    ONCE = "once", "één keer, op een datum"
