"""Uploaded files between two pages of one task: for an hour, for their owner, served to nobody."""

import io
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.base import File

LIFETIME = 60 * 60  # seconds
MOST_FILES = 5  # of one person; the oldest gives way
_TOKEN = re.compile(r"[0-9a-f]{32}")


def park(file: File, owner: int) -> str:
    """Keep a file and return the token by which its owner finds it again."""
    token = secrets.token_hex(16)
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    _sweep(owner)
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    with open(os.open(folder / f"{owner}-{token}", flags, 0o600), "wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    return token


def look(token: str, owner: int) -> io.BytesIO:
    """Return a parked file, which stays. Raises FileNotFoundError: gone, foreign or no token."""
    path = _path(token, owner)
    if time.time() - path.stat().st_mtime > LIFETIME:
        raise FileNotFoundError(token)
    return io.BytesIO(path.read_bytes())


@contextmanager
def taken(token: str, owner: int) -> Iterator[io.BytesIO]:
    """Give out a parked file and remove it when all went well; else it stands there again.

    Of two who take it at once the second finds nothing: FileNotFoundError.
    """
    file, path = look(token, owner), _path(token, owner)
    away = path.rename(path.with_name(f"{path.name}.taken"))
    try:
        yield file
    except BaseException:
        away.rename(path)
        raise
    away.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "parked"


def _path(token: str, owner: int) -> Path:
    if not _TOKEN.fullmatch(token):
        raise FileNotFoundError(token)
    return _folder() / f"{owner}-{token}"


def _sweep(owner: int) -> None:
    """Remove what is too old, and what the owner has too much of."""
    ages = {}
    for path in _folder().iterdir():
        try:
            ages[path] = time.time() - path.stat().st_mtime
        except FileNotFoundError:  # another process sweeps too
            continue
    own = sorted((p for p in ages if p.name.startswith(f"{owner}-")), key=ages.get)
    stale = {path for path, age in ages.items() if age > LIFETIME} | {*own[MOST_FILES - 1 :]}
    for path in stale:
        path.unlink(missing_ok=True)
