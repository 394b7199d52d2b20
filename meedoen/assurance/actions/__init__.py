"""Keeping the social map true: confirming, counting where records stand, asking, and visiting addresses."""

from meedoen.assurance.actions.addresses import find_addresses, keep_visits, note_visit
from meedoen.assurance.actions.assuring import answer, assure
from meedoen.assurance.actions.counting import keep_changed, keep_figures, keep_freshness, recount
from meedoen.assurance.actions.reminding import Undeliverable, ask_again, plan_reminders, remind, send_waiting

__all__ = [
    "Undeliverable",
    "answer",
    "ask_again",
    "assure",
    "find_addresses",
    "keep_changed",
    "keep_figures",
    "keep_freshness",
    "keep_visits",
    "note_visit",
    "plan_reminders",
    "recount",
    "remind",
    "send_waiting",
]
