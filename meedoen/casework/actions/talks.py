"""Writes about talks: the talk, a short note, the summary for the person, and what they say of it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.casework.models import Case, Conversation, TalkTemplate
from meedoen.casework.policy.cases import happened
from meedoen.casework.policy.talks import may_ask, may_change_summary, may_correct
from meedoen.casework.reference_talks import TALKS
from meedoen.casework.vocabulary import REACHED, ConversationKind, QuickNote, TalkKind
from meedoen.people.actions import note_contact
from meedoen.shared.errors import refuse_unless
from meedoen.shared.stable_id import stable_id
from meedoen.trail.actions import record_act


@transaction.atomic
def load_talks() -> None:
    """Put the questions of `reference_talks.py` in place; what stands already or was changed stays."""
    for talk in TALKS:
        TalkTemplate.objects.get_or_create(
            kind=talk.kind,
            defaults={
                "id": stable_id("talk_template", talk.kind),
                "name": str(talk.kind.label),
                "questions": list(talk.questions),
                "source": talk.source,
            },
        )


@transaction.atomic
def change_questions(*, kind: TalkKind, questions: list[str], by: Actor, at: datetime) -> TalkTemplate:
    """Put the questions of a kind of talk in the words of the municipality.

    Raises Refused where they ask about the right to benefit, are too many or too long.
    """
    wanted = [question.strip() for question in questions if question.strip()]
    refuse_unless(may_ask(wanted))
    row = TalkTemplate.objects.select_for_update().get(kind=kind)
    before, row.questions = row.questions, wanted
    row.save(update_fields=["questions"])
    changes = {"questions": ("\n".join(before), "\n".join(wanted))}
    record_act(
        by=by, act="change_questions", object_type="talk_template", object_id=row.id, at=at, changes=changes
    )
    return row


@transaction.atomic
def record_conversation(
    *,
    case: Case,
    held_on: date,
    kind: ConversationKind,
    story: str,
    agreed: str,
    by: Actor,
    at: datetime,
    talk: TalkKind = TalkKind.FREE,
    summary: str = "",
) -> Conversation:
    """Write down a talk and what was agreed in it; `summary` is what the person reads on their own page.

    Raises Refused where the day is still to come.
    """
    refuse_unless(happened(held_on, at.date()))
    conversation = Conversation.objects.create(
        case=case,
        held_on=held_on,
        kind=kind,
        talk=talk,
        story=story,
        agreed=agreed,
        summary=summary.strip(),
        by_id=by.user_id,
        recorded_at=at,
    )
    note_contact(involvement_id=case.involvement_id, on=held_on)
    record_act(by=by, act="record_conversation", object_type="conversation", object_id=conversation.id, at=at)
    return conversation


@transaction.atomic
def note_quickly(
    *, case: Case, note: QuickNote, kind: ConversationKind, more: str, by: Actor, at: datetime
) -> Conversation:
    """A short note of today. Only where the person was spoken does it count as contact."""
    conversation = Conversation.objects.create(
        case=case,
        held_on=at.date(),
        kind=kind,
        talk=TalkKind.QUICK,
        story="\n".join(part for part in (f"{note.label}.", more.strip()) if part),
        by_id=by.user_id,
        recorded_at=at,
    )
    if note in REACHED:
        note_contact(involvement_id=case.involvement_id, on=at.date())
    record_act(by=by, act="note_quickly", object_type="conversation", object_id=conversation.id, at=at)
    return conversation


@transaction.atomic
def write_summary(*, case: Case, conversation_id: UUID, summary: str, by: Actor, at: datetime) -> None:
    """Write or change what the person reads of a talk. Raises Refused after the person answered to it."""
    row = case.conversations.select_for_update().get(id=conversation_id)
    refuse_unless(may_change_summary(row.person_says))
    state = ("filled" if row.summary else "empty", "changed" if summary.strip() else "emptied")
    row.summary = summary.strip()
    row.save(update_fields=["summary"])
    record_act(
        by=by,
        act="write_summary",
        object_type="conversation",
        object_id=row.id,
        at=at,
        changes={"summary": state},
    )


@transaction.atomic
def say_not_right(*, conversation_id: UUID, says: str, by: Actor, at: datetime) -> None:
    """The person says what is not right in the summary: it stands beside it, and nothing is taken away.

    Raises Refused where there is no summary, or nothing was written.
    """
    row = Conversation.objects.select_for_update().get(id=conversation_id)
    refuse_unless(may_correct(row.summary, says))
    state = ("filled" if row.person_says else "empty", "changed")
    row.person_says, row.person_said_at = says.strip(), at
    row.save(update_fields=["person_says", "person_said_at"])
    record_act(
        by=by,
        act="say_not_right",
        object_type="conversation",
        object_id=row.id,
        at=at,
        changes={"person_says": state},
    )
