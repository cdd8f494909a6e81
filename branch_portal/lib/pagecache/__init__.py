"""The page cache: what a page shows, how long it may be kept, and what has changed.

A view or a tag says what its page shows: `shows("article:12", "newest")`; an action says what it
changes: `changed("article:12")`. A page is served from the cache only while nothing that it shows
has changed since its rendering began; see `pages` for the serving, `ledger` for the memory of
changes. A name that is not said by the page is never missed by the action, and the other way round:
the names are listed in docs/page-cache.md.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from branch_portal.lib.pagecache.ledger import LedgerDown, Mark, ledger, slot
from branch_portal.lib.verdicts import RuleBroken

LONGEST = 3600  # seconds that anything is kept, whatever it says
MOST_REMEMBERED = 10_000  # parts that one process remembers beside pages

Value = TypeVar("Value")
_log = logging.getLogger(__name__)


@dataclass
class Record:
    """What is known of a page, or a part of one, while it is being made."""

    mark: Mark
    names: set[str] = field(default_factory=set)
    until: float = 0.0  # seconds since 1970
    is_public: bool = False
    is_stored: bool = False

    def __post_init__(self):
        self.until = time.time() + LONGEST

    @property
    def slots(self) -> tuple[int, ...]:
        return tuple(slot(name) for name in sorted(self.names))

    def take_over(self, names: set[str], until: float) -> None:
        """A part that was made earlier stands on the page."""
        self.names |= names
        self.until = min(self.until, until)


_record: ContextVar[Record | None] = ContextVar("page", default=None)


@contextmanager
def recording(mark: Mark) -> Iterator[Record]:
    """Collect what is said of a page while it is made; `mark` was taken before."""
    record = Record(mark)
    token = _record.set(record)
    try:
        yield record
    finally:
        _record.reset(token)


def current() -> Record | None:
    """Return the record of the page that is being made, if anybody keeps one."""
    return _record.get()


def shows(*names: str) -> None:
    """Note on the page that is being made that it shows these things."""
    if record := _record.get():
        record.names.update(names)


def until(moment: dt.datetime | None) -> None:
    """Note that the page is out of date from a moment on; the earliest one counts. None: never."""
    if moment and (record := _record.get()):
        record.until = min(record.until, moment.timestamp())


def changed(*names: str) -> None:
    """Say inside a transaction that these things change; no page shows their old state after it.

    From now on no page with them comes from the cache; after the commit they are kept again. When
    the transaction fails they are left out for a minute, which costs time and nothing else. Raises
    RuleBroken when the other machines cannot be told.
    """
    slots = {slot(name) for name in names}
    try:
        ledger().close(slots)
    except LedgerDown as down:
        raise RuleBroken(
            _(
                "The memory of the pages does not answer, and readers would go on seeing the old "
                "page. Nothing was changed. Try again, or tell the IT office."
            )
        ) from down
    transaction.on_commit(partial(_open, slots))


def _open(slots: set[int]) -> None:
    try:
        ledger().open(slots)
    except LedgerDown:
        _log.warning("The ledger of the page cache did not answer; pages stay uncached a minute.")


@dataclass
class _Kept:
    value: object
    record: Record
    slots: tuple[int, ...]
    checked: Mark


_kept: dict[str, _Kept] = {}


def remember(
    key: str, build: Callable[[], Value], *, quietly: bool = False, since: Mark | None = None
) -> Value:
    """Return what `build` returned when it was last needed, unless what it shows has changed.

    For parts that stand on many pages. `build` says what it shows like a page does, and the page
    shows it too, unless asked `quietly`. Whoever changes the value that is returned changes it for
    everybody. Each process remembers for itself. `since`: when what `build` works with was read, if
    that was before now.
    """
    if not settings.PAGE_CACHE:
        return build()
    try:
        kept = _known(key, ledger().mark()) or _build(key, build, since)
    except LedgerDown:
        return build()
    if not quietly and (record := _record.get()):
        record.take_over(kept.record.names, kept.record.until)
    return kept.value


def begun() -> Mark | None:
    """When the page that is being made was begun, for `remember`; None if the ledger is down."""
    if record := _record.get():
        return record.mark
    try:
        return ledger().mark()
    except LedgerDown:
        return None


def forget() -> None:
    """Let go of everything that was kept, in all processes."""
    ledger().reset()
    _kept.clear()


def _known(key: str, mark: Mark) -> _Kept | None:
    kept = _kept.get(key)
    if kept is None or kept.record.until <= time.time():
        return None
    if kept.checked != mark:
        if not ledger().is_current(kept.slots, kept.record.mark):
            return None
        kept.checked = mark
    return kept


def _build(key: str, build: Callable[[], object], since: Mark | None) -> _Kept:
    with recording(since or ledger().mark()) as record:
        value = build()
    kept = _Kept(value, record, record.slots, record.mark)
    if ledger().is_current(kept.slots, record.mark):
        if len(_kept) >= MOST_REMEMBERED:
            _kept.pop(next(iter(_kept)), None)  # the oldest
        _kept[key] = kept
    return kept
