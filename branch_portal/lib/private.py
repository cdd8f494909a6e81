"""Files that no address leads to: kept under DATA_DIR/private by their content."""

import hashlib
import os
from pathlib import Path

from django.conf import settings


def keep(folder: str, content: bytes) -> str:
    """Store a file in a folder of ours and return its SHA-256, by which it is found again."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(folder, digest)
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(content)
        fresh.chmod(0o600)
        fresh.replace(path)  # at once: another process may be reading
    return digest


def kept(folder: str, digest: str) -> bytes:
    """Return a stored file. Raises FileNotFoundError."""
    return _path(folder, digest).read_bytes()


def discard(folder: str, digest: str) -> None:
    """Take a file away for good; one that is gone already is no error."""
    _path(folder, digest).unlink(missing_ok=True)


def _path(folder: str, digest: str) -> Path:
    return Path(settings.DATA_DIR) / "private" / folder / digest
