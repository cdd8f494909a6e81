"""Pages of a list whose cost does not grow with the list: nothing is counted."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


class PageMissing(LookupError):
    """There is no such page."""


@dataclass(frozen=True)
class Page:
    """One page of rows. Whether another follows is known by having looked one row ahead."""

    rows: list
    number: int
    size: int
    has_more: bool

    @property
    def next(self) -> str:
        """The number of the next page for an address; empty on the last page."""
        return str(self.number + 1) if self.has_more else ""

    @property
    def previous(self) -> str:
        """The number of the page before for an address; empty on the first page."""
        return str(self.number - 1) if self.number > 1 else ""

    @property
    def first_row(self) -> int:
        """The place of the page's first row in the whole list, counted from one."""
        return (self.number - 1) * self.size + 1

    @property
    def last_row(self) -> int:
        """The place of the page's last row in the whole list."""
        return self.first_row + len(self.rows) - 1

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def cut(rows: QuerySet, number: str | None, size: int = 20) -> Page:
    """Cut the page that an address asks for; None is the first.

    Raises PageMissing for anything but a number of a page that has rows. An empty list has one
    page.
    """
    if number is not None and not _NUMBER.fullmatch(number):
        raise PageMissing
    page = int(number or 1)
    start = (page - 1) * size
    found = list(rows[start : start + size + 1])
    if page > 1 and not found:
        raise PageMissing
    return Page(found[:size], page, size, len(found) > size)
