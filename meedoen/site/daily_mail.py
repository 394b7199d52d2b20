"""The mail of the day as a whole: what casework counts for a worker, and the notices of their team."""

from meedoen.accounts.actor import Actor
from meedoen.casework.jobs import mail_what_waits
from meedoen.casework.queries.daily_mail import Waiting
from meedoen.outreach.queries import open_notices


def send() -> None:
    """Every few minutes, from the timetable; nobody gets more than one mail a day."""
    mail_what_waits(more=waiting_notices)


def waiting_notices(by: Actor) -> list[Waiting]:
    """The open notices of this worker's team; none where that is not theirs to see."""
    count = open_notices(by).count()
    if not count:
        return []
    return [Waiting(count, "signaal wacht op jullie", "signalen wachten op jullie", "/werk/signalen/")]
