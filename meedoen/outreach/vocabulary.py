from django.db import models


class NoticeStatus(models.TextChoices):
    RECEIVED = "received", "ontvangen"
    PICKED_UP = "picked_up", "opgepakt"
    IN_CONTACT = "in_contact", "in contact"
    CLOSED = "closed", "afgesloten"


class ReporterKind(models.TextChoices):
    GP = "gp", "huisarts of praktijkondersteuner"
    NURSE = "nurse", "wijkverpleging of thuiszorg"
    POLICE = "police", "wijkagent"
    HOUSING = "housing", "woningcorporatie"
    SCHOOL = "school", "school"
    NEIGHBOUR = "neighbour", "buur, familie of bekende"
    SELF = "self", "de inwoner zelf"
    IMPORT = "import", "een lijst van een instantie"
    WELFARE = "welfare", "welzijn of vrijwilliger"
    OTHER = "other", "anders"


class CloseReason(models.TextChoices):
    """Why a notice is closed. Declining is fine: support is voluntary (F4.001)."""

    SUPPORTED = "supported", "de inwoner krijgt hulp of doet ergens mee"
    DECLINED = "declined", "de inwoner wil geen contact"
    NOT_FOUND = "not_found", "er is geen contact gelukt"
    ELSEWHERE = "elsewhere", "iemand anders helpt al"
    MISTAKE = "mistake", "het signaal klopte niet"


class Urgency(models.TextChoices):
    """How soon somebody has to look, in words; never a score of a person."""

    TODAY = "today", "vandaag nog: er dreigt iets"
    WEEK = "week", "deze week"
    CAN_WAIT = "can_wait", "het kan even wachten"


URGENCY_WORKING_DAYS: dict[str, int] = {Urgency.TODAY: 0, Urgency.WEEK: 3}
"""Within how many working days a notice is picked up at most, whatever the term of the installation is.
The words say it themselves; "it can wait" has the term of `NOTICE_WORKING_DAYS`."""

CLIMBS_AFTER_WORKING_DAYS = 2
"""A notice that is late is the team lead's the day after its date, and so many working days later policy's.
A choice of this project: the sources name no term."""


class ClimbedTo(models.TextChoices):
    """Who was told that a notice was not picked up in time."""

    TEAM = "team", "het team"
    TEAM_LEAD = "team_lead", "de teamleider"
    POLICY_LEAD = "policy_lead", "beleid"


class CampaignStatus(models.TextChoices):
    DRAFT = "draft", "in voorbereiding"
    RUNNING = "running", "loopt"
    DONE = "done", "klaar"


class Channel(models.TextChoices):
    LETTER = "letter", "brief"
    EMAIL = "email", "e-mail"
    SMS = "sms", "sms"
    PHONE = "phone", "telefoon"
    DOOR = "door", "aan de deur"


class InvitationStatus(models.TextChoices):
    PLANNED = "planned", "ingepland"
    INVITED = "invited", "uitgenodigd"
    MOVED = "moved", "andere tijd gekozen"
    DECLINED = "declined", "komt niet"
    CAME = "came", "geweest"
    MISSED = "missed", "niet gekomen"
    STOPPED = "stopped", "gestopt met uitnodigen"


class TryOutcome(models.TextChoices):
    SENT = "sent", "verstuurd"
    BOUNCED = "bounced", "niet aangekomen"
    REACHED = "reached", "gesproken"
    NO_ANSWER = "no_answer", "geen antwoord"


class DayOutcome(models.TextChoices):
    """What came of a talk on a contact day, in words; a no is as good as a yes (F4.001)."""

    TO_TEAM = "to_team", "naar het buurtteam in de kamer ernaast"
    TO_BROKER = "to_broker", "naar de sociaal makelaar"
    ACTIVE = "active", "doet al iets en gaat zo door"
    NOT_NOW = "not_now", "nu niet; weet waar het team te vinden is"
    OTHER = "other", "iets anders afgesproken"


class LeftOut(models.TextChoices):
    """Why somebody who fits a campaign is not invited by it."""

    WANTS_REST = "wants_rest", "wil nu geen contact"
    SHIELDED = "shielded", "is afgeschermd: de vaste contactpersoon nodigt zelf uit"
    PAUSED = "paused", "wordt nog niet opnieuw uitgenodigd"
    ELSEWHERE = "elsewhere", "staat al in een campagne die loopt"


class NotSeen(models.TextChoices):
    """For how long nobody of the agency spoke somebody."""

    UNDER_A_YEAR = "under_a_year", "korter dan een jaar"
    TO_THREE = "to_three", "een tot drie jaar"
    TO_FIVE = "to_five", "drie tot vijf jaar"
    LONGER = "longer", "langer dan vijf jaar"
    NEVER = "never", "nog nooit, of niet bekend"


class BatchStatus(models.TextChoices):
    WAITING = "waiting", "wacht"
    WORKING = "working", "wordt gemaakt"
    DONE = "done", "klaar"
    FAILED = "failed", "niet gelukt"


class MessageStatus(models.TextChoices):
    """Where a mail or text message is. `unsure`: the process ended while it went out, and nobody can say."""

    WAITING = "waiting", "wacht"
    SENDING = "sending", "wordt verstuurd"
    UNSURE = "unsure", "niet zeker of het verstuurd is"
    SENT = "sent", "verstuurd"
    DELIVERED = "delivered", "aangekomen"
    BOUNCED = "bounced", "niet aangekomen"
    FAILED = "failed", "niet gelukt"


NOTICE_STEPS: dict[str, frozenset[str]] = {
    NoticeStatus.RECEIVED: frozenset({NoticeStatus.PICKED_UP}),
    NoticeStatus.PICKED_UP: frozenset({NoticeStatus.IN_CONTACT, NoticeStatus.CLOSED}),
    NoticeStatus.IN_CONTACT: frozenset({NoticeStatus.CLOSED}),
    NoticeStatus.CLOSED: frozenset(),
}

NOTICE_WORKING_DAYS: dict[str, int] = {
    NoticeStatus.RECEIVED: 3,
    NoticeStatus.PICKED_UP: 5,
    NoticeStatus.IN_CONTACT: 20,
}
"""Within how many working days the next step is due: pick up, make contact, close. The source documents
name no term; these are the start values of a setting (`NOTICE_WORKING_DAYS` in the settings)."""

RECEIPT_SENTENCES: dict[str, str] = {
    NoticeStatus.RECEIVED: "Het team heeft het signaal. Iemand van het team pakt het snel op.",
    NoticeStatus.PICKED_UP: "Iemand van het team heeft het signaal opgepakt en probeert contact te krijgen.",
    NoticeStatus.IN_CONTACT: "Het team heeft contact.",
    NoticeStatus.CLOSED: "Het team sloot het af. Maak je je nog steeds zorgen? Geef het opnieuw door.",
}
"""What the receipt says, and all it says."""
