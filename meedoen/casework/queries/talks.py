"""Reads of talks: for the worker of the case all of it, for the person the summary and their own words."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from meedoen.casework.models import Case, Conversation, TalkTemplate
from meedoen.casework.vocabulary import ConversationKind, TalkKind


@dataclass(frozen=True)
class TalkCard:
    """A talk for who works on the case, with what the person said of its summary."""

    id: UUID
    held_on: date
    kind: ConversationKind
    talk: TalkKind
    story: str
    agreed: str
    summary: str
    person_says: str
    person_said_at: datetime | None
    by: str


@dataclass(frozen=True)
class OwnTalk:
    """A talk for the person it was with: never the worker's own story."""

    id: UUID
    held_on: date
    talk: TalkKind
    summary: str
    person_says: str
    by: str
    agency: str


def talks_of(case: Case) -> list[TalkCard]:
    """The talks of a case, newest first."""
    return [_card(row) for row in case.conversations.select_related("by")]


def talk_of(case: Case, conversation_id: UUID) -> Conversation | None:
    """One talk of this case, or None."""
    return case.conversations.filter(id=conversation_id).first()


def own_talks(person_id: UUID) -> list[OwnTalk]:
    """The talks with a person that have a summary, newest first, in whichever agency."""
    rows = _own(person_id).exclude(summary="").select_related("by", "case__involvement__agency")
    return [
        OwnTalk(
            row.id,
            row.held_on,
            TalkKind(row.talk),
            row.summary,
            row.person_says,
            row.by.name,
            row.case.involvement.agency.name,
        )
        for row in rows
    ]


def own_talk(person_id: UUID, conversation_id: UUID) -> Conversation | None:
    """A talk with this person that has a summary, or None."""
    return _own(person_id).exclude(summary="").filter(id=conversation_id).first()


def talk_templates() -> list[TalkTemplate]:
    """Every kind of talk with its questions, in the order of the kinds."""
    order = {kind: place for place, kind in enumerate(TalkKind.values)}
    return sorted(TalkTemplate.objects.all(), key=lambda row: order.get(row.kind, len(order)))


def talk_template(kind: str) -> TalkTemplate | None:
    """The questions of one kind of talk; None for a kind without any."""
    return TalkTemplate.objects.filter(kind=kind).first()


def _own(person_id: UUID) -> QuerySet[Conversation]:
    return Conversation.objects.filter(case__involvement__person_id=person_id)


def _card(row: Conversation) -> TalkCard:
    return TalkCard(
        id=row.id,
        held_on=row.held_on,
        kind=ConversationKind(row.kind),
        talk=TalkKind(row.talk),
        story=row.story,
        agreed=row.agreed,
        summary=row.summary,
        person_says=row.person_says,
        person_said_at=row.person_said_at,
        by=row.by.name,
    )
