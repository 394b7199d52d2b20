"""Small numbers are not published: a count under the threshold could point at somebody.

Source of the rule: requirement 52 of the security research (counts under 10, with complementary suppression).
"""

from collections.abc import Mapping

THRESHOLD = 10


def is_small(count: int, threshold: int = THRESHOLD) -> bool:
    """Whether a count of people is too small to show. Zero is shown: it points at nobody."""
    return 0 < count < threshold


def suppress(counts: Mapping[str, int], threshold: int = THRESHOLD) -> dict[str, int | None]:
    """One split of a published total, with what may not be shown as None.

    Where the hidden counts together could be worked out by subtraction from the total, the next smallest
    count is hidden too: one cell alone is never hidden, and what is hidden adds up to the threshold or more.

    In: count of people for each label; the total is taken to be public.
    Out: the same labels in the same order, count or None.
    """
    hidden = {label for label, count in counts.items() if is_small(count, threshold)}
    rest = sorted((count, label) for label, count in counts.items() if label not in hidden and count > 0)
    while hidden and rest and _can_be_worked_out(counts, hidden, threshold):
        hidden.add(rest.pop(0)[1])
    if hidden and _can_be_worked_out(counts, hidden, threshold):
        hidden = set(counts)
    return {label: None if label in hidden else count for label, count in counts.items()}


def _can_be_worked_out(counts: Mapping[str, int], hidden: set[str], threshold: int) -> bool:
    return len(hidden) == 1 or sum(counts[label] for label in hidden) < threshold
