"""Writes of letters: asked for, made file by file, posted, thrown away.

A file is finished when its row is there: what a broken-off job left beside it is made again under the same
name, so no letter is made twice and none is left out.
"""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.outreach.actions.inviting import note_try
from meedoen.outreach.models import Campaign, LetterBatch, LetterFile, Try
from meedoen.outreach.policy.letters import KEPT_AFTER_POSTING, next_slice
from meedoen.outreach.queries.inviting import LetterFacts, invitations_due, letter_facts
from meedoen.outreach.queries.letters import STRANGE, by_post, folder_of, ids_of
from meedoen.outreach.vocabulary import BatchStatus, Channel, TryOutcome
from meedoen.people.queries import PersonCard, reveal
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act

PAGE = "letters"
PURPOSE = "uitnodiging per brief"
TRIES_AT_ONCE = 50
KEPT_UNPOSTED = timedelta(days=60)
MOST_SLIPS = 20
GONE = "Wie om deze brieven vroeg, werkt hier niet meer. Gooi ze weg en maak ze opnieuw."
STILL_THERE = "Er liggen nog brieven die niet op de post zijn. Zeg eerst dat ze weg zijn, of gooi ze weg."
NOBODY = "Er is nu niemand aan de beurt voor een brief."


class Printer(Protocol):
    """What typesets: `paper.Press`."""

    def file(self, letters: Sequence[dict[str, Any]], *, title: str, apart: bool, path: Path) -> None: ...
    def unfit(self, letters: Sequence[dict[str, Any]]) -> list[int]: ...


class Unprintable(Exception):
    """Some letters of a file hold a sign that no font has; `places` are theirs in the file."""

    def __init__(self, places: list[int]) -> None:
        super().__init__(places)
        self.places = places


Compose = Callable[..., dict[str, Any]]


@transaction.atomic
def ask_letters(*, campaign: Campaign, apart: bool, by: Actor, at: datetime) -> LetterBatch:
    """Ask for the letters of everybody whose turn it is, in the order of the postcode.

    Raises Refused where nobody is, or where earlier letters were neither posted nor thrown away.
    """
    Campaign.objects.select_for_update().get(id=campaign.id)
    if LetterBatch.objects.filter(campaign=campaign, posted_at__isnull=True).exists():
        raise Refused(STILL_THERE)
    ids = by_post(invitations_due(campaign.id, at.date()).get(Channel.LETTER, []))
    if not ids:
        raise Refused(NOBODY)
    batch = LetterBatch.objects.create(
        campaign=campaign,
        apart=apart,
        invitation_ids=[str(one) for one in ids],
        total=len(ids),
        asked_at=at,
        by_id=by.user_id,
    )
    record_act(by=by, act="ask_letters", object_type="letter_batch", object_id=batch.id, at=at)
    return batch


def make_next_file(
    *, batch: LetterBatch, printer: Printer, compose: Compose, by: Actor, at: datetime
) -> bool:
    """Make the next file of a batch; False where all are made: then the batch is done.

    Everybody in it gets an access line first. Who can't be written any more (no time left, no address, out of
    reach) is left out. Typesetting happens outside any transaction. Raises Unprintable.
    """
    part = next_slice(done=batch.done, total=batch.total, files=batch.files.count())
    if part is None:
        LetterBatch.objects.filter(id=batch.id).update(status=BatchStatus.DONE, finished_at=at, trouble="")
        return False
    wanted = ids_of(batch)[part.start : part.end]
    with transaction.atomic():
        written = _to_write(wanted, by=by, at=at)
    letters = [compose(facts, card, on=at.date()) for facts, card in written]
    path = folder_of(batch) / f"{part.number:04}.{'zip' if batch.apart else 'pdf'}"
    if letters:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        title = f"{batch.campaign.name}, deel {part.number}"
        if unfit := _printed(printer, letters, title, batch.apart, path):
            kept = [str(facts.invitation_id) for facts, _ in written]
            raise Unprintable([batch.invitation_ids.index(kept[place]) + 1 for place in unfit])
    _keep_file(batch, part.number, wanted, [facts.invitation_id for facts, _ in written], path.name)
    return True


def _printed(
    printer: Printer, letters: list[dict[str, Any]], title: str, apart: bool, path: Path
) -> list[int]:
    """Write the file whole; gives the places of letters that can't be printed, and then there is no file."""
    draft = path.with_suffix(".draft")
    try:
        printer.file(letters, title=title, apart=apart, path=draft)
    except Refused:
        draft.unlink(missing_ok=True)
        unfit = printer.unfit(letters)
        if not unfit:
            raise
        return unfit
    draft.replace(path)
    return []


def _to_write(ids: list[UUID], *, by: Actor, at: datetime) -> list[tuple[LetterFacts, PersonCard]]:
    facts = [one for one in letter_facts(ids) if one.day > at.date()]
    cards = reveal(by=by, persons=[one.person_id for one in facts], page=PAGE, purpose=PURPOSE, at=at)
    found = [(one, cards[one.person_id]) for one in facts if one.person_id in cards]
    return [(one, card) for one, card in found if card.street and card.postcode]


@transaction.atomic
def _keep_file(batch: LetterBatch, number: int, wanted: list[UUID], written: list[UUID], name: str) -> None:
    """In one step: the file is there, and the batch is as far as its last letter."""
    row = LetterBatch.objects.select_for_update().get(id=batch.id)
    left_out = {str(one) for one in wanted} - {str(one) for one in written}
    row.invitation_ids = [one for one in row.invitation_ids if one not in left_out]
    row.total, row.done = len(row.invitation_ids), row.done + len(written)
    row.trouble = ""
    row.save(update_fields=["invitation_ids", "total", "done", "trouble"])
    if written:
        LetterFile.objects.create(batch=row, number=number, file_name=name, letters=len(written))
    batch.refresh_from_db()


def stop_batch(*, batch: LetterBatch, trouble: str) -> None:
    """The job could not go on; the page says why and what to do."""
    LetterBatch.objects.filter(id=batch.id).update(status=BatchStatus.FAILED, trouble=trouble[:300])


def strange(numbers: Sequence[int]) -> str:
    """How a batch remembers which letters it stopped for."""
    return " ".join([STRANGE, *(str(number) for number in numbers[:MOST_SLIPS])])


@transaction.atomic
def go_on(*, batch: LetterBatch, leave_out: Sequence[int], by: Actor, at: datetime) -> None:
    """Let a batch that stopped go on, without the letters of these numbers; they wait for another channel.

    Raises Refused where it is not waiting for that.
    """
    row = LetterBatch.objects.select_for_update().get(id=batch.id)
    if row.status == BatchStatus.DONE:
        raise Refused("Deze brieven zijn al gemaakt.")
    out = {row.invitation_ids[number - 1] for number in leave_out if row.done < number <= row.total}
    row.invitation_ids = [one for one in row.invitation_ids if one not in out]
    row.total, row.status, row.trouble = len(row.invitation_ids), BatchStatus.WAITING, ""
    row.save(update_fields=["invitation_ids", "total", "status", "trouble"])
    record_act(by=by, act="go_on_with_letters", object_type="letter_batch", object_id=row.id, at=at)


@transaction.atomic
def post_batch(*, batch: LetterBatch, by: Actor, at: datetime) -> None:
    """The letters are in the post. A job notes a try for each; twice changes nothing."""
    row = LetterBatch.objects.select_for_update().get(id=batch.id)
    if row.status != BatchStatus.DONE:
        raise Refused("Nog niet alle brieven zijn gemaakt. Wacht tot ze klaar zijn.")
    if row.posted_at is None:
        LetterBatch.objects.filter(id=row.id).update(posted_at=at)
        record_act(by=by, act="post_letters", object_type="letter_batch", object_id=row.id, at=at)


def note_posted(*, batch: LetterBatch, by: Actor, at: datetime) -> int:
    """A try for each posted letter, some dozens in a transaction; gives how many were not noted yet."""
    noted = 0
    ids = ids_of(batch)
    for start in range(0, len(ids), TRIES_AT_ONCE):
        part = {posted_id(batch, one): one for one in ids[start : start + TRIES_AT_ONCE]}
        with transaction.atomic():
            known = set(Try.objects.filter(message_id__in=part).values_list("message_id", flat=True))
            for message_id, invitation_id in part.items():
                if message_id in known:
                    continue
                note_try(
                    invitation_id=invitation_id,
                    channel=Channel.LETTER,
                    outcome=TryOutcome.SENT,
                    at=at,
                    by=by,
                    message_id=message_id,
                )
                noted += 1
    return noted


def posted_id(batch: LetterBatch, invitation_id: UUID) -> str:
    """By what the try of a posted letter is known, such as where it comes back as undeliverable."""
    return f"brief-{batch.id.hex[:12]}-{invitation_id.hex}"


@transaction.atomic
def throw_away(*, batch: LetterBatch, by: Actor, at: datetime) -> None:
    """Letters that will not be posted: their files and rows go, and everybody is due again."""
    row = LetterBatch.objects.select_for_update().get(id=batch.id)
    if row.posted_at is not None:
        raise Refused("Deze brieven zijn al op de post.")
    folder = folder_of(row)
    record_act(by=by, act="throw_letters_away", object_type="letter_batch", object_id=row.id, at=at)
    row.delete()
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))


def delete_old_files(*, at: datetime) -> int:
    """Delete the files of letters posted fourteen days ago, and of letters nobody posted in sixty."""
    old = LetterBatch.objects.filter(posted_at__lte=at - KEPT_AFTER_POSTING)
    never = LetterBatch.objects.filter(posted_at__isnull=True, asked_at__lte=at - KEPT_UNPOSTED)
    count = 0
    for batch in [*old.filter(files__isnull=False).distinct(), *never]:
        shutil.rmtree(folder_of(batch), ignore_errors=True)
        count += batch.files.all().delete()[0]
        if batch.posted_at is None:
            batch.delete()
    return count
