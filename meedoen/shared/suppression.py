"""Small numbers are not published: a count under the threshold could point at somebody.

Source of the rule: requirement 52 of the security research (counts under 10, with complementary suppression);
docs/adr/0050-report-figures.md tells how it was tried against a reader who knows this very rule.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

THRESHOLD = 10
ROUNDED_TO = 5


def is_small(count: int, threshold: int = THRESHOLD) -> bool:
    """Whether a count of people is too small to show. Zero is shown: it points at nobody."""
    return 0 < count < threshold


def suppress(
    counts: Mapping[str, int], threshold: int = THRESHOLD, *, beside: Collection[str] = ()
) -> dict[str, int | None]:
    """One split of a published total, with what may not be shown as None.

    Where the small counts could be worked out from the total, further counts are hidden, in the order of the
    labels: were the smallest taken first, its very choice would tell how large the hidden counts are at most.
    Where even that does not help, nothing of the split is shown, not even its zeros.

    In: a count of people for each label that could have occurred, in a fixed order; a person counts under one
    label. The total is taken to be public. `beside`: labels that another split of the same people hides.
    Out: the same labels in the same order, count or None.
    """
    hidden = [label for label, count in counts.items() if label in beside or is_small(count, threshold)]
    large = [label for label, count in counts.items() if count >= threshold and label not in beside]
    while hidden and not in_doubt([counts[label] for label in hidden], threshold):
        if not large:
            return dict.fromkeys(counts)
        hidden.append(large.pop(0))
    concealed = frozenset(hidden)
    return {label: None if label in concealed else count for label, count in counts.items()}


def rounded(counts: Mapping[str, int | None], to: int = ROUNDED_TO) -> dict[str, int | None]:
    """Counts rounded to a multiple of `to`, half up, so that two published tables cannot be subtracted."""
    return {label: None if count is None else (count + to // 2) // to * to for label, count in counts.items()}


def some_hidden(*splits: Iterable[int | None]) -> bool:
    """Whether anything in these splits is hidden, so that the page says why."""
    return any(count is None for split in splits for count in split)


def in_doubt(hidden: Sequence[int], threshold: int = THRESHOLD) -> bool:
    """Whether the sum of the hidden counts leaves each of them open.

    A sum near the lowest or the highest that so many counts can have would give them away.
    """
    total, cells = sum(hidden), len(hidden)
    large = sum(count >= threshold for count in hidden)
    if cells < 2:
        return False
    if large:
        return total >= large * threshold + 3 * (cells - large)
    return max(threshold, 3 * cells) <= total <= cells * (threshold - 2)
