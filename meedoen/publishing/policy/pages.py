"""The page object of HSDS: which part of a list a page is."""

from collections.abc import Sequence
from dataclasses import dataclass

Content = object


@dataclass(frozen=True)
class Page:
    """`size` is how many stand on this page. After the last page it is an empty one."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: Sequence[Content]


def page_of(contents: Sequence[Content], *, total: int, number: int, per_page: int) -> Page:
    """These records as page `number` of a list of `total` records."""
    pages = -(-total // per_page)
    return Page(
        total_items=total,
        total_pages=pages,
        page_number=number,
        size=len(contents),
        first_page=number == 1,
        last_page=number >= pages,
        empty=not contents,
        contents=contents,
    )
