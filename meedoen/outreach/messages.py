"""What a mail and a text message say, and by which way out they go."""

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string

from meedoen.outreach.channels import Envelope, Sender, Unset
from meedoen.outreach.channels.mail import MailSender
from meedoen.outreach.channels.notify import NotifySender
from meedoen.outreach.paper import answer_url
from meedoen.outreach.policy.letters import answer_code, plain
from meedoen.outreach.queries.inviting import LetterFacts
from meedoen.outreach.vocabulary import Channel
from meedoen.outreach.wording import Speech, appointment, dutch, interpreter_line, own_speech, points
from meedoen.people.queries import PersonCard


def sender_for(channel: Channel) -> Sender:
    """The way out of a channel: SMS by the service, mail by the service if it has a template for it, else by
    the mail server. Raises Unset."""
    if channel == Channel.SMS or (channel == Channel.EMAIL and settings.NOTIFY["EMAIL_TEMPLATE"]):
        return NotifySender(channel)
    if channel == Channel.EMAIL:
        return MailSender()
    raise Unset(str(channel))


def can_send(channel: Channel) -> bool:
    """Whether this channel was set up here."""
    try:
        sender_for(channel)
    except Unset:
        return False
    return True


def envelope(reference: UUID, channel: Channel, facts: LetterFacts, card: PersonCard) -> Envelope:
    """The message to one person, with the link to the page where they answer."""
    link = answer_url(answer_code(facts.invitation_id, settings.SECRET_KEY))
    own = own_speech(card.languages, on_paper=False)
    if channel == Channel.SMS:
        return Envelope(reference, card.phone, dutch().say("subject"), _short(own or dutch(), facts, link))
    texts = [_text(dutch(), facts, card, link, interpreter_line(card.languages, own))]
    if own:
        texts.append(_text(own, facts, card, link, own.say("interpreter")))
    context = {"texts": texts, "link": link, "agency": plain(facts.agency)}
    return Envelope(
        reference,
        card.email,
        dutch().say("subject"),
        render_to_string("outreach/mail/invitation.txt", context),
        render_to_string("outreach/mail/invitation.html", context),
    )


def _short(speech: Speech, facts: LetterFacts, link: str) -> str:
    """A text message: no name, for phones are shared."""
    when, where = (fact for _, fact in appointment(speech, facts)[:2])
    lines = [
        f"{speech.say('subject')}: {when}, {where}.",
        speech.say("change_link", link=link),
        speech.say("call", phone=plain(facts.phone)),
        plain(facts.agency),
    ]
    return "\n".join(lines)


def _text(
    speech: Speech, facts: LetterFacts, card: PersonCard, link: str, interpreter: str
) -> dict[str, object]:
    return {
        "lang": speech.language,
        "dir": speech.direction,
        "subject": speech.say("subject"),
        "greeting": speech.say("greeting", name=plain(card.name)),
        "invite": speech.say("invite"),
        "appointment": appointment(speech, facts),
        "other_time": speech.say("other_time"),
        "change_link": speech.say("change_link", link=link),
        "choose_time": speech.say("choose_time"),
        "call": speech.say("call", phone=plain(facts.phone)),
        "points": points(speech, facts, interpreter),
        "regards": speech.say("regards"),
    }
