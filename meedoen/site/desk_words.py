"""How the desk says a day, and a case as a row in a list."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from meedoen.casework.policy import is_late
from meedoen.casework.queries import Case, case_person
from meedoen.look.parts import PersonRow, TaskRow
from meedoen.outreach.models import Notice
from meedoen.outreach.vocabulary import ClimbedTo, NoticeStatus, ReporterKind, Urgency
from meedoen.people.queries import PersonCard
from meedoen.people.vocabulary import NextAction

NOTICE_DUE = {
    NoticeStatus.RECEIVED: "oppakken",
    NoticeStatus.PICKED_UP: "contact leggen",
    NoticeStatus.IN_CONTACT: "afronden",
}

ABOVE = {
    ClimbedTo.TEAM: "",
    ClimbedTo.TEAM_LEAD: ", te laat: nu ook van de teamleider",
    ClimbedTo.POLICY_LEAD: ", te laat: nu ook bij beleid",
}


def day(on: date, today: date) -> str:
    """A day as people say it: vandaag, morgen, gisteren, di 24 nov, or with the year where it is another."""
    near = {today: "vandaag", today + timedelta(days=1): "morgen", today - timedelta(days=1): "gisteren"}
    return near.get(on) or date_format(on, "D j M" if on.year == today.year else "j M Y").lower()


def next_action(case: Case) -> str:
    """What the lead does next, in words; without one, what to do about that."""
    action = case.involvement.next_action
    return str(NextAction(action).label) if action else "kies een volgende stap"


def case_rows(
    cases: Iterable[Case], cards: Mapping[UUID, PersonCard], today: date, *, with_lead: bool = False
) -> list[PersonRow]:
    """Cases as rows, in the order given; without a card there is no row."""
    return [
        _case_row(case, cards[case_person(case)], today, with_lead=with_lead)
        for case in cases
        if case_person(case) in cards
    ]


def _case_row(case: Case, card: PersonCard, today: date, *, with_lead: bool) -> PersonRow:
    involvement = case.involvement
    due = involvement.next_action_on
    rest = involvement.left_alone_until
    details = [
        f"contactpersoon {involvement.lead.name}" if with_lead and involvement.lead else "",
        f"met rust tot {day(rest, today)}" if rest and rest > today else "",
        "afgeschermd" if card.shielded else "",
    ]
    return PersonRow(
        name=card.name,
        url=reverse("desk:case", args=[case.id]),
        details=[detail for detail in details if detail],
        next_action=next_action(case),
        due=day(due, today) if due else "geen datum",
        late=is_late(due, today),
    )


def notice_row(notice: Notice, today: date) -> TaskRow:
    """A notice as a row: by whom in general, never about whom."""
    above = ABOVE[ClimbedTo(notice.climbed_to)]
    received = day(localtime(notice.received_at).date(), today)
    taken = f"opgepakt door {notice.taken_by.name}" if notice.taken_by else "nog niet opgepakt"
    return TaskRow(
        title=f"Signaal van {ReporterKind(notice.reporter_kind).label}",
        url=reverse("desk:notice", args=[notice.id]),
        about=f"{Urgency(notice.urgency).label}; ontvangen: {received}, {taken}{above}",
        due=f"uiterlijk {day(notice.due_on, today)} {NOTICE_DUE[NoticeStatus(notice.status)]}",
        late=is_late(notice.due_on, today),
    )
