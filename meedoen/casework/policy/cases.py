"""Pure decisions about cases."""

from collections.abc import Collection
from datetime import date, timedelta

from meedoen.shared.verdict import Verdict, no, yes

PURPOSE_HOLDS = timedelta(hours=1)
LONGEST_AGO = timedelta(days=10 * 365)


def may_have_case(legal_domain: str) -> Verdict:
    """In "open" nobody is followed: a person is known there by taking part, without a case."""
    if legal_domain == "open":
        return no(
            "Bij open aanbod houden we van niemand een dossier bij. Schrijf iemand in bij een activiteit."
        )
    return yes()


def goal_is_visible(goal_domain: str | None, reader_domain: str, shared_domains: Collection[str]) -> bool:
    """Whether a reader of one legal domain sees a goal of another, or of none.

    In: the goal's domain, the reader's, and the domains whose goals the person lets this reader's domain see.
    Source: a goal belongs to a domain or to none and crosses only with consent (F4.006, architecture, seams).
    """
    return goal_domain is None or goal_domain == reader_domain or goal_domain in shared_domains


def may_use_scale(only_in: Collection[str], legal_domain: str) -> Verdict:
    """Whether a scale may be used in a legal domain; `only_in` empty means everywhere (F4.006)."""
    if only_in and legal_domain not in only_in:
        return no("Deze indeling hoort bij een ander wettelijk kader. Kies een andere indeling.")
    return yes()


def happened(on: date, today: date) -> Verdict:
    """Whether a talk or measurement can be of this day: not in the future, at most ten years ago."""
    if on > today:
        return no("Deze datum komt nog. Kies vandaag of een dag die geweest is.")
    if on < today - LONGEST_AGO:
        return no("Deze datum is meer dan tien jaar geleden. Kijk of het jaar klopt.")
    return yes()


def is_late(due: date | None, today: date) -> bool:
    """Whether something that had to be done by a day is late; without a day it isn't."""
    return due is not None and due < today
