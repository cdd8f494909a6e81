"""Which things changed last, and which are changing just now: what all processes look at.

Every change gets the next number. A page that was begun at number 17 is good while none of the
things that it shows was changed at a later number. Between the beginning of a change and its commit
the thing is closed: nothing that shows it is kept or given out.

On one machine the numbers stand in a small file that all processes have in their memory; several
machines share them in the server of CACHE_URL. Names are hashed into slots; two that meet in one
slot cost a rendering now and then, never an old page.
"""

import fcntl
import mmap
import os
import secrets
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol
from zlib import crc32

import redis
from django.conf import settings

SLOTS = 1 << 16
CLOSED_FOR = 60  # seconds, should nobody ever say how the change ended
KEY = "branch-portal:ledger"


class LedgerDown(Exception):
    """The server that keeps the ledger does not answer."""


class Mark(NamedTuple):
    """A moment in the order of changes; of another era nothing is known."""

    era: int
    number: int


class Ledger(Protocol):
    def mark(self) -> Mark:
        """The present moment. Raises LedgerDown, as all of these do."""

    def is_current(self, slots: Collection[int], since: Mark) -> bool:
        """Is none of these closed, and was none changed since the mark?"""

    def close(self, slots: Collection[int]) -> None:
        """A change of these begins."""

    def open(self, slots: Collection[int]) -> None:
        """The change is done."""

    def reset(self) -> None:
        """Begin a new era: nothing that was kept is good any more."""


def slot(name: str) -> int:
    return crc32(name.encode()) % SLOTS


class FileLedger:
    """For the processes of one machine. Reading takes a look at the file's name and memory."""

    ERA, NUMBER, CHANGED, CLOSED = 0, 1, 8, 8 + SLOTS  # in words of eight bytes
    SIZE = 8 * (8 + 2 * SLOTS)

    def __init__(self, path: Path):
        self._path = path
        self._inode = -1
        self._words = memoryview(b"")

    def mark(self) -> Mark:
        words = self._look()
        return Mark(words[self.ERA], words[self.NUMBER])

    def is_current(self, slots: Collection[int], since: Mark) -> bool:
        words, now = self._look(), time.time()
        return words[self.ERA] == since.era and all(
            words[self.CHANGED + each] <= since.number and words[self.CLOSED + each] <= now
            for each in slots
        )

    def close(self, slots: Collection[int]) -> None:
        self._note(slots, int(time.time()) + CLOSED_FOR)

    def open(self, slots: Collection[int]) -> None:
        self._note(slots, 0)

    def reset(self) -> None:
        with self._alone() as words:
            words[self.ERA] = secrets.randbits(63)

    def _note(self, slots: Collection[int], closed_until: int) -> None:
        with self._alone() as words:
            number = words[self.NUMBER] + 1
            for each in slots:
                words[self.CLOSED + each] = closed_until
                words[self.CHANGED + each] = number
            words[self.NUMBER] = number

    def _look(self) -> memoryview:
        try:
            is_same = os.stat(self._path).st_ino == self._inode
        except OSError:
            is_same = False
        if not is_same:
            self._map()
        return self._words

    def _map(self) -> None:
        """Take the file into memory; whoever comes first makes it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o640)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file).st_size != self.SIZE:
                os.ftruncate(file, self.SIZE)
                os.pwrite(file, secrets.randbits(63).to_bytes(8, "little"), 0)
            self._words = memoryview(mmap.mmap(file, self.SIZE)).cast("Q")
            self._inode = os.fstat(file).st_ino
        finally:
            # The map keeps the file open, and with it the lock.
            fcntl.flock(file, fcntl.LOCK_UN)
            os.close(file)

    @contextmanager
    def _alone(self) -> Iterator[memoryview]:
        words = self._look()
        file = os.open(self._path, os.O_RDWR)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield words
        finally:
            os.close(file)


class RedisLedger:
    """For several machines: the same numbers in one hash of the server that they share."""

    # The number and what it stands for are written in one step, else two changes could overtake
    # each other. ARGV: the era if there is none, the moment until which is closed, the slots.
    _NOTE = """
        redis.call('HSETNX', KEYS[1], 'era', ARGV[1])
        local number = redis.call('HINCRBY', KEYS[1], 'number', 1)
        for i = 3, #ARGV do
            redis.call('HSET', KEYS[1], 's' .. ARGV[i], number, 'c' .. ARGV[i], ARGV[2])
        end
        return number
    """

    def __init__(self, url: str):
        self._server = redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)

    def mark(self) -> Mark:
        era, number = self._read(["era", "number"])
        if era is None:
            self._note([], 0)
            era, number = self._read(["era", "number"])
        return Mark(int(era), int(number))

    def is_current(self, slots: Collection[int], since: Mark) -> bool:
        slots = list(slots)
        fields = ["era", *(f"s{each}" for each in slots), *(f"c{each}" for each in slots)]
        era, *rest = (int(value or 0) for value in self._read(fields))
        changed, closed, now = rest[: len(slots)], rest[len(slots) :], time.time()
        return (
            era == since.era
            and all(number <= since.number for number in changed)
            and all(moment <= now for moment in closed)
        )

    def close(self, slots: Collection[int]) -> None:
        self._note(slots, int(time.time()) + CLOSED_FOR)

    def open(self, slots: Collection[int]) -> None:
        self._note(slots, 0)

    def reset(self) -> None:
        with _reported():
            self._server.delete(KEY)

    def _read(self, fields: list[str]) -> list[bytes | None]:
        with _reported():
            return self._server.hmget(KEY, fields)

    def _note(self, slots: Collection[int], closed_until: int) -> None:
        with _reported():
            era = secrets.randbits(63)
            self._server.eval(self._NOTE, 1, KEY, era, closed_until, *sorted(slots))


@contextmanager
def _reported() -> Iterator[None]:
    try:
        yield
    except redis.RedisError as down:
        raise LedgerDown(str(down)) from down


@cache
def ledger() -> Ledger:
    """The ledger of this installation."""
    address = settings.CACHES["default"].get("LOCATION")
    if isinstance(address, str) and address.startswith(("redis://", "rediss://", "unix://")):
        return RedisLedger(address)
    return FileLedger(settings.PAGE_CACHE_DIR / "ledger")
