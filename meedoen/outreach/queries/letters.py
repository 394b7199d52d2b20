"""Reads of letters: the batches of a campaign, and who stands in a file."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet, Sum

from meedoen.accounts.actor import Actor
from meedoen.outreach.models import Campaign, Invitation, LetterBatch, LetterFile, Message
from meedoen.outreach.policy.letters import in_postcode_order
from meedoen.outreach.queries.campaigns import campaigns
from meedoen.outreach.vocabulary import MessageStatus
from meedoen.people.queries.posting import post_addresses

STRANGE = "strange"


@dataclass(frozen=True)
class Slip:
    """A letter that could not be printed: its place in the order (from 1), and whose it is."""

    number: int
    person_id: UUID


def batches(actor: Actor) -> QuerySet[LetterBatch]:
    """The letters of the campaigns of the actor's own agency, the newest first."""
    return LetterBatch.objects.filter(campaign__in=campaigns(actor)).select_related("campaign__agency")


def letter_files(actor: Actor) -> QuerySet[LetterFile]:
    return LetterFile.objects.filter(batch__campaign__in=campaigns(actor)).select_related("batch__campaign")


def folder_of(batch: LetterBatch) -> Path:
    """Where the files of a batch lie: outside the web root, named by nobody."""
    return Path(settings.VAR) / "letters" / batch.id.hex


def path_of(file: LetterFile) -> Path:
    return folder_of(file.batch) / file.file_name


def persons_of(invitation_ids: list[UUID]) -> dict[UUID, UUID]:
    """Whose these invitations are: invitation to person."""
    rows = Invitation.objects.filter(id__in=invitation_ids)
    return dict(rows.values_list("id", "involvement__person_id"))


def persons_in(file: LetterFile) -> list[UUID]:
    """Everybody of whom a letter is in this file."""
    before = LetterFile.objects.filter(batch=file.batch, number__lt=file.number)
    start = before.aggregate(letters=Sum("letters"))["letters"] or 0
    return list(persons_of(ids_of(file.batch)[start : start + file.letters]).values())


def ids_of(batch: LetterBatch) -> list[UUID]:
    """Whose letters the batch holds, in the order of the post."""
    return [UUID(one) for one in batch.invitation_ids]


def by_post(invitation_ids: list[UUID]) -> list[UUID]:
    """These invitations in the order of the postcode. Two queries."""
    persons = persons_of(invitation_ids)
    addresses = post_addresses(persons.values())
    return in_postcode_order(
        (one, *addresses[persons[one]]) for one in invitation_ids if persons.get(one) in addresses
    )


def slips_of(batch: LetterBatch) -> list[Slip]:
    """The letters for which the batch stopped, as far as it says so."""
    what, *numbers = batch.trouble.split() or [""]
    if what != STRANGE:
        return []
    ids = ids_of(batch)
    wanted = {int(number): ids[int(number) - 1] for number in numbers if int(number) <= len(ids)}
    persons = persons_of(list(wanted.values()))
    return [Slip(number, persons[one]) for number, one in wanted.items() if one in persons]


def messages_of(campaign: Campaign) -> dict[str, dict[str, int]]:
    """How many mails and text messages are where: by channel, by status. One query."""
    found: dict[str, dict[str, int]] = {}
    for channel, status in Message.objects.filter(invitation__campaign=campaign).values_list(
        "channel", "status"
    ):
        counts = found.setdefault(channel, {})
        counts[status] = counts.get(status, 0) + 1
    return found


def unsure_messages(campaign: Campaign) -> QuerySet[Message]:
    """Those of which nobody can say whether they went out: somebody decides."""
    rows = Message.objects.filter(invitation__campaign=campaign, status=MessageStatus.UNSURE)
    return rows.select_related("invitation__involvement")


def callers_of(campaign: Campaign) -> QuerySet[Invitation]:
    """Who asked to be called and was not yet, the longest waiting first."""
    rows = campaign.invitations.filter(call_asked_at__isnull=False)
    return rows.select_related("involvement", "day").order_by("call_asked_at", "id")
