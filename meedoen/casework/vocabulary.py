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


DAYS: dict[str, str] = {
    "MO": "maandag",
    "TU": "dinsdag",
    "WE": "woensdag",
    "TH": "donderdag",
    "FR": "vrijdag",
    "SA": "zaterdag",
    "SU": "zondag",
}

PARTS_OF_DAY: dict[str, str] = {"morning": "ochtend", "afternoon": "middag", "evening": "avond"}

PARTS_OF_WEEK: dict[str, str] = {
    f"{day}-{part}": f"{day_name}{part_name}"
    for day, day_name in DAYS.items()
    for part, part_name in PARTS_OF_DAY.items()
}
"""Days as in iCalendar with a part of the day: `MO-morning` is "maandagochtend"."""

DISTANCES: dict[int, str] = {
    1000: "ongeveer 1 kilometer, op loopafstand",
    2000: "ongeveer 2 kilometer",
    3000: "ongeveer 3 kilometer",
    5000: "ongeveer 5 kilometer",
    10000: "ongeveer 10 kilometer",
}
"""How far somebody wants to go at most, in metres."""


class TalkKind(models.TextChoices):
    """What a talk is for. None of them is a check on the right to benefit (F2.031)."""

    FREE = "free", "gewoon gesprek"
    FIRST = "first", "eerste gesprek"
    YEARLY = "yearly", "jaarlijks gesprek over meedoen"
    CONTACT_DAY = "contact_day", "gesprek op de wijkcontactdag"
    PLAN = "plan", "gesprek over het plan"
    REVIEW = "review", "plan bespreken"
    WITH_PARENTS = "with_parents", "gesprek met ouders of verzorgers"
    FOLLOW = "follow", "vragen hoe het gaat"
    QUICK = "quick", "korte notitie"


class QuickNote(models.TextChoices):
    """What a short note says, with one tap."""

    GOES_WELL = "goes_well", "We spraken elkaar, het gaat zijn gang"
    NEEDS_SOMETHING = "needs_something", "We spraken elkaar, er is iets nodig"
    APPOINTMENT = "appointment", "We maakten een afspraak"
    NO_ANSWER = "no_answer", "Ik kreeg geen contact"
    OTHER = "other", "Iets anders"


REACHED = frozenset({QuickNote.GOES_WELL, QuickNote.NEEDS_SOMETHING, QuickNote.APPOINTMENT})
"""The short notes after which somebody was in contact."""


class PlanKind(models.TextChoices):
    """Divosa's chain of plan kinds (F2.066), in its order; a plan moves along it both ways."""

    REST = "rest", "rustplan"
    CARE = "care", "zorgplan"
    PARTICIPATION = "participation", "participatieplan"
    GUIDANCE = "guidance", "toeleidingsplan"


class StepOwner(models.TextChoices):
    PERSON = "person", "de inwoner"
    LEAD = "lead", "de vaste contactpersoon"
    OTHER = "other", "iemand anders"


class AnswerKind(models.TextChoices):
    LEVEL = "level", "niveau met een naam"
    NUMBER = "number", "cijfer"
    WORDS = "words", "eigen woorden"


class MeasureMoment(models.TextChoices):
    BASELINE = "baseline", "beginmeting"
    INTERIM = "interim", "tussenmeting"
    END = "end", "eindmeting"


class WmoDecision(models.TextChoices):
    GRANTED = "granted", "toegekend"
    PARTLY = "partly", "deels toegekend"
    REFUSED = "refused", "afgewezen"


class WmoEnd(models.TextChoices):
    """How a route ends without, or after, a decision."""

    DECIDED = "decided", "er is beslist"
    NO_APPLICATION = "no_application", "geen aanvraag: eigen kracht of algemene voorziening"
    WITHDRAWN = "withdrawn", "ingetrokken door de inwoner"
    MOVED = "moved", "verhuisd of overleden"
    HANDED_OVER = "handed_over", "overgedragen: een ander behandelt de vraag verder"


class WmoStep(models.TextChoices):
    """The days of a route under the Wmo 2015, in the order in which they mostly come."""

    REPORTED = "reported_on", "vraag gemeld"
    CONFIRMED = "confirmed_on", "ontvangst bevestigd"
    SUPPORT = "support_pointed_out_on", "gewezen op gratis cliëntondersteuning"
    PLAN_OFFERED = "own_plan_pointed_out_on", "gewezen op een eigen plan"
    PLAN_RECEIVED = "own_plan_received_on", "eigen plan ontvangen"
    INVESTIGATED = "investigated_on", "onderzoek klaar"
    REPORT_GIVEN = "report_given_on", "verslag gegeven"
    APPLIED = "applied_on", "aanvraag ontvangen"
    DECIDED = "decided_on", "beslissing verstuurd"


class WmoTerm(models.TextChoices):
    """The terms of a route: two of the municipality, two of the person."""

    OWN_PLAN = "own_plan", "een eigen plan inleveren"
    INVESTIGATION = "investigation", "het onderzoek afronden"
    DECISION = "decision", "beslissen op de aanvraag"
    OBJECTION = "objection", "bezwaar maken"


class TermStanding(models.TextChoices):
    """Where a term stands today."""

    AHEAD = "ahead", "loopt"
    SOON = "soon", "loopt bijna af"
    LATE = "late", "te laat"
    STILL = "still", "staat stil"
    MET = "met", "op tijd gedaan"
    MET_LATE = "met_late", "te laat gedaan"
    OVER = "over", "voorbij"


class ReferralStatus(models.TextChoices):
    SENT = "sent", "wacht op antwoord"
    ACCEPTED = "accepted", "aangenomen"
    RETURNED = "returned", "terug bij de afzender"
    WITHDRAWN = "withdrawn", "ingetrokken"


class TurnAnswer(models.TextChoices):
    ACCEPTED = "accepted", "aangenomen"
    DECLINED = "declined", "niet aangenomen"
    LAPSED = "lapsed", "geen antwoord binnen de termijn"
    WITHDRAWN = "withdrawn", "ingetrokken"


class LadderQuestion(models.TextChoices):
    """The questions of the ladder chooser, as `policy/ladder.py` asks them."""

    PAID_WORK = "paid_work", "betaald werk"
    HELP_AT_WORK = "help_at_work", "hulp bij betaald werk"
    UNPAID_WORK = "unpaid_work", "onbetaald werk"
    ACTIVITY = "activity", "activiteiten"
    CONTACTS = "contacts", "contact met anderen"
    WORK_PROSPECT = "work_prospect", "kijken naar betaald werk"
    KEEPS = "keeps", "wat iemand al doet"
    WANTS = "wants", "wat iemand wil"


class SaidOrNot(models.TextChoices):
    YES = "yes", "ja"
    NO = "no", "nee"
    UNSAID = "unsaid", "weten we niet, of zeg ik liever niet"


class WorkProspect(models.TextChoices):
    """How person and worker see paid work now; the first two are Utrecht's A3 and A4 (F2.063)."""

    TRAJECTORY = "trajectory", "een traject naar werk kan beginnen"
    NO_CHANCE = "no_chance", "we zien nu geen kans op een baan"
    CLOSER = "closer", "werk is dichterbij dan dat"
    UNSAID = "unsaid", "weten we niet, of zeg ik liever niet"
