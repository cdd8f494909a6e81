"""Pages of a list; nothing is counted. Long lists go by places in time, short ones by numbers."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.db.models import QuerySet

_PLACE = re.compile(r"([12][0-9]{7}-[0-9]{4})([0-9]{2})?(?:\.([0-9]{6}))?-([1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


class PageMissing(LookupError):
    """There is no such page."""


class Place(NamedTuple):
    """Where a row stands in a list that is ordered by time: its moment, and its key among equals.

    In an address it is "20261122-0340-1234", in UTC, with seconds where there are any.
    """

    moment: dt.datetime
    key: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises PageMissing for anything but the one way to write a place."""
        found = _PLACE.fullmatch(text)
        if found is None:
            raise PageMissing
        minute, second, fraction, key = found.groups()
        try:
            written = f"{minute}{second or '00'}{fraction or '000000'}"
            moment = dt.datetime.strptime(written, "%Y%m%d-%H%M%S%f").replace(tzinfo=dt.UTC)
        except ValueError as impossible:
            raise PageMissing from impossible
        place = cls(moment, int(key))
        if str(place) != text:
            raise PageMissing
        return place

    def __str__(self) -> str:
        moment = self.moment.astimezone(dt.UTC)
        second = f"{moment:%S}" if moment.second or moment.microsecond else ""
        fraction = f".{moment:%f}" if moment.microsecond else ""
        return f"{moment:%Y%m%d-%H%M}{second}{fraction}-{self.key}"


@dataclass(frozen=True)
class Stretch:
    """One page of rows, or of what stands for them, newest first.

    `next` and `previous` are places for an address, or empty.

    The rows before the page are fewer than a page where it `follows_first`: the way back leads to
    the address without a place.
    """

    rows: list
    next: str = ""
    previous: str = ""
    follows_first: bool = False
    is_first: bool = True

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def cut_by_time(
    rows: QuerySet,
    asked: str | None,
    *,
    until: dt.datetime,
    since: dt.datetime | None = None,
    key: str = "pk",
    size: int = 20,
) -> Stretch:
    """Cut the page that begins behind a place out of rows with `publish_at`; None is the first.

    What it gives are the keys of the rows. Rows from `since` to `until`, both included. Any page is
    one seek in an index that ends with (-publish_at, -key), and a second one for the way back. For
    that the bounds belong to this function alone: of two upper ones in a statement SQLite may take
    the one that is farther off. What arrives at the top meanwhile moves no row to another page.
    Raises PageMissing for a place behind which there is nothing, or that is none. An empty list has
    one page.
    """
    place = None if asked is None else Place.read(asked)
    if place is None:
        older = rows.filter(publish_at__lte=until)
    elif place.moment > until:
        raise PageMissing
    else:
        older = rows.filter(publish_at__lte=place.moment)
        older = older.exclude(publish_at=place.moment, **{f"{key}__gte": place.key})
    if since:
        older = older.filter(publish_at__gte=since)
    found = list(
        older.order_by("-publish_at", f"-{key}").values_list("publish_at", key)[: size + 1]
    )
    page = [key for _moment, key in found[:size]]
    last = str(Place(*found[size - 1])) if len(found) > size else ""
    if place is None:
        return Stretch(page, last)
    if not page:
        raise PageMissing
    newer = rows.filter(publish_at__gte=place.moment, publish_at__lte=until)
    newer = newer.exclude(publish_at=place.moment, **{f"{key}__lt": place.key})
    before = list(newer.order_by("publish_at", key).values_list("publish_at", key)[: size + 1])
    previous = str(Place(*before[-1])) if len(before) > size else ""
    return Stretch(page, last, previous, follows_first=not previous, is_first=False)


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
    def follows_first(self) -> bool:
        """Does the way back lead to the address without a number?"""
        return self.number == 2

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
    """Cut the page of a short list that an address asks for by its number; None is the first.

    Later pages cost more: nothing for a list that grows with the archive. Raises PageMissing for
    anything but a number of a page that has rows. An empty list has one page.
    """
    if number is not None and not _NUMBER.fullmatch(number):
        raise PageMissing
    page = int(number or 1)
    start = (page - 1) * size
    found = list(rows[start : start + size + 1])
    if page > 1 and not found:
        raise PageMissing
    return Page(found[:size], page, size, len(found) > size)
