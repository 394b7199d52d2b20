"""Writes of the outbox: asked for, taken out one at a time, sent, arrived or not.

Before a message goes out its row says `sending`. Where the process ends right then, the service that can be
asked is asked; a mail server can't, so such a mail is `unsure` and somebody decides: never sent twice by
itself, and never lost.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.accounts.queries import actor_of
from meedoen.outreach.actions.inviting import bounced, note_try
from meedoen.outreach.channels import Busy, Envelope, Sender, Undeliverable, Unset
from meedoen.outreach.models import Campaign, Message
from meedoen.outreach.policy.letters import ASK_FOR, wait_after
from meedoen.outreach.queries.inviting import LetterFacts, due, invitations_due, letter_facts
from meedoen.outreach.vocabulary import Channel, MessageStatus, TryOutcome
from meedoen.people.queries import PersonCard, reveal
from meedoen.people.queries.inviting import may_be_invited
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act

PURPOSES = {Channel.EMAIL: "uitnodiging per e-mail", Channel.SMS: "uitnodiging per sms"}
PAGE = "invitation_message"
NOT_NEEDED = "niet meer nodig"

FindSender = Callable[[Channel], Sender]
Compose = Callable[[UUID, Channel, LetterFacts, PersonCard], Envelope]


@transaction.atomic
def ask_messages(*, campaign: Campaign, channel: Channel, by: Actor, at: datetime) -> int:
    """Put a message in the outbox for everybody whose turn it is by this channel; gives how many.

    Who has one under way gets no second. Raises Refused where nobody is due.
    """
    Campaign.objects.select_for_update().get(id=campaign.id)
    wanted = invitations_due(campaign.id, at.date()).get(channel, [])
    open_ones = (MessageStatus.WAITING, MessageStatus.SENDING, MessageStatus.UNSURE)
    under_way = set(
        Message.objects.filter(
            invitation__campaign=campaign, channel=channel, status__in=open_ones
        ).values_list("invitation_id", flat=True)
    )
    new = [
        Message(invitation_id=one, channel=channel, next_at=at, asked_at=at, by_id=by.user_id)
        for one in wanted
        if one not in under_way
    ]
    if not new:
        raise Refused("Er is nu niemand aan de beurt voor dit bericht.")
    Message.objects.bulk_create(new, batch_size=500)
    record_act(by=by, act="ask_messages", object_type="campaign", object_id=campaign.id, at=at)
    return len(new)


def send_next(*, at: datetime, sender_for: FindSender, compose: Compose) -> bool:
    """Send the message that has waited longest; False where none has to go now."""
    waiting = Message.objects.filter(status=MessageStatus.WAITING, next_at__lte=at).order_by("next_at", "id")
    message = waiting.first()
    if message is None:
        return False
    try:
        sender = sender_for(Channel(message.channel))
    except Unset:
        _later(message, "niet ingesteld", at)
        return True
    envelope = _taken_out(message, compose, at)
    if envelope is None:
        return True
    try:
        provider_id = sender.send(envelope, at=at)
    except Undeliverable as error:
        _refused(message, str(error), at)
    except Busy as error:
        _later(message, str(error), at)
    else:
        note_sent(message=message, provider_id=provider_id, at=at)
    return True


@transaction.atomic
def _taken_out(message: Message, compose: Compose, at: datetime) -> Envelope | None:
    """Mark a message as going out and write it, after the access line; None where it need not go any more."""
    row = Message.objects.select_for_update().select_related("invitation", "by").get(id=message.id)
    if row.status != MessageStatus.WAITING:
        return None
    by = actor_of(row.by, at.date())
    channel = Channel(row.channel)
    envelope = None
    for facts in letter_facts([row.invitation_id] if _is_due(row, at) else []):
        persons = [facts.person_id]
        cards = reveal(by=by, persons=persons, page=PAGE, purpose=PURPOSES[channel], at=at)
        if facts.person_id in cards:
            envelope = compose(row.id, channel, facts, cards[facts.person_id])
    if envelope is None or not envelope.to:
        Message.objects.filter(id=row.id).update(status=MessageStatus.FAILED, trouble=NOT_NEEDED)
        return None
    Message.objects.filter(id=row.id).update(status=MessageStatus.SENDING, sends=row.sends + 1)
    message.sends = row.sends + 1
    return envelope


def _is_due(message: Message, at: datetime) -> bool:
    """Whether the person still has to be reached: they said nothing meanwhile, and may be invited."""
    invitation = message.invitation
    is_due = due(invitation.campaign_id, at.date()).filter(id=invitation.id).exists()
    return is_due and invitation.involvement_id in may_be_invited([invitation.involvement_id])


@transaction.atomic
def note_sent(*, message: Message, provider_id: str, at: datetime) -> None:
    """It went out: the outbox and the outreach log say so in one step; twice changes nothing."""
    row = Message.objects.select_for_update().select_related("by").get(id=message.id)
    if row.sent_at is not None:
        return
    row.status, row.provider_id, row.sent_at, row.trouble = MessageStatus.SENT, provider_id[:80], at, ""
    row.save(update_fields=["status", "provider_id", "sent_at", "trouble"])
    _try(row, TryOutcome.SENT, at)


@transaction.atomic
def _refused(message: Message, why: str, at: datetime) -> None:
    row = Message.objects.select_for_update().select_related("by").get(id=message.id)
    row.status, row.trouble = MessageStatus.BOUNCED, why[:80]
    row.save(update_fields=["status", "trouble"])
    _try(row, TryOutcome.BOUNCED, at)


def _try(message: Message, outcome: TryOutcome, at: datetime) -> None:
    note_try(
        invitation_id=message.invitation_id,
        channel=message.channel,
        outcome=outcome,
        at=at,
        by=actor_of(message.by, at.date()),
        message_id=message.id.hex,
    )


def _later(message: Message, why: str, at: datetime) -> None:
    """It waits, longer each time, and after the last time it is given up: the person stays due."""
    wait = wait_after(max(message.sends, 1))
    status = MessageStatus.WAITING if wait else MessageStatus.FAILED
    Message.objects.filter(id=message.id).update(
        status=status, trouble=why[:80], next_at=at + wait if wait else at
    )


def settle_interrupted(*, at: datetime, sender_for: FindSender) -> int:
    """What was going out when the process ended: ask whether it went; gives how many there were.

    Called by the one worker, which sends one at a time: what says it is going out is not.
    """
    rows = list(Message.objects.filter(status=MessageStatus.SENDING))
    for message in rows:
        try:
            sender = sender_for(Channel(message.channel))
            found = sender.status_of(message.id, at=at) if sender.asks else None
        except (Busy, Unset):
            continue
        if found:
            note_sent(message=message, provider_id=found[0], at=at)
        else:
            status = MessageStatus.WAITING if sender.asks else MessageStatus.UNSURE
            Message.objects.filter(id=message.id).update(status=status, next_at=at)
    return len(rows)


@transaction.atomic
def decide_unsure(*, message_id: UUID, went: bool, by: Actor, at: datetime) -> None:
    """Somebody says of an unsure mail that it went, or that it has to go again."""
    row = Message.objects.select_for_update().filter(id=message_id, status=MessageStatus.UNSURE).first()
    if row is None:
        raise Refused("Over dit bericht is al besloten.")
    if went:
        note_sent(message=row, provider_id="", at=at)
    else:
        Message.objects.filter(id=row.id).update(status=MessageStatus.WAITING, next_at=at)
    record_act(by=by, act="decide_unsure_message", object_type="message", object_id=row.id, at=at)


@transaction.atomic
def note_arrival(*, message_id: UUID, status: MessageStatus, at: datetime) -> bool:
    """What a service says came of a message. False where the message is unknown or nothing changed."""
    row = Message.objects.select_for_update().filter(id=message_id).first()
    if row is None or row.status not in (MessageStatus.SENT, MessageStatus.DELIVERED):
        return False
    if status not in (MessageStatus.DELIVERED, MessageStatus.BOUNCED) or status == row.status:
        return False
    Message.objects.filter(id=row.id).update(status=status)
    if status == MessageStatus.BOUNCED:
        bounced(message_id=row.id.hex, at=at)
    return True


def ask_arrivals(*, at: datetime, sender_for: FindSender, limit: int) -> int:
    """Ask the service what came of what it was given lately; gives how many answers were new."""
    rows = Message.objects.filter(
        status=MessageStatus.SENT, sent_at__gt=at - ASK_FOR, sent_at__lte=at
    ).exclude(provider_id="")
    new = 0
    for message in rows.order_by("next_at", "id")[:limit]:
        try:
            found = sender_for(Channel(message.channel)).status_of(message.id, at=at)
        except (Busy, Unset):
            break
        Message.objects.filter(id=message.id).update(next_at=at)
        new += bool(found and note_arrival(message_id=message.id, status=found[1], at=at))
    return new
