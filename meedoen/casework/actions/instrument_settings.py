"""Writes of the functional manager: instruments of one's own, their items, new versions, on and off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from meedoen.accounts.actor import Actor
from meedoen.casework.models import Instrument, InstrumentItem
from meedoen.casework.policy.instruments import (
    first_code,
    item_fits,
    may_change_items,
    may_switch_on,
    next_code,
)
from meedoen.casework.queries.instruments import asks_leave, is_answered
from meedoen.casework.vocabulary import AnswerKind
from meedoen.shared.errors import Refused, refuse_unless
from meedoen.trail.actions import record_act

LONGEST_CODE = 40


@dataclass(frozen=True)
class About:
    """What an instrument is called, says of itself and comes from; empty `legal_domains`: used everywhere."""

    name: str
    explanation: str
    source: str
    legal_domains: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """One thing that an instrument asks, and how it is answered."""

    name: str
    explanation: str
    kind: AnswerKind
    least: int = 1
    most: int = 10
    level_names: tuple[str, ...] = ()


@transaction.atomic
def add_instrument(*, about: About, by: Actor, at: datetime) -> Instrument:
    """Begin an instrument of the municipality's own: off, and without items until they are added."""
    wanted = slugify(about.name)[:LONGEST_CODE].strip("-") or "instrument"
    taken = set(Instrument.objects.values_list("code", flat=True))
    code = wanted if wanted not in taken else next_code(wanted, taken, LONGEST_CODE)
    row = Instrument.objects.create(code=code, in_use=False, **_columns(about))
    _record("add_instrument", row, by, at, {"name": ("", about.name)})
    return row


@transaction.atomic
def change_instrument(*, code: str, about: About, by: Actor, at: datetime) -> Instrument:
    """Say something else of an instrument. Raises Refused where it was filled in already."""
    row = _unanswered(code)
    wanted = _columns(about)
    changes = {name: (getattr(row, name), new) for name, new in wanted.items()}
    for name, new in wanted.items():
        setattr(row, name, new)
    row.save()
    _record("change_instrument", row, by, at, changes)
    return row


@transaction.atomic
def save_item(*, code: str, position: int | None, asked: Asked, by: Actor, at: datetime) -> InstrumentItem:
    """Add a thing that is asked, at the end, or change the one at a position.

    Raises Refused where the instrument was filled in already, or the item cannot be asked like this.
    """
    row = _unanswered(code)
    refuse_unless(item_fits(asked.kind, asked.least, asked.most, asked.level_names))
    levels = asked.level_names if asked.kind == AnswerKind.LEVEL else ()
    values = {
        "name": asked.name,
        "explanation": asked.explanation,
        "kind": asked.kind,
        "least": 1 if levels else asked.least,
        "most": len(levels) or asked.most,
        "level_names": list(levels),
    }
    if position is None:
        last = row.items.aggregate(last=Max("position"))["last"] or 0
        item = InstrumentItem.objects.create(instrument=row, position=last + 1, **values)
    else:
        item = _item(row, position)
        for name, new in values.items():
            setattr(item, name, new)
        item.save()
    _record("save_instrument_item", row, by, at, {f"item {item.position}": ("", item.name)})
    return item


@transaction.atomic
def remove_item(*, code: str, position: int, by: Actor, at: datetime) -> None:
    """Take a thing out that is asked; out of an instrument in use never the last one."""
    row = _unanswered(code)
    item = _item(row, position)
    if row.in_use and row.items.count() == 1:
        raise Refused("Dit is het laatste onderdeel. Zet het instrument eerst uit.")
    item.delete()
    _record("remove_instrument_item", row, by, at, {f"item {position}": (item.name, "")})


@transaction.atomic
def new_version(*, code: str, by: Actor, at: datetime) -> Instrument:
    """Copy an instrument to a version that can be changed: off, until it takes the place of this one."""
    old = Instrument.objects.get(code=code)
    made = next_code(code, set(Instrument.objects.values_list("code", flat=True)), LONGEST_CODE)
    row = Instrument.objects.create(
        code=made,
        name=old.name,
        explanation=old.explanation,
        source=old.source,
        legal_domains=old.legal_domains,
        in_use=False,
    )
    InstrumentItem.objects.bulk_create(
        InstrumentItem(
            instrument=row,
            position=item.position,
            name=item.name,
            explanation=item.explanation,
            kind=item.kind,
            least=item.least,
            most=item.most,
            level_names=item.level_names,
        )
        for item in old.items.all()
    )
    _record("new_instrument_version", row, by, at, {"made from": ("", old.code)})
    return row


@transaction.atomic
def switch_instrument(*, code: str, on: bool, has_leave: bool = False, by: Actor, at: datetime) -> Instrument:
    """Put an instrument to use, or off; what was filled in with it stays. A new version replaces the others.

    Raises Refused where it asks nothing yet, or the municipality did not say that it may use it.
    """
    row = Instrument.objects.select_for_update().get(code=code)
    if on:
        leave = asks_leave(code)
        refuse_unless(may_switch_on(row.items.count(), asks_leave=leave, has_leave=has_leave))
    changes: dict[str, tuple[object, object]] = {"in_use": (row.in_use, on)}
    if on and asks_leave(code):
        changes["municipality may use it"] = (False, has_leave)
    if on:
        _switch_off_other_versions(row, by, at)
    row.in_use = on
    row.save(update_fields=["in_use"])
    _record("switch_instrument", row, by, at, changes)
    return row


def _switch_off_other_versions(row: Instrument, by: Actor, at: datetime) -> None:
    for other in Instrument.objects.filter(in_use=True).exclude(code=row.code):
        if first_code(other.code) == first_code(row.code):
            other.in_use = False
            other.save(update_fields=["in_use"])
            _record("switch_instrument", other, by, at, {"in_use": (True, False)})


def _unanswered(code: str) -> Instrument:
    """The instrument, locked against being filled in meanwhile."""
    row = Instrument.objects.select_for_update().get(code=code)
    refuse_unless(may_change_items(is_answered(code)))
    return row


def _item(row: Instrument, position: int) -> InstrumentItem:
    item = row.items.filter(position=position).first()
    if item is None:
        raise Refused("Dit onderdeel is er niet meer. Kijk in de lijst wat er staat.")
    return item


def _columns(about: About) -> dict[str, object]:
    return {
        "name": about.name,
        "explanation": about.explanation,
        "source": about.source,
        "legal_domains": list(about.legal_domains),
    }


def _record(
    act: str, row: Instrument, by: Actor, at: datetime, changes: Mapping[str, tuple[object, object]]
) -> None:
    record_act(by=by, act=act, object_type="instrument", object_id=row.code, at=at, changes=changes)
