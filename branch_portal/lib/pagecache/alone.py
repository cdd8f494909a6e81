"""One at a time, across the threads and processes of a machine."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from django.conf import settings

LOCKS = 512
PATIENCE = 5  # seconds; whoever waited longer does the work as well


@contextmanager
def alone(key: str) -> Iterator[None]:
    """Let one in for a key and the others wait; after PATIENCE they come in all the same.

    Keys that share a lock wait for each other too.
    """
    folder = settings.PAGE_CACHE_DIR / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    name = str(crc32(key.encode("utf-8", "surrogateescape")) % LOCKS)
    # Opened by each anew: a lock belongs to an open file, so that threads too keep apart.
    file = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o640)
    try:
        _wait(file)
        yield
    finally:
        os.close(file)


def _wait(file: int) -> None:
    until, pause = time.monotonic() + PATIENCE, 0.001
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return
            time.sleep(pause)
            pause = min(pause * 2, 0.02)
        else:
            return
